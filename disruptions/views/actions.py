"""Actions as those see them to whom they were given, who may see nothing else of the plan."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from disruptions import permissions, queries
from disruptions.actions import report_action
from disruptions.forms import ReportForm
from disruptions.models import Plan, PlanAction
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.pages import carry_out, conflict, posted


@require_safe
def actions(request: SignedInRequest) -> HttpResponse:
    """What was given to the person's organisation or body, or to them as an officer."""
    if not permissions.can_have_actions(request.user):
        raise PermissionDenied
    given = queries.actions_given_to(request.user)
    context = {"actions": queries.actions_shown(given, request.user, localdate())}
    return render(request, "disruptions/actions.html", context | {"today": localdate()})


@require_http_methods(["GET", "POST"])
def action(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One action: what is to be done, and how far it is. Who reads the plan is led back there."""
    seen = PlanAction.objects.visible_to(request.user).for_list()
    row = get_object_or_404(seen, uuid=uuid)
    user = request.user
    can_update = permissions.can_update_action(user, row)
    if request.method == "POST" and not can_update:
        raise PermissionDenied
    form = ReportForm(posted(request), action=row)
    plan = Plan.objects.visible_to(user).filter(pk=row.plan_id).first()
    if carry_out(form, partial(report_action, row, by=user, at=now())):
        messages.success(request, "What you say of the action is saved.")
        return redirect(plan or "disruptions:actions")
    changed = conflict(form, row, lambda row: {"result": row.result})
    context = {
        "action": row,
        "form": form,
        "plan": plan,
        "given_by": row.plan.threat.body,
        "can_update": can_update and row.plan.is_open,
        "conflict": replace(changed, event=None) if changed and not plan else changed,
        "today": localdate(),
        "is_overdue": row.is_overdue(localdate()),
        "cancel_url": plan.get_absolute_url() if plan else reverse("disruptions:actions"),
    }
    return render(request, "disruptions/action.html", context)
