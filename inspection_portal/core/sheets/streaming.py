"""Tables that are too long to be held: their rows one after another, in little memory."""

import codecs
import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import StringIO
from itertools import chain
from typing import IO

from inspection_portal.core.sheets import delimited, kinds, workbooks
from inspection_portal.core.sheets.headings import Column, placed
from inspection_portal.core.sheets.problems import Problem, SheetRefused, refuse
from inspection_portal.core.sheets.raw import MEGABYTE, Limits, Raw, RawRow, Value, letters
from inspection_portal.core.tables import as_typed

_AS_CSV = "Save the sheet as CSV UTF-8 and upload that."
# Of a CSV file, and of a workbook, whose reader holds the text that its cells share.
LONG = Limits(bytes=1024 * MEGABYTE, rows=10_000_000)
LONG_WORKBOOK = Limits(
    rows=100_000,
    elements=8_000_000,
    text=50_000_000,
    held=40 * MEGABYTE,
    beyond=_AS_CSV,
    instead=_AS_CSV,
)
PIECE = 256 * 1024
HEAD = 64 * 1024
# Characters of a row, which may stand on many lines: an unclosed quotation mark would take the rest
# of the file, and commas a row of a thousand million values.
_LONGEST_ROW = 1_000_000
_MOST_VALUES = 1_000
_TOO_LONG = (
    "The row that begins on line {line:,} is too long. Check that quotation marks in it are closed."
)
_TOO_WIDE = (
    "The row that begins on line {line:,} has more than {most:,} columns. Delete the columns that "
    "are not needed."
)
# What the csv module says of a file that ends inside a value, and of too long a value.
_OPEN_ENDED, _LARGER = "unexpected end of data", "field larger than field limit"

Line = tuple[int, Sequence[Value] | Problem]


@dataclass(frozen=True)
class Stream:
    """A table whose rows are read as they are asked for.

    `columns` are those that were found, in the order in which a row gives their values, with their
    letters. A row is its number in a spreadsheet and its values, or what is wrong with all of it;
    rows without any value are left out. `notes` are whole once the rows have been read.
    """

    columns: Sequence[tuple[Column, str]]
    rows: Iterator[Line]
    notes: list[str]


def stream(name: str, file: IO[bytes], columns: Sequence[Column]) -> Stream:
    """The table in a file. It, and its rows, raise SheetRefused where the file can't be read."""
    head = file.read(HEAD)
    if kinds.is_workbook(name, head, LONG):
        return _of_workbook(file, columns)
    return _of_text(head, file, columns)


def _of_workbook(file: IO[bytes], columns: Sequence[Column]) -> Stream:
    raw = Raw()
    rows = workbooks.stream(file, LONG_WORKBOOK, raw)
    found = _found(next(rows, None), raw, columns)
    return Stream(_with_letters(found), _cells(rows, list(found)), raw.notes)


def _cells(rows: Iterable[RawRow], places: Sequence[int]) -> Iterator[Line]:
    for row in rows:
        values = [row.cells.get(place, "") for place in places]
        if any(values):
            yield row.number, values


def _of_text(head: bytes, file: IO[bytes], columns: Sequence[Column]) -> Stream:
    lines = _Lines(head, file)
    records = _records(lines)
    number, headings = next(((at, row) for at, row in records if any(row)), (0, []))
    cells: dict[int, Value] = {at: as_typed(each) for at, each in enumerate(headings) if each}
    raw = Raw()
    found = _found(RawRow(number, cells) if cells else None, raw, columns)
    rows = _values(records, headings, list(found))
    return Stream(_with_letters(found), rows, raw.notes)


def _found(first: RawRow | None, raw: Raw, columns: Sequence[Column]) -> dict[int, Column]:
    if first is None:
        raise refuse(kinds.EMPTY)
    raw.rows = [first]
    return placed(raw, columns)


def _with_letters(found: dict[int, Column]) -> Sequence[tuple[Column, str]]:
    return [(column, letters(place)) for place, column in found.items()]


class _Lines:
    """The lines of a text with their ends, decoded as they are asked for.

    `number` is that of the last line that was handed out, `record` that on which a row began.
    """

    def __init__(self, head: bytes, file: IO[bytes]) -> None:
        self.number, self.record, self._length = 0, 1, 0
        self._pieces = chain([head], iter(partial(file.read, PIECE), b""))
        self._is_utf_16 = head.startswith(delimited.UTF_16)
        self.delimiter = delimited.delimiter_of(self._decoded_head(head))

    def __iter__(self) -> Iterator[str]:
        rest = ""
        for text in self._texts():
            *lines, rest = StringIO(rest + text, newline="").readlines() or [""]
            if rest.endswith("\n"):
                lines.append(rest)
                rest = ""
            yield from self._counted(lines)
            if len(rest) > _LONGEST_ROW:
                raise refuse(_TOO_LONG.format(line=self.record))
        yield from self._counted([rest] if rest else [])

    def _counted(self, lines: Sequence[str]) -> Iterator[str]:
        for line in lines:
            self.number += 1
            self._length += len(line)
            if self._length > _LONGEST_ROW:
                raise refuse(_TOO_LONG.format(line=self.record))
            yield line

    def next_record(self) -> None:
        """The row that began is read; the next one begins after it."""
        self.record, self._length = self.number + 1, 0

    def _texts(self) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder("utf-16" if self._is_utf_16 else "utf-8-sig")()
        try:
            for piece in self._pieces:
                yield decoder.decode(piece)
            yield decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            raise self._undecodable(error) from None

    def _undecodable(self, error: UnicodeDecodeError) -> SheetRefused:
        if self._is_utf_16:
            return refuse(delimited.NOT_UTF_16)
        before = error.object[: error.start].decode("utf-8-sig", "ignore")
        line = self.number + len(StringIO(f"{before}.", newline="").readlines())
        return refuse(delimited.NOT_UTF_8.format(byte=error.object[error.start], line=line))

    def _decoded_head(self, head: bytes) -> str:
        return head.decode("utf-16" if self._is_utf_16 else "utf-8-sig", "ignore")


def _records(lines: _Lines) -> Iterator[tuple[int, list[str]]]:
    """The fields of each row with its number as a spreadsheet counts."""
    reader = csv.reader(lines, delimiter=lines.delimiter, strict=True)
    try:
        for number, fields in enumerate(reader, 1):
            if len(fields) > _MOST_VALUES:
                raise refuse(_TOO_WIDE.format(line=lines.record, most=_MOST_VALUES))
            lines.next_record()
            yield number, fields
    except csv.Error as error:
        raise _told(str(error), lines) from None


def _told(error: str, lines: _Lines) -> SheetRefused:
    if error.startswith(_OPEN_ENDED):
        return refuse(delimited.NEVER_CLOSED.format(line=lines.record))
    if error.startswith(_LARGER):
        return refuse(_TOO_LONG.format(line=lines.record))
    return refuse(delimited.AFTER_QUOTE.format(line=lines.number, place=""))


def _values(
    records: Iterable[tuple[int, list[str]]], headings: Sequence[str], places: Sequence[int]
) -> Iterator[Line]:
    width = len(headings)
    for number, fields in records:
        if len(fields) != width:
            if not any(fields):
                continue
            wrong = next(delimited.ragged(number, fields, headings), None)
            if wrong is not None:
                yield number, wrong
                continue
            fields += [""] * (width - len(fields))
        values = [fields[place] for place in places]
        if any(values):
            yield number, values
