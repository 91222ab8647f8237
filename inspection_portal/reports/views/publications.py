"""What is published, for everybody: no sign-in is asked for, and nothing is told of who reads it
(ADR 0039).
"""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from inspection_portal.core import keyset
from inspection_portal.core.errors import RuleBroken
from inspection_portal.reports import actions, feeds, queries, serving
from inspection_portal.reports.filters import PublicationsFilter
from inspection_portal.reports.models import Issue
from inspection_portal.reports.queries import Publication
from inspection_portal.reports.rendering import FRONT, languages
from inspection_portal.reports.rendering.language import ENGLISH, speaking

NEWEST_FIRST = keyset.Order((F("publish_at"),), descending=True)
ON_A_PAGE = 25


@login_not_required
@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """Every report that stands, the last published first."""
    at = timezone.now()
    standing = Issue.objects.standing(at).for_list().select_related("inspection__region")
    found = PublicationsFilter(request.GET, standing)
    place = keyset.read_place(request.GET.get("page", ""))
    page = keyset.window(found.rows, NEWEST_FIRST, at=place, among=standing, size=ON_A_PAGE)
    shown = [queries.publication(issue, at=at) for issue in page.rows]
    context = {
        "filter": found,
        "page": page,
        "publications": shown,
        "demonstration": any(issue.inspection.is_demonstration for issue in page.rows),
    }
    return render(request, "reports/publications.html", context)


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
def page(request: HttpRequest, issue: UUID, language: str) -> HttpResponse:
    """The front page of a report: what it is, and its contents."""
    return _told(
        request, lambda shown: serving.section_file(shown, FRONT), issue, language=language
    )


@login_not_required
@require_safe
def section(request: HttpRequest, issue: UUID, section: str, language: str) -> HttpResponse:
    return _told(
        request, lambda shown: serving.section_file(shown, section), issue, language=language
    )


@login_not_required
@require_safe
def whole(request: HttpRequest, issue: UUID, language: str) -> HttpResponse:
    """The whole report on one page, to be printed or searched."""
    return _told(request, serving.whole_file, issue, language=language)


@login_not_required
@require_safe
def summary(request: HttpRequest, issue: UUID, section: str, language: str) -> HttpResponse:
    """What a report says of one body, on a page."""
    return _told(
        request, lambda shown: serving.summary_file(shown, section), issue, language=language
    )


@login_not_required
@require_safe
def summary_pdf(request: HttpRequest, issue: UUID, section: str, language: str) -> HttpResponse:
    return _told(
        request,
        lambda shown: serving.summary_pdf_file(shown.issue, section),
        issue,
        language=language,
    )


@login_not_required
@require_safe
def pdf(request: HttpRequest, issue: UUID) -> HttpResponse:
    return _told(request, _pdf, issue, is_stored=True)


@login_not_required
@require_safe
def docx(request: HttpRequest, issue: UUID, language: str) -> HttpResponse:
    return _told(request, _docx, issue, language=language)


@login_not_required
@require_safe
def linked_data(request: HttpRequest, issue: UUID) -> HttpResponse:
    return _told(request, serving.data_file, issue)


@login_not_required
@require_safe
def compared_with(request: HttpRequest, issue: UUID, other: UUID) -> HttpResponse:
    """What an issue changed against another one of the same report."""

    def compare(shown: Publication, before: Publication) -> HttpResponse | None:
        both = {(each.issue.inspection_id, each.issue.purpose) for each in (shown, before)}
        if both != {(shown.issue.inspection_id, Issue.Purpose.PUBLICATION)}:
            return None
        return serving.comparison_page(before, shown, whole="whole" in request.GET)

    return _told(request, compare, issue, other)


def _pdf(shown: Publication) -> HttpResponse:
    content = actions.give_out(queries.kept_pdf, shown.issue, at=timezone.now())
    return serving.pdf_file(shown.issue, content)


def _docx(shown: Publication) -> HttpResponse:
    actions.give_out(queries.kept_document, shown.issue, at=timezone.now())
    return serving.docx_file(shown.issue)


def _told(
    request: HttpRequest,
    make: Callable[..., HttpResponse | None],
    *uuids: UUID,
    language: str = ENGLISH,
    is_stored: bool = False,
) -> HttpResponse:
    """What is made of issues that are out and whose text is not closed, if there is such a thing,
    with its frame in that language, if their layouts can be told in it: all that is told of an
    issue passes here. What is stored has not changed since it came out.
    """
    shown = [_published(uuid) for uuid in uuids]
    if any(language not in languages(each.issue.template) for each in shown):
        raise Http404
    with speaking(language):
        response = _made(shown, make)
    if response.status_code != HTTPStatus.OK:
        return response
    response["Content-Language"] = language
    return _public(request, response, shown[0].issue.publish_at if is_stored else None)


def _made(shown: list[Publication], make: Callable[..., HttpResponse | None]) -> HttpResponse:
    """It, or why it is not there."""
    for each in shown:
        if each.mark.is_gone:
            return _gone(each)
    try:
        response = make(*shown)
    except RuleBroken as refusal:
        return _not_now(shown[0], refusal)
    if response is None:
        raise Http404
    return response


def _published(uuid: UUID) -> Publication:
    """What is out at this moment, or as if it were not there."""
    at = timezone.now()
    rows: Any = Issue.objects.issued().out(at).for_list().with_succession(at)
    return queries.publication(get_object_or_404(rows, uuid=uuid), at=at)


def _gone(shown: Publication) -> HttpResponse:
    """That it was published and withdrawn, or replaced. Why is told to those who are signed in."""
    return _instead("publication_withdrawn.html", shown, status=410)


def _not_now(shown: Publication, refusal: RuleBroken) -> HttpResponse:
    """That it is to be asked for again, and the way to what is there."""
    response = _instead("publication_not_now.html", shown, status=503, reason=str(refusal))
    response["Retry-After"] = "60"
    return response


def _instead(template: str, shown: Publication, *, status: int, **told: str) -> HttpResponse:
    context = {"shown": shown, "demonstration": shown.issue.inspection.is_demonstration, **told}
    return HttpResponse(render_to_string(f"reports/{template}", context), status=status)


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
