"""What the pages of a plan have in common: who sees it and who writes it, and a form about it."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from disruptions import permissions
from disruptions.models import Plan
from disruptions.views.support import FormPage, Stored
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.models import Versioned


def plan_seen(request: SignedInRequest, uuid: UUID) -> Plan:
    return get_object_or_404(Plan.objects.visible_to(request.user).for_list(), uuid=uuid)


def plan_to_write(request: SignedInRequest, uuid: UUID) -> Plan:
    """404 for those who don't see the plan, 403 for those who only read it."""
    plan = plan_seen(request, uuid)
    if not permissions.can_write_plan(request.user, plan.threat):
        raise PermissionDenied
    return plan


def plan_to_oversee(request: SignedInRequest, uuid: UUID) -> Plan:
    """The same, but 403 for all who don't lead the body that owns the threat."""
    plan = plan_seen(request, uuid)
    if not permissions.can_oversee_plan(request.user, plan):
        raise PermissionDenied
    return plan


def part_to_write(request: SignedInRequest, rows: QuerySet[Any], uuid: UUID) -> Any:
    """One of `rows`, which are already those that the person sees; 403 for those who only read the
    plan.
    """
    row = get_object_or_404(rows, uuid=uuid)
    if not permissions.can_write_plan(request.user, row.plan.threat):
        raise PermissionDenied
    return row


def about(
    plan: Plan,
    *,
    title: str,
    done: str,
    submit: str = "Save",
    row: Versioned | None = None,
    stored: Stored = lambda row: {},
) -> FormPage:
    """The page of a form about a plan, which leads back to the plan once the action is done."""
    shown = {"plan": plan, "title": title, "submit": submit}
    template = "disruptions/plan_form.html"
    return FormPage(template, done, plan, row=row, stored=stored, shown=shown)
