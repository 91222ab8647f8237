"""What a plan says under each of the four Ps."""

from datetime import date, datetime, time

from django.db import transaction

from disruptions.actions.access import hold_open, refuse_future
from disruptions.models import Plan, PlanEntry
from inspection_portal.core import audit
from inspection_portal.core.editing import (
    as_revised,
    differences,
    refuse_changed,
    refuse_invalid,
    refuse_marked_text,
    update_as_seen,
)
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User


@transaction.atomic
def write_entry(
    plan: Plan,
    *,
    strand: str,
    text: str,
    dated_on: date | None = None,
    timed_at: time | None = None,
    by: User,
    at: datetime,
) -> PlanEntry:
    """Add an entry to an open plan."""
    held = hold_open(plan, by=by)
    entry = PlanEntry(plan=held, strand=strand, text=text, dated_on=dated_on, timed_at=timed_at)
    _refuse_unfit(entry, at=at)
    entry.save()
    audit.record("plan_entry.written", plan, by=by, at=at, **_told(entry))
    return entry


@transaction.atomic
def revise_entry(
    entry: PlanEntry, *, seen_version: int, by: User, at: datetime, **changes: object
) -> None:
    """Change the strand, the moment or the text of an entry. `changes` are these fields of it."""
    hold_open(entry.plan, by=by)
    changed = differences(entry, changes)
    revised = as_revised(entry, changes)
    _refuse_unfit(revised, at=at)
    update_as_seen(entry, seen_version=seen_version, **changes)
    audit.record("plan_entry.revised", entry.plan, by=by, at=at, entry=str(entry.uuid), **changed)


@transaction.atomic
def remove_entry(entry: PlanEntry, *, seen_version: int, by: User, at: datetime) -> None:
    """Take an entry out of an open plan; what it said stays in the trail."""
    hold_open(entry.plan, by=by)
    stored = PlanEntry.objects.filter(pk=entry.pk).first()
    if stored is None:
        raise RuleBroken("The entry has been removed already.")
    refuse_changed(stored, seen_version=seen_version)
    stored.delete()
    audit.record("plan_entry.removed", entry.plan, by=by, at=at, **_told(stored))


def _refuse_unfit(entry: PlanEntry, *, at: datetime) -> None:
    refuse_marked_text(entry.text)
    refuse_future(entry.dated_on, at)
    refuse_invalid(entry)


def _told(entry: PlanEntry) -> dict[str, object]:
    day = str(entry.dated_on) if entry.dated_on else "undated"
    clock = f" {entry.timed_at:%H:%M}" if entry.timed_at else ""
    return {
        "entry": str(entry.uuid),
        "strand": entry.strand,
        "moment": day + clock,
        "text": entry.text,
    }
