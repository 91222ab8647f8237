"""The pages on which webhook endpoints are managed, and their deliveries are followed."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forces.permissions import can_manage_clients, can_read_audit, endpoints_visible_to
from inspection_portal.core import keyset
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.models import Delivery, Endpoint
from inspection_portal.core.pages import carry_out, conflict, posted
from inspection_portal.home import actions
from inspection_portal.home.webhook_forms import (
    AddEndpointForm,
    DeliveriesFilter,
    ReviseEndpointForm,
    stored,
)

ON_A_PAGE = 25
NEWEST_FIRST = keyset.Order((), descending=True)


@require_safe
def webhooks(request: SignedInRequest) -> HttpResponse:
    _require_manager(request)
    rows = endpoints_visible_to(request.user).for_list()
    return render(request, "home/webhooks.html", {"endpoints": rows})


@require_http_methods(["GET", "POST"])
def webhook_add(request: SignedInRequest) -> HttpResponse:
    """The secret stands on the page that answers, and on no other."""
    _require_manager(request)
    form = AddEndpointForm(posted(request), user=request.user)
    if done := carry_out(form, partial(actions.add_endpoint, by=request.user, at=now())):
        return _secret_page(request, *done.result, "The endpoint is added")
    context = {"form": form, "submit": "Add", "cancel_url": reverse("home:webhooks")}
    return render(request, "home/webhook_add.html", context)


@require_safe
def webhook(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    endpoint = _endpoint(request, uuid)
    deliveries = Delivery.objects.filter(endpoint=endpoint).for_list()
    found = DeliveriesFilter(request.GET, deliveries)
    place = keyset.read_place(request.GET.get("page", ""))
    context = {
        "endpoint": endpoint,
        "filter": found,
        "page": keyset.window(found.rows, NEWEST_FIRST, at=place, among=deliveries, size=ON_A_PAGE),
        "signing": endpoint.secrets.in_force(now()).defer("sealed"),
        "is_manager": can_manage_clients(request.user),
        "can_read_audit": can_read_audit(request.user),
    }
    return render(request, "home/webhook.html", context)


@require_http_methods(["GET", "POST"])
def webhook_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    endpoint = _endpoint(request, uuid)
    form = ReviseEndpointForm(posted(request), endpoint=endpoint)
    action = partial(actions.revise_endpoint, endpoint, by=request.user, at=now())
    if carry_out(form, action):
        messages.success(request, "The endpoint is saved.")
        return redirect(endpoint)
    context = {
        "form": form,
        "endpoint": endpoint,
        "conflict": conflict(form, endpoint, stored),
        "cancel_url": endpoint.get_absolute_url(),
    }
    return render(request, "home/webhook_revise.html", context)


@require_POST
def webhook_rotate(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    endpoint = _endpoint(request, uuid)
    try:
        secret = actions.rotate_secret(
            endpoint, seen_version=endpoint.version, by=request.user, at=now()
        )
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
        return redirect(endpoint)
    return _secret_page(request, endpoint, secret, "The endpoint has a new secret")


@require_POST
def webhook_test(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    done = "A test event is on its way. Open this page again in a moment to see what came of it."
    return _press(request, uuid, actions.send_test, done)


@require_POST
def webhook_disable(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    return _press(request, uuid, actions.disable_endpoint, "The endpoint is disabled.")


@require_POST
def webhook_enable(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    done = "The endpoint is enabled. Send again below what it missed and should have."
    endpoint = _endpoint(request, uuid)
    enable = partial(actions.enable_endpoint, endpoint, seen_version=endpoint.version)
    return _say(request, endpoint, enable, done)


@require_POST
def webhook_close(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    return _press(request, uuid, actions.close_endpoint, "The endpoint is closed.")


@require_POST
def delivery_send_again(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    rows = Delivery.objects.filter(endpoint__in=endpoints_visible_to(request.user))
    delivery = get_object_or_404(rows.for_list(), uuid=uuid)
    again = partial(actions.deliver_again, delivery)
    return _say(request, delivery.endpoint, again, "The event is sent again.")


def _require_manager(request: SignedInRequest) -> None:
    if not can_manage_clients(request.user):
        raise PermissionDenied


def _endpoint(request: SignedInRequest, uuid: UUID) -> Endpoint:
    return get_object_or_404(endpoints_visible_to(request.user).for_list(), uuid=uuid)


def _press(
    request: SignedInRequest, uuid: UUID, verb: Callable[..., None], done: str
) -> HttpResponse:
    endpoint = _endpoint(request, uuid)
    return _say(request, endpoint, partial(verb, endpoint), done)


def _say(
    request: SignedInRequest, endpoint: Endpoint, action: "partial[None]", done: str
) -> HttpResponse:
    """Do what a button asks for, and say on the page of the endpoint how it went."""
    try:
        action(by=request.user, at=now())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(endpoint)


def _secret_page(
    request: SignedInRequest, endpoint: Endpoint, secret: str, heading: str
) -> HttpResponse:
    context = {"endpoint": endpoint, "secret": secret, "heading": heading}
    return render(request, "home/webhook_secret.html", context)
