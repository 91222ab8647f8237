from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from findings.forms import MoveForm, SeenForm
from findings.models import Finding
from findings.permissions import can_edit, can_work_on
from findings.views.support import carry_out, conflict, page, part_to_work_on, posted
from inspection_portal.core.http import SignedInRequest
from recommendations import actions
from recommendations.forms import AddressedForm, AddressedRevisionForm
from recommendations.models import Recommendation


@require_safe
def recommendations(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    return _list(request, _concern(request, uuid))


@require_http_methods(["GET", "POST"])
def recommendation_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    concern = _concern(request, uuid)
    form = AddressedForm(posted(request), inspection=concern.inspection)
    add = partial(actions.add_recommendation, concern, by=request.user, at=now())
    if carry_out(form, add):
        messages.success(request, "The recommendation is added.")
        return redirect(_list_url(concern))
    return _form(request, "recommendations/recommendation_add.html", concern, form=form)


@require_http_methods(["GET", "POST"])
def recommendation_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    recommendation = _recommendation(request, uuid)
    concern = recommendation.finding
    form = AddressedRevisionForm(posted(request), recommendation=recommendation)
    revise = partial(actions.revise_recommendation, recommendation, by=request.user, at=now())
    if carry_out(form, revise):
        messages.success(request, "The recommendation is saved.")
        return redirect(_list_url(concern))
    theirs = conflict(form, recommendation, form.compared)
    template = "recommendations/recommendation_revise.html"
    return _form(request, template, concern, form=form, conflict=theirs)


@require_POST
def recommendation_move(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    recommendation = _recommendation(request, uuid)
    form = MoveForm(request.POST)
    move = partial(actions.move_recommendation, recommendation, by=request.user, at=now())
    if carry_out(form, move):
        return redirect(_list_url(recommendation.finding))
    return _list(request, recommendation.finding, form)


@require_http_methods(["GET", "POST"])
def recommendation_delete(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    recommendation = _recommendation(request, uuid)
    concern = recommendation.finding
    form = SeenForm(posted(request), initial={"seen_version": recommendation.version})
    delete = partial(actions.delete_recommendation, recommendation, by=request.user, at=now())
    if carry_out(form, delete):
        messages.success(request, "The recommendation is deleted.")
        return redirect(_list_url(concern))
    template = "recommendations/recommendation_delete.html"
    return _form(request, template, concern, form=form, recommendation=recommendation)


def _list(request: SignedInRequest, concern: Finding, form: MoveForm | None = None) -> HttpResponse:
    context = page(
        concern.inspection,
        concern=concern,
        recommendations=concern.recommendations.order_by("position").with_addressees(),
        can_edit=can_edit(request.user, concern.inspection),
        form=form,
    )
    return render(request, "recommendations/recommendations.html", context)


def _form(
    request: SignedInRequest, template: str, concern: Finding, **more: object
) -> HttpResponse:
    context = page(concern.inspection, concern=concern, cancel_url=_list_url(concern), **more)
    return render(request, template, context)


def _concern(request: SignedInRequest, uuid: UUID) -> Finding:
    """404 for those who don't see the cause of concern, 403 for those who only read it."""
    seen = Finding.objects.visible_to(request.user).filter(kind=Finding.Kind.CAUSE_OF_CONCERN)
    return part_to_work_on(request, seen.for_list(), uuid)


def _recommendation(request: SignedInRequest, uuid: UUID) -> Recommendation:
    seen = Recommendation.objects.visible_to(request.user).for_list()
    recommendation = get_object_or_404(seen, uuid=uuid)
    if not can_work_on(request.user, recommendation.finding.inspection):
        raise PermissionDenied
    return recommendation


def _list_url(concern: Finding) -> str:
    return reverse("recommendations:recommendations", args=[concern.uuid])
