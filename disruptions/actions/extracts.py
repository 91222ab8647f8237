"""Extracts of national systems: handed in, checked, confirmed by a person, and loaded at once."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import partial
from hashlib import sha256
from tempfile import TemporaryFile
from time import monotonic
from typing import IO

from celery import current_app
from django.core.exceptions import PermissionDenied
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.utils.timezone import localdate

from disruptions import extracts, permissions
from disruptions.actions.counting import fold_disruption_counts
from disruptions.models import DataExtract, DataExtractPiece
from inspection_portal.core import audit
from inspection_portal.core.editing import refuse_invalid, refuse_marked
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.markings import above_in_name
from inspection_portal.core.models import User
from inspection_portal.core.sheets import SheetRefused, shown
from inspection_portal.core.sheets.streaming import LONG

State = DataExtract.State
PIECE = 1024 * 1024
JOB = "disruptions.tasks.work_on_extract"
# Seconds between two looks at whether somebody asked to stop.
BETWEEN_LOOKS = 0.5
RESEND_AFTER, SILENT_AFTER = timedelta(minutes=1), timedelta(minutes=5)
MOST_TRIES = 3
KEPT_FOR = timedelta(days=7)

TOO_LARGE = f"The file is larger than {LONG.size}. Split it by the record date."
NOT_KEPT = "The file of {extract} was checked by a command and is not here. Upload it."
NOT_CHECKED = "{extract} is {state}, so there is nothing to confirm."
STOPPED = "The job was stopped and nothing was loaded. Load the file again."
TURN = "SELECT pg_advisory_xact_lock(hashtext('disruptions.extracts'))"
# A long load waits for another one, and runs as long as it takes.
UNHURRIED = "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0"
TELL = """
    UPDATE disruptions_dataextract
    SET step = %s, done = %s, total = %s, moved_at = clock_timestamp()
    WHERE id = %s RETURNING is_to_stop
"""


@transaction.atomic
def receive_extract(
    *, kind: str, name: str, pieces: Iterable[bytes], taken_on: date, by: User, at: datetime
) -> DataExtract:
    """Keep a file that was handed in until a job has checked it.

    Raises RuleBroken for one that is too large or marked above what the portal keeps.
    """
    extract = _new(kind=kind, name=name, taken_on=taken_on, by=by, at=at)
    digest = sha256()
    for number, piece in enumerate(_of_equal_size(pieces)):
        digest.update(piece)
        extract.size += len(piece)
        if extract.size > LONG.bytes:
            raise RuleBroken(TOO_LARGE)
        packed = zlib.compress(piece, level=1)
        DataExtractPiece.objects.create(extract=extract, number=number, content=packed)
    extract.sha256 = digest.hexdigest()
    extract.save()
    _tell("uploaded", extract, by=by, at=at)
    _send(extract)
    return extract


def import_file(
    *, kind: str, name: str, file: IO[bytes], taken_on: date, load: bool, by: User, at: datetime
) -> DataExtract:
    """Check a file that is at hand and, where asked, load it, without keeping it."""
    digest = sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    with transaction.atomic():
        extract = _new(kind=kind, name=name, taken_on=taken_on, by=by, at=at)
        extract.size, extract.sha256 = file.tell(), digest.hexdigest()
        extract.state = State.LOADING if load else State.CHECKING
        extract.confirmed_by = by if load else None
        extract.save()
    file.seek(0)
    _run(extract, file, at=at)
    return extract


def check_extract(pk: int, *, at: datetime) -> None:
    """Find out what a file that was handed in would change, once; a second run does nothing."""
    _begin(pk, State.UPLOADED, State.CHECKING, at=at)


def load_extract(pk: int, *, at: datetime) -> None:
    """Load an extract that was confirmed, once; a second run does nothing."""
    _begin(pk, State.CONFIRMED, State.LOADING, at=at)


@transaction.atomic
def confirm_extract(extract: DataExtract, *, by: User, at: datetime) -> None:
    """Have a job load an extract as its check showed it."""
    held = _hold(extract, by)
    if held.state != State.CHECKED:
        state = held.get_state_display().lower()
        raise RuleBroken(NOT_CHECKED.format(extract=held, state=state))
    if not held.pieces.exists():
        raise RuleBroken(NOT_KEPT.format(extract=held))
    held.state, held.confirmed_by, held.moved_at = State.CONFIRMED, by, at
    held.save()
    _tell("confirmed", held, by=by, at=at)
    _send(held)


@transaction.atomic
def cancel_extract(extract: DataExtract, *, by: User, at: datetime) -> None:
    """End an extract without loading it; a job that is at it stops within seconds, or is done."""
    held = _hold(extract, by)
    if held.has_ended:
        raise RuleBroken(f"{held} is {held.get_state_display().lower()} already.")
    if held.state in DataExtract.RUNNING:
        held.is_to_stop = True
    else:
        _end(held, State.CANCELLED, at=at)
    held.save()
    _tell("cancelled", held, by=by, at=at)


@transaction.atomic
def mend_extracts(*, at: datetime) -> list[DataExtract]:
    """Those whose job was lost or stopped, put back in line; and an end for those that were stopped
    too often, or that nobody confirmed within a week.
    """
    silent = DataExtract.objects.silent_since(at - SILENT_AFTER).select_for_update(skip_locked=True)
    for extract in silent:
        if extract.is_to_stop:
            _end(extract, State.CANCELLED, at=at)
        elif extract.tries < MOST_TRIES and extract.pieces.exists():
            is_check = extract.state == State.CHECKING
            extract.state, extract.moved_at = State.UPLOADED if is_check else State.CONFIRMED, at
        else:
            extract.refusal = STOPPED
            _end(extract, State.REFUSED, at=at)
        extract.save()
    left = DataExtract.objects.filter(state=State.CHECKED, moved_at__lt=at - KEPT_FOR)
    for extract in left.select_for_update(skip_locked=True):
        _end(extract, State.CANCELLED, at=at)
        extract.save()
    again = [each for each in silent if each.state in DataExtract.QUEUED]
    return [*again, *DataExtract.objects.waiting_since(at - RESEND_AFTER)]


def _new(*, kind: str, name: str, taken_on: date, by: User, at: datetime) -> DataExtract:
    if not permissions.can_load_extracts(by):
        raise PermissionDenied
    refuse_marked(above_in_name(name))
    extract = DataExtract(kind=kind, name=shown(name, 200), taken_on=taken_on, size=0)
    extract.uploaded_by, extract.uploaded_at, extract.moved_at = by, at, at
    refuse_invalid(extract)
    extract.save()
    return extract


def _of_equal_size(pieces: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= PIECE:
            yield bytes(held[:PIECE])
            del held[:PIECE]
    if held:
        yield bytes(held)


def _hold(extract: DataExtract, by: User) -> DataExtract:
    if not permissions.can_load_extracts(by):
        raise PermissionDenied
    return DataExtract.objects.select_for_update().get(pk=extract.pk)


def _begin(pk: int, before: str, state: str, *, at: datetime) -> None:
    """Take an extract that waits in one state to another, and run it."""
    with transaction.atomic():
        waiting = DataExtract.objects.select_for_update().filter(pk=pk, state=before)
        extract = waiting.first()
        if extract is None:
            return
        extract.state, extract.moved_at, extract.tries = state, at, extract.tries + 1
        extract.save()
    with _file_of(extract) as file:
        _run(extract, file, at=at)


@contextmanager
def _file_of(extract: DataExtract) -> Iterator[IO[bytes]]:
    with TemporaryFile() as file:
        for packed in extract.pieces.values_list("content", flat=True).iterator(chunk_size=4):
            file.write(zlib.decompress(packed))
        file.seek(0)
        yield file


def _run(extract: DataExtract, file: IO[bytes], *, at: datetime) -> None:
    """Check or load it, and keep what came of that in the same transaction."""
    try:
        with _beside(extract) as told, transaction.atomic():
            _check_or_load(extract, file, told, at=at)
    except (SheetRefused, extracts.Stopped) as end:
        is_stop = isinstance(end, extracts.Stopped)
        extract.refusal = "" if is_stop else str(end)
        _end(extract, State.CANCELLED if is_stop else State.REFUSED, at=at)
        extract.save()


def _check_or_load(
    extract: DataExtract, file: IO[bytes], told: extracts.Told, *, at: datetime
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(UNHURRIED)
        if extract.state == State.LOADING:
            cursor.execute(TURN)
    result = extracts.run(
        extract.kind,
        extract.name,
        file,
        size=extract.size,
        told=told,
        today=localdate(extract.uploaded_at),
        taken_on=extract.taken_on,
        keep=DataExtract.objects.loaded_later(extract).exists(),
        load=_loading(extract, told, at) if extract.state == State.LOADING else None,
    )
    extract.counts, extract.notes = dict(result.counts), list(result.notes)
    extract.first = [list(fault) for fault in result.first]
    extract.refused, extract.differences = result.refused, result.differences
    if extract.state == State.LOADING:
        # Each batch of a load adds a row for every body and month.
        fold_disruption_counts()
        _end(extract, State.LOADED, at=at)
        _tell("loaded", extract, by=extract.confirmed_by or extract.uploaded_by, at=at)
    else:
        extract.state, extract.tries = State.CHECKED, 0
    extract.save()


def _loading(
    extract: DataExtract, told: extracts.Told, at: datetime
) -> Callable[[extracts.Rows, int], None]:
    by = extract.confirmed_by_id or extract.uploaded_by_id
    return lambda rows, total: rows.load(
        by=by, at=at, told=lambda done: told("Loading", min(done, total), total)
    )


@contextmanager
def _beside(extract: DataExtract) -> Iterator[extracts.Told]:
    """What tells how far a run is, on a connection of its own: the transaction of the run shows
    nothing before its end. Raises Stopped where somebody asked to stop.
    """
    aside = connections.create_connection(DEFAULT_DB_ALIAS)
    looked = 0.0

    def told(step: str, done: int, total: int) -> None:
        nonlocal looked
        if monotonic() - looked < BETWEEN_LOOKS:
            return
        with aside.cursor() as cursor:
            cursor.execute(TELL, [step, done, total, extract.pk])
            row = cursor.fetchone()
        looked = monotonic()
        if row and row[0]:
            raise extracts.Stopped

    try:
        yield told
    finally:
        aside.close()


def _send(extract: DataExtract) -> None:
    """Send the job, which calls actions itself and so is told by name; one that is lost here is
    sent again by `mend_extracts`.
    """
    transaction.on_commit(partial(current_app.send_task, JOB, [extract.pk]), robust=True)


def _end(extract: DataExtract, state: str, *, at: datetime) -> None:
    """The file is forgotten; what it was, and what became of its rows, is kept."""
    extract.state, extract.ended_at, extract.moved_at, extract.step = state, at, at, ""
    extract.pieces.all().delete()


def _tell(verb: str, extract: DataExtract, *, by: User, at: datetime) -> None:
    told = {"kind": extract.kind, "sha256": extract.sha256, "taken_on": str(extract.taken_on)}
    audit.record(f"data_extract.{verb}", extract, by=by, at=at, **told, **extract.counts)
