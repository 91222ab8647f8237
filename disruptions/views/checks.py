"""The quality checks of bodies: what fails, how it moved, what is waived, and by what they are
checked.
"""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from disruptions import actions, permissions, queries
from disruptions.checks import CHECKS, AnyCheck
from disruptions.forms import SettingsForm, WaiveForm
from disruptions.models import CheckWaiver, Plan, PreventionOrder, Threat
from forces.models import Body
from inspection_portal.core.forms import SeenForm
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.pages import carry_out, posted

RESULTS_ON_A_PAGE = 50


@require_safe
def checks(request: SignedInRequest) -> HttpResponse:
    """All bodies side by side for who compares them; otherwise one's own."""
    user = request.user
    if not permissions.can_read_threats(user):
        raise PermissionDenied
    if permissions.can_compare_bodies(user):
        context = {"beside": queries.side_by_side(user), "bodies": queries.bodies_checked(user)}
        return render(request, "disruptions/checks.html", context)
    bodies = list(queries.bodies_checked(user))
    if len(bodies) == 1:
        return redirect("disruptions:checks_of", bodies[0].uuid)
    return render(request, "disruptions/checks.html", {"bodies": bodies})


@require_safe
def checks_of(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """How many fail each check of a body, as last counted; with `?check=` what fails it now."""
    body = _body(request, uuid)
    context: dict[str, object] = {
        "body": body,
        "today": localdate(),
        "can_oversee": permissions.can_oversee(request.user, body),
        "can_read_officers": permissions.can_read_officers(request.user, body),
    }
    chosen = CHECKS.get(request.GET.get("check", ""))
    if chosen:
        return _check(request, body, chosen, context)
    context |= {
        "counts": queries.last_counts(body, request.user),
        "trends": queries.trends(body, request.user, on=localdate()),
    }
    return render(request, "disruptions/checks_of.html", context)


def _check(
    request: SignedInRequest, body: Body, chosen: AnyCheck, context: dict[str, object]
) -> HttpResponse:
    today = localdate()
    checked = queries.check(queries.of_bodies([body.pk], only=chosen.of), on=today)
    results = Paginator(checked.of(chosen.id), RESULTS_ON_A_PAGE)
    context |= {
        "check": chosen,
        "page": results.get_page(request.GET.get("page")),
        "trend": queries.trend(body, chosen.id, request.user, on=today),
    }
    return render(request, "disruptions/check.html", context)


@require_http_methods(["GET", "POST"])
def threat_waive(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    threat = get_object_or_404(Threat.objects.visible_to(request.user).for_list(), uuid=uuid)
    return _waive(request, threat, threat.body, queries.of_threat(threat))


@require_http_methods(["GET", "POST"])
def plan_waive(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.visible_to(request.user).for_list(), uuid=uuid)
    return _waive(request, plan, plan.threat.body, queries.of_plan(plan))


@require_http_methods(["GET", "POST"])
def order_waive(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    seen = PreventionOrder.objects.visible_to(request.user).for_list()
    order = get_object_or_404(seen, uuid=uuid)
    return _waive(request, order, order.body, queries.of_order(order))


@require_http_methods(["GET", "POST"])
def waiver_withdraw(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    seen = CheckWaiver.objects.visible_to(request.user).for_list()
    waiver = get_object_or_404(seen, uuid=uuid)
    body = queries.body_of(waiver.of)
    _require_overseer(request, body)
    form = SeenForm(posted(request), initial={"seen_version": 0})
    withdraw = partial(_withdraw, waiver, by=request.user, at=now())
    back = _back(request, waiver.of, waiver.check_id)
    if carry_out(form, withdraw):
        messages.success(request, "The waiver is withdrawn. The check holds again.")
        return redirect(back)
    context = {
        "form": form,
        "waiver": waiver,
        "check": CHECKS[waiver.check_id],
        "cancel_url": back,
        "submit": "Withdraw the waiver",
        "warning": True,
    }
    return render(request, "disruptions/waiver_withdraw.html", context)


@require_http_methods(["GET", "POST"])
def plan_settings(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    body = _body(request, uuid)
    _require_overseer(request, body)
    held, made = queries.settings_of(body, request.user, on=localdate())
    form = SettingsForm(posted(request), held=held, number=len(made))
    if carry_out(form, partial(actions.set_plan_settings, body, by=request.user, at=now())):
        messages.success(request, "The settings are saved.")
        return redirect("disruptions:checks_of", body.uuid)
    if form.is_bound:
        form.now_seen(len(made))
    cancel = reverse("disruptions:checks_of", args=[body.uuid])
    context = {"form": form, "body": body, "held": held, "made": made, "cancel_url": cancel}
    return render(request, "disruptions/plan_settings.html", context)


@require_safe
def plan_copies(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The plans that have words of this one; with `?of=` the passages of one side by side."""
    seen = Plan.objects.visible_to(request.user).for_list()
    plan = get_object_or_404(seen, uuid=uuid)
    if not permissions.can_read_checks(request.user, plan.threat.body):
        raise PermissionDenied
    copies = queries.copies_of(plan, request.user)
    context = {"plan": plan, "copies": copies}
    of = request.GET.get("of", "")
    other = next((each.other for each in copies.seen if str(each.other.uuid) == of), None)
    if other:
        ours, theirs = queries.passages(plan, other)
        context |= {"other": other, "ours": ours, "theirs": theirs}
    return render(request, "disruptions/plan_copies.html", context)


def _waive(
    request: SignedInRequest, thing: actions.Checked, body: Body, scope: queries.Scope
) -> HttpResponse:
    _require_overseer(request, body)
    checked = queries.check(scope, on=localdate())
    failed = [each.check for each in checked.to_mend() if each.subject.uuid == thing.uuid]
    chosen = request.GET.get("check", "")
    form = WaiveForm(posted(request), failed=failed, chosen=chosen)
    back = _back(request, thing, chosen)
    if carry_out(form, partial(actions.waive_check, thing, by=request.user, at=now())):
        messages.success(request, "The check is waived.")
        return redirect(back)
    context = {"form": form, "thing": thing, "submit": "Waive the check", "cancel_url": back}
    return render(request, "disruptions/waive.html", context | {"failed": failed})


def _withdraw(waiver: CheckWaiver, *, seen_version: int, **who: object) -> None:
    """A waiver is withdrawn once and never edited: it has no version."""
    actions.withdraw_waiver(waiver, **who)  # type: ignore[arg-type]


def _back(request: SignedInRequest, thing: actions.Checked, check: str) -> str:
    """Where the link stood: on the page of a check of the body, or on that of the thing itself."""
    if request.GET.get("from") != "check":
        return thing.get_absolute_url()
    address = reverse("disruptions:checks_of", args=[queries.body_of(thing).uuid])
    return f"{address}?check={check}" if check in CHECKS else address


def _body(request: SignedInRequest, uuid: UUID) -> Body:
    return get_object_or_404(queries.bodies_checked(request.user), uuid=uuid)


def _require_overseer(request: SignedInRequest, body: Body) -> None:
    """403 for those who only read it."""
    if not permissions.can_oversee(request.user, body):
        raise PermissionDenied
