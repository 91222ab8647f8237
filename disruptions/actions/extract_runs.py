"""Runs over an extract: a check or a load, told of while it lasts, that ends once or not at all."""

import logging
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from tempfile import TemporaryFile
from time import monotonic, sleep
from typing import IO

from django.db import (
    DEFAULT_DB_ALIAS,
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    connection,
    connections,
    transaction,
)
from django.db.models import BinaryField, F, Func, Value
from django.utils.timezone import localdate

from disruptions import events, extracts
from disruptions.actions.counting import fold_disruption_counts
from disruptions.models import DataExtract
from inspection_portal.core import audit
from inspection_portal.core.models import User
from inspection_portal.core.sheets import SheetRefused

State = DataExtract.State
# Seconds between two looks at whether somebody asked to stop, or whether another load is done.
BETWEEN_LOOKS = 0.5
PIECE = 2 * 1024 * 1024
# The numbers that a person confirms: where a load finds others, it is confirmed anew.
CONFIRMED = ("new", "changed", "refused")

NOT_AS_CONFIRMED = (
    "The portal holds something else than when this was checked, so nothing was loaded. Look at "
    "the numbers again, then confirm them."
)
NOT_STORED = (
    "The database refused what the file says, and nothing was loaded. Upload it once more; if that "
    "does not help, ask who runs the portal: the reason is in its log."
)
BROKEN = (
    "The portal could not work on the file, and nothing was loaded. Ask who runs the portal: the "
    "reason is in its log."
)
# The lock that a load holds to its end: one at a time has it, or several who only look.
LOCK = "hashtext('disruptions.extracts')"
TURN = f"SELECT pg_try_advisory_xact_lock({LOCK})"
BESIDE_LOADS = f"SELECT pg_try_advisory_xact_lock_shared({LOCK})"
# A long load waits for another one, and runs as long as it takes.
UNHURRIED = "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0"
TELL = """
    UPDATE disruptions_dataextract
    SET step = %s, done = %s, total = %s, moved_at = clock_timestamp()
    WHERE id = %s RETURNING is_to_stop OR state <> %s OR tries <> %s
"""

logger = logging.getLogger(__name__)


def check_extract(pk: int, *, at: datetime) -> None:
    """Find out what a file that was handed in would change, once; a second run does nothing."""
    _begin(pk, State.UPLOADED, State.CHECKING, at=at)


def load_extract(pk: int, *, at: datetime) -> None:
    """Load an extract that was confirmed, once; a second run does nothing."""
    _begin(pk, State.CONFIRMED, State.LOADING, at=at)


def run(
    extract: DataExtract, file: IO[bytes], *, at: datetime, hear: extracts.Told | None = None
) -> None:
    """Check or load it, and keep what came of that in the same transaction.

    What can't be loaded ends it. A database that does not answer ends nothing: `mend_extracts` has
    it tried again. `hear` hears how far it is.
    """
    try:
        with _beside(extract, hear) as told, transaction.atomic():
            _check_or_load(extract, file, told, at=at)
    except extracts.Stopped:
        _give_up(extract, State.CANCELLED, at=at)
    except SheetRefused as refusal:
        _give_up(extract, State.REFUSED, str(refusal), at=at)
    except (DataError, IntegrityError):
        logger.exception("The database refused what %s says", extract.uuid)
        _give_up(extract, State.REFUSED, NOT_STORED, at=at)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        _give_up(extract, State.REFUSED, BROKEN, at=at)
        raise


def end(extract: DataExtract, state: str, *, at: datetime) -> None:
    """The file is forgotten; what it was, and what became of its rows, is kept."""
    extract.state, extract.ended_at, extract.moved_at, extract.step = state, at, at, ""
    extract.pieces.all().delete()


def tell(verb: str, extract: DataExtract, *, by: User, at: datetime) -> None:
    told = {"kind": extract.kind, "sha256": extract.sha256, "taken_on": str(extract.taken_on)}
    audit.record(f"data_extract.{verb}", extract, by=by, at=at, **told, **extract.counts)


def _begin(pk: int, before: str, state: str, *, at: datetime) -> None:
    """Take an extract that waits in one state to another, and run it."""
    with transaction.atomic():
        waiting = DataExtract.objects.without_files().select_for_update()
        extract = waiting.filter(pk=pk, state=before).first()
        if extract is None:
            return
        extract.state, extract.moved_at, extract.tries = state, at, extract.tries + 1
        extract.save()
    with _file_of(extract) as file:
        run(extract, file, at=at)


@contextmanager
def _file_of(extract: DataExtract) -> Iterator[IO[bytes]]:
    with TemporaryFile() as file:
        for packed in extract.pieces.values_list("content", flat=True).iterator(chunk_size=4):
            file.write(zlib.decompress(packed))
        file.seek(0)
        yield file


def _check_or_load(
    extract: DataExtract, file: IO[bytes], told: extracts.Told, *, at: datetime
) -> None:
    is_load = extract.state == State.LOADING
    with connection.cursor() as cursor:
        cursor.execute(UNHURRIED)
    if is_load:
        _wait_for_the_turn(told)
    result = extracts.run(
        extract.kind,
        extract.name,
        file,
        size=extract.size,
        told=told,
        today=localdate(extract.uploaded_at),
        taken_on=extract.taken_on,
        keep=DataExtract.objects.loaded_later(extract).exists(),
        load=_loading(extract, at) if is_load else None,
    )
    if is_load:
        # Each batch of a load adds a row for every body and month.
        fold_disruption_counts()
    _keep(extract, result, at=at)


def _wait_for_the_turn(told: extracts.Told) -> None:
    """Wait for other loads: until the end of its transaction no other begins."""
    with connection.cursor() as cursor:
        cursor.execute(TURN)
        while not cursor.fetchone()[0]:
            told("Waiting", 0, 0)
            sleep(BETWEEN_LOOKS)
            cursor.execute(TURN)


def _loading(
    extract: DataExtract, at: datetime
) -> Callable[[extracts.Rows, extracts.Result, extracts.Told], None]:
    by = extract.confirmed_by_id or extract.uploaded_by_id

    def load(rows: extracts.Rows, result: extracts.Result, told: extracts.Told) -> None:
        if not _is_as_confirmed(extract, result):
            return
        total = result.counts["rows"]
        told("Loading", 0, total)
        rows.load(by=by, at=at, told=lambda done: told("Loading", min(done, total), total))

    return load


def _is_as_confirmed(extract: DataExtract, result: extracts.Result) -> bool:
    """Whether it does what somebody confirmed; true where nobody was shown anything."""
    shown = extract.counts
    return not shown or all(shown[name] == result.counts[name] for name in CONFIRMED)


def _keep(extract: DataExtract, result: extracts.Result, *, at: datetime) -> None:
    """Keep what a run found and did. Raises Stopped, which takes all of it back, where somebody
    asked to stop, or the run was given up and another may have begun.
    """
    held = _held(extract)
    if held is None or held.is_to_stop:
        raise extracts.Stopped
    is_loaded = held.state == State.LOADING and _is_as_confirmed(extract, result)
    is_new_to_them = held.state == State.LOADING and not is_loaded
    held.notes = [*([NOT_AS_CONFIRMED] if is_new_to_them else ()), *result.notes]
    held.counts, held.first = dict(result.counts), [list(fault) for fault in result.first]
    by = _asked(held)
    if is_loaded:
        end(held, State.LOADED, at=at)
    else:
        held.state, held.tries, held.confirmed_by, held.step = State.CHECKED, 0, None, ""
    held.save()
    _keep_files(held, result)
    tell("loaded" if is_loaded else "checked", held, by=by, at=at)
    if is_loaded:
        events.extract_loaded(held, at=at)


def _keep_files(held: DataExtract, result: extracts.Result) -> None:
    """Piece by piece: on its way to the database a file is held several times over."""
    rows = DataExtract.objects.filter(pk=held.pk)
    for name, content in (("refused", result.refused), ("differences", result.differences)):
        rows.update(**{name: content[:PIECE]})
        for at in range(PIECE, len(content), PIECE):
            piece = Value(content[at : at + PIECE], BinaryField())
            rows.update(**{name: Func(F(name), piece, template="%(expressions)s", arg_joiner="||")})


@transaction.atomic
def _give_up(extract: DataExtract, state: str, refusal: str = "", *, at: datetime) -> None:
    """End an extract of which nothing was loaded, unless the run was given up before."""
    held = _held(extract)
    if held is None:
        return
    held.refusal = refusal
    end(held, state, at=at)
    held.save()
    if state == State.REFUSED:
        tell("refused", held, by=_asked(held), at=at)


def _held(extract: DataExtract) -> DataExtract | None:
    """The extract as it stands, held, while the run that began with it is still its own."""
    running = DataExtract.objects.without_files().select_for_update()
    return running.filter(pk=extract.pk, state=extract.state, tries=extract.tries).first()


def _asked(extract: DataExtract) -> User:
    return extract.confirmed_by or extract.uploaded_by


@contextmanager
def _beside(extract: DataExtract, hear: extracts.Told | None = None) -> Iterator[extracts.Told]:
    """What tells how far a run is, on a connection of its own: the transaction of the run shows
    nothing before its end. Raises Stopped where somebody asked to stop, or gave the run up.
    """
    aside = connections.create_connection(DEFAULT_DB_ALIAS)
    looked, last = 0.0, ""

    def told(step: str, done: int, total: int) -> None:
        nonlocal looked, last
        if step == last and monotonic() - looked < BETWEEN_LOOKS:
            return
        with aside.cursor() as cursor:
            cursor.execute(TELL, [step, done, total, extract.pk, extract.state, extract.tries])
            row = cursor.fetchone()
        looked, last = monotonic(), step
        if row and row[0]:
            raise extracts.Stopped
        if hear is not None:
            hear(step, done, total)

    try:
        yield told
    finally:
        aside.close()
