"""The recommendations of a cause of concern, told apart and dated."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from inspection_portal.core.text import fold
from inspection_portal.reports.document import Recommendation
from inspection_portal.reports.reading.lines import Line, plain_text_of
from inspection_portal.reports.reading.results import Problem
from inspection_portal.reports.reading.wording import asks_for_change
from recommendations.deadlines import (
    NO_DEADLINE,
    Deadline,
    DeadlineError,
    DueKind,
    is_deadline_alone,
    opens_with_deadline,
    read_deadline,
)

# A sentence that begins so goes on about the recommendation before it.
_REFERS_BACK = re.compile(
    r"(?:this|these|it|they|that|those|in doing (?:so|this)|to do (?:so|this))\b"
)
_LOOKS_DATED = re.compile(r"(?:by|within|before|no later than|not later than) ")

UNREAD = "its deadline is not in a form that can be read"
DOUBTFUL = "its deadline may belong to what is to be done"
EARLY = "it falls due before the report was published"


@dataclass(frozen=True)
class Recommended:
    """Recommendations in their order, and why a person should look at them."""

    recommendations: tuple[Recommendation, ...]
    doubts: tuple[str, ...]


def read_recommendations(
    groups: Iterable[Sequence[Line]], published_on: date | None, problems: list[Problem]
) -> Recommended:
    """What stands under the labels "Recommendation" of one box, a group of lines under each."""
    texts = [lines for group in groups for lines in _told_apart(group)]
    read = [_recommendation(lines, published_on, problems) for lines in texts]
    doubts = dict.fromkeys(doubt for _, doubt in read if doubt)
    return Recommended(tuple(recommendation for recommendation, _ in read), tuple(doubts))


def _told_apart(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each recommendation. A deadline on a line of its own holds for all below it."""
    are_dated = any(opens_with_deadline(line.text) for line in lines)
    found: list[list[Line]] = []
    for line in lines:
        if not found or _begins(line, found[-1], are_dated):
            found.append([line])
        elif _shares_deadline(line, found[-1]):
            found.append([found[-1][0], line])
        else:
            found[-1].append(line)
    return found


def _begins(line: Line, current: list[Line], are_dated: bool) -> bool:
    """Whether a recommendation begins here: with its deadline or, where none has one, by asking."""
    if line.is_bullet:
        return current[0].is_bullet
    if are_dated:
        return opens_with_deadline(line.text)
    return _asks_anew(line)


def _shares_deadline(line: Line, current: list[Line]) -> bool:
    has_own_text = len(current) > 1 and not current[-1].text.endswith(":")
    return has_own_text and is_deadline_alone(current[0].text) and _asks_anew(line)


def _asks_anew(line: Line) -> bool:
    is_new = not _REFERS_BACK.match(fold(line.text))
    return not line.is_bullet and is_new and asks_for_change(line.text)


def _recommendation(
    lines: Sequence[Line], published_on: date | None, problems: list[Problem]
) -> tuple[Recommendation, str | None]:
    text = plain_text_of(lines).removeprefix("- ")
    deadline = _deadline(text, lines[0].number, published_on, problems)
    doubt = _doubt(text, deadline, published_on)
    return Recommendation(text, deadline.kind, deadline.on), doubt


def _deadline(text: str, line: int, published_on: date | None, problems: list[Problem]) -> Deadline:
    try:
        return read_deadline(text, published_on=published_on)
    except DeadlineError as error:
        problems.append(Problem(line, f"{error}; correct the deadline."))
        return NO_DEADLINE


def _doubt(text: str, deadline: Deadline, published_on: date | None) -> str | None:
    if deadline.kind is DueKind.NONE and _LOOKS_DATED.match(fold(text)):
        return UNREAD
    if not deadline.certain:
        return DOUBTFUL
    if published_on and deadline.on and deadline.on < published_on:
        return EARLY
    return None
