"""Who outside the owning body may see a plan, or the actions given to them (ADR 0025)."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from disruptions import messages, permissions
from disruptions.actions.access import hold_overseen, lock
from disruptions.models import Plan, PlanAccess, Threat
from forces.models import Body, Organisation
from inspection_portal.core import audit
from inspection_portal.core.editing import refuse_invalid
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.following import tell_anew
from inspection_portal.core.models import User


@transaction.atomic
def give_access(
    plan: Plan, *, to: Body | Organisation, scope: str, by: User, at: datetime
) -> PlanAccess:
    """Let a body see a plan, or a body or partner the actions given to it; its people are told."""
    held = hold_overseen(plan, by=by)
    if to == held.threat.body:
        raise RuleBroken(f"{to} owns the threat, and sees the plan already.")
    access = PlanAccess(
        plan=held,
        body=to if isinstance(to, Body) else None,
        organisation=to if isinstance(to, Organisation) else None,
        scope=scope,
        given_by=by,
        given_at=at,
    )
    refuse_invalid(access)
    access.save()
    _show_anew(held)
    audit.record("plan_access.given", plan, by=by, at=at, to=str(to), scope=scope)
    messages.tell_access_given(access, by=by, at=at)
    return access


def _show_anew(plan: Plan) -> None:
    """Tell those who follow lists of what they see from now on, though it stays as it is."""
    tell_anew(
        *(Threat.objects.filter(pk=plan.threat_id), Plan.objects.filter(pk=plan.pk)),
        *(plan.entries.all(), plan.actions.all(), plan.reviews.all(), plan.links.all()),
    )


@transaction.atomic
def end_access(access: PlanAccess, *, by: User, at: datetime) -> None:
    """End what a body or partner may see of a plan, closed or not; it stays as the record of it."""
    if not permissions.can_oversee_plan(by, access.plan):
        raise PermissionDenied
    lock(access.plan)
    held = PlanAccess.objects.current().filter(pk=access.pk)
    if not held.update(ended_by=by, ended_at=at):
        raise RuleBroken("The access has ended already.")
    access.refresh_from_db()
    told = {"to": str(access.body or access.organisation), "scope": access.scope}
    audit.record("plan_access.ended", access.plan, by=by, at=at, **told)
