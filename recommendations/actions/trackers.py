"""A body's own tracker is read into the register: first shown, then imported as it was shown."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from findings.actions.gathering import refuse_marked, refuse_marked_text
from findings.markings import above_in_name
from inspection_portal.core import audit
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from recommendations import messages, permissions, queries
from recommendations.actions.deadlines import set_target
from recommendations.actions.progress import write_update
from recommendations.actions.register import assign_untold
from recommendations.models import RegisterEntry, TrackerImport
from recommendations.queries import PlannedRow, TrackerPlan
from recommendations.trackers import Tracker

CHANGED = "The entry has changed since the preview. Look at the change, then upload the row again."
ENDED = "The tracker was imported, or a day has passed. Upload it again where rows are left."


@transaction.atomic
def keep_tracker(*, tracker: Tracker, policy: str, by: User, at: datetime) -> TrackerImport:
    """Keep what was read of a tracker for a day, with the versions of what it would change.

    `policy` says whose value counts where both have one. The register stays as it is.
    """
    if not permissions.can_import(by):
        raise PermissionDenied
    _refuse_marked(tracker)
    kept = TrackerImport(uploaded_by=by, uploaded_at=at, policy=policy)
    kept.name, kept.sha256, kept.notes = tracker.name, tracker.sha256, list(tracker.notes)
    kept.rows = [asdict(row) for row in tracker.rows]
    plan = queries.plan_of(kept, by, on=localdate(at))
    kept.seen = {str(row.row.number): row.seen for row in plan.changing}
    kept.save()
    return kept


@transaction.atomic
def import_tracker(kept: TrackerImport, *, by: User, at: datetime) -> TrackerImport:
    """Do what the preview showed, in one transaction: all but rows whose entry has changed since,
    which are rejected with the others.

    Raises RuleBroken where it was done already, or is too late.
    """
    if not permissions.can_import(by):
        raise PermissionDenied
    waiting = TrackerImport.objects.visible_to(by, at).filter(imported_at=None)
    held = waiting.select_for_update().filter(pk=kept.pk).first()
    if held is None:
        raise RuleBroken(ENDED)
    plan = queries.plan_of(held, by, on=localdate(at))
    imported: list[PlannedRow] = []
    for line in sorted(plan.changing, key=lambda line: line.entry.pk if line.entry else 0):
        reason = _refusal(line, held, by, at)
        if reason:
            line.reasons.append(reason)
        else:
            imported.append(line)
    told = _settle(held, TrackerPlan(plan.rows), at)
    about = {"name": held.name, "sha256": held.sha256, "policy": held.policy}
    references = [line.row.reference for line in imported]
    audit.record("tracker.imported", by, by=by, at=at, entries=references, **about, **told)
    _tell_owners(imported, by, at)
    return held


@transaction.atomic
def forget_trackers(*, at: datetime) -> None:
    """Delete what was uploaded more than a day ago."""
    TrackerImport.objects.left(at).delete()


def _refuse_marked(tracker: Tracker) -> None:
    """Keep nothing of a tracker that has a row marked above OFFICIAL-SENSITIVE, not for a day."""
    refuse_marked(above_in_name(tracker.name))
    for row in tracker.rows:
        try:
            refuse_marked_text(*row.cells)
        except RuleBroken as refusal:
            raise RuleBroken(f"Row {row.number:,}: {refusal}") from refusal


def _refusal(line: PlannedRow, held: TrackerImport, by: User, at: datetime) -> str:
    """Carry out one row, whole or not at all; why not, where it is refused."""
    entry = line.entry
    if entry is None or held.seen.get(str(line.row.number)) != line.seen:
        return CHANGED
    try:
        with transaction.atomic():
            _carry_out(line, entry, by, at)
    except RuleBroken as refusal:
        return str(refusal)
    return ""


def _carry_out(line: PlannedRow, entry: RegisterEntry, by: User, at: datetime) -> None:
    if line.position or line.narrative or line.internal_note:
        write_update(
            entry,
            narrative=line.narrative,
            internal_note=line.internal_note,
            position=line.position,
            seen_version=entry.version,
            by=by,
            at=at,
        )
    if line.owner:
        assign_untold(entry, owner=line.owner, seen_version=entry.version, by=by, at=at)
    if line.target_on:
        seen = line.target.version if line.target else 0
        set_target(entry, target_on=line.target_on, seen_version=seen, by=by, at=at)


def _tell_owners(imported: Iterable[PlannedRow], by: User, at: datetime) -> None:
    """One message to each person for all that is theirs from now on."""
    given: dict[User, list[RegisterEntry]] = defaultdict(list)
    for line in imported:
        if line.owner and line.entry:
            given[line.owner].append(line.entry)
    for owner, entries in given.items():
        messages.tell_owner(entries, owner=owner, by=by, at=at)


def _settle(held: TrackerImport, plan: TrackerPlan, at: datetime) -> dict[str, int]:
    """Keep of the rows those that were rejected, and how many the others were."""
    held.rows = [asdict(line.row) | {"reasons": line.reasons} for line in plan.rejected]
    held.counts = {
        "imported": len(plan.changing),
        "kept": len(plan.kept),
        "unchanged": plan.unchanged,
        "rejected": len(plan.rejected),
    }
    held.seen, held.imported_at = {}, at
    held.save()
    return {name: number for name, number in held.counts.items() if name != "imported"}
