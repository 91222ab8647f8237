"""What is published, for everybody: no sign-in is asked for, and nothing is told of who reads it
(ADR 0039).
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
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
    shown = _published(issue)
    if shown.mark == Mark.WITHDRAWN:
        return _gone(shown)
    return _public(request, serving.page_file(shown))


@login_not_required
@require_safe
def pdf(request: HttpRequest, issue: UUID) -> HttpResponse:
    shown = _published(issue)
    if shown.mark == Mark.WITHDRAWN:
        return _gone(shown)
    try:
        content = actions.give_out(queries.kept_pdf, shown.issue, at=timezone.now())
    except RuleBroken as refusal:
        return _not_now(refusal)
    return _public(request, serving.pdf_file(shown.issue, content), shown.issue.publish_at)


@login_not_required
@require_safe
def linked_data(request: HttpRequest, issue: UUID) -> HttpResponse:
    shown = _published(issue)
    if shown.mark == Mark.WITHDRAWN:
        return _gone(shown)
    return _public(request, serving.data_file(shown))


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
