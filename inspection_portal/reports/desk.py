"""The librarians' desk: actions on reports that were published elsewhere, until they are loaded."""

from datetime import date, datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import capfirst

from findings.models import Inspection
from findings.permissions import can_load_historic
from inspection_portal.core import audit, uploads
from inspection_portal.core.editing import (
    differences,
    refuse_changed,
    refuse_invalid,
    refuse_marked,
    refuse_marked_text,
    update_as_seen,
)
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.markings import above_in_name
from inspection_portal.core.models import User, system_user
from inspection_portal.reports import backloading
from inspection_portal.reports.historic import HistoricReading
from inspection_portal.reports.looking import Look, look, look_at, understood
from inspection_portal.reports.reading import PDF, LineKind, ReadingError
from inspection_portal.reports.reading.sources import decode
from inspection_portal.reports.tasks import read_pdf

State = HistoricReading.State
# A person waits while it is read, four seconds at most.
LARGEST_TEXT = 2 * uploads.MEGABYTE
TOO_LONG = (
    f"The text is larger than {LARGEST_TEXT // uploads.MEGABYTE} MB. Upload the report alone."
)
NOT_READ = "“{reading}” is not read, so there is nothing to correct or load. Wait until it is."
NO_LINE = "The report has no such line. Look at it again."
NO_DAY = "The report does not say when it was published. Give the day of publication first."
PROBLEMS = (
    "The report can’t be loaded yet: {count} of its lines can’t be placed. Correct them first."
)
IS_LOADED = "“{reading}” is loaded as it stands."
STAYS = "“{reading}” is the source of a loaded report, and stays with it."


@transaction.atomic
def upload_historic(
    *, name: str, content: bytes, published_on: date | None = None, by: User, at: datetime
) -> HistoricReading:
    """Put a published report on the desk: text and HTML are read at once, a PDF by a job.

    Raises RuleBroken for a file that is no text, HTML or PDF, is too large, or is there already.
    """
    _require(by)
    refuse_marked(above_in_name(name))
    upload = uploads.check(name, content, kinds=uploads.REPORTS)
    row = HistoricReading(
        name=upload.name,
        content_type=upload.content_type,
        content=content,
        sha256=upload.sha256,
        published_on=published_on,
        moved_at=at,
        uploaded_by=by,
        uploaded_at=at,
    )
    if not content.startswith(PDF):
        row.text = _text_of(content)
        seen = look(row.text, published_on=published_on)
        _write(row, _read_or_failed(seen, published_on))
    refuse_invalid(row)
    row.save()
    audit.record("historic_reading.uploaded", row, by=by, at=at, sha256=row.sha256)
    if row.state == State.WAITING:
        transaction.on_commit(partial(read_pdf.delay, row.pk), robust=True)
    return row


@transaction.atomic
def tell_line(
    reading: HistoricReading,
    *,
    place: int,
    kind: LineKind | None,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Say what the line at `place` (from 0) is, or, with None, leave that to the reading again.

    What is loaded from the reading stays as it is until it is loaded again.
    """
    held = _to_correct(reading, seen_version, by)
    if not 0 <= place < len(held.lines):
        raise RuleBroken(NO_LINE)
    text = held.lines[place]
    others = [each for each in held.corrections if each[0] != place]
    before = next((each[2] for each in held.corrections if each[0] == place), "")
    told = [[place, text, kind.value]] if kind else []
    held.corrections = sorted([*others, *told])
    _read_again(held, seen_version, at)
    audit.record(
        "historic_reading.corrected",
        held,
        by=by,
        at=at,
        line=place + 1,
        kind=[before, kind.value if kind else ""],
    )


@transaction.atomic
def date_historic(
    reading: HistoricReading,
    *,
    published_on: date | None,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Say on which day the report was published, or, with None, leave that to its text: deadlines
    such as “within six months” count from then.
    """
    held = _to_correct(reading, seen_version, by)
    changed = differences(held, {"published_on": published_on})
    held.published_on = published_on
    refuse_invalid(held)
    _read_again(held, seen_version, at)
    audit.record("historic_reading.dated", held, by=by, at=at, **changed)


@transaction.atomic
def load_historic(
    reading: HistoricReading, *, seen_version: int, by: User, at: datetime
) -> Inspection:
    """Have the portal load the report as it is read: as a new inspection, or, where it is loaded
    already, by a correction of that one.

    The portal writes the rows, grades among them; the audit trail of the reading tells who asked.
    Raises RuleBroken where lines are not placed, the day is unknown, or a rule of loading says no.
    """
    held = _to_correct(reading, seen_version, by)
    if held.state == State.LOADED:
        raise RuleBroken(IS_LOADED.format(reading=held))
    read = look_at(held).as_read_from(held.sha256)
    if read is None:
        raise RuleBroken(PROBLEMS.format(count=len(held.problems)))
    if held.published_on is None:
        raise RuleBroken(NO_DAY)
    inspection = backloading.load(
        read, filename=held.name, published_on=held.published_on, by=system_user(), at=at
    )
    update_as_seen(
        held, seen_version=seen_version, state=State.LOADED, inspection=inspection, moved_at=at
    )
    audit.record("historic_reading.loaded", held, by=by, at=at, inspection=str(inspection))
    return inspection


@transaction.atomic
def discard_historic(
    reading: HistoricReading, *, seen_version: int, by: User, at: datetime
) -> None:
    """Take a report off the desk, with its file. What was loaded from keeps its source."""
    held = _held(reading, seen_version, by)
    if held.inspection_id is not None:
        raise RuleBroken(STAYS.format(reading=held))
    audit.record("historic_reading.discarded", held, by=by, at=at, sha256=held.sha256)
    held.delete()


@transaction.atomic
def take_historic(reading: HistoricReading, *, by: User, at: datetime) -> bytes:
    """The file as it was handed in; that somebody took it is recorded."""
    _require(by)
    audit.record("historic_reading.taken", reading, by=by, at=at)
    return bytes(reading.content)


def _require(by: User) -> None:
    if not can_load_historic(by):
        raise PermissionDenied


def _held(reading: HistoricReading, seen_version: int, by: User) -> HistoricReading:
    """The reading, locked, as the person saw it."""
    _require(by)
    rows = HistoricReading.objects.defer("content").select_for_update()
    held = rows.filter(pk=reading.pk).first()
    if held is None:
        raise RuleBroken("The report was taken off the desk. Go back to the list.")
    refuse_changed(held, seen_version=seen_version)
    return held


def _to_correct(reading: HistoricReading, seen_version: int, by: User) -> HistoricReading:
    held = _held(reading, seen_version, by)
    if not held.can_be_corrected:
        raise RuleBroken(NOT_READ.format(reading=held))
    return held


def _read_again(held: HistoricReading, seen_version: int, at: datetime) -> None:
    """Store the corrections and the day with what reading makes of them."""
    told = understood(look_at(held), published_on=held.published_on)
    update_as_seen(
        held,
        seen_version=seen_version,
        state=State.READ,
        corrections=held.corrections,
        moved_at=at,
        **told,
    )


def _text_of(content: bytes) -> str:
    if len(content) > LARGEST_TEXT:
        raise RuleBroken(TOO_LONG)
    try:
        text = decode(content)
    except ReadingError as error:
        raise RuleBroken(str(error)) from error
    refuse_marked_text(text)
    return text


def _read_or_failed(seen: Look, published_on: date | None) -> dict[str, object]:
    """What is kept of a text; one of which no line was made leaves nothing to correct."""
    if not seen.lines:
        sentences = (capfirst(problem.sentence) for problem in seen.problems)
        return {"state": State.FAILED, "failure": " ".join(sentences)}
    return {**understood(seen, published_on=published_on), "state": State.READ}


def _write(row: HistoricReading, told: dict[str, object]) -> None:
    for name, value in told.items():
        setattr(row, name, value)
