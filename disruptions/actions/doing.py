"""What is to be done by a plan: who does it, until when, and what came of it."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from disruptions import messages, permissions
from disruptions.actions.access import hold_open, lock, refuse_future
from disruptions.models import Officer, Plan, PlanAction
from forces.models import Organisation
from inspection_portal.core import audit
from inspection_portal.core.editing import (
    as_revised,
    differences,
    refuse_invalid,
    refuse_marked_text,
    update_as_seen,
)
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User

NO_PART = "Choose an officer of a body that has a part in the threat, or may see the plan."
DUE_BEFORE = "The action would be due before the plan was opened. Enter a later day."
ENDED_BEFORE = "The action would end before the plan was opened. Enter a later day."


@transaction.atomic
def add_action(
    plan: Plan,
    *,
    strand: str,
    what: str,
    owner: Officer | None = None,
    partner: Organisation | None = None,
    is_covert: bool = False,
    due_on: date | None = None,
    by: User,
    at: datetime,
) -> PlanAction:
    """Add what is to be done, by an officer or a partner, who are told where they see it."""
    held = hold_open(plan, by=by)
    action = PlanAction(
        plan=held,
        strand=strand,
        what=what,
        owner=owner,
        partner=partner,
        is_covert=is_covert,
        due_on=due_on,
    )
    _refuse_unfit(action)
    action.save()
    audit.record("plan_action.added", action, by=by, at=at, plan=str(held), what=what)
    messages.tell_action_given(action, by=by, at=at)
    return action


@transaction.atomic
def revise_action(
    action: PlanAction, *, seen_version: int, by: User, at: datetime, **changes: object
) -> None:
    """Change what is to be done, by whom or until when. `changes` are these fields of it; somebody
    new who does it is told.
    """
    hold_open(action.plan, by=by)
    changed = differences(action, changes)
    revised = as_revised(action, changes)
    _refuse_unfit(revised)
    update_as_seen(action, seen_version=seen_version, **changes)
    audit.record("plan_action.revised", action, by=by, at=at, **changed)
    if {"owner", "partner"} & changed.keys():
        messages.tell_action_given(action, by=by, at=at)


@transaction.atomic
def report_action(
    action: PlanAction,
    *,
    result: str,
    ended_on: date | None = None,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Say how far an action is, or what came of it on the day it ended.

    For who writes the plan, and whom the action was given to while they may see it. Raises
    RuleBroken where the plan is closed, or the action ended and somebody else than its plan's
    writers says more of it.
    """
    held = lock(action.plan)
    if not permissions.can_update_action(by, action):
        raise PermissionDenied
    if not held.is_open:
        raise RuleBroken("The plan behind this action is closed, so it stays as it is.")
    if action.ended_on and not permissions.can_write_plan(by, held.threat):
        raise RuleBroken("The action has ended. Ask whoever gave it to you to open it again.")
    _refuse_untold(held, result, ended_on, at)
    changes = {"result": result, "ended_on": ended_on}
    changed = differences(action, changes)
    update_as_seen(action, seen_version=seen_version, **changes)
    audit.record("plan_action.reported", action, by=by, at=at, **changed)


def _refuse_unfit(action: PlanAction) -> None:
    refuse_marked_text(action.what)
    _refuse_stranger(action)
    refuse_invalid(action)
    if action.due_on and action.due_on < action.plan.opened_on:
        raise RuleBroken(DUE_BEFORE)


def _refuse_untold(plan: Plan, result: str, ended_on: date | None, at: datetime) -> None:
    """Raise RuleBroken for a report that says nothing, or of a day that cannot be its end."""
    refuse_marked_text(result)
    refuse_future(ended_on, at)
    if ended_on and ended_on < plan.opened_on:
        raise RuleBroken(ENDED_BEFORE)
    if not result.strip():
        raise RuleBroken("Say how far the action is, or what came of it.")


def _refuse_stranger(action: PlanAction) -> None:
    """Raise RuleBroken for an owner of a body without a part in the threat or access to the plan,
    before the database does.
    """
    owner, threat = action.owner, action.plan.threat
    if owner is None or owner.body_id == threat.body_id:
        return
    supports = threat.supporting_bodies.filter(pk=owner.body_id).exists()
    if not supports and not action.plan.access.current().filter(body=owner.body_id).exists():
        raise RuleBroken(NO_PART)
