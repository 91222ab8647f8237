"""Two versions of a report compared, for those who may read both."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from findings.models import Inspection
from inspection_portal.core.http import SignedInRequest
from inspection_portal.reports import actions, queries, serving
from inspection_portal.reports.forms import CompareForm
from inspection_portal.reports.papers.comparisons import comparison_paper
from inspection_portal.reports.papers.printing import comparison_pdf
from inspection_portal.reports.rendering import RenderingFailed


@require_safe
def compare(request: SignedInRequest, inspection: UUID) -> HttpResponse:
    """The two versions that were chosen, what differs first."""
    row, form = _asked(request, inspection)
    asked = form.cleaned_data if form.is_valid() else {}
    address = request.GET.copy()
    for name in ("before", "after"):
        address[name] = form.data.get(name, "")
    context = {
        "inspection": row,
        "form": form if form.has_pair else None,
        "asked": asked,
        "comparison": _compared(request, asked) if asked else None,
        "address": address.urlencode(),
        "demonstration": row.is_demonstration,
    }
    return render(request, "reports/compare.html", context)


@require_safe
def pdf(request: SignedInRequest, inspection: UUID) -> HttpResponse:
    """The same as a marked PDF."""
    row, form = _asked(request, inspection)
    page = f"{reverse('reports:compare', args=[row.uuid])}?{request.GET.urlencode()}"
    if not form.is_valid():
        return redirect(page)
    before, after = form.cleaned_data["before"], form.cleaned_data["after"]
    found = _compared(request, form.cleaned_data)
    try:
        content = comparison_pdf(comparison_paper(row, before, after, found, at=timezone.now()))
    except RenderingFailed as failure:
        messages.error(request, f"The PDF could not be made: {failure}")
        return redirect(page)
    return serving.comparison_file(row, content)


def _asked(request: SignedInRequest, inspection: UUID) -> tuple[Inspection, CompareForm]:
    row = get_object_or_404(Inspection.objects.visible_to(request.user), uuid=inspection)
    found = queries.versions(row, request.user, at=timezone.now())
    return row, CompareForm(request.GET, versions=found)


def _compared(request: SignedInRequest, asked: dict[str, Any]) -> Any:
    before, after = asked["before"].of, asked["after"].of
    at = timezone.now()
    return actions.compare(before, after, whole=asked["whole"], by=request.user, at=at)
