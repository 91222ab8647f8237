"""The key figures of an inspection's bodies: side by side, and one entered or put right."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from findings import actions, permissions, queries
from findings.forms import AddFigureForm, ReviseFigureForm, SeenForm
from findings.models import InspectedBody, KeyFigure
from findings.views.support import (
    carry_out,
    conflict,
    draft_to_read,
    draft_to_work_on,
    page,
    posted,
    require_work,
)
from inspection_portal.core.http import SignedInRequest


@require_safe
def figures(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    inspection = draft_to_read(request, uuid)
    context = page(
        inspection,
        comparison=queries.compare_figures(inspection, request.user),
        can_work=permissions.can_work_on(request.user, inspection),
    )
    return render(request, "findings/figures.html", context)


@require_http_methods(["GET", "POST"])
def figure_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    inspection = draft_to_work_on(request, uuid)
    form = AddFigureForm(inspection, posted(request), initial={"chapter": request.GET.get("body")})
    if done := carry_out(form, partial(_add, by=request.user, at=now())):
        messages.success(request, f"{done.result} is added.")
        return redirect(done.result)
    context = page(
        inspection, form=form, cancel_url=reverse("findings:figures", args=[inspection.uuid])
    )
    return render(request, "findings/figure_add.html", context)


@require_http_methods(["GET", "POST"])
def figure_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _to_work_on(request, uuid)
    form = ReviseFigureForm(row, posted(request))
    if carry_out(form, partial(actions.revise_key_figure, row, by=request.user, at=now())):
        messages.success(request, f"{row} is saved.")
        return redirect(row)
    theirs = conflict(form, row, form.stored)
    return _form(request, "figure_revise", row, form, conflict=theirs)


@require_http_methods(["GET", "POST"])
def figure_remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _to_work_on(request, uuid)
    form = SeenForm(posted(request), initial={"seen_version": row.version})
    if carry_out(form, partial(actions.remove_key_figure, row, by=request.user, at=now())):
        messages.success(request, f"{row} is removed.")
        return redirect(row)
    return _form(request, "figure_remove", row, form, submit="Remove", warning=True)


def _add(*, chapter: InspectedBody, **entered: Any) -> KeyFigure:
    return actions.add_key_figure(chapter, **entered)


def _to_work_on(request: SignedInRequest, uuid: UUID) -> KeyFigure:
    """404 for those who don't read the draft, 403 for those who only read it."""
    row = get_object_or_404(KeyFigure.objects.visible_to(request.user).for_list(), uuid=uuid)
    require_work(request, row.chapter.inspection)
    return row


def _form(
    request: SignedInRequest, name: str, row: KeyFigure, form: Any, **context: object
) -> HttpResponse:
    inspection, back = row.chapter.inspection, row.get_absolute_url()
    shown = page(inspection, form=form, row=row, cancel_url=back, **context)
    return render(request, f"findings/{name}.html", shown)
