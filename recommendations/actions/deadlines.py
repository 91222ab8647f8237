"""When an entry is due: other dates are asked for and decided, events happen, bodies set their own
targets (domain §3.3, §9).
"""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from inspection_portal.core import audit
from inspection_portal.core.editing import refuse_invalid, update_as_seen
from inspection_portal.core.errors import Changed, RuleBroken
from inspection_portal.core.models import User
from inspection_portal.core.templatetags.govuk import day
from recommendations import events, messages, permissions
from recommendations.models import (
    DeadlineChange,
    Milestone,
    ProgressUpdate,
    RegisterEntry,
    Side,
)

Decision = DeadlineChange.Decision


@transaction.atomic
def request_deadline(
    milestone: Milestone,
    *,
    to_on: date,
    reason: str,
    seen_version: int,
    by: User,
    at: datetime,
) -> DeadlineChange:
    """Ask the inspectorate for another date of a deadline, later or earlier.

    The date that counts stays until the inspectorate agrees. `reason` is read by both sides.
    """
    entry = milestone.entry
    if not permissions.can_claim(by, entry):
        raise PermissionDenied
    _refuse_settled(milestone)
    if milestone.is_target:
        raise RuleBroken("This is your own target. Set another one: nobody has to agree to it.")
    _refuse_unlikely(to_on, reason, milestone, localdate(at))
    change = DeadlineChange(
        milestone=milestone,
        from_on=milestone.current_on,
        to_on=to_on,
        reason=reason.strip(),
        requested_by=by,
        requested_at=at,
    )
    refuse_invalid(change)
    update_as_seen(milestone, seen_version=seen_version)
    change.save()
    _record("entry.deadline_requested", change, by, at, reason=change.reason)
    return change


@transaction.atomic
def decide_deadline(
    change: DeadlineChange,
    *,
    decision: str,
    reason: str = "",
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Agree to the date that a body asks for, or refuse it with a reason that the body reads.

    Nobody decides on what they asked for themselves. The body is told in a message.
    """
    if not permissions.can_decide_deadlines(by):
        raise PermissionDenied
    if by == change.requested_by:
        raise RuleBroken("You asked for this date, so somebody else must decide on it.")
    milestone = Milestone.objects.select_for_update(of=("self",)).get(pk=change.milestone_id)
    if decision == Decision.AGREED:
        _refuse_overtaken(change, milestone)
    elif not reason.strip():
        raise RuleBroken("Say why the date stays as it is.")
    _decide(change, Decision(decision), reason.strip(), seen_version, by, at)
    if change.decision == Decision.AGREED:
        update_as_seen(milestone, seen_version=milestone.version, agreed_on=change.to_on)
        events.deadline_moved(milestone, at=at)
    _record(f"entry.deadline_{change.decision}", change, by, at, reason=change.decision_reason)
    messages.tell_deadline_decided(change, by=by, at=at)


@transaction.atomic
def withdraw_deadline_request(
    change: DeadlineChange, *, seen_version: int, by: User, at: datetime
) -> None:
    """Take back what the body has asked for, before it is decided."""
    if not permissions.can_claim(by, change.milestone.entry):
        raise PermissionDenied
    _decide(change, Decision.WITHDRAWN, "", seen_version, by, at)
    _record("entry.deadline_withdrawn", change, by, at)


@transaction.atomic
def record_event(
    milestone: Milestone,
    *,
    happened_on: date,
    due_on: date,
    narrative: str,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Record that what a deadline waits for has happened, and by when the entry is due then.

    `narrative` is read by the body and names no person.
    """
    if not permissions.can_decide_deadlines(by):
        raise PermissionDenied
    _refuse_unfit_event(milestone, happened_on, due_on, localdate(at))
    if not narrative.strip():
        raise RuleBroken("Say what has happened.")
    before = milestone.current_on
    update_as_seen(milestone, seen_version=seen_version, happened_on=happened_on, agreed_on=due_on)
    ProgressUpdate.objects.create(
        entry=milestone.entry, side=Side.INSPECTORATE, narrative=narrative.strip(), by=by, at=at
    )
    detail = {"happened_on": str(happened_on), "due_on": [str(before or ""), str(due_on)]}
    audit.record("entry.event_recorded", milestone.entry, by=by, at=at, **detail)
    if due_on != before:
        events.deadline_moved(milestone, at=at)


@transaction.atomic
def set_target(
    entry: RegisterEntry, *, target_on: date, seen_version: int, by: User, at: datetime
) -> Milestone:
    """Set the body's own target, or move it: no one else is bound by it, and no one has to agree.

    `seen_version` is that of the target as it stood, 0 where there was none.
    """
    was = entry.target_on
    target = place_target(entry, target_on=target_on, seen_version=seen_version, by=by, at=at)
    _record_target(entry, was, target_on, by, at)
    return target


def place_target(
    entry: RegisterEntry, *, target_on: date, seen_version: int | None, by: User, at: datetime
) -> Milestone:
    """Set a target, for a caller who records it; whatever it was where `seen_version` is None."""
    if not permissions.can_claim(by, entry):
        raise PermissionDenied
    if not entry.is_open:
        raise RuleBroken(f"“{entry}” is closed, so it needs no target.")
    if target_on < localdate(at):
        raise RuleBroken("A target is today or later. Choose another day.")
    target = _target_as_seen(entry, seen_version)
    was = target.current_on if target else None
    if was == target_on:
        raise RuleBroken(f"{day(target_on)} is the target already. Choose another day.")
    if target is None:
        target = new_target(entry, target_on)
        target.save()
    else:
        update_as_seen(target, seen_version=target.version, **moved(target, target_on))
    return target


def new_target(entry: RegisterEntry, target_on: date) -> Milestone:
    """The body's first target of an entry, yet to be saved."""
    kind = Milestone.Kind.TARGET
    return Milestone(entry=entry, position=0, kind=kind, original_on=target_on)


def moved(target: Milestone, target_on: date) -> dict[str, date]:
    """What a target holds once it is moved to that day, or set again."""
    return {"original_on": target.original_on or target_on, "agreed_on": target_on}


@transaction.atomic
def drop_target(entry: RegisterEntry, *, seen_version: int, by: User, at: datetime) -> None:
    """Take the body's own target away; how often it was changed stays known."""
    if not permissions.can_claim(by, entry):
        raise PermissionDenied
    target = _target_as_seen(entry, seen_version)
    if target is None or target.current_on is None:
        raise RuleBroken(f"“{entry}” has no target.")
    was = target.current_on
    update_as_seen(target, seen_version=seen_version, original_on=None, agreed_on=None)
    _record_target(entry, was, None, by, at)


def _refuse_settled(milestone: Milestone) -> None:
    if not milestone.entry.is_open:
        raise RuleBroken(f"“{milestone.entry}” is closed, so its dates stay as they are.")
    if milestone.met_on:
        raise RuleBroken("This deadline is met, so its date stays as it is.")


def _refuse_unlikely(to_on: date, reason: str, milestone: Milestone, today: date) -> None:
    """Refuse another date that makes no sense, in the words of what is wrong with it."""
    if not reason.strip():
        raise RuleBroken("Say why the date should move.")
    _refuse_before_publication(to_on, milestone.entry)
    if to_on < today:
        raise RuleBroken(f"{day(to_on)} has passed. Choose today or a later day.")
    if milestone.changes.waiting().exists():
        raise RuleBroken(
            "Another date has been asked for and is not decided yet. Withdraw that request first."
        )


def _refuse_unfit_event(milestone: Milestone, happened_on: date, due_on: date, today: date) -> None:
    _refuse_settled(milestone)
    if milestone.kind != Milestone.Kind.EVENT:
        raise RuleBroken("This deadline waits for no event. It has a date of its own.")
    if happened_on > today:
        raise RuleBroken("It can’t have happened in the future. Choose today or a day before.")
    if due_on < happened_on:
        raise RuleBroken("The entry would be due before the event. Choose a later day.")
    _refuse_before_publication(due_on, milestone.entry)


def _refuse_before_publication(due_on: date, entry: RegisterEntry) -> None:
    if due_on < entry.opened_on:
        published = day(entry.opened_on)
        raise RuleBroken(f"The entry was published on {published}. Choose that day or a later one.")


def _refuse_overtaken(change: DeadlineChange, milestone: Milestone) -> None:
    _refuse_settled(milestone)
    if milestone.current_on != change.from_on:
        raise RuleBroken(
            "The date has changed since this was asked for. Refuse it, and the body can ask again."
        )


def _decide(
    change: DeadlineChange,
    decision: DeadlineChange.Decision,
    reason: str,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    if not change.is_waiting:
        raise RuleBroken(f"This was {change.get_decision_display().lower()} already.")
    update_as_seen(
        change,
        seen_version=seen_version,
        decision=decision,
        decision_reason=reason,
        decided_by=by,
        decided_at=at,
    )


def _target_as_seen(entry: RegisterEntry, seen_version: int | None) -> Milestone | None:
    """The target of an entry, unchanged since a version where one is given; None where there never
    was one.
    """
    RegisterEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    target = entry.milestones.filter(kind=Milestone.Kind.TARGET).first()
    if seen_version not in (None, target.version if target else 0):
        raise Changed(
            "The target has changed since you read it. Look at the change, then try again."
        )
    return target


def _record_target(
    entry: RegisterEntry, before: date | None, after: date | None, by: User, at: datetime
) -> None:
    entry.refresh_from_db(fields=["target_on"])
    verb = "entry.target_set" if after else "entry.target_dropped"
    audit.record(verb, entry, by=by, at=at, target_on=[str(before or ""), str(after or "")])


def _record(verb: str, change: DeadlineChange, by: User, at: datetime, **detail: str) -> None:
    """Note on the entry what was asked for or decided."""
    dates = [str(change.from_on or ""), str(change.to_on)]
    audit.record(verb, change.milestone.entry, by=by, at=at, due_on=dates, **detail)
