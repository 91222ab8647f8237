"""Pages on which administrators let systems use the API, and shut them out."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from forces import actions, permissions
from forces.forms import AddClientForm, ReviseClientForm
from forces.models import ApiClient
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.pages import carry_out, conflict, posted

ON_A_PAGE = 50


@require_safe
def clients(request: SignedInRequest) -> HttpResponse:
    if not permissions.can_manage_clients(request.user):
        raise PermissionDenied
    found = ApiClient.objects.visible_to(request.user).live_first().for_list()
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    nouns = {"noun": "client", "nouns": "clients"}
    return render(request, "forces/clients.html", {"page": page, **nouns})


@require_http_methods(["GET", "POST"])
def client_add(request: SignedInRequest) -> HttpResponse:
    if not permissions.can_manage_clients(request.user):
        raise PermissionDenied
    form = AddClientForm(posted(request))
    if done := carry_out(form, partial(actions.add_client, by=request.user, at=timezone.now())):
        messages.success(request, f"{done.result} is added. Make its secret now.")
        return redirect("forces:client", done.result.uuid)
    context = {"form": form, "cancel_url": reverse("forces:clients"), "submit": "Add"}
    return render(request, "forces/client_add.html", context)


@require_safe
def client(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    return render(request, "forces/client.html", {"client": _client(request, uuid)})


@require_http_methods(["GET", "POST"])
def client_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    client = _client(request, uuid)
    form = ReviseClientForm(posted(request), client=client)
    if carry_out(form, partial(actions.revise_client, client, by=request.user, at=timezone.now())):
        messages.success(request, f"{client} is saved.")
        return redirect("forces:client", client.uuid)
    theirs = conflict(form, client, form.stored)
    return _form_page(request, "forces/client_revise.html", client, form, conflict=theirs)


@require_http_methods(["GET", "POST"])
def client_secret(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Shows the secret in the answer to the button, and never again."""
    client = _client(request, uuid)
    form = Form(posted(request))
    renew = partial(actions.renew_secret, client, seen_version=client.version)
    if done := carry_out(form, partial(renew, by=request.user, at=timezone.now())):
        told = {"client": client, "secret": done.result}
        return render(request, "forces/client_secret_told.html", told)
    return _form_page(request, "forces/client_secret.html", client, form, submit="Make a secret")


@require_http_methods(["GET", "POST"])
def client_revoke(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    client = _client(request, uuid)
    form = Form(posted(request))
    if carry_out(form, partial(actions.revoke_client, client, by=request.user, at=timezone.now())):
        messages.success(request, f"{client} is revoked. Nothing that it holds works any more.")
        return redirect("forces:client", client.uuid)
    words = {"submit": "Revoke the client", "warning": True}
    return _form_page(request, "forces/client_revoke.html", client, form, **words)


def _client(request: SignedInRequest, uuid: UUID) -> ApiClient:
    clients = ApiClient.objects.visible_to(request.user).for_list()
    found: ApiClient = get_object_or_404(clients, uuid=uuid)
    return found


def _form_page(
    request: SignedInRequest, template: str, client: ApiClient, form: Form, **context: object
) -> HttpResponse:
    """A page about a client, with the way back to it."""
    cancel_url = reverse("forces:client", args=[client.uuid])
    told = {"client": client, "form": form, "cancel_url": cancel_url, **context}
    return render(request, template, told)
