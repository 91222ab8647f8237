"""The register as a file: the entries of a filtered list, in its order, and nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter
from django.db.models import F
from django.db.models.functions import Coalesce

from findings.models import Finding
from inspection_portal.core import tables
from inspection_portal.core.tables import CHUNK, Cell
from recommendations.models import Lateness, RegisterEntry, RegisterEntryQuerySet

IMPROVEMENT = Finding.Kind.AREA_FOR_IMPROVEMENT.label

Row = dict[str, Any]
# What a cell of a workbook holds.
LONGEST = 32_767


@dataclass(frozen=True)
class Column:
    """A heading, what stands under it for an entry on a day, and its width in characters."""

    heading: str
    value: Callable[[Row, date], Cell]
    width: int = 18


COLUMNS = (
    Column("Body", lambda row, on: row["body_name"], 32),
    Column("Kind", lambda row, on: "Recommendation" if row["recommendation"] else IMPROVEMENT, 20),
    Column("What is asked", lambda row, on: row["asked"], 80),
    Column("Report", lambda row, on: row["report"], 40),
    Column("Published", lambda row, on: row["opened_on"]),
    Column("Due", lambda row, on: row["due_on"]),
    Column("Deadline", lambda row, on: _lateness(row, on).label, 20),
    Column("Status", lambda row, on: RegisterEntry.Status(row["status"]).label, 24),
    Column("Closed", lambda row, on: row["closed_on"]),
    Column("Responsible", lambda row, on: row["owner_name"], 24),
    Column("Demonstration data", lambda row, on: "Yes" if row["made_up"] else "No", 20),
)


def _of_inspection(field: str) -> Coalesce:
    """A field of the report, by whichever way leads to it."""
    paths = ("recommendation__finding__inspection", "finding__inspection", "national__report")
    return Coalesce(*(f"{path}__{field}" for path in paths))


READ: dict[str, Any] = {
    "body_name": F("body__name"),
    "owner_name": F("owner__name"),
    "report": _of_inspection("title"),
    "made_up": _of_inspection("is_demonstration"),
}


def csv_lines(entries: RegisterEntryQuerySet, on: date) -> Iterator[str]:
    """The file in pieces, each a number of whole lines."""
    return tables.csv_lines([column.heading for column in COLUMNS], rows(entries, on))


def xlsx(entries: RegisterEntryQuerySet, on: date) -> bytes:
    """The file as a workbook of one sheet: text and dates, no formula, nothing hidden."""
    file = BytesIO()
    options = {"constant_memory": True, "default_date_format": "d mmm yyyy"}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": "Register", "created": datetime.combine(on, time.min)})
        sheet = book.add_worksheet("Register")
        heading, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        for number, column in enumerate(COLUMNS):
            sheet.set_column(number, number, column.width)
            sheet.write_string(0, number, column.heading, heading)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows(entries, on), start=1):
            for place, cell in enumerate(row):
                _write(sheet, number, place, cell, wrapped)
    return file.getvalue()


def rows(entries: RegisterEntryQuerySet, on: date) -> Iterator[list[Cell]]:
    """The cells of each entry as it stands on that day."""
    stored = ("recommendation", "asked", "opened_on", "due_on", "status", "closed_on")
    for row in entries.values(*stored, **READ).iterator(chunk_size=CHUNK):
        yield [column.value(row, on) for column in COLUMNS]


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, place: int, cell: Cell, wrapped: object
) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, place, cell)
    elif cell:
        sheet.write_string(row, place, cell[:LONGEST], wrapped)


def _lateness(row: Row, on: date) -> Lateness:
    return Lateness.of(row["due_on"], is_open=row["closed_on"] is None, on=on)
