"""What a moderation panel should look at again: small checks of bodies laid side by side.

Each takes what is known and says in sentences what does not fit; none of them reads a row.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from statistics import fmean

from django.utils.text import get_text_list

from findings.models import Grade

# The grade that a body may be given only where a cause of concern says why (domain §2.3).
INADEQUATE = "inadequate"
# Grades of two people who saw the same differ by one step now and then.
FAR_APART = 2
# Of how many of their last proposals an inspector's drift is told, and from how many on.
PROPOSALS_LOOKED_AT, PROPOSALS_NEEDED = 20, 5
# In steps of the scale, on the average.
DRIFT = 0.5


@dataclass(frozen=True)
class Pattern:
    """How many findings of which sort a body has."""

    causes_of_concern: int = 0
    areas_for_improvement: int = 0
    practice: int = 0
    strengths: int = 0
    weaknesses: int = 0

    def __bool__(self) -> bool:
        return any((self.causes_of_concern, self.areas_for_improvement, self.practice)) or any(
            (self.strengths, self.weaknesses)
        )


@dataclass(frozen=True)
class Position:
    """A body before the panel. `grade` is what it is judged now, `proposed` what was proposed."""

    name: str
    url: str
    pattern: Pattern
    grade: Grade | None = None
    proposed: Grade | None = None
    blind: tuple[Grade, ...] = ()
    has_cause_of_concern: bool = False


@dataclass(frozen=True)
class Record:
    """How an inspector's last proposals stood to what became final: steps of the scale, each more
    than 0 where the proposal was the better grade.
    """

    name: str
    url: str
    steps: tuple[int, ...]


@dataclass(frozen=True)
class Flag:
    """Something that does not fit; `id` says of what sort, `url` is where to look at it."""

    id: str
    sentence: str
    url: str


def flags(positions: Sequence[Position], records: Iterable[Record]) -> list[Flag]:
    """All that does not fit, the gravest first."""
    return [
        *inadequate_without_cause(positions),
        *blind_far_from_proposed(positions),
        *better_with_more_weaknesses(positions),
        *same_pattern_other_grade(positions),
        *drifting(records),
    ]


def inadequate_without_cause(positions: Iterable[Position]) -> Iterator[Flag]:
    for body in positions:
        if body.grade and body.grade.key == INADEQUATE and not body.has_cause_of_concern:
            sentence = f"{body.name} is graded inadequate without a cause of concern."
            yield Flag("inadequate_without_cause", sentence, body.url)


def blind_far_from_proposed(positions: Iterable[Position]) -> Iterator[Flag]:
    for body in positions:
        for blind in body.blind:
            if body.proposed and abs(blind.rank - body.proposed.rank) >= FAR_APART:
                sentence = (
                    f"For {body.name}, {_named(body.proposed)} is proposed; the blind grade is "
                    f"{_named(blind)}."
                )
                yield Flag("blind_far_from_proposed", sentence, body.url)


def better_with_more_weaknesses(positions: Iterable[Position]) -> Iterator[Flag]:
    for better, worse in permutations(positions, 2):
        if not better.grade or not worse.grade or better.grade.rank >= worse.grade.rank:
            continue
        if better.pattern.weaknesses > worse.pattern.weaknesses:
            sentence = (
                f"{better.name} is graded {_named(better.grade)} with "
                f"{_weaknesses(better)}, {worse.name} {_named(worse.grade)} with "
                f"{_weaknesses(worse)}."
            )
            yield Flag("better_with_more_weaknesses", sentence, better.url)


def same_pattern_other_grade(positions: Iterable[Position]) -> Iterator[Flag]:
    alike: dict[Pattern, list[tuple[Position, Grade]]] = defaultdict(list)
    for body in positions:
        if body.grade and body.pattern:
            alike[body.pattern].append((body, body.grade))
    for group in alike.values():
        if len({grade.rank for _, grade in group}) > 1:
            graded = [f"{body.name} ({_named(grade)})" for body, grade in group]
            sentence = f"{_listed(graded)} have the same pattern of findings and different grades."
            yield Flag("same_pattern_other_grade", sentence, group[0][0].url)


def drifting(records: Iterable[Record]) -> Iterator[Flag]:
    for record in records:
        mean = fmean(record.steps) if len(record.steps) >= PROPOSALS_NEEDED else 0
        if abs(mean) >= DRIFT:
            way = "above" if mean > 0 else "below"
            sentence = (
                f"The last {len(record.steps)} grades that {record.name} proposed were on average "
                f"{abs(mean):.1f} of a grade {way} those that became final."
            )
            yield Flag("drifting", sentence, record.url)


def _named(grade: Grade) -> str:
    return grade.label.lower()


def _listed(words: Sequence[str]) -> str:
    return get_text_list(list(words), "and")


def _weaknesses(body: Position) -> str:
    number = body.pattern.weaknesses
    return f"{number or 'no'} weakness{'' if number == 1 else 'es'}"
