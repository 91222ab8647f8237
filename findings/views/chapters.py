"""What the report says of the region and of each body."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from findings import actions, permissions, queries
from findings.forms import IntroductionForm
from findings.models import InspectedBody, Inspection, Judgment, QuestionArea
from findings.views.support import (
    carry_out,
    conflict,
    inspection_to_work_on,
    page,
    part_to_work_on,
    posted,
)
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.models import Versioned


@require_safe
def region(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The regional findings, which stand before those of the bodies and are never graded."""
    inspection = get_object_or_404(
        Inspection.objects.text_visible_to(request.user).for_list(), uuid=uuid
    )
    context = page(
        inspection,
        findings=inspection.findings.regional().for_reading(),
        chapters=inspection.inspected_bodies.for_list(),
        can_edit=permissions.can_edit(request.user, inspection),
    )
    return render(request, "findings/region.html", context)


@require_safe
def chapter(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    shown = InspectedBody.objects.visible_to(request.user).for_list()
    row = get_object_or_404(shown.select_related("inspection__region"), uuid=uuid)
    inspection = row.inspection
    works = permissions.can_work_on(request.user, inspection)
    context = page(
        inspection,
        chapter=row,
        judgment=_judgment(request, row),
        is_kept_back=InspectedBody.objects.graded_blind_by(request.user).contains(row),
        parts=queries.parts(row),
        chapters=inspection.inspected_bodies.for_list(),
        can_work=works,
        can_edit=works and permissions.is_open_to_change(inspection),
    )
    return render(request, "findings/chapter.html", context)


def _judgment(request: SignedInRequest, chapter: InspectedBody) -> Judgment | None:
    """The judgment of the body, unless it is kept from the person."""
    judgments = Judgment.objects.visible_to(request.user).select_related("grade")
    return judgments.filter(inspected_body=chapter).first()


@require_http_methods(["GET", "POST"])
def region_introduce(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    inspection = inspection_to_work_on(request, uuid)
    return _introduce(
        request,
        inspection,
        inspection,
        action=partial(actions.introduce_region, inspection),
        read=lambda: inspection.regional_introduction,
        heading=f"Introduction to the {inspection.region} region",
        back=reverse("findings:region", args=[inspection.uuid]),
    )


@require_http_methods(["GET", "POST"])
def chapter_introduce(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = part_to_work_on(request, InspectedBody.objects.visible_to(request.user), uuid)
    return _introduce(
        request,
        row.inspection,
        row,
        action=partial(actions.introduce_body, row),
        read=lambda: row.introduction,
        heading=f"Introduction to {row}",
        back=row.get_absolute_url(),
    )


@require_http_methods(["GET", "POST"])
def area_introduce(request: SignedInRequest, uuid: UUID, position: int) -> HttpResponse:
    row = part_to_work_on(request, InspectedBody.objects.visible_to(request.user), uuid)
    area = get_object_or_404(QuestionArea, position=position)
    texts = row.area_introductions.filter(question_area=area).values_list("text", flat=True)
    return _introduce(
        request,
        row.inspection,
        row,
        action=partial(actions.introduce_area, row, question_area=area),
        read=lambda: texts.first() or "",
        heading=f"{row}: {area}",
        back=row.area_url(area),
    )


def _introduce(
    request: SignedInRequest,
    inspection: Inspection,
    row: Versioned,
    *,
    action: Callable[..., None],
    read: Callable[[], str],
    heading: str,
    back: str,
) -> HttpResponse:
    """Edit text without a heading; `row` holds the version that it shares."""
    initial = {"text": read(), "seen_version": row.version}
    form = IntroductionForm(posted(request), initial=initial)
    previewing = "preview" in request.POST
    if not previewing and carry_out(form, partial(action, by=request.user, at=now())):
        messages.success(request, "The introduction is saved.")
        return redirect(back)
    context = page(
        inspection,
        form=form,
        heading=heading,
        cancel_url=back,
        conflict=conflict(form, row, lambda _: {"text": read()}),
    )
    return render(request, "findings/introduce.html", context)
