"""One run over a file: what becomes of its rows, and if so asked, the loading of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from gzip import GzipFile
from heapq import merge
from io import BytesIO
from typing import IO

from disruptions.extracts.disruption_rows import DisruptionRows
from disruptions.extracts.reading import Fault, Faults, Lines
from disruptions.extracts.sets import Change, Rows
from disruptions.extracts.threat_rows import ThreatRows
from inspection_portal.core import sheets
from inspection_portal.core.markings import SENSITIVE
from inspection_portal.core.tables import Stamp, csv_lines, csv_rows

KINDS: Mapping[str, type[Rows]] = {"disruptions": DisruptionRows, "threats": ThreatRows}
# Bytes of a packed file of refused rows or of differences, and characters of a value in it.
MOST_PACKED, LONGEST_VALUE = 16 * 1024 * 1024, 200
LEFT_OUT = "{number:,} more lines are left out: the file would be too long."
NOT_ALL = "The file of {of} is too long to be kept whole: its last {number:,} lines are left out."
# As many refused rows as are shown beside a file.
MOST_SHOWN = 100
REFUSED = ("Row", "Column", "Heading", "Value", "Reason")
DIFFERENCES = ("Reference", "Agency", "Record", "What", "Column", "Before", "After")

# Hears which step is being done, how much of it is, and of how much; 0 where nobody knows. It may
# raise Stopped.
Told = Callable[[str, int, int], None]


class Stopped(Exception):
    """Somebody asked to stop; nothing is loaded."""


class Steps:
    """Tells how far a run is; `again` tells the same once more, since it may have been a while."""

    def __init__(self, told: Told) -> None:
        self._told, self._last = told, ("Reading", 0, 0)

    def __call__(self, step: str, done: int, total: int) -> None:
        self._last = step, done, total
        self.again()

    def again(self) -> None:
        self._told(*self._last)


@dataclass(frozen=True)
class Result:
    """What a run found. `counts` are of rows: all, refused, new, changed, the same, and what is
    worth a look; `gone` are references that the portal has and the file has no more.

    `refused` and `differences` are CSV files, packed by gzip, of short beginnings of values; where
    one would be too long `notes` say how many lines it lacks. `first` are the first refusals.
    """

    counts: Mapping[str, int]
    notes: Sequence[str]
    first: Sequence[Fault]
    refused: bytes
    differences: bytes


def run(
    kind: str,
    name: str,
    file: IO[bytes],
    *,
    size: int,
    told: Told,
    today: date,
    taken_on: date,
    keep: bool = False,
    load: Callable[[Rows, Result, Told], None] | None = None,
) -> Result:
    """Read a file of `size` bytes into temporary tables of the transaction, judge its rows and,
    where asked, `load` them.

    `taken_on` is the day on which the file was taken. With `keep` what the portal has stays as it
    is. Raises SheetRefused where the file can't be read at all, and whatever `told` raises.
    """
    steps = Steps(told)
    rows = KINDS[kind](today, steps.again)
    fields = rows.fields()
    stream = sheets.stream(name, file, [each.column for each in fields])
    with Faults() as faults:
        lines = Lines(
            stream,
            fields,
            faults,
            lambda count: steps("Reading", count, count * size // file.tell()),
        )
        rows.stage(lines, fields)
        if not lines.count:
            raise sheets.SheetRefused(sheets.Problem(sheets.EMPTY_UNDER_HEADINGS))
        steps("Checking", lines.count, lines.count)
        if load is not None:
            rows.hold()
        rows.prepare(frozenset(lines.names), keep=keep)
        notes = (*stream.notes, *rows.notes)
        result = _told(rows, lines, faults, notes, Stamp(taken_on, SENSITIVE))
    if load is not None:
        load(rows, result, steps)
    return result


def _told(rows: Rows, lines: Lines, faults: Faults, notes: Sequence[str], stamp: Stamp) -> Result:
    refused = _Counted(merge(faults, _wanting(rows, lines), key=lambda fault: fault.row))
    wrong = ([str(each) for each in fault] for fault in refused)
    refused_file, refused_left = _packed(REFUSED, wrong, stamp)
    gone = _Gone(rows.changes())
    differences, differences_left = _packed(DIFFERENCES, gone, stamp)
    counts = {"rows": lines.count, "refused": refused.rows, **rows.counts, "gone": gone.count}
    left = {"refused rows": refused_left, "differences": differences_left}
    cut = (NOT_ALL.format(of=of, number=number) for of, number in left.items() if number)
    return Result(counts, [*notes, *cut], tuple(refused.first), refused_file, differences)


def _wanting(rows: Rows, lines: Lines) -> Iterator[Fault]:
    for number, heading, value, reason in rows.wanting():
        yield lines.fault(number, heading, value, reason)


class _Counted:
    """Faults as they go by: the first of them, and of how many rows they are."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.first: list[Fault] = []
        self.rows, self._last = 0, 0
        self._faults = iter(faults)

    def __iter__(self) -> Iterator[Fault]:
        for fault in self._faults:
            self.rows += fault.row != self._last
            self._last = fault.row
            if len(self.first) < MOST_SHOWN:
                self.first.append(fault)
            yield fault


class _Gone:
    """Changes as they go by; counts what is not in the file."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self.count = 0
        self._changes = changes

    def __iter__(self) -> Iterator[Change]:
        for change in self._changes:
            self.count += not change.column
            yield change


def _packed(
    headings: Sequence[str], lines: Iterable[Sequence[str]], stamp: Stamp
) -> tuple[bytes, int]:
    """A CSV file of the lines, packed, and how many are left out of a file that is too long; its
    last line says so too. All are gone through, and few are held.
    """
    out, lines = BytesIO(), iter(lines)
    with GzipFile(fileobj=out, mode="wb", compresslevel=6, mtime=0) as packed:
        for text in csv_lines(headings, _short(lines, lambda: out.tell() < MOST_PACKED), stamp):
            packed.write(text.encode())
        left = sum(1 for _ in lines)
        if left:
            packed.write(csv_rows([[LEFT_OUT.format(number=left)]]).encode())
    return out.getvalue(), left


def _short(lines: Iterator[Sequence[str]], has_room: Callable[[], bool]) -> Iterator[Sequence[str]]:
    """The lines while there is room, with no more of their values than shows what they are."""
    while has_room() and (line := next(lines, None)) is not None:
        yield [_beginning(value) for value in line]


def _beginning(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}…"
