"""Findings: one finding, and writing, moving, deleting and confirming it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from findings import actions, permissions, queries
from findings.forms import (
    FindingAddForm,
    FindingPlaceForm,
    FindingRevisionForm,
    Merger,
    MoveForm,
    SeenForm,
)
from findings.forms.writing import PlaceField
from findings.models import Finding
from findings.views.support import (
    carry_out,
    conflict,
    inspection_to_work_on,
    page,
    part_to_work_on,
    posted,
    press,
    take_away,
)
from inspection_portal.core.http import SignedInRequest


@require_safe
def finding(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    shown = Finding.objects.visible_to(request.user).for_list().for_reading()
    row = get_object_or_404(shown.select_related("author"), uuid=uuid)
    works = permissions.can_work_on(request.user, row.inspection)
    reads_draft = permissions.can_read_draft(request.user, row.inspection)
    context = page(
        row.inspection,
        finding=row,
        discussed=queries.discussed(row) if reads_draft else None,
        gathered=queries.evidence_choices(row.inspection) if works else [],
        links=queries.links(row, request.user),
        present=queries.others_present(row, request.user, now()) if reads_draft else [],
        states=Finding.State,
        can_work=works,
        can_edit=works and permissions.is_open_to_change(row.inspection),
        can_accelerate=reads_draft and permissions.can_accelerate(request.user, row),
        internal_note=row.internal_note if works else "",
    )
    return render(request, "findings/finding.html", context)


@require_http_methods(["GET", "POST"])
def finding_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    inspection = inspection_to_work_on(request, uuid)
    initial = {"place": request.GET.get("place"), "kind": Finding.Kind.NARRATIVE}
    form = FindingAddForm(inspection, posted(request), initial=initial)
    previewing = "preview" in request.POST
    action = partial(actions.add_finding, inspection, by=request.user, at=now())
    if not previewing and (done := carry_out(form, action)):
        messages.success(request, "The finding is added.")
        return redirect(done.result)
    context = page(inspection, form=form, previewed=form.previewed())
    return render(request, "findings/finding_add.html", context)


@require_http_methods(["GET", "POST"])
def finding_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = part_to_work_on(request, Finding.objects.visible_to(request.user), uuid)
    form = FindingRevisionForm(row, posted(request))
    only_shown = "preview" in request.POST or "merge" in request.POST
    action = partial(actions.revise_finding, row, by=request.user, at=now())
    if not only_shown and carry_out(form, action):
        messages.success(request, "The finding is saved.")
        return redirect(row)
    theirs = conflict(form, row, form.stored)
    clash = _clash(form, row)
    if clash and theirs is None and "merge" in request.POST:
        form, clash = FindingRevisionForm(row, clash.data()), None
    context = page(
        row.inspection,
        form=form,
        finding=row,
        conflict=theirs,
        clash=clash,
        is_merged="merge" in request.POST and clash is None,
        previewed=form.previewed(),
        traced=queries.trace_finding(row),
        gathered=queries.evidence_choices(row.inspection),
    )
    return render(request, "findings/finding_revise.html", context)


@require_POST
def finding_move(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = part_to_work_on(request, Finding.objects.visible_to(request.user), uuid)
    action = partial(actions.move_finding, row, by=request.user, at=now())
    press(request, MoveForm(request.POST), action, "The finding is moved.")
    return redirect(f"{_chapter_of(row)}#finding-{row.uuid}")


@require_http_methods(["GET", "POST"])
def finding_place(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = part_to_work_on(request, Finding.objects.visible_to(request.user), uuid)
    here = PlaceField.value_of(row.chapter, row.question_area)
    initial = {"place": here, "seen_version": row.version}
    form = FindingPlaceForm(row.inspection, posted(request), initial=initial)
    if carry_out(form, partial(actions.place_finding, row, by=request.user, at=now())):
        messages.success(request, "The finding is moved.")
        return redirect(f"{_chapter_of(row)}#finding-{row.uuid}")
    context = page(
        row.inspection,
        form=form,
        finding=row,
        conflict=conflict(form, row),
        submit="Move",
        cancel_url=row.get_absolute_url(),
    )
    return render(request, "findings/finding_place.html", context)


@require_http_methods(["GET", "POST"])
def finding_delete(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = part_to_work_on(request, Finding.objects.visible_to(request.user).for_reading(), uuid)
    return take_away(
        request,
        row,
        actions.delete_finding,
        template="findings/finding_delete.html",
        cancel_url=row.get_absolute_url(),
        back=_chapter_of(row),
        done="The finding is deleted.",
        finding=row,
    )


@require_POST
def finding_confirm(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = part_to_work_on(request, Finding.objects.visible_to(request.user), uuid)
    action = partial(actions.confirm_review, row, by=request.user, at=now())
    press(request, SeenForm(request.POST), action, "The finding is confirmed.")
    return redirect(row)


def _clash(form: FindingRevisionForm, row: Finding) -> Merger | None:
    """What the person and somebody else both changed since the form was opened, if they did."""
    began_from = form.began_from if form.is_bound and form.errors is not None else None
    if began_from in (None, row.version):
        return None
    clash = Merger(form, queries.wording(row, began_from), row)
    return clash if clash.is_needed else None


def _chapter_of(row: Finding) -> str:
    """Where in the report the finding stands."""
    if row.chapter is not None:
        return row.chapter.get_absolute_url()
    return reverse("findings:region", args=[row.inspection.uuid])
