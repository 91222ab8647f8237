"""The register as a file: the entries of a filtered list, in its order, and nothing else."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import F, TextField
from django.db.models.functions import Coalesce

from findings.models import Finding
from inspection_portal.core import tables
from inspection_portal.core.markings import SENSITIVE
from inspection_portal.core.tables import CHUNK, Cell, Column
from recommendations.models import (
    BodyRules,
    Lateness,
    RegisterEntry,
    RegisterEntryQuerySet,
    of_historic,
    of_report,
)
from recommendations.queries import PlannedRow
from recommendations.rag import Colour
from recommendations.trackers import NOTE, OWNER, POSITION, REFERENCE, TARGET, UPDATE

IMPROVEMENT = Finding.Kind.AREA_FOR_IMPROVEMENT.label

Row = dict[str, Any]


COLUMNS = (
    Column("Reference", lambda row, on: row["reference"], 24),
    Column("Addressee", lambda row, on: row["addressee"], 32),
    Column("Kind", lambda row, on: IMPROVEMENT if row["finding"] else "Recommendation", 20),
    Column("What is asked", lambda row, on: row["asked"], 80),
    Column("Report", lambda row, on: row["report"], 40),
    Column("Published", lambda row, on: row["opened_on"]),
    Column("Due", lambda row, on: row["due_on"]),
    Column("Deadline", lambda row, on: _lateness(row, on).label, 20),
    Column("Own target", lambda row, on: row["target_on"]),
    Column("Colour", lambda row, on: Colour(row["rag"]).label, 12),
    Column("Status", lambda row, on: RegisterEntry.Status(row["status"]).label, 24),
    Column("Position", lambda row, on: RegisterEntry.Position(row["position"]).label, 24),
    Column("Closed", lambda row, on: row["closed_on"]),
    Column("Responsible", lambda row, on: row["owner_name"], 24),
    Column("Demonstration data", lambda row, on: "Yes" if row["made_up"] else "No", 20),
    Column("Historic report", lambda row, on: "Yes" if row["historic"] else "No", 20),
)


STORED = (
    *("reference", "finding", "asked", "opened_on", "due_on", "target_on"),
    *("status", "position", "closed_on"),
)
READ: dict[str, Any] = {
    "addressee": Coalesce(
        *("body__name", "organisation__name", "policing_body__name"), output_field=TextField()
    ),
    "owner_name": F("owner__name"),
    "report": of_report("title"),
    "made_up": of_report("is_demonstration"),
    "historic": of_historic(),
}


def csv_lines(entries: RegisterEntryQuerySet, on: date) -> Iterator[str]:
    """The file in pieces, each a number of whole lines."""
    return tables.csv_lines([column.heading for column in COLUMNS], rows(entries, on), stamp(on))


def xlsx(entries: RegisterEntryQuerySet, on: date) -> Iterator[bytes]:
    """The file as a workbook, in pieces."""
    headings = [(column.heading, column.width) for column in COLUMNS]
    return tables.workbook("Register", headings, rows(entries, on), stamp(on))


def rows(entries: RegisterEntryQuerySet, on: date) -> Iterator[list[Cell]]:
    """The cells of each entry as it stands on that day."""
    coloured = entries.with_rag(on, BodyRules.objects.chosen(on))
    for row in coloured.values(*STORED, "rag", **READ).iterator(chunk_size=CHUNK):
        yield [column.value(row, on) for column in COLUMNS]


def rejected_lines(rejected: Iterable[PlannedRow], on: date) -> Iterator[str]:
    """The rows of a tracker that were rejected, and why, as a file that can be mended and uploaded
    again. Its internal notes make it OFFICIAL-SENSITIVE.
    """
    read = (REFERENCE, POSITION, TARGET, OWNER, UPDATE, NOTE)
    headings = ["Row", *(column.heading for column in read), "Why it was rejected"]
    lines = ((str(each.row.number), *each.row.cells, " ".join(each.reasons)) for each in rejected)
    return tables.csv_lines(headings, lines, tables.Stamp(on, SENSITIVE))


def stamp(on: date) -> tables.Stamp:
    """Entries rest on what is published, and their progress is not: OFFICIAL."""
    return tables.Stamp(on, "OFFICIAL")


def _lateness(row: Row, on: date) -> Lateness:
    return Lateness.of(row["due_on"], is_open=row["closed_on"] is None, on=on)
