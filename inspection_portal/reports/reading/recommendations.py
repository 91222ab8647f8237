"""The recommendations of a cause of concern, told apart and dated."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from inspection_portal.core.text import fold
from inspection_portal.reports.document import Recommendation
from inspection_portal.reports.prose.blocks import Run
from inspection_portal.reports.reading.lines import Line, plain_text_of
from inspection_portal.reports.reading.results import Doubt, Problem
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
_ADDRESSEES = re.compile(r"(?:^|(?<=[.!?]) )Also addressed to (.+)$")
# A police, fire and crime commissioner is one.
_BETWEEN_NAMES = re.compile(r", (?!Fire and Crime)")
_LOOKS_DATED = re.compile(r"(?:by|within|before|no later than|not later than) ")

UNREAD = "its deadline is not in a form that can be read"
DOUBTFUL = "its deadline may belong to what is to be done"
CONTINUED = "it may not belong to the recommendation above it"
UNDATED = (
    "it has no deadline, and may belong to the recommendation above it, which has one; confirm it"
)
EARLY = "it falls due before the report was published"


@dataclass(frozen=True)
class Recommended:
    """Recommendations in their order, the lines they begin on, and why a person should look at
    them.
    """

    recommendations: tuple[Recommendation, ...]
    lines: tuple[int, ...]
    doubts: tuple[Doubt, ...]


def read_recommendations(
    groups: Iterable[Sequence[Line]], published_on: date | None, problems: list[Problem]
) -> Recommended:
    """What stands under the labels "Recommendation" of one box, a group of lines under each."""
    groups_apart = [_told_apart(group) for group in groups]
    texts = [lines for group in groups_apart for lines in group]
    read = [_recommendation(lines, published_on, problems) for lines in texts]
    undated = (
        Doubt(lines[0].number, UNDATED) for group in groups_apart for lines in _undated(group)
    )
    doubts = (*(doubt for _, found in read for doubt in found), *undated)
    begun = tuple(lines[0].number for lines in texts)
    return Recommended(tuple(recommendation for recommendation, _ in read), begun, doubts)


def _told_apart(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each recommendation. A deadline on a line of its own holds for all below it."""
    found: list[list[Line]] = []
    for line in lines:
        if not found or _begins(line, found[-1]):
            found.append([*_shared_deadline(line, found[-1:]), line])
        else:
            found[-1].append(line)
    return found


def _begins(line: Line, current: list[Line]) -> bool:
    """Whether a recommendation begins here: with its deadline, or by asking for something else."""
    if line.is_bullet:
        return current[0].is_bullet
    is_awaited = len(current) == 1 and is_deadline_alone(current[0].text)
    return opens_with_deadline(line.text) or (_asks_anew(line) and not is_awaited)


def _shared_deadline(line: Line, before: list[list[Line]]) -> list[Line]:
    """The deadline that the recommendation before shares with this one, which has none."""
    shares = before and not line.is_bullet and not opens_with_deadline(line.text)
    return before[0][:1] if shares and is_deadline_alone(before[0][0].text) else []


def _undated(texts: Iterable[list[Line]]) -> Iterable[list[Line]]:
    """Recommendations that only their words part from the one above, which begins with its
    deadline.
    """
    for before, lines in pairwise(texts):
        first = lines[0]
        is_told = first.told or first.is_bullet or _LOOKS_DATED.match(fold(first.text))
        if (
            opens_with_deadline(before[0].text)
            and not is_told
            and not opens_with_deadline(first.text)
        ):
            yield lines


def _asks_anew(line: Line) -> bool:
    return asks_for_change(line.text) and not _REFERS_BACK.match(fold(line.text))


def _strange(lines: Sequence[Line]) -> list[Line]:
    """Paragraphs below a recommendation that nothing joins to it, nor a person."""
    return [line for before, line in pairwise(lines) if not _is_joined(before, line)]


def _is_joined(before: Line, line: Line) -> bool:
    return bool(
        line.told
        or line.is_bullet
        or line.text[0].islower()
        or _REFERS_BACK.match(fold(line.text))
        or before.text[-1] in ":;,"
        or is_deadline_alone(before.text)
    )


def _recommendation(
    lines: Sequence[Line], published_on: date | None, problems: list[Problem]
) -> tuple[Recommendation, list[Doubt]]:
    lines, addressees = _without_addressees(lines)
    text = plain_text_of(lines).removeprefix("- ")
    deadline = _deadline(text, lines[0].number, published_on, problems)
    reason = None if lines[0].told else _doubt(text, deadline, published_on)
    doubts = [Doubt(lines[0].number, reason)] if reason else []
    doubts += [Doubt(line.number, CONTINUED) for line in _strange(lines)]
    return Recommendation(text, deadline.kind, deadline.on, addressees), doubts


def _without_addressees(lines: Sequence[Line]) -> tuple[Sequence[Line], tuple[str, ...]]:
    """The lines without what the portal prints last of a recommendation: who else must act."""
    *others, last = lines
    told = _ADDRESSEES.search(last.text)
    if not told:
        return lines, ()
    rest = replace(last, runs=(Run(last.text[: told.start()]),), leaf=None)
    return [*others, *([rest] if rest.text else [])], tuple(_BETWEEN_NAMES.split(told[1]))


def _deadline(text: str, line: int, published_on: date | None, problems: list[Problem]) -> Deadline:
    try:
        return read_deadline(text, published_on=published_on)
    except DeadlineError as error:
        problems.append(Problem(line, f"{error}; correct it in the file, and hand that in again."))
        return NO_DEADLINE


def _doubt(text: str, deadline: Deadline, published_on: date | None) -> str | None:
    if deadline.kind is DueKind.NONE and _LOOKS_DATED.match(fold(text)):
        return UNREAD
    if not deadline.certain:
        return DOUBTFUL
    if published_on and deadline.on and deadline.on < published_on:
        return EARLY
    return None
