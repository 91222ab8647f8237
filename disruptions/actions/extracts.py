"""Extracts of national systems: handed in, confirmed by a person, cancelled, or left and ended."""

import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import PurePath
from typing import IO

from celery import current_app
from django.core.exceptions import PermissionDenied
from django.db import transaction

from disruptions import extracts, permissions
from disruptions.actions.extract_runs import end, run, tell
from disruptions.models import DataExtract, DataExtractPiece
from inspection_portal.core.editing import refuse_invalid, refuse_marked
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.markings import above_in_name
from inspection_portal.core.models import User, system_user
from inspection_portal.core.sheets import shown
from inspection_portal.core.sheets.streaming import LONG

State = DataExtract.State
PIECE = 1024 * 1024
LONGEST_NAME = 200
JOB = "disruptions.tasks.work_on_extract"
RESEND_AFTER, SILENT_AFTER = timedelta(minutes=1), timedelta(minutes=5)
MOST_TRIES = 3
KEPT_FOR = timedelta(days=7)

TOO_LARGE = f"The file is larger than {LONG.size}. Split it by the record date."
NOT_KEPT = "The file of {extract} was checked by a command and is not here. Upload it."
NOT_CHECKED = "{extract} is {state}, so there is nothing to confirm."
ANOTHER_FILE = "The file is not the one that was checked: it was changed since. Check it again."
STOPPED = (
    f"The job was stopped {MOST_TRIES} times, and nothing was loaded. Upload the file again; if "
    "that does not help, ask who runs the portal."
)
COMMAND_STOPPED = "The command was stopped, and nothing was loaded. Run it again."


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
    tell("uploaded", extract, by=by, at=at)
    _send(extract)
    return extract


def import_file(
    *,
    kind: str,
    name: str,
    file: IO[bytes],
    taken_on: date,
    load: bool,
    by: User,
    at: datetime,
    checked: DataExtract | None = None,
    hear: extracts.Told | None = None,
) -> DataExtract:
    """Check a file that is at hand and, where asked, load it, without keeping it.

    With `checked`, the check that somebody saw, nothing else is loaded than what it showed. Raises
    RuleBroken where the file is another one than that.
    """
    digest = sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    with transaction.atomic():
        extract = _new(kind=kind, name=name, taken_on=taken_on, by=by, at=at)
        extract.size, extract.sha256 = file.tell(), digest.hexdigest()
        if checked is not None:
            extract.counts = checked.counts
            if checked.sha256 != extract.sha256:
                raise RuleBroken(ANOTHER_FILE)
        extract.state = State.LOADING if load else State.CHECKING
        extract.confirmed_by = by if load else None
        extract.save()
    file.seek(0)
    run(extract, file, at=at, hear=hear)
    extract.refresh_from_db()
    return extract


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
    tell("confirmed", held, by=by, at=at)
    _send(held)


@transaction.atomic
def cancel_extract(extract: DataExtract, *, by: User, at: datetime) -> None:
    """End an extract without loading it; a job that is at it is asked to stop and loads nothing."""
    held = _hold(extract, by)
    if held.has_ended:
        raise RuleBroken(f"{held} is {held.get_state_display().lower()} already.")
    if held.state in DataExtract.RUNNING:
        held.is_to_stop = True
    else:
        end(held, State.CANCELLED, at=at)
    held.save()
    tell("cancelled", held, by=by, at=at)


@transaction.atomic
def mend_extracts(*, at: datetime) -> list[DataExtract]:
    """Those whose job was lost or stopped, put back in line; and an end for those that were stopped
    too often, or that nobody confirmed within a week.
    """
    held = DataExtract.objects.without_files().select_for_update(skip_locked=True)
    silent = held.silent_since(at - SILENT_AFTER)
    for extract in silent:
        if extract.is_to_stop:
            _end_left(extract, State.CANCELLED, at=at)
        elif extract.tries < MOST_TRIES and extract.pieces.exists():
            is_check = extract.state == State.CHECKING
            extract.state, extract.moved_at = State.UPLOADED if is_check else State.CONFIRMED, at
            extract.save()
        else:
            extract.refusal = COMMAND_STOPPED if extract.tries < MOST_TRIES else STOPPED
            _end_left(extract, State.REFUSED, at=at)
    for extract in held.filter(state=State.CHECKED, moved_at__lt=at - KEPT_FOR):
        _end_left(extract, State.CANCELLED, at=at)
    again = [each for each in silent if each.state in DataExtract.QUEUED]
    return [*again, *DataExtract.objects.waiting_since(at - RESEND_AFTER)]


def _end_left(extract: DataExtract, state: str, *, at: datetime) -> None:
    """End one that nobody works on, or waits for, any more."""
    end(extract, state, at=at)
    extract.save()
    tell(state, extract, by=system_user(), at=at)


def _new(*, kind: str, name: str, taken_on: date, by: User, at: datetime) -> DataExtract:
    if not permissions.can_load_extracts(by):
        raise PermissionDenied
    refuse_marked(above_in_name(name))
    extract = DataExtract(kind=kind, name=_named(name), taken_on=taken_on, size=0)
    extract.uploaded_by, extract.uploaded_at, extract.moved_at = by, at, at
    refuse_invalid(extract)
    extract.save()
    return extract


def _named(name: str) -> str:
    """A file name that is safe to show: of a long one the beginning, and the ending."""
    ending = shown(PurePath(name).suffix)
    return f"{shown(name.removesuffix(ending), LONGEST_NAME)}{ending}"


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
    return DataExtract.objects.without_files().select_for_update().get(pk=extract.pk)


def _send(extract: DataExtract) -> None:
    """Send the job, which calls actions itself and so is told by name; one that is lost here is
    sent again by `mend_extracts`.
    """
    transaction.on_commit(partial(current_app.send_task, JOB, [extract.pk]), robust=True)
