"""The register of serious crime prevention orders, and one order through its years."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
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
from disruptions.views.kept import Files, kept_body, page_of, require_reader, row_to_keep, seen_row
from disruptions.views.support import FormPage, require_keeper
from forces.permissions import can_read_audit
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.models import Versioned
from inspection_portal.core.pages import posted

FILES = Files("orders", "scpos", exports.TABLE)


@require_safe
def orders(request: SignedInRequest) -> HttpResponse:
    found, user = _looked_for(request), request.user
    seen = PreventionOrder.objects.visible_to(user)
    shown = page_of(request, found.rows, found.order, among=seen.for_list())
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
    page = FormPage(
        "disruptions/order_add.html", "{} is added.", reverse("disruptions:orders"), to_result=True
    )
    add = partial(actions.add_order, body, by=request.user, at=now())
    return page.answer(request, form, add, body=body)


@require_safe
def order(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    order, today = _order(request, uuid), localdate()
    (line,) = queries.order_lines([order], request.user, today)
    context = {
        "order": order,
        "line": line,
        "mending": queries.to_mend(order, request.user, on=today),
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
    revise = partial(actions.revise_order, order, by=request.user, at=now())
    return _page(order, REVISE, order, form).answer(request, form, revise)


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
    page = FormPage(STEP_PAGE, BREACH.done, order, shown=_shown(order, BREACH))
    record = partial(actions.record_breach, order, by=request.user, at=now())
    return page.answer(request, BreachForm(posted(request)), record)


@require_http_methods(["GET", "POST"])
def breach_outcome(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    breach: OrderBreach = seen_row(request, OrderBreach.objects, uuid)
    require_keeper(request, breach.order.body)
    form = OutcomeForm(posted(request), breach=breach)
    record = partial(actions.record_outcome, breach, by=request.user, at=now())
    return _page(breach.order, OUTCOME, breach, form).answer(request, form, record, breach=breach)


@dataclass(frozen=True)
class Step:
    """A page that changes an order: its heading, what it says first, the words of its button, and
    what is said when it is done; for a step of a few fields also its form and its action.
    """

    heading: str
    intro: str = ""
    submit: str = "Save"
    form: type[OrderStepForm] = OrderStepForm
    action: Callable[..., object] | None = None
    done: str = ""


STEP_PAGE = "disruptions/order_step.html"
REVISE = Step(
    "Edit the order",
    "What stood here before stays in the audit trail.",
    done="What is recorded of the order is saved.",
)
BREACH = Step("Record a breach", submit="Record the breach", done="The breach is recorded.")
OUTCOME = Step("Record what came of the breach", done="What came of the breach is recorded.")
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
    take = partial(action, order, by=request.user, at=now())
    return _page(order, step, order, form).answer(request, form, take)


def _page(order: PreventionOrder, step: Step, row: Versioned, form: Any) -> FormPage:
    """The page of a step that changes the order or its breach, which another may have changed."""
    return FormPage(
        STEP_PAGE, step.done, order, row=row, stored=form.stored, shown=_shown(order, step)
    )


def _shown(order: PreventionOrder, step: Step) -> dict[str, object]:
    return {"order": order, "step": step, "submit": step.submit}


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
