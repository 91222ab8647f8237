"""When a recommendation falls due, read from its wording (domain §3.3)."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import models

from inspection_portal.core.dates import months_after
from inspection_portal.core.text import fold
from recommendations.working_days import working_days_after


class DueKind(models.TextChoices):
    """How a deadline is worded."""

    IMMEDIATE = "immediate", "Immediately"
    DATE = "date", "By a date"
    MONTH = "month", "By the end of a month"
    RELATIVE = "relative", "Within a time of publication"
    EVENT = "event", "When something happens"
    NONE = "none", "No deadline"


class DeadlineError(ValueError):
    """A deadline that cannot be; the message is a clause such as "31 April 2025 is not a date"."""


@dataclass(frozen=True)
class Deadline:
    """A deadline as worded.

    `on` is None where no day can be computed; `months` counts from publication. `certain` is False
    where the wording may say what to do ("contacted within 28 days") and not by when. `words` are
    folded.
    """

    kind: DueKind
    on: date | None = None
    months: int | None = None
    certain: bool = True
    words: str = ""


NO_DEADLINE = Deadline(DueKind.NONE)

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_VALUES = {
    **{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6},
    **{"seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12},
    **{"eighteen": 18, "twenty-four": 24},
}

_MONTH = rf"(?P<month>{'|'.join(_MONTHS)}|(?:{'|'.join(m[:3] for m in _MONTHS)}|sept)\.?)"
_BY = r"\b(?P<by>by no later than|(?:no|not) later than|on or before|by|before)(?: the)?"
_WHICH_DAY = (
    rf"(?:[a-z]+day,? )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH},? (?P<year>\d{{4}})\b"
)
_LENGTH = (
    rf"(?P<number>\d{{1,3}}|{'|'.join(_VALUES)}) "
    r"(?P<working>working )?(?P<unit>day|week|month|year)s?\b"
)
_PUBLICATION = (
    r"(?:the )?(?:date of )?(?:the |its )?publication"
    r"(?: of (?:this|the|our) (?:inspection )?report)?|(?:the date of )?(?:this|our) report"
)
_SINCE = (
    rf"(?: (?:of|from|after|following) (?:(?P<published>{_PUBLICATION})\b|(?P<since>[^,.;:]+)))?"
)
_CHANGE = (
    r"(?:is|are|has been|have been|becomes?) (?:revised|updated|published|issued|approved|agreed"
    r"|introduced|launched|complete|completed|available|in place)\b"
)

_OPENING = re.compile(r"(?:we recommend(?:ed)? that,? )?(?:and )?")
_SHOULD = re.compile(r"\b(?:should|must|needs? to)(?: also)?,? $")


def last_day_of(year: int, month: int) -> date:
    """The day on which a deadline that names a month only falls due."""
    return date(year, month, monthrange(year, month)[1])


def read_day(text: str) -> date | None:
    """The day that a text names and says nothing besides: "30 August 2024".

    Raises `DeadlineError` where there is no such day.
    """
    match = re.fullmatch(_WHICH_DAY, fold(text).rstrip(" ."))
    return _date_of(match) if match else None


def read_deadline(text: str, *, published_on: date | None) -> Deadline:
    """The deadline that a recommendation words, the first where there are several.

    "Immediately …, completed no later than September 2017" is due when it must be complete, and is
    not certain. Raises `DeadlineError` where the text names a day that does not exist.
    """
    deadlines = list(_deadlines(fold(text), published_on))
    if not deadlines:
        return NO_DEADLINE
    first, later = deadlines[0], deadlines[1:]
    if first.kind is DueKind.IMMEDIATE:
        completion = next((d for d in later if d.kind in (DueKind.DATE, DueKind.MONTH)), None)
        if completion:
            return replace(completion, certain=False)
    return first


def read_completion(text: str) -> Deadline | None:
    """The second date of a recommendation that must be begun at once and complete by then, or by
    one date begun and by a later one complete; None where it has one date or none.

    Raises `DeadlineError` as `read_deadline` does.
    """
    first, *later = [*_deadlines(fold(text), None)] or [NO_DEADLINE]
    dated = (d for d in later if d.kind in (DueKind.DATE, DueKind.MONTH) and d.on)
    second = next(dated, None)
    if second is None or first.kind not in (DueKind.IMMEDIATE, DueKind.DATE, DueKind.MONTH):
        return None
    return second if first.on is None or (second.on and second.on > first.on) else None


def words_for(text: str, kind: str) -> str:
    """The words by which a text sets a deadline of that kind, as they stand there: "By 1 March
    2025"; empty where it has none such.

    Raises `DeadlineError` as `read_deadline` does.
    """
    for deadline in _deadlines(fold(text), None):
        if deadline.kind == kind:
            pattern = r"\s+".join(re.escape(word) for word in deadline.words.split())
            as_typed = re.search(pattern, text, re.IGNORECASE)
            return as_typed[0] if as_typed else deadline.words
    return ""


def last_day_allowed(text: str, published_on: date) -> date | None:
    """The last day of the time that a recommendation gives from publication: "within six weeks".

    None where it gives none that can be counted. Raises `DeadlineError` as `read_deadline` does.
    """
    deadline = read_deadline(text, published_on=published_on)
    return deadline.on if deadline.kind is DueKind.RELATIVE else None


def opens_with_deadline(text: str) -> bool:
    """Whether a sentence begins with its deadline: "By 1 March 2025, …"."""
    folded = fold(text)
    return bool(_match_at(folded, _opening_of(folded)))


def is_deadline_alone(text: str) -> bool:
    """Whether a line holds a deadline and nothing else: "Within six months:"."""
    folded = fold(text).rstrip(" .,:;")
    match = _match_at(folded, _opening_of(folded))
    return bool(match and match.end() == len(folded))


def _opening_of(folded: str) -> int:
    opening = _OPENING.match(folded)
    return opening.end() if opening else 0


def _match_at(folded: str, start: int) -> re.Match[str] | None:
    matches = (pattern.match(folded, start) for pattern, _ in _WORDINGS)
    return max(filter(None, matches), key=lambda match: match.end(), default=None)


def _deadlines(folded: str, published_on: date | None) -> Iterator[Deadline]:
    """Every deadline in the text, in order; where two wordings overlap, the earlier and longer."""
    opening, reached = _opening_of(folded), 0
    found = [(m, read) for pattern, read in _WORDINGS for m in pattern.finditer(folded)]
    for match, read in sorted(found, key=lambda pair: (pair[0].start(), -pair[0].end())):
        if match.start() < reached:
            continue
        reached = match.end()
        try:
            deadline = read(match, published_on, match.start() == opening)
        except (ValueError, OverflowError) as error:
            raise DeadlineError(f"“{match[0]}” is not a date") from error
        yield replace(deadline, words=match[0])


def _immediate(match: re.Match[str], published_on: date | None, opens: bool) -> Deadline:
    asked = _SHOULD.search(match.string, 0, match.start())
    certain = opens or bool(asked) or match[0] == "with immediate effect"
    return Deadline(DueKind.IMMEDIATE, published_on, certain=certain)


def _day(match: re.Match[str], published_on: date | None, opens: bool) -> Deadline:
    return Deadline(DueKind.DATE, _date_of(match) - _days_before(match))


def _month(match: re.Match[str], published_on: date | None, opens: bool) -> Deadline:
    year, month = int(match["year"]), _month_number(match)
    if _days_before(match) and "end of" not in match[0]:
        return Deadline(DueKind.MONTH, date(year, month, 1) - timedelta(days=1))
    return Deadline(DueKind.MONTH, last_day_of(year, month))


def _year(match: re.Match[str], published_on: date | None, opens: bool) -> Deadline:
    return Deadline(DueKind.MONTH, last_day_of(int(match["year"]), 12))


def _relative(match: re.Match[str], published_on: date | None, opens: bool) -> Deadline:
    if match["since"]:
        return Deadline(DueKind.EVENT)
    number = _VALUES.get(match["number"]) or int(match["number"])
    months = {"month": number, "year": 12 * number}.get(match["unit"])
    on = _time_after(published_on, number, months, match) if published_on else None
    return Deadline(DueKind.RELATIVE, on, months, certain=opens or bool(match["published"]))


def _time_after(day: date, number: int, months: int | None, match: re.Match[str]) -> date | None:
    """Where the words count working time, only days are counted: what a working week is, they do
    not say.
    """
    unit = match["unit"]
    if match["working"]:
        return working_days_after(day, number) if unit == "day" else None
    if months:
        return months_after(day, months)
    return day + timedelta(days=number * {"day": 1, "week": 7}[unit])


def _event(match: re.Match[str], published_on: date | None, opens: bool) -> Deadline:
    return Deadline(DueKind.EVENT)


def _date_of(match: re.Match[str]) -> date:
    try:
        return date(int(match["year"]), _month_number(match), int(match["day"]))
    except ValueError as error:
        raise DeadlineError(f"“{match[0]}” is not a date") from error


def _month_number(match: re.Match[str]) -> int:
    return [name[:3] for name in _MONTHS].index(match["month"][:3]) + 1


def _days_before(match: re.Match[str]) -> timedelta:
    """ "Before 1 March" leaves until the day before."""
    return timedelta(days=int(match["by"] == "before"))


_Read = Callable[[re.Match[str], date | None, bool], Deadline]
_WORDINGS: tuple[tuple[re.Pattern[str], _Read], ...] = (
    (re.compile(r"\b(?:immediately|with immediate effect)\b"), _immediate),
    (re.compile(rf"{_BY}(?: end of)? {_WHICH_DAY}"), _day),
    (re.compile(rf"{_BY}(?: end of)? {_MONTH},? (?P<year>\d{{4}})\b"), _month),
    (re.compile(rf"{_BY} end of (?P<year>\d{{4}})\b"), _year),
    (
        re.compile(
            r"\b(?:within|in the next|(?:no|not) later than)(?: the)?(?: next)? "
            rf"{_LENGTH}{_SINCE}"
        ),
        _relative,
    ),
    (re.compile(rf"\b(?:when|once|as soon as|after) [^.,;:]{{1,120}}? {_CHANGE}"), _event),
    (re.compile(r"\b(?:before|by|by the time of) (?:our|its|the) next inspection\b"), _event),
)
