"""What the pages of a plan have in common: who sees it and who writes it, and a form about it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from disruptions import permissions
from disruptions.models import Plan
from inspection_portal.core.forms import SeenForm
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.models import Versioned
from inspection_portal.core.pages import carry_out, conflict

Stored = Callable[[Any], dict[str, Any]]
ResultT = TypeVar("ResultT")


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


@dataclass(frozen=True)
class Asked:
    """The page of a form about a plan, which leads back to the plan once the action is done.

    `row` is what the form changes, where two people may; `stored` reads what the form shows of it.
    """

    plan: Plan
    title: str
    done: str
    submit: str = "Save"
    row: Versioned | None = None
    stored: Stored = lambda row: {}

    def answer(
        self, request: SignedInRequest, form: Form, action: partial[ResultT], **context: object
    ) -> HttpResponse:
        if carry_out(form, action):
            messages.success(request, self.done)
            return redirect(self.plan)
        shown: dict[str, object] = {
            "plan": self.plan,
            "form": form,
            "title": self.title,
            "submit": self.submit,
            "cancel_url": self.plan.get_absolute_url(),
        }
        if self.row is not None and isinstance(form, SeenForm):
            shown["conflict"] = conflict(form, self.row, self.stored)
        return render(request, "disruptions/plan_form.html", shown | context)
