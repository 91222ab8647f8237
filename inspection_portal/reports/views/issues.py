from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from findings.models import Inspection
from findings.permissions import is_open_to_change
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.models import User
from inspection_portal.reports import actions, permissions, queries, rendering, serving, snapshot
from inspection_portal.reports.document import Report
from inspection_portal.reports.models import Issue
from inspection_portal.reports.queries import Damaged
from inspection_portal.reports.rendering.layout import DRAFT_MARKING

# How many of a report's PDFs its page lists.
RECENT = 10


@dataclass(frozen=True)
class _Reading:
    """The report that a person may read of an inspection, and whether it is its draft."""

    report: Report
    layout: str
    is_draft: bool

    @property
    def article(self) -> SafeString:
        return rendering.fragment(self.report, self.layout)


@require_safe
def preview(request: SignedInRequest, inspection: UUID) -> HttpResponse:
    """The report as its rows stand, for those who may read drafts; for others the latest issue."""
    row = get_object_or_404(Inspection.objects.visible_to(request.user), uuid=inspection)
    reading = _read(request, row)
    if reading is None:
        return render(request, "reports/withdrawn.html", {"inspection": row})
    context = {
        "inspection": row,
        "report": reading.article,
        "styles": rendering.folder(reading.layout),
        "issues": queries.marked(
            row.issues.visible_to(request.user).for_list()[:RECENT], at=timezone.now()
        ),
        "can_make": reading.is_draft,
        "data": "" if reading.is_draft else serving.data_in_page(row, at=timezone.now()),
        "correction": row.corrections.open().first(),
        "demonstration": row.is_demonstration,
    }
    return render(request, "reports/preview.html", context)


@require_safe
def preview_section(request: SignedInRequest, inspection: UUID, section: str) -> HttpResponse:
    """One page of what `preview` shows as a whole."""
    row = get_object_or_404(Inspection.objects.visible_to(request.user), uuid=inspection)
    reading = _read(request, row)
    if reading is None:
        return render(request, "reports/withdrawn.html", {"inspection": row})
    pages = rendering.pages(reading.article, partial(_place, row))
    opened = rendering.opened(pages, section)
    if opened is None:
        raise Http404
    context = {
        "inspection": row,
        "opened": opened,
        "styles": rendering.folder(reading.layout),
        "marking": DRAFT_MARKING if reading.is_draft else "",
        "demonstration": row.is_demonstration,
    }
    return render(request, "reports/preview_section.html", context)


def _read(request: SignedInRequest, row: Inspection) -> _Reading | None:
    """Recorded where it is not out; None for a withdrawn report that is no longer theirs to read.
    What is published is in the layout that it was issued in.
    """
    sees_draft = permissions.can_make_draft(request.user, row)
    is_draft = sees_draft and (not row.is_issued or is_open_to_change(row))
    if row.withdrawn_at and not sees_draft:
        return None
    if is_draft or not row.is_published:
        actions.read_unpublished(row, by=request.user, at=timezone.now())
    if is_draft:
        return _Reading(snapshot.draft_for(row, request.user), rendering.NEWEST, is_draft)
    return _Reading(snapshot.published(row), snapshot.last_issue(row).template, is_draft)


def _place(row: Inspection, slug: str) -> str:
    if slug == rendering.FRONT:
        return reverse("reports:preview", args=[row.uuid])
    return reverse("reports:preview_section", args=[row.uuid, slug])


@require_POST
def make(request: SignedInRequest, inspection: UUID) -> HttpResponse:
    """Ask for the PDF of the draft, and go to the page that shows how far it is."""
    row = get_object_or_404(Inspection.objects.drafts_visible_to(request.user), uuid=inspection)
    try:
        issue = actions.make_draft(row, by=request.user, at=timezone.now())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
        return redirect("reports:preview", row.uuid)
    return redirect(issue)


@require_safe
def issue(request: SignedInRequest, issue: UUID) -> HttpResponse:
    row = get_object_or_404(Issue.objects.visible_to(request.user).for_list(), uuid=issue)
    asks_again = request.headers.get("HX-Request")
    reads_draft = permissions.can_make_draft(request.user, row.inspection)
    seen = Inspection.objects.visible_to(request.user)
    (standing,) = queries.marked([row], at=timezone.now())
    context = {
        "issue": row,
        "standing": standing,
        "reason": queries.reason_for(row) if reads_draft else "",
        "later": _later(request.user, standing),
        "inspection": seen.filter(pk=row.inspection_id).first(),
        "can_make": reads_draft,
        "demonstration": row.inspection.is_demonstration,
    }
    return render(request, f"reports/{'progress' if asks_again else 'issue'}.html", context)


def _later(user: User, standing: queries.Marked) -> Issue | None:
    """The issue that supersedes this one."""
    if standing.mark != queries.Mark.SUPERSEDED or standing.latest is None:
        return None
    out = standing.issue.inspection.issues.visible_to(user).published().for_list()
    return out.get(number=standing.latest)


@require_POST
def make_again(request: SignedInRequest, issue: UUID) -> HttpResponse:
    return _press(request, issue, actions.make_again)


@require_POST
def stop_making(request: SignedInRequest, issue: UUID) -> HttpResponse:
    return _press(request, issue, actions.stop_making)


def _press(request: SignedInRequest, issue: UUID, action: Callable[..., None]) -> HttpResponse:
    row = get_object_or_404(Issue.objects.visible_to(request.user).for_list(), uuid=issue)
    try:
        action(row, by=request.user, at=timezone.now())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
    return redirect(row)


@require_safe
def download(request: SignedInRequest, issue: UUID) -> HttpResponse:
    ready = Issue.objects.downloadable_by(request.user).filter(state=Issue.State.READY)
    row = get_object_or_404(ready.select_related("inspection"), uuid=issue)
    try:
        content = actions.take_pdf(row, by=request.user, at=timezone.now())
    except Damaged as refusal:
        messages.error(request, str(refusal))
        return redirect(row)
    return serving.pdf_file(row, content)
