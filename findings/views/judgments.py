"""Grades: their history, and proposing, moderating and finalising them."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from findings import actions, permissions
from findings.forms import FinalGradeForm, GradeForm, SeenForm
from findings.models import InspectedBody, Judgment
from findings.views.support import (
    carry_out,
    conflict,
    judgment_to_work_on,
    page,
    part_to_work_on,
    posted,
)
from inspection_portal.core.http import SignedInRequest


@require_safe
def judgment(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The grade of a body; how it came about is for those who work on the inspection."""
    row = get_object_or_404(Judgment.objects.visible_to(request.user).for_list(), uuid=uuid)
    inspection = row.inspected_body.inspection
    works = permissions.can_work_on(request.user, inspection)
    can_edit = works and permissions.is_open_to_change(inspection)
    context = page(
        inspection,
        judgment=row,
        chapter=row.inspected_body,
        can_work=works,
        can_edit=can_edit,
        can_moderate=can_edit and permissions.can_moderate(request.user),
        is_own_proposal=row.proposed_by == request.user,
        steps=row.steps.select_related("grade", "by").reverse() if works else [],
    )
    return render(request, "findings/judgment.html", context)


@require_http_methods(["GET", "POST"])
def grade_propose(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    chapter = part_to_work_on(request, InspectedBody.objects.visible_to(request.user), uuid)
    row = Judgment.objects.visible_to(request.user).filter(inspected_body=chapter).first()
    initial = {"seen_version": row.version if row else 0}
    form = GradeForm(chapter.inspection, posted(request), initial=initial)
    if done := carry_out(form, partial(actions.propose_grade, chapter, by=request.user, at=now())):
        messages.success(request, f"The grade of {chapter} is proposed.")
        return redirect(done.result)
    return _grade_page(request, form, chapter, row, "Propose a grade")


@require_http_methods(["GET", "POST"])
def grade_moderate(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _for_moderator(request, uuid)
    chapter = row.inspected_body
    judged = row.grade.key if row.grade else row.outcome
    initial = {"grade": judged, "seen_version": row.version}
    form = GradeForm(chapter.inspection, posted(request), initial=initial)
    if carry_out(form, partial(actions.moderate_grade, row, by=request.user, at=now())):
        messages.success(request, f"The grade of {chapter} is moderated.")
        return redirect(row)
    return _grade_page(request, form, chapter, row, "Moderate the grade")


@require_http_methods(["GET", "POST"])
def grade_finalise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _for_moderator(request, uuid)
    chapter = row.inspected_body
    form = FinalGradeForm(posted(request), initial={"seen_version": row.version})
    if carry_out(form, partial(actions.finalise_grade, row, by=request.user, at=now())):
        messages.success(request, f"The grade of {chapter} is final.")
        return redirect(row)
    return _grade_page(request, form, chapter, row, "Make the grade final")


def _for_moderator(request: SignedInRequest, uuid: UUID) -> Judgment:
    row = judgment_to_work_on(request, uuid)
    if not permissions.can_moderate(request.user):
        raise PermissionDenied
    return row


def _grade_page(
    request: SignedInRequest,
    form: SeenForm,
    chapter: InspectedBody,
    judgment: Judgment | None,
    heading: str,
) -> HttpResponse:
    """A form for one step of a grade, below the step before it."""
    context = page(
        chapter.inspection,
        form=form,
        chapter=chapter,
        heading=heading,
        conflict=conflict(form, judgment) if judgment else None,
        latest=judgment.steps.select_related("grade", "by").last() if judgment else None,
        cancel_url=(judgment or chapter).get_absolute_url(),
    )
    return render(request, "findings/grade.html", context)
