"""The officers of a body, and one of them."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from disruptions import actions, permissions, queries
from disruptions.forms import LeftForm, OfficerForm, ReviseOfficerForm
from disruptions.models import Officer, ThreatResponsibility
from disruptions.views.support import FormPage, require_keeper
from forces.permissions import can_read_audit
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.pages import posted


@require_safe
def officers(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The officers of the body with that UUID."""
    body = get_object_or_404(queries.bodies_with_officers(request.user), uuid=uuid)
    seen = Officer.objects.visible_to(request.user).filter(body=body)
    lines = queries.officer_lines(seen, localdate())
    context = {
        "body": body,
        "serving": [line for line in lines if not line.has_left],
        "left": [line for line in lines if line.has_left],
        "can_keep": permissions.can_keep(request.user, body),
        "reads_names": permissions.can_read_names(request.user, body),
    }
    return render(request, "disruptions/officers.html", context)


@require_safe
def officer(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    officer, user, today = _seen(request, uuid), request.user, localdate()
    (line,) = queries.officer_lines(Officer.objects.filter(pk=officer.pk), today)
    held = ThreatResponsibility.objects.visible_to(user).filter(officer=officer)
    context = {
        "officer": officer,
        "line": line,
        "answering": held.for_list().lasting(today),
        "can_keep": permissions.can_keep(user, officer.body),
        "reads_names": permissions.can_read_names(user, officer.body),
        "can_read_audit": can_read_audit(user),
    }
    return render(request, "disruptions/officer.html", context)


@require_http_methods(["GET", "POST"])
def officer_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A new officer of the body with that UUID."""
    body = get_object_or_404(queries.bodies_kept_by(request.user), uuid=uuid)
    form = OfficerForm(posted(request), body=body)
    back = reverse("disruptions:officers", args=[body.uuid])
    page = FormPage("disruptions/officer_add.html", "The officer is added.", back)
    add = partial(actions.add_officer, body=body, by=request.user, at=now())
    return page.answer(request, form, add, body=body)


@require_http_methods(["GET", "POST"])
def officer_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    officer = _to_keep(request, uuid)
    form = ReviseOfficerForm(posted(request), officer=officer)
    page = FormPage(
        "disruptions/officer_revise.html",
        "The officer is saved.",
        officer,
        row=officer,
        stored=ReviseOfficerForm.in_words,
    )
    act = partial(actions.revise_officer, officer, by=request.user, at=now())
    return page.answer(request, form, act, officer=officer)


@require_http_methods(["GET", "POST"])
def officer_left(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    officer = _to_keep(request, uuid)
    form = LeftForm(posted(request), officer=officer)
    page = FormPage(
        "disruptions/officer_left.html", "The last day is recorded.", officer, row=officer
    )
    act = partial(actions.record_left, officer, by=request.user, at=now())
    return page.answer(request, form, act, officer=officer)


def _seen(request: SignedInRequest, uuid: UUID) -> Officer:
    seen = Officer.objects.visible_to(request.user).for_list()
    officer: Officer = get_object_or_404(seen, uuid=uuid)
    return officer


def _to_keep(request: SignedInRequest, uuid: UUID) -> Officer:
    officer = _seen(request, uuid)
    require_keeper(request, officer.body)
    return officer
