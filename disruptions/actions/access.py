"""The first two beats of what is done about a plan: who may, and the plan is open, and held."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from disruptions import permissions
from disruptions.models import Officer, Plan, Threat
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User

NOT_YET = "That day has not come yet. Enter the day once it has."
NO_PART = "Choose an officer of the body that owns the threat, or of one that supports it."


def lock(plan: Plan) -> Plan:
    """The stored plan, held until the transaction ends: one change of it at a time."""
    held = Plan.objects.select_for_update(no_key=True, of=("self",))
    return held.select_related("threat__body").get(pk=plan.pk)


def hold_open(plan: Plan, *, by: User) -> Plan:
    """The plan, held, for somebody who writes it. Raises RuleBroken where it is closed."""
    if not permissions.can_write_plan(by, plan.threat):
        raise PermissionDenied
    return _open(lock(plan))


def hold_overseen(plan: Plan, *, by: User) -> Plan:
    """The same for who leads the body that owns the threat."""
    if not permissions.can_oversee_plan(by, plan):
        raise PermissionDenied
    return _open(lock(plan))


def refuse_future(day: date | None, at: datetime) -> None:
    """Raise RuleBroken for a day that has not come yet."""
    if day and day > localdate(at):
        raise RuleBroken(NOT_YET)


def refuse_stranger(officer: Officer | None, threat: Threat) -> None:
    """Raise RuleBroken for an officer of a body that neither owns nor supports the threat."""
    if officer is None or officer.body_id == threat.body_id:
        return
    if not threat.supporting_bodies.filter(pk=officer.body_id).exists():
        raise RuleBroken(NO_PART)


def _open(held: Plan) -> Plan:
    if not held.is_open:
        raise RuleBroken("The plan is closed, so it stays as it is. Open a new one.")
    return held
