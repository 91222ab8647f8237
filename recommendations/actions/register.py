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
from inspection_portal.core.editing import differences, update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from recommendations import permissions, queries
from recommendations.models import Recommendation, RegisterEntry, StatusChange


@transaction.atomic
def open_register(
    inspection: Inspection, *, published_on: date, by: User, at: datetime
) -> list[RegisterEntry]:
    """Settle the deadlines of a report that is about to be published on that day, and open its
    entries: one for each addressee of a recommendation or area for improvement.

    Called in the transaction of the publication, before the inspection is marked published; after a
    correction before that is closed, when open entries take the corrected words and deadline and
    only missing ones are added. Returns those added. Raises RuleBroken where the report can't be
    changed.
    """
    if not permissions.can_open_register(by):
        raise PermissionDenied
    held = lock(inspection)
    if not findings.permissions.is_open_to_change(held):
        raise RuleBroken(f"“{held}” is published. Its register is open already.")
    recommendations = list(
        Recommendation.objects.filter(finding__inspection=held).select_related("finding")
    )
    for recommendation in recommendations:
        _settle_deadline(recommendation, published_on)
    for entry in RegisterEntry.objects.of(held).open().for_list():
        _correct(entry, by, at)
    return [
        _open(entry, by, at)
        for entry in queries.missing_entries(held, recommendations, opened_on=published_on)
    ]


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
    new, before = RegisterEntry.Status(status), RegisterEntry.Status(entry.status)
    if new == before:
        raise RuleBroken(f"“{entry}” is already {new.label.lower()}. Choose another status.")
    if not reason.strip():
        raise RuleBroken("Say why the status changes.")
    closed_on = None if new in RegisterEntry.OPEN else localdate(at)
    update_as_seen(entry, seen_version=seen_version, status=new, closed_on=closed_on)
    StatusChange.objects.create(entry=entry, status=new, narrative=reason, by=by, at=at)
    audit.record("entry.status_recorded", entry, by=by, at=at, status=[before, new], reason=reason)


@transaction.atomic
def record_export(
    *, file_format: str, filters: Mapping[str, Iterable[str]], by: User, at: datetime
) -> None:
    """Note that a person took a copy of what they see of the register, and how it was filtered."""
    chosen = {name: list(values) for name, values in filters.items()}
    audit.record("register.exported", by, by=by, at=at, format=file_format, filters=chosen)


def _settle_deadline(recommendation: Recommendation, published_on: date) -> None:
    due_on = recommendation.due_if_published(published_on)
    if due_on != recommendation.due_on:
        update_as_seen(recommendation, seen_version=recommendation.version, due_on=due_on)


def _correct(entry: RegisterEntry, by: User, at: datetime) -> None:
    published = queries.as_published(entry)
    changed = differences(entry, published)
    if changed:
        update_as_seen(entry, seen_version=entry.version, **published)
        audit.record("entry.corrected", entry, by=by, at=at, **changed)


def _open(entry: RegisterEntry, by: User, at: datetime) -> RegisterEntry:
    entry.save()
    audit.record("entry.opened", entry, by=by, at=at)
    return entry
