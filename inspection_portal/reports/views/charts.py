"""The charts of a report: which counts it prints, counted again or left out."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from findings.models import Inspection
from findings.permissions import is_open_to_change
from findings.views.support import page
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.http import SignedInRequest
from inspection_portal.reports import actions, document, permissions, rendering


@require_safe
def charts(request: SignedInRequest, inspection: UUID) -> HttpResponse:
    row = _read(request, inspection)
    printed = {each.subject: each for each in row.printed_counts.select_related("printed_by")}
    context = page(
        row,
        lines=[
            (subject, rendering.CAPTIONS[subject], printed.get(subject))
            for subject in document.Subject
        ],
        can_print=permissions.can_print_counts(request.user, row) and is_open_to_change(row),
    )
    return render(request, "reports/charts.html", context)


@require_POST
def chart_print(request: SignedInRequest, inspection: UUID, subject: str) -> HttpResponse:
    done = "The report shows what was counted now."
    return _take(request, inspection, subject, actions.print_counts, done)


@require_POST
def chart_leave_out(request: SignedInRequest, inspection: UUID, subject: str) -> HttpResponse:
    done = "The report no longer shows it."
    return _take(request, inspection, subject, actions.leave_out_counts, done)


def _take(
    request: SignedInRequest,
    inspection: UUID,
    subject: str,
    act: Callable[..., object],
    done: str,
) -> HttpResponse:
    row = _read(request, inspection)
    try:
        act(row, subject=document.Subject(subject), by=request.user, at=now())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("reports:charts", row.uuid)


def _read(request: SignedInRequest, uuid: UUID) -> Inspection:
    drafts = Inspection.objects.drafts_visible_to(request.user).for_list()
    return get_object_or_404(drafts, uuid=uuid)
