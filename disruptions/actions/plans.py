"""A plan from the day it is opened to the day it is closed (domain §4)."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from disruptions import permissions, queries
from disruptions.actions.access import hold_open, hold_overseen, refuse_future, refuse_stranger
from disruptions.models import Officer, Plan, Threat
from inspection_portal.core import audit
from inspection_portal.core.editing import differences, refuse_invalid, update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User

State = Plan.State
ONE_ALREADY = "The threat has an open plan already. Write in that one, or close it first."


@transaction.atomic
def open_plan(
    threat: Threat,
    *,
    opened_on: date,
    written_by: Officer | None = None,
    template_version: str = "",
    by: User,
    at: datetime,
) -> Plan:
    """Begin a plan for a threat as a draft.

    Raises RuleBroken where the threat is closed, or has an open plan and its body allows one.
    """
    if not permissions.can_write_plan(by, threat):
        raise PermissionDenied
    held = Threat.objects.select_for_update(no_key=True).get(pk=threat.pk)
    if held.closed_on:
        raise RuleBroken("The threat is closed. Open a plan for a threat that you still manage.")
    _refuse_second(held, on=localdate(at))
    refuse_future(opened_on, at)
    refuse_stranger(written_by, held)
    plan = Plan(
        threat=threat,
        opened_on=opened_on,
        written_by=written_by,
        template_version=template_version,
    )
    refuse_invalid(plan)
    plan.save()
    audit.record("plan.opened", plan, by=by, at=at, opened_on=str(opened_on))
    return plan


@transaction.atomic
def put_in_force(plan: Plan, *, seen_version: int, by: User, at: datetime) -> None:
    """Work by the plan from now on."""
    if hold_open(plan, by=by).state == State.IN_FORCE:
        raise RuleBroken("The plan is in force already.")
    update_as_seen(plan, seen_version=seen_version, state=State.IN_FORCE)
    audit.record("plan.put_in_force", plan, by=by, at=at)


@transaction.atomic
def close_plan(plan: Plan, *, closed_on: date, seen_version: int, by: User, at: datetime) -> None:
    """End the work by the plan. It stays to be read, and nothing in it changes any more."""
    held = hold_open(plan, by=by)
    refuse_future(closed_on, at)
    if closed_on < held.opened_on:
        raise RuleBroken("The plan would be closed before it was opened. Enter a later day.")
    update_as_seen(plan, seen_version=seen_version, state=State.CLOSED, closed_on=closed_on)
    audit.record("plan.closed", plan, by=by, at=at, closed_on=str(closed_on))


@transaction.atomic
def name_writer(
    plan: Plan,
    *,
    written_by: Officer | None,
    template_version: str = "",
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Say which officer wrote the plan, and on which template. Raises RuleBroken for who checked
    it.
    """
    held = hold_open(plan, by=by)
    refuse_stranger(written_by, held.threat)
    if written_by and written_by == held.checked_by:
        raise RuleBroken("That officer checked the plan. Nobody checks a plan that they wrote.")
    changes = {"written_by": written_by, "template_version": template_version}
    changed = differences(held, changes)
    update_as_seen(plan, seen_version=seen_version, **changes)
    audit.record("plan.writer_named", plan, by=by, at=at, **changed)


@transaction.atomic
def record_plan_check(
    plan: Plan,
    *,
    checked_by: Officer,
    checked_on: date,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Record as the body's lead that a supervisor checked the plan's quality; the last check
    counts.
    """
    held = hold_overseen(plan, by=by)
    refuse_future(checked_on, at)
    refuse_stranger(checked_by, held.threat)
    if checked_on < held.opened_on:
        raise RuleBroken("The plan was opened after that day. Enter the day of the check.")
    if checked_by == held.written_by:
        raise RuleBroken("Nobody checks a plan that they wrote. Choose another officer.")
    update_as_seen(plan, seen_version=seen_version, checked_by=checked_by, checked_on=checked_on)
    told = {"checked_by": str(checked_by), "checked_on": str(checked_on)}
    audit.record("plan.checked", plan, by=by, at=at, **told)


def _refuse_second(threat: Threat, *, on: date) -> None:
    of_it = Threat.objects.filter(pk=threat.pk)
    if not queries.taking_another_plan(of_it, on).exists():
        raise RuleBroken(ONE_ALREADY)
