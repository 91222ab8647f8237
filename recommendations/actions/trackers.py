"""A body's own tracker is read into the register: first shown, then imported as it was shown."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from findings.actions.gathering import refuse_marked, refuse_marked_text
from inspection_portal.core import audit
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.markings import above_in_name
from inspection_portal.core.models import User
from recommendations import messages, permissions, queries
from recommendations.actions.claims import taking
from recommendations.actions.deadlines import moved, new_target
from recommendations.actions.register import begun
from recommendations.models import (
    Milestone,
    ProgressUpdate,
    RegisterEntry,
    Side,
    TrackerImport,
    UpdateRequest,
)
from recommendations.queries import PlannedRow, TrackerPlan
from recommendations.trackers import Tracker, TrackerRow

BATCH = 500

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

    The entries are held first, and judged as the preview judged them; so what the plan allows is
    written for all rows at once, and told in one line of the audit trail. Raises RuleBroken where
    it was done already, or is too late.
    """
    if not permissions.can_import(by):
        raise PermissionDenied
    held = _hold(kept, by, at)
    plan = queries.plan_of(held, by, on=localdate(at))
    imported: list[PlannedRow] = []
    for line in plan.changing:
        if held.seen.get(str(line.row.number)) == line.seen:
            imported.append(line)
        else:
            line.reasons.append(CHANGED)
    _write(imported, by, at)
    told = _settle(held, TrackerPlan(plan.rows), at)
    about = {"name": held.name, "sha256": held.sha256, "policy": held.policy}
    entries = audit.in_lines(line.told for line in imported)
    audit.record("tracker.imported", by, by=by, at=at, entries=entries, **about, **told)
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


def _hold(kept: TrackerImport, by: User, at: datetime) -> TrackerImport:
    """The upload and the entries that it names, held until the transaction ends."""
    waiting = TrackerImport.objects.visible_to(by, at).filter(imported_at=None)
    held = waiting.select_for_update().filter(pk=kept.pk).first()
    if held is None:
        raise RuleBroken(ENDED)
    named = queries.entries_named((TrackerRow(**row) for row in held.rows), by)
    # Whoever changes several entries takes them in this order: two at once don't wait in a circle.
    list(named.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    return held


def _write(lines: Collection[PlannedRow], by: User, at: datetime) -> None:
    """Write what the rows change, in as many statements however many there are."""
    _say([line for line in lines if line.says], by, at)
    _change([line for line in lines if line.position or line.owner])
    _place([line for line in lines if line.target_on])


def _say(lines: Iterable[PlannedRow], by: User, at: datetime) -> None:
    """Add a line to what the body says of each entry; it answers a question that waits."""
    updates = ProgressUpdate.objects.bulk_create(
        (
            ProgressUpdate(
                entry=line.entry,
                side=Side.BODY,
                narrative=line.narrative,
                internal_note=line.internal_note,
                position=line.position,
                by=by,
                at=at,
            )
            for line in lines
        ),
        batch_size=BATCH,
    )
    answers = {each.entry_id: each for each in updates if each.narrative}
    waiting = list(UpdateRequest.objects.waiting().filter(entry__in=answers))
    for request in waiting:
        request.answer = answers[request.entry_id]
    UpdateRequest.objects.bulk_update(waiting, ["answer"], batch_size=BATCH)


def _change(lines: Iterable[PlannedRow]) -> None:
    """Give each entry the position and the owner of its row: a statement for all that change to the
    same.
    """
    alike: dict[tuple[tuple[str, object], ...], list[int]] = defaultdict(list)
    for line in lines:
        entry = cast(RegisterEntry, line.entry)
        changes: dict[str, object] = begun(entry, line.owner)
        if line.position:
            reason = line.narrative if line.position in RegisterEntry.NEEDS_REASON else ""
            changes |= taking(line.position, reason=reason)
        if line.owner:
            changes["owner"] = line.owner
        alike[tuple(changes.items())].append(entry.pk)
    for same, keys in alike.items():
        held = RegisterEntry.objects.filter(pk__in=keys)
        held.update(version=F("version") + 1, **dict(same))


def _place(lines: Iterable[PlannedRow]) -> None:
    """Set the body's own target of each entry, or move it."""
    new: list[Milestone] = []
    alike: dict[tuple[tuple[str, date], ...], list[int]] = defaultdict(list)
    for line in lines:
        entry, target_on = cast(RegisterEntry, line.entry), cast(date, line.target_on)
        if line.target is None:
            new.append(new_target(entry, target_on))
        else:
            alike[tuple(moved(line.target, target_on).items())].append(line.target.pk)
    Milestone.objects.bulk_create(new, batch_size=BATCH)
    for same, keys in alike.items():
        held = Milestone.objects.filter(pk__in=keys)
        held.update(version=F("version") + 1, **dict(same))


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
