"""Figures of disruptions to take along."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from disruptions.actions import record_export
from disruptions.filters import DisruptionFigureFilter
from disruptions.permissions import can_read_threats
from inspection_portal.core.http import SignedInRequest
from inspection_portal.reports.papers import printing
from inspection_portal.reports.papers.disruptions import figures_paper
from inspection_portal.reports.rendering import RenderingFailed


@require_GET
def disruption_figures_pdf(request: SignedInRequest) -> HttpResponse:
    if not can_read_threats(request.user):
        raise PermissionDenied
    at, page = now(), reverse("disruptions:disruption_figures")
    found = DisruptionFigureFilter(request.GET, user=request.user, at=at)
    if not found.is_valid():
        return redirect(f"{page}?{request.GET.urlencode()}")
    # With the months that are meant where nobody named them: later they are others.
    page = f"{page}?{found.data.urlencode()}"
    address = f"{settings.PORTAL_URL}{page}"
    try:
        content = printing.figures_pdf(figures_paper(found.in_order, address=address))
    except RenderingFailed as failure:
        messages.error(request, f"The PDF could not be made: {failure}")
        return redirect(page)
    filters = {name: [value] for name, value in found.form.cleaned_data.items() if value}
    record_export("disruption_figures", file_format="pdf", filters=filters, by=request.user, at=at)
    name = f"disruption-figures-{found.on.isoformat()}.pdf"
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
