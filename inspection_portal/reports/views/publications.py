"""What is published, for everybody: no sign-in is asked for, and nothing is told of who reads it
(ADR 0039).
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from inspection_portal.core.errors import RuleBroken
from inspection_portal.reports import actions, feeds, queries, serving
from inspection_portal.reports.models import Issue
from inspection_portal.reports.queries import Mark, Publication
from inspection_portal.reports.rendering import FRONT


@login_not_required
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    shown = queries.publications(at=timezone.now())
    response = HttpResponse(feeds.atom(shown), content_type="application/atom+xml; charset=utf-8")
    return _public(request, response, _changed_at(shown))


@login_not_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    shown = queries.publications(at=timezone.now())
    response = HttpResponse(feeds.calendar(shown), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="publications.ics"'
    return _public(request, response, _changed_at(shown))


@login_not_required
@require_safe
def page(request: HttpRequest, issue: UUID) -> HttpResponse:
    """The front page of a report: what it is, and its contents."""
    return _told(request, issue, lambda shown: serving.section_file(shown, FRONT))


@login_not_required
@require_safe
def section(request: HttpRequest, issue: UUID, section: str) -> HttpResponse:
    return _told(request, issue, lambda shown: serving.section_file(shown, section))


@login_not_required
@require_safe
def whole(request: HttpRequest, issue: UUID) -> HttpResponse:
    """The whole report on one page, to be printed or searched."""
    return _told(request, issue, serving.whole_file)


@login_not_required
@require_safe
def summary(request: HttpRequest, issue: UUID, section: str) -> HttpResponse:
    """What a report says of one body, on a page."""
    return _told(request, issue, lambda shown: serving.summary_file(shown, section))


@login_not_required
@require_safe
def summary_pdf(request: HttpRequest, issue: UUID, section: str) -> HttpResponse:
    return _told(request, issue, lambda shown: serving.summary_pdf_file(shown.issue, section))


@login_not_required
@require_safe
def pdf(request: HttpRequest, issue: UUID) -> HttpResponse:
    return _told(request, issue, _pdf, is_stored=True)


@login_not_required
@require_safe
def docx(request: HttpRequest, issue: UUID) -> HttpResponse:
    return _told(request, issue, lambda shown: serving.docx_file(shown.issue))


@login_not_required
@require_safe
def linked_data(request: HttpRequest, issue: UUID) -> HttpResponse:
    return _told(request, issue, serving.data_file)


def _pdf(shown: Publication) -> HttpResponse:
    content = actions.give_out(queries.kept_pdf, shown.issue, at=timezone.now())
    return serving.pdf_file(shown.issue, content)


def _told(
    request: HttpRequest,
    uuid: UUID,
    make: Callable[[Publication], HttpResponse | None],
    *,
    is_stored: bool = False,
) -> HttpResponse:
    """What is made of an issue that is out and was not withdrawn, if it has such a part. What is
    stored has not changed since that moment.
    """
    shown = _published(uuid)
    if shown.mark == Mark.WITHDRAWN:
        return _gone(shown)
    try:
        response = make(shown)
    except RuleBroken as refusal:
        return _not_now(refusal)
    if response is None:
        raise Http404
    return _public(request, response, shown.issue.publish_at if is_stored else None)


def _published(uuid: UUID) -> Publication:
    """What is out at this moment, or as if it were not there."""
    at = timezone.now()
    rows: Any = Issue.objects.issued().out(at).for_list().with_succession(at)
    return queries.publication(get_object_or_404(rows, uuid=uuid), at=at)


def _gone(shown: Publication) -> HttpResponse:
    """That it was published and withdrawn. Why is told to those who are signed in."""
    told = render_to_string("reports/publication_withdrawn.html", {"shown": shown})
    return HttpResponse(told, status=410)


def _not_now(refusal: RuleBroken) -> HttpResponse:
    response = HttpResponse(f"{refusal}\n", status=503, content_type="text/plain; charset=utf-8")
    response["Retry-After"] = "60"
    return response


def _changed_at(shown: list[Publication]) -> datetime:
    return shown[0].changed_at if shown else feeds.NEVER


def _public(
    request: HttpRequest, response: HttpResponse, changed_at: datetime | None = None
) -> HttpResponse:
    """May be kept by any cache that asks each time whether it still stands: a report that is
    withdrawn is gone at once, and one that is due is there to the second.
    """
    response["Cache-Control"] = "public, no-cache"
    modified = int(changed_at.timestamp()) if changed_at else None
    if changed_at:
        response.headers["Last-Modified"] = http_date(changed_at.timestamp())
    if "ETag" not in response:
        set_response_etag(response)
    told = get_conditional_response(
        request, etag=response["ETag"], last_modified=modified, response=response
    )
    return told or response
