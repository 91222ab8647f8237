"""The drafting board: the findings of a body or of the region as cards, and moving them."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from findings import actions, permissions, queries
from findings.forms import ArrangeForm, MarkForm
from findings.models import Finding, InspectedBody, Inspection
from findings.views.support import draft_to_read, page, part_to_work_on, press
from inspection_portal.core.http import SignedInRequest


@require_safe
def board(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The board of a body: for those who read the drafts of its inspection."""
    drafts = Inspection.objects.drafts_visible_to(request.user)
    chapters = InspectedBody.objects.filter(inspection__in=drafts)
    row = get_object_or_404(chapters.select_related("body", "inspection__region"), uuid=uuid)
    return _board(request, row.inspection, row, queries.board(row))


@require_safe
def region_board(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    inspection = draft_to_read(request, uuid)
    return _board(request, inspection, None, queries.region_board(inspection))


@require_POST
def finding_arrange(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = part_to_work_on(request, Finding.objects.visible_to(request.user), uuid)
    action = partial(actions.arrange_finding, row, by=request.user, at=now())
    press(request, ArrangeForm(row, request.POST), action, f"“{row}” is moved.")
    return redirect(f"{board_of(row)}#finding-{row.uuid}")


@require_POST
def finding_mark(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = part_to_work_on(request, Finding.objects.visible_to(request.user), uuid)
    form = MarkForm(request.POST)
    action = partial(actions.mark_finding, row, by=request.user, at=now())
    press(request, form, action, f"“{row}” is marked.")
    if "board" in request.POST:
        return redirect(f"{board_of(row)}#finding-{row.uuid}")
    return redirect(row)


def board_of(row: Finding) -> str:
    """The board on which the finding can be moved."""
    if row.chapter is not None:
        return reverse("findings:board", args=[row.chapter.uuid])
    return reverse("findings:region_board", args=[row.inspection.uuid])


def _board(
    request: SignedInRequest,
    inspection: Inspection,
    chapter: InspectedBody | None,
    shown: queries.Board,
) -> HttpResponse:
    context = page(
        inspection,
        chapter=chapter,
        board=shown,
        chapters=inspection.inspected_bodies.select_related("body"),
        states=Finding.State,
        can_edit=permissions.can_edit(request.user, inspection),
        can_work=permissions.can_work_on(request.user, inspection),
    )
    return render(request, "findings/board.html", context)
