"""Papers to take along: what a body must do, and how a body or a region stands."""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET

from forces.models import Body, Region
from inspection_portal.core.http import SignedInRequest
from inspection_portal.reports.papers import gathering, printing, word
from inspection_portal.reports.rendering import RenderingFailed
from inspection_portal.reports.serving import DOCX
from recommendations.actions import record_export
from recommendations.queries import bodies_reported_to


@require_GET
def paper_pdf(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    body, today = _body(request, uuid), localdate()
    paper = gathering.committee_paper(body, request.user, on=today)
    return _send(request, body, "paper", partial(printing.paper_pdf, paper), today)


@require_GET
def paper_docx(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    body, today = _body(request, uuid), localdate()
    paper = gathering.committee_paper(body, request.user, on=today)
    make = partial(word.paper_docx, paper)
    return _send(request, body, "paper", make, today, extension="docx", content_type=DOCX)


@require_GET
def body_summary(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    body, today = _body(request, uuid), localdate()
    summary = gathering.summary_of_body(body, request.user, on=today)
    return _send(request, body, "summary", partial(printing.summary_pdf, summary), today)


@require_GET
def region_summary(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    region = get_object_or_404(gathering.regions_reported_to(request.user), uuid=uuid)
    today = localdate()
    summary = gathering.summary_of_region(region, request.user, on=today)
    return _send(request, region, "summary", partial(printing.summary_pdf, summary), today)


def _body(request: SignedInRequest, uuid: UUID) -> Body:
    """Whoever does not see what a body must do finds no paper about it."""
    return get_object_or_404(bodies_reported_to(request.user), uuid=uuid)


def _send(
    request: SignedInRequest,
    about: Body | Region,
    kind: str,
    make: Callable[[], bytes],
    on: date,
    *,
    extension: str = "pdf",
    content_type: str = "application/pdf",
) -> HttpResponse:
    """The file, whose taking is recorded as that of any copy of the register."""
    try:
        content = make()
    except RenderingFailed as failure:
        messages.error(request, f"The PDF could not be made: {failure}")
        return redirect(about)
    of = {about._meta.model_name or "": [str(about)], "kind": [kind]}
    record_export(file_format=extension, filters=of, by=request.user, at=now())
    name = f"{about.slug}-{kind}-{on.isoformat()}.{extension}"
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
