"""What reading a report gives: the document and what to confirm, or why it can't be read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from inspection_portal.reports.document import Report
from inspection_portal.reports.reading.kinds import LineKind


@dataclass(frozen=True, order=True)
class Problem:
    """What stands at a line of the source that can't be placed, and what to do about it."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.sentence}"


class Doubt(NamedTuple):
    """Why a person must look at a line."""

    line: int
    reason: str


class ReadingError(Exception):
    """The source was refused. It holds every problem found, in the order of the lines, and what
    kinds of line were known by then, by their numbers.
    """

    def __init__(
        self, problems: Iterable[Problem], kinds: Mapping[int, LineKind] | None = None
    ) -> None:
        self.problems = tuple(sorted(set(problems)))
        self.kinds = dict(kinds or {})
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True)
class Review:
    """A finding that a person must confirm.

    It is the one at `position` (from 0) in the `area` of the `body`, or, where both are None, of
    the region; `line` is the line of the source that is in doubt: its heading, or one below that.
    """

    body: str | None
    area: str | None
    position: int
    line: int
    reason: str


@dataclass(frozen=True)
class Reading:
    """A report as read, with the hash of the very bytes that it was read from."""

    report: Report
    reviews: tuple[Review, ...]
    source_sha256: str
