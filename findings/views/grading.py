"""The grades of a body before they are judged: working grades, and the blind second one."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from findings import actions, permissions, queries
from findings.forms import BlindAskForm, BlindGradeForm, WorkingGradeForm
from findings.models import BlindGrade, InspectedBody, Inspection, QuestionArea, WorkingGrade
from findings.views.support import carry_out, conflict, page, part_to_work_on, posted, press
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.models import User


@require_safe
def grades(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """How far the grades of a body are: for those who read the drafts of its inspection."""
    drafts = Inspection.objects.drafts_visible_to(request.user)
    chapters = InspectedBody.objects.filter(inspection__in=drafts)
    row = get_object_or_404(chapters.select_related("body", "inspection__region"), uuid=uuid)
    inspection = row.inspection
    asked = list(BlindGrade.objects.filter(chapter=row).for_list())
    context = page(
        inspection,
        chapter=row,
        standing=queries.standings_of([row], request.user)[row.pk],
        asked=asked,
        owed=next((each for each in asked if each.by == request.user and each.is_owed), None),
        is_before_panel=inspection.stage in Inspection.BEFORE_THE_PANEL,
        ask_form=BlindAskForm(inspection),
        may_take_on=_may_take_on(request.user, inspection, asked),
        can_edit=permissions.can_edit(request.user, inspection),
        can_moderate=permissions.can_moderate(request.user),
    )
    return render(request, "findings/grades.html", context)


@require_http_methods(["GET", "POST"])
def working_grade(request: SignedInRequest, uuid: UUID, position: int) -> HttpResponse:
    chapter = part_to_work_on(request, InspectedBody.objects.visible_to(request.user), uuid)
    area = get_object_or_404(QuestionArea, position=position)
    known = WorkingGrade.objects.visible_to(request.user).for_list()
    row = known.filter(chapter=chapter, question_area=area).first()
    form = WorkingGradeForm(chapter.inspection, posted(request), initial=_stored(row))
    action = partial(actions.set_working_grade, chapter, question_area=area)
    if carry_out(form, partial(action, by=request.user, at=now())):
        messages.success(request, f"The working grade of {chapter} is saved.")
        return redirect("findings:grades", chapter.uuid)
    context = page(
        chapter.inspection,
        form=form,
        chapter=chapter,
        area=area,
        conflict=conflict(form, row, _in_words) if row else None,
    )
    return render(request, "findings/working_grade.html", context)


@require_http_methods(["GET", "POST"])
def blind_grade(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The form of somebody who owes a blind grade; others are led to what they may see."""
    chapter = part_to_work_on(request, InspectedBody.objects.visible_to(request.user), uuid)
    form = BlindGradeForm(chapter.inspection, posted(request))
    action = partial(actions.give_blind_grade, chapter, by=request.user, at=now())
    if carry_out(form, action):
        messages.success(request, f"Your blind grade of {chapter} is given.")
        return redirect("findings:grades", chapter.uuid)
    owed = InspectedBody.objects.graded_blind_by(request.user).filter(pk=chapter.pk)
    if request.method == "GET" and not owed.exists():
        return redirect("findings:grades", chapter.uuid)
    context = page(chapter.inspection, form=form, chapter=chapter)
    return render(request, "findings/blind_grade.html", context)


@require_POST
def blind_ask(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Ask somebody on the team, or take it on oneself."""
    chapter = part_to_work_on(request, InspectedBody.objects.visible_to(request.user), uuid)
    action = partial(actions.ask_for_blind_grade, chapter, by=request.user, at=now())
    done = f"{chapter} is to be graded blind."
    press(request, BlindAskForm(chapter.inspection, request.POST), action, done)
    return redirect("findings:grades", chapter.uuid)


@require_POST
def blind_decline(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    chapter = part_to_work_on(request, InspectedBody.objects.visible_to(request.user), uuid)
    action = partial(actions.decline_blind_grade, chapter, by=request.user, at=now())
    press(request, Form(request.POST), action, f"You see the grades of {chapter} again.")
    return redirect("findings:grades", chapter.uuid)


def _may_take_on(user: User, inspection: Inspection, asked: list[BlindGrade]) -> bool:
    on_the_team = inspection.team.filter(user=user).exists()
    return on_the_team and not any(each.by == user for each in asked)


def _stored(row: WorkingGrade | None) -> dict[str, object]:
    if row is None:
        return {"seen_version": 0}
    return {"grade": row.grade.key, "reason": row.reason, "seen_version": row.version}


def _in_words(row: WorkingGrade) -> dict[str, str]:
    return {"grade": str(row.grade), "reason": row.reason}
