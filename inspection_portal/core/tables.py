"""Tables as files, CSV and XLSX: a spreadsheet runs nothing in them, and nothing is hidden."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import StringIO
from tempfile import TemporaryFile
from typing import IO, Any

import xlsxwriter

Cell = str | date | None
CHUNK = 2000
# Bytes of a workbook that are sent at a time.
PIECE = 64 * 1024
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A spreadsheet runs what begins so as a formula, even after spaces (OWASP, CSV injection).
FORMULA_STARTS = tuple("=+-@＝＋－＠")
CONTROLS = tuple("\t\r\n\0")
# What a cell of a workbook holds, in UTF-16.
LONGEST = 32_767
# xlsxwriter takes this for markup of its own, and writes it without escaping it.
_TAKEN_FOR_MARKUP = re.compile(r"<r>.*</r>", re.DOTALL)


@dataclass(frozen=True)
class Stamp:
    """What a file says of itself once it has left: the day it is right for, and its marking."""

    as_at: date
    marking: str

    headings = ("As at", "Marking")

    @property
    def cells(self) -> tuple[Cell, ...]:
        return self.as_at, self.marking


@dataclass(frozen=True)
class Column:
    """A heading, what stands under it for a line of the list, and its width in characters."""

    heading: str
    value: Callable[..., Cell]
    width: int = 18


@dataclass(frozen=True)
class Table:
    """A list as a file: its title, its columns, and its marking. `lines` reads what was found as it
    stands on a day: of each line what the columns ask for their values.
    """

    title: str
    columns: Sequence[Column]
    lines: Callable[[Any, date], Iterable[tuple[Any, ...]]]
    marking: str

    def csv(self, found: Any, on: date) -> Iterator[str]:
        """The file in pieces, each a number of whole lines."""
        headings = [each.heading for each in self.columns]
        return csv_lines(headings, self._rows(found, on), Stamp(on, self.marking))

    def xlsx(self, found: Any, on: date) -> Iterator[bytes]:
        """The file as a workbook, in pieces."""
        headings = [(each.heading, each.width) for each in self.columns]
        return workbook(self.title, headings, self._rows(found, on), Stamp(on, self.marking))

    def _rows(self, found: Any, on: date) -> Iterator[list[Cell]]:
        for line in self.lines(found, on):
            yield [each.value(*line) for each in self.columns]


def csv_lines(
    headings: Sequence[str], rows: Iterable[Iterable[Cell]], stamp: Stamp | None = None
) -> Iterator[str]:
    """The file in pieces, each a number of whole lines, so that a long one need not be held.

    It begins with a byte order mark, by which Excel knows UTF-8. The stamp is its last columns.
    """
    yield csv_head(headings, stamp)
    lines: list[Sequence[Cell]] = []
    for row in rows:
        lines.append((*row,))
        if len(lines) == CHUNK:
            yield csv_rows(lines, stamp)
            lines = []
    yield csv_rows(lines, stamp)


def csv_head(headings: Sequence[str], stamp: Stamp | None = None) -> str:
    """The first line of such a file, with its byte order mark."""
    return "\ufeff" + _as_csv([stamped(headings, stamp)])


def csv_rows(rows: Iterable[Iterable[Cell]], stamp: Stamp | None = None) -> str:
    """Lines of such a file."""
    last = [plain(cell) for cell in _cells(stamp)]
    return _as_csv([*map(plain, row), *last] for row in rows)


def workbook(
    title: str,
    headings: Sequence[tuple[str, int]],
    rows: Iterable[Iterable[Cell]],
    stamp: Stamp,
) -> Iterator[bytes]:
    """A workbook of one sheet, text and dates and no formula, in pieces.

    Headings come with the widths of their columns in characters. The stamp is its last columns, and
    stands on each page that is printed. The first piece comes when all is written to a temporary
    file; only one row is held at a time, however many there are.
    """
    with TemporaryFile() as file:
        _write_book(file, title, headings, rows, stamp)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _write_book(
    file: IO[bytes],
    title: str,
    headings: Sequence[tuple[str, int]],
    rows: Iterable[Iterable[Cell]],
    stamp: Stamp,
) -> None:
    options = {"constant_memory": True, "default_date_format": "d mmm yyyy"}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": title, "created": datetime.combine(stamp.as_at, time.min)})
        sheet = book.add_worksheet(title[:31])
        heading, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        widths = [*(width for _, width in headings), *(18 for _ in stamp.headings)]
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        names = stamped([name for name, _ in headings], stamp)
        for place, name in enumerate(names):
            sheet.write_string(0, place, name, heading)
        sheet.freeze_panes(1, 0)
        _print_on_each_page(sheet, stamp)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate((*row, *stamp.cells)):
                _write(sheet, number, place, cell, wrapped)


def stamped(headings: Sequence[str], stamp: Stamp | None) -> tuple[str, ...]:
    return (*headings, *(stamp.headings if stamp else ()))


def plain(cell: Cell) -> str:
    """A cell of a CSV file: a date as ISO 8601, and text that no spreadsheet runs as a formula."""
    text = cell.isoformat() if isinstance(cell, date) else cell or ""
    return f"'{text}" if _is_risky(text) else text


def as_typed(text: str) -> str:
    """The text of which `plain` made this."""
    return text[1:] if text.startswith("'") and _is_risky(text) else text


def _is_risky(text: str) -> bool:
    """Whether it runs as a formula, or would without the apostrophes before it."""
    if text[:1].isalnum():
        return False  # As most texts are, of which there may be millions.
    bare = text.lstrip("'")
    return bare.startswith(CONTROLS) or bare.lstrip().startswith(FORMULA_STARTS)


def _cells(stamp: Stamp | None) -> tuple[Cell, ...]:
    return stamp.cells if stamp else ()


def _as_csv(lines: Iterable[Iterable[str]]) -> str:
    text = StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue()


def _print_on_each_page(sheet: Any, stamp: Stamp) -> None:
    """The marking above and below, the day at the foot; an ampersand starts a code of Excel's."""
    marking = stamp.marking.upper().replace("&", "&&")
    day = f"{stamp.as_at.day} {stamp.as_at:%B %Y}"
    sheet.set_header(f"&C{marking}")
    sheet.set_footer(f"&LAs at {day}&C{marking}&R&P of &N")
    sheet.set_landscape()


def _write(sheet: Any, row: int, place: int, cell: Cell, wrapped: object) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, place, cell)
        return
    text = _cut(cell or "")
    if _TAKEN_FOR_MARKUP.fullmatch(text):
        sheet.write_rich_string(row, place, text[0], text[1], text[2:], wrapped)
    elif text:
        sheet.write_string(row, place, text, wrapped)


def _cut(text: str) -> str:
    """As much as a cell holds."""
    if len(text) <= LONGEST // 2:
        return text
    return text.encode("utf-16-le")[: 2 * LONGEST].decode("utf-16-le", "ignore")
