"""Answers of local policing bodies to reports: the list, one answer, and writing it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from findings.forms import SeenForm
from findings.views.support import carry_out, conflict, posted
from inspection_portal.core import keyset
from inspection_portal.core.http import SignedInRequest
from recommendations import actions, permissions, queries
from recommendations.answer_filters import AnswerFilter
from recommendations.forms import AnswerForm, InviteForm, PublicationForm
from recommendations.models import Section55Response

ON_A_PAGE = 50
BY_LAST_DAY = keyset.Order((F("reported_on"),))


@require_safe
def answers(request: SignedInRequest) -> HttpResponse:
    seen = queries.answers_seen(request.user)
    found = AnswerFilter(request.GET, seen, user=request.user)
    shown = keyset.window(
        found.rows,
        BY_LAST_DAY,
        at=keyset.read_place(request.GET.get("page", "")),
        among=seen.for_list(),
        size=ON_A_PAGE,
    )
    context = {
        "filter": found,
        "page": shown,
        "today": localdate(),
        "demonstration": any(each.report.is_demonstration for each in shown.rows),
    }
    return render(request, "recommendations/answers.html", context)


@require_safe
def answer(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _answer(request, uuid)
    readable = permissions.can_read_answer(request.user, row)
    can_answer = permissions.can_answer_reports(request.user, row.policing_body_id)
    return render(
        request,
        "recommendations/answer.html",
        {
            "answer": row,
            "asked": queries.asked_of(row, request.user),
            "readable": readable,
            "can_write": can_answer and row.is_owed,
            "can_publish": can_answer and (row.is_owed or row.is_published),
            "today": localdate(),
            "demonstration": row.report.is_demonstration,
        },
    )


@require_http_methods(["GET", "POST"])
def answer_invite(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _to_write(request, uuid)
    form = InviteForm(posted(request), response=row)
    if carry_out(form, partial(actions.invite_comments, row, by=request.user, at=now())):
        messages.success(request, "The chief officer’s comments are invited.")
        return redirect(row)
    return _form(request, "recommendations/answer_invite.html", row, form)


@require_http_methods(["GET", "POST"])
def answer_write(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _to_write(request, uuid)
    asked = queries.asked_of(row)
    form = AnswerForm(posted(request), response=row, asked=asked)
    if carry_out(form, partial(actions.write_answer, row, by=request.user, at=now())):
        messages.success(request, "The answer is saved. Only your office reads it so far.")
        return redirect(row)
    theirs = conflict(form, row, lambda row: form.stored(row, queries.asked_of(row)))
    return _form(request, "recommendations/answer_write.html", row, form, conflict=theirs)


@require_http_methods(["GET", "POST"])
def answer_publish(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _to_write(request, uuid)
    form = PublicationForm(posted(request), response=row)
    if carry_out(form, partial(actions.publish_answer, row, by=request.user, at=now())):
        messages.success(request, "It is noted where the answer is published.")
        return redirect(row)
    return _form(request, "recommendations/answer_publish.html", row, form)


def _form(
    request: SignedInRequest,
    template: str,
    row: Section55Response,
    form: SeenForm,
    **more: object,
) -> HttpResponse:
    """The form beside the answer as it is stored now: to save again is then a choice."""
    stored = _answer(request, row.uuid)
    if form.is_bound:
        form.now_seen(stored.version)
    context = {
        "answer": stored,
        "form": form,
        "cancel_url": stored.get_absolute_url(),
        "demonstration": stored.report.is_demonstration,
    }
    return render(request, template, context | more)


def _answer(request: SignedInRequest, uuid: UUID) -> Section55Response:
    seen = Section55Response.objects.visible_to(request.user).for_list()
    return get_object_or_404(seen, uuid=uuid)


def _to_write(request: SignedInRequest, uuid: UUID) -> Section55Response:
    """404 for those who don't see the answer, 403 for those who are not of its office."""
    row = _answer(request, uuid)
    if not permissions.can_answer_reports(request.user, row.policing_body_id):
        raise PermissionDenied
    return row
