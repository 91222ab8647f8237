"""What records are judged by, and what is judged, as plain values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise


class Place(StrEnum):
    """Where on a record something is to be mended; by the name of its field."""

    THREAT = "threat"
    EVENT = "event_on"
    RECORDED = "recorded_on"
    CATEGORY = "category"
    STRAND = "strand"
    NARRATIVE = "narrative"
    EVIDENCE = "evidence"


@dataclass(frozen=True)
class Record:
    """A disruption as it is judged. An empty `category` or text is one that was not given."""

    threat_kind: str
    event_on: date
    recorded_on: date
    category: str = ""
    strand: str = ""
    narrative: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Never:
    """What is never a disruption from its first to its last day, and the words that tell of it."""

    name: str
    phrases: tuple[str, ...]
    valid_from: date
    valid_until: date | None = None

    def holds_on(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True)
class Standard:
    """One version of the standards. `needs` are the fields that a record of each category must
    have.
    """

    valid_from: date
    kinds: frozenset[str]
    needs: Mapping[str, frozenset[str]]
    days_to_record: int


@dataclass(frozen=True)
class Standards:
    """All versions, and what is never a disruption. Of two versions of a day the later one in
    `versions` holds.
    """

    versions: tuple[Standard, ...]
    never: tuple[Never, ...] = ()

    def spans(self) -> Iterator[tuple[date, date, Standard]]:
        """The days in which one version is in force and nothing else changes of what is asked: the
        first of them, the day after the last, and the version.
        """
        ends = (each.valid_until for each in self.never if each.valid_until)
        begins = {each.valid_from for each in self.versions}
        begins |= {each.valid_from for each in self.never}
        begins |= {end + timedelta(days=1) for end in ends if end < date.max}
        for first, after in pairwise([*sorted(begins), date.max]):
            if held := self.in_force(first):
                yield first, after, held

    def in_force(self, on: date) -> Standard | None:
        """The version of that day; None before the first."""
        begun = [each for each in self.versions if each.valid_from <= on]
        if not begun:
            return None
        latest = max(each.valid_from for each in begun)
        return [each for each in begun if each.valid_from == latest][-1]
