from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from findings.models import Inspection
from findings.permissions import is_open_to_change
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.models import User
from inspection_portal.reports import actions, permissions, queries, rendering, serving, snapshot
from inspection_portal.reports.models import Issue
from inspection_portal.reports.queries import Damaged

# How many of a report's PDFs its page lists.
RECENT = 10


@require_safe
def preview(request: SignedInRequest, inspection: UUID) -> HttpResponse:
    """The report as its rows stand, for those who may read drafts; for others the latest issue."""
    row = get_object_or_404(Inspection.objects.visible_to(request.user), uuid=inspection)
    sees_draft = permissions.can_make_draft(request.user, row)
    drafted = sees_draft and (not row.is_issued or is_open_to_change(row))
    if row.withdrawn_at and not sees_draft:
        return render(request, "reports/withdrawn.html", {"inspection": row})
    if drafted or not row.is_published:
        actions.read_unpublished(row, by=request.user, at=timezone.now())
    context = {
        "inspection": row,
        "report": rendering.fragment(
            snapshot.draft_for(row, request.user) if drafted else snapshot.published(row)
        ),
        "issues": queries.marked(
            row.issues.visible_to(request.user).for_list()[:RECENT], at=timezone.now()
        ),
        "can_make": drafted,
        "data": "" if drafted else serving.data_in_page(row, at=timezone.now()),
        "correction": row.corrections.open().first(),
        "demonstration": row.is_demonstration,
    }
    return render(request, "reports/preview.html", context)


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
