"""Snapshots: what a filter set keeps today, frozen with its figures (ADR 0033)."""

import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import count, groupby, islice

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.timezone import localdate

from disruptions import permissions, queries
from disruptions.actions.extract_runs import BESIDE_LOADS
from disruptions.models import DataExtract, FilterSet, Snapshot, SnapshotPart
from forces.models import Body
from inspection_portal.core import audit
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.markings import SENSITIVE
from inspection_portal.core.models import User
from inspection_portal.core.tables import CHUNK, Cell, Stamp, csv_head, csv_rows

# What is frozen while a person waits: some twenty seconds.
MOST_ROWS = 250_000
TOO_MANY = (
    "The filter set keeps more than {most} rows of these bodies. Take a snapshot of one region or "
    "body at a time."
)
NO_BODY = "A snapshot is of at least one body. Choose a body, a region that has one, or every body."
LOADING = "An extract is being loaded. Take the snapshot once it is done."


@transaction.atomic
def take_snapshot(
    *, filter_set: FilterSet, bodies: Sequence[Body] | None = None, by: User, at: datetime
) -> Snapshot:
    """Freeze what the filter set keeps of these bodies now; None is all of them.

    The list is read by one statement and written part by part: it is of one moment, and never held
    whole. Raises RuleBroken where it would have more than MOST_ROWS, where no body is named, and
    while an extract is being loaded.
    """
    if not permissions.can_take_snapshot(by):
        raise PermissionDenied
    of = list(Body.objects.visible_to(by) if bodies is None else bodies)
    _refuse_beside_a_load()
    _refuse_none_or_too_many(filter_set, of, at)
    stamp = Stamp(localdate(at), SENSITIVE)
    head = csv_head(queries.layout_of(filter_set.kind).headings, stamp)
    snapshot = Snapshot.objects.create(
        filter_set=filter_set,
        extract=DataExtract.objects.loaded(filter_set.kind).for_list().first(),
        as_at=at,
        head=head,
        taken_by=by,
    )
    hashed = sha256(head.encode())
    for part, text in _parts(snapshot, of, stamp):
        part.save()
        hashed.update(text)
        snapshot.rows += part.rows
    snapshot.sha256 = hashed.hexdigest()
    snapshot.save(update_fields=["rows", "sha256"])
    told = {"filters": filter_set.in_words, "rows": snapshot.rows, "sha256": snapshot.sha256}
    if snapshot.extract:
        told["extract"] = snapshot.extract.sha256
    audit.record("snapshot.taken", snapshot, by=by, at=at, **told)
    return snapshot


def _refuse_beside_a_load() -> None:
    """Have the list, the number of its rows and the extract that it names be of one state. A load
    may take an hour, so nobody waits for it here.
    """
    with connection.cursor() as cursor:
        cursor.execute(BESIDE_LOADS)
        [is_alone] = cursor.fetchone()
    if not is_alone:
        raise RuleBroken(LOADING)


def _refuse_none_or_too_many(filter_set: FilterSet, bodies: Sequence[Body], at: datetime) -> None:
    if not bodies:
        raise RuleBroken(NO_BODY)
    kept = queries.kept_by(filter_set, on=localdate(at)).filter(body__in=bodies)
    if kept.order_by()[: MOST_ROWS + 1].count() > MOST_ROWS:
        raise RuleBroken(TOO_MANY.format(most=f"{MOST_ROWS:,}"))


def _parts(
    snapshot: Snapshot, bodies: Sequence[Body], stamp: Stamp
) -> Iterator[tuple[SnapshotPart, bytes]]:
    """The parts of the list with their text; at its end one without a row for each body of which
    nothing is kept.
    """
    silent = {each.pk for each in bodies}
    rows = queries.listed(snapshot.filter_set, bodies, on=stamp.as_at)
    position = count()
    for (body, figure), of_one in groupby(rows, key=lambda row: (row.body, row.figure)):
        silent.discard(body)
        while some := [row.cells for row in islice(of_one, CHUNK)]:
            yield _part(snapshot, next(position), body, figure, some, stamp)
    for body in sorted(silent):
        yield _part(snapshot, next(position), body, "", [], stamp)


def _part(
    snapshot: Snapshot,
    position: int,
    body: int,
    figure: str,
    rows: Sequence[Sequence[Cell]],
    stamp: Stamp,
) -> tuple[SnapshotPart, bytes]:
    text = csv_rows(rows, stamp).encode()
    part = SnapshotPart(
        snapshot=snapshot,
        position=position,
        body_id=body,
        figure=figure,
        rows=len(rows),
        content=zlib.compress(text),
    )
    return part, text
