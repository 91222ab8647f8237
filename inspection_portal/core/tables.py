"""Tables as CSV files that a spreadsheet opens without running anything in them."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import StringIO

Cell = str | date | None
CHUNK = 2000
# A spreadsheet runs what begins so as a formula, even after spaces (OWASP, CSV injection).
FORMULA_STARTS = tuple("=+-@＝＋－＠")
CONTROLS = tuple("\t\r\n\0")


def csv_lines(headings: Sequence[str], rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """The file in pieces, each a number of whole lines, so that a long one need not be held.

    It begins with a byte order mark, by which Excel knows UTF-8.
    """
    yield "\ufeff" + _as_csv([headings])
    lines: list[list[str]] = []
    for row in rows:
        lines.append([plain(cell) for cell in row])
        if len(lines) == CHUNK:
            yield _as_csv(lines)
            lines = []
    yield _as_csv(lines)


def plain(cell: Cell) -> str:
    """A cell of a CSV file: a date as ISO 8601, and text that no spreadsheet runs as a formula."""
    text = cell.isoformat() if isinstance(cell, date) else cell or ""
    risky = text.startswith(CONTROLS) or text.lstrip().startswith(FORMULA_STARTS)
    return f"'{text}" if risky else text


def _as_csv(lines: Iterable[Iterable[str]]) -> str:
    text = StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue()
