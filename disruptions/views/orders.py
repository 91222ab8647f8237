"""The register of serious crime prevention orders, and one order through its years."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from disruptions import actions, exports, permissions, queries
from disruptions.filters import OrderFilter
from disruptions.forms import (
    AddOrderForm,
    BreachForm,
    CheckForm,
    DischargeForm,
    ManageForm,
    OrderStepForm,
    OutcomeForm,
    ReleaseForm,
    ReviseOrderForm,
)
from disruptions.models import OrderBreach, PreventionOrder
from disruptions.views.kept import (
    Files,
    kept_body,
    require_keeper,
    require_reader,
    row_to_keep,
    seen_row,
)
from forces.permissions import can_read_audit
from inspection_portal.core import keyset
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.pages import carry_out, conflict, posted

ON_A_PAGE = 50
FILES = Files(
    "disruptions:orders",
    "scpos",
    actions.record_orders_export,
    {"csv": exports.orders_csv, "xlsx": exports.orders_xlsx},
)


@require_safe
def orders(request: SignedInRequest) -> HttpResponse:
    found, user = _looked_for(request), request.user
    seen = PreventionOrder.objects.visible_to(user)
    shown = keyset.window(
        found.rows,
        found.order,
        at=keyset.read_place(request.GET.get("page", "")),
        among=seen.for_list(),
        size=ON_A_PAGE,
    )
    context = {
        "filter": found,
        "page": shown,
        "lines": queries.order_lines(shown.rows, user, found.on),
        "figures": queries.order_figures(found.rows, found.on),
        "today": found.on,
        "kept": queries.bodies_kept_by(user),
    }
    return render(request, "disruptions/orders.html", context)


@require_GET
def orders_csv(request: SignedInRequest) -> HttpResponseBase:
    return FILES.taken(request, _looked_for(request), "csv")


@require_GET
def orders_xlsx(request: SignedInRequest) -> HttpResponseBase:
    return FILES.taken(request, _looked_for(request), "xlsx")


@require_http_methods(["GET", "POST"])
def order_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A new order of the body with that UUID."""
    body = kept_body(request, uuid)
    form = AddOrderForm(posted(request), body=body, on=localdate())
    if done := carry_out(form, partial(actions.add_order, body, by=request.user, at=now())):
        messages.success(request, f"{done.result} is added.")
        return redirect(done.result)
    context = {"form": form, "body": body, "cancel_url": reverse("disruptions:orders")}
    return render(request, "disruptions/order_add.html", context)


@require_safe
def order(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    order, today = _order(request, uuid), localdate()
    (line,) = queries.order_lines([order], request.user, today)
    context = {
        "order": order,
        "line": line,
        "breaches": order.breaches.all(),
        "today": today,
        "can_keep": permissions.can_keep(request.user, order.body),
        "can_read_audit": can_read_audit(request.user),
    }
    return render(request, "disruptions/order.html", context)


@require_http_methods(["GET", "POST"])
def order_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    order = _to_keep(request, uuid)
    form = ReviseOrderForm(posted(request), order=order)
    if carry_out(form, partial(actions.revise_order, order, by=request.user, at=now())):
        messages.success(request, "What is recorded of the order is saved.")
        return redirect(order)
    return _form(request, order, form, REVISE, conflict=conflict(form, order, form.stored))


@require_http_methods(["GET", "POST"])
def order_release(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    return _step(request, uuid, RELEASE)


@require_http_methods(["GET", "POST"])
def order_check(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    return _step(request, uuid, CHECK)


@require_http_methods(["GET", "POST"])
def order_manage(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    return _step(request, uuid, MANAGE)


@require_http_methods(["GET", "POST"])
def order_discharge(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    return _step(request, uuid, DISCHARGE)


@require_http_methods(["GET", "POST"])
def breach_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    order = _to_keep(request, uuid)
    form = BreachForm(posted(request))
    if carry_out(form, partial(actions.record_breach, order, by=request.user, at=now())):
        messages.success(request, "The breach is recorded.")
        return redirect(order)
    return _form(request, order, form, BREACH)


@require_http_methods(["GET", "POST"])
def breach_outcome(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    breach: OrderBreach = seen_row(request, OrderBreach.objects, uuid)
    require_keeper(request, breach.order.body)
    form = OutcomeForm(posted(request), breach=breach)
    if carry_out(form, partial(actions.record_outcome, breach, by=request.user, at=now())):
        messages.success(request, "What came of the breach is recorded.")
        return redirect(breach)
    theirs = conflict(form, breach, form.stored)
    return _form(request, breach.order, form, OUTCOME, conflict=theirs, breach=breach)


@dataclass(frozen=True)
class Step:
    """A page that changes an order: its heading, what it says first, and the words of its button;
    for a step of a few fields also its form, its action and what is said when it is done.
    """

    heading: str
    intro: str = ""
    submit: str = "Save"
    form: type[OrderStepForm] = OrderStepForm
    action: Callable[..., object] | None = None
    done: str = ""


REVISE = Step("Edit the order", "What stood here before stays in the audit trail.")
BREACH = Step("Record a breach", submit="Record the breach")
OUTCOME = Step("Record what came of the breach")
RELEASE = Step(
    "Record the release",
    "An order without a first day in force binds from the day of release.",
    "Record the release",
    ReleaseForm,
    actions.record_release,
    "The release is recorded.",
)
CHECK = Step(
    "Record a check",
    "The latest check that the person keeps to the order.",
    "Record the check",
    CheckForm,
    actions.record_check,
    "The check is recorded.",
)
MANAGE = Step(
    "Say who manages the order",
    form=ManageForm,
    action=actions.manage_order,
    done="Who manages the order is saved.",
)
DISCHARGE = Step(
    "Record that the order was discharged",
    "Only where a court ended it. An order that runs out expires by itself.",
    "Record the discharge",
    DischargeForm,
    actions.discharge_order,
    "The discharge is recorded.",
)


def _step(request: SignedInRequest, uuid: UUID, step: Step) -> HttpResponse:
    order = _to_keep(request, uuid)
    form = step.form(posted(request), order=order, on=localdate())
    action: Any = step.action
    if carry_out(form, partial(action, order, by=request.user, at=now())):
        messages.success(request, step.done)
        return redirect(order)
    return _form(request, order, form, step, conflict=conflict(form, order, form.stored))


def _form(
    request: SignedInRequest, order: PreventionOrder, form: Any, step: Step, **context: object
) -> HttpResponse:
    shown = {
        "form": form,
        "order": order,
        "step": step,
        "submit": step.submit,
        "cancel_url": order.get_absolute_url(),
    }
    return render(request, "disruptions/order_step.html", shown | context)


def _looked_for(request: SignedInRequest) -> OrderFilter:
    """The orders that the address names. Raises PermissionDenied for those who see none ever."""
    require_reader(request)
    seen = PreventionOrder.objects.visible_to(request.user)
    return OrderFilter(request.GET, seen, user=request.user, on=localdate())


def _order(request: SignedInRequest, uuid: UUID) -> PreventionOrder:
    order: PreventionOrder = seen_row(request, PreventionOrder.objects, uuid)
    return order


def _to_keep(request: SignedInRequest, uuid: UUID) -> PreventionOrder:
    order: PreventionOrder = row_to_keep(request, PreventionOrder.objects, uuid)
    return order
