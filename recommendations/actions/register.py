"""The register after publication: entries are opened, given an owner, and given a status."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

import findings.permissions
from findings.actions.access import lock
from findings.models import Inspection
from inspection_portal.core import audit
from inspection_portal.core.dates import LONDON
from inspection_portal.core.editing import differences, update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from recommendations import permissions, queries
from recommendations.models import Recommendation, RegisterEntry, StatusChange

WITHDRAWN = "Withdrawn by a correction of the report."


@transaction.atomic
def open_register(
    inspection: Inspection, *, publish_at: datetime, by: User, at: datetime
) -> list[RegisterEntry]:
    """Settle the deadlines of a report that is about to be issued, and open its entries: one for
    each addressee of a recommendation or area for improvement, seen from `publish_at` on.

    Called in the transaction of the publication, before the inspection is marked issued; after a
    correction before that is closed, when open entries take the corrected words and deadline,
    those that the report asks of nobody any more are superseded, and only missing ones are added.
    Closed entries stay as they are. Returns those added. Raises RuleBroken where the report can't
    be changed.
    """
    if not permissions.can_open_register(by):
        raise PermissionDenied
    held = lock(inspection)
    if not findings.permissions.is_open_to_change(held):
        raise RuleBroken(f"“{held}” is published. Its register is open already.")
    for recommendation in Recommendation.objects.filter(finding__inspection=held):
        _settle_deadline(recommendation, localdate(publish_at, LONDON), by, at)
    owed = queries.owed_entries(held, published_at=publish_at)
    entered = queries.held_entries(held)
    for addressed, entry in entered.items():
        if entry.is_open:
            _correct(entry, owed.get(addressed), by, at)
    return [_open(entry, by, at) for key, entry in owed.items() if key not in entered]


@transaction.atomic
def assign_owner(
    entry: RegisterEntry, *, owner: User | None, seen_version: int, by: User, at: datetime
) -> None:
    """Make a person of the body responsible for its open entry, or nobody where `owner` is None."""
    if not permissions.can_assign(by, entry):
        raise PermissionDenied
    if not entry.is_open:
        raise RuleBroken(f"“{entry}” is closed, so its owner stays as it is.")
    if owner == entry.owner:
        raise RuleBroken(f"{owner or 'Nobody'} is responsible for “{entry}” already.")
    if owner and not queries.people_of([entry.body_id]).filter(pk=owner.pk).exists():
        raise RuleBroken(f"{owner} does not act for {entry.body}. Choose one of its people.")
    before = entry.owner
    update_as_seen(entry, seen_version=seen_version, owner=owner)
    audit.record(
        "entry.assigned" if owner else "entry.unassigned",
        entry,
        by=by,
        at=at,
        owner=[str(before or ""), str(owner or "")],
    )


@transaction.atomic
def record_status(
    entry: RegisterEntry,
    *,
    status: str,
    reason: str,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Record the inspectorate's view of an entry; a closing status closes it on that day.

    `reason` is read by the body, so it names no person. A status may be left again: what was closed
    by mistake is re-opened by recording an open one.
    """
    if not permissions.can_record_status(by):
        raise PermissionDenied
    new = RegisterEntry.Status(status)
    if new == entry.status:
        raise RuleBroken(f"“{entry}” is already {new.label.lower()}. Choose another status.")
    if not reason.strip():
        raise RuleBroken("Say why the status changes.")
    _give_status(entry, new, reason=reason, seen_version=seen_version, by=by, at=at)


@transaction.atomic
def record_export(
    *, file_format: str, filters: Mapping[str, Iterable[str]], by: User, at: datetime
) -> None:
    """Note that a person took a copy of what they see of the register, and how it was filtered."""
    chosen = {name: list(values) for name, values in filters.items()}
    audit.record("register.exported", by, by=by, at=at, format=file_format, filters=chosen)


def _settle_deadline(
    recommendation: Recommendation, published_on: date, by: User, at: datetime
) -> None:
    due_on = recommendation.due_if_published(published_on)
    changed = differences(recommendation, {"due_on": due_on})
    if changed:
        update_as_seen(recommendation, seen_version=recommendation.version, due_on=due_on)
        audit.record("recommendation.deadline_settled", recommendation, by=by, at=at, **changed)


def _correct(entry: RegisterEntry, owed: RegisterEntry | None, by: User, at: datetime) -> None:
    """Have an open entry say what the corrected report asks, or close it where that is nothing."""
    if owed is None:
        status, seen = RegisterEntry.Status.SUPERSEDED, entry.version
        _give_status(entry, status, reason=WITHDRAWN, seen_version=seen, by=by, at=at)
        return
    published = {"asked": owed.asked, "due_on": owed.due_on}
    changed = differences(entry, published)
    if changed:
        update_as_seen(entry, seen_version=entry.version, **published)
        audit.record("entry.corrected", entry, by=by, at=at, **changed)


def _open(entry: RegisterEntry, by: User, at: datetime) -> RegisterEntry:
    entry.save()
    audit.record("entry.opened", entry, by=by, at=at)
    return entry


def _give_status(
    entry: RegisterEntry,
    status: RegisterEntry.Status,
    *,
    reason: str,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    before = RegisterEntry.Status(entry.status)
    closed_on = None if status in RegisterEntry.OPEN else localdate(at)
    update_as_seen(entry, seen_version=seen_version, status=status, closed_on=closed_on)
    StatusChange.objects.create(entry=entry, status=status, narrative=reason, by=by, at=at)
    audit.record(
        "entry.status_recorded", entry, by=by, at=at, status=[before, status], reason=reason
    )
