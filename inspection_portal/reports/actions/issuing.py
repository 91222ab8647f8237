"""Issues of a report: the document is frozen, and a PDF is made of it."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce

from findings.actions.access import lock
from findings.actions.evidence import TO_WORK_ON_IT
from findings.models import Finding, Inspection
from findings.permissions import is_open_to_change
from inspection_portal.core import audit
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from inspection_portal.reports import document, permissions, queries, rendering, snapshot
from inspection_portal.reports.models import Issue
from inspection_portal.reports.tasks import QUEUED_ANEW, make_pdf

log = logging.getLogger(__name__)
Purpose = Issue.Purpose
Kept = Callable[[Issue], bytes]
STOPPED = "It was stopped before it was finished. Make it again if you need it."

_VERBS = {
    Purpose.DRAFT: "report.drafted",
    Purpose.PUBLICATION: "report.issued",
    Purpose.ACCELERATED: "concern.issued",
}


@transaction.atomic
def make_draft(inspection: Inspection, *, by: User, at: datetime) -> Issue:
    """Freeze the draft as it stands and have its PDF made; where it says what the last one said,
    that is the one.
    """
    if not permissions.can_make_draft(by, inspection):
        raise PermissionDenied
    held = lock(inspection)
    if held.is_issued and not is_open_to_change(held):
        raise RuleBroken("The report is issued. Download its issue instead.")
    number = next_number(inspection, Purpose.DRAFT)
    if last := _frozen_alike(inspection, number - 1):
        return last
    report = snapshot.take(inspection, status=document.Status.DRAFT, issue=number)
    return freeze(inspection, report, Purpose.DRAFT, by=by, at=at)


def _frozen_alike(inspection: Inspection, number: int) -> Issue | None:
    """The draft of that number, if it says what the rows say now and its PDF did not fail."""
    drafts = inspection.issues.filter(purpose=Purpose.DRAFT, number=number)
    last = drafts.exclude(state=Issue.State.FAILED).first()
    if last is None:
        return None
    report = snapshot.take(inspection, status=document.Status.DRAFT, issue=number)
    return last if rendering.content_hash(report) == last.content_sha256 else None


@transaction.atomic
def make_again(issue: Issue, *, by: User, at: datetime) -> None:
    """Ask once more for a PDF that could not be made; what the issue says stays as it was."""
    if not permissions.can_make_again(by, issue.inspection):
        raise PermissionDenied
    failed = Issue.objects.filter(pk=issue.pk, state=Issue.State.FAILED)
    if not failed.update(attempts=0, failure="", warnings=[], **QUEUED_ANEW):
        raise RuleBroken("The PDF of this issue is made or being made. Look at it again.")
    issue.refresh_from_db()
    audit.record("report.made_again", issue.inspection, by=by, at=at, issue=issue.number)
    transaction.on_commit(partial(make_pdf.delay, issue.pk), robust=True)


@transaction.atomic
def stop_making(issue: Issue, *, by: User, at: datetime) -> None:
    """Stop the making of a PDF that waits or is being made; it can be made again."""
    if not permissions.can_make_again(by, issue.inspection):
        raise PermissionDenied
    waited_for = Issue.objects.filter(pk=issue.pk, state__in=Issue.WAITED_FOR)
    started_at = Coalesce("started_at", Value(at))
    if not waited_for.update(state=Issue.State.FAILED, failure=STOPPED, started_at=started_at):
        raise RuleBroken("The PDF of this issue is no longer being made. Look at it again.")
    issue.refresh_from_db()
    audit.record("report.stopped", issue.inspection, by=by, at=at, issue=issue.number)


@transaction.atomic
def read_unpublished(inspection: Inspection, *, by: User, at: datetime) -> None:
    """Record that the person reads the whole report as nobody outside may."""
    if not permissions.can_make_draft(by, inspection):
        raise PermissionDenied
    audit.record_reading("report.read", inspection, by=by, at=at, reason=TO_WORK_ON_IT)


def take_document(issue: Issue, *, by: User, at: datetime) -> bytes:
    """The document of an issue; that somebody took one that is not out is recorded. Raises Damaged
    where it is no longer what was frozen.
    """
    return _taken("report.read", queries.kept_document, issue, by=by, at=at)


def take_pdf(issue: Issue, *, by: User, at: datetime) -> bytes:
    """The PDF of an issue; that somebody took one that is not out is recorded. Raises RuleBroken
    where it is not made yet, and Damaged where it is no longer what was made.
    """
    return _taken("report_pdf.read", queries.kept_pdf, issue, by=by, at=at)


def give_out(kept: Kept, issue: Issue, *, at: datetime) -> bytes:
    """What is kept of an issue; where it is damaged, that is logged and noted for the operators."""
    try:
        return kept(issue)
    except queries.Damaged:
        log.critical("Issue %s is damaged: its bytes do not have their hash.", issue.uuid)
        Issue.objects.filter(pk=issue.pk, damaged_at=None).update(damaged_at=at)
        raise


def _taken(verb: str, kept: Kept, issue: Issue, *, by: User, at: datetime) -> bytes:
    if not Issue.objects.downloadable_by(by).filter(pk=issue.pk).exists():
        raise PermissionDenied
    content = give_out(kept, issue, at=at)
    if issue.publish_at is None or issue.publish_at > at:
        taken = {"purpose": issue.get_purpose_display(), "issue": issue.number}
        audit.record_reading(verb, issue.inspection, by=by, at=at, reason=TO_WORK_ON_IT, **taken)
    return content


def next_number(inspection: Inspection, purpose: Issue.Purpose) -> int:
    """The number of the next issue of that purpose; recalled ones keep theirs."""
    return inspection.issues.filter(purpose=purpose).count() + 1


def freeze(
    inspection: Inspection,
    report: document.Report,
    purpose: Issue.Purpose,
    *,
    publish_at: datetime | None = None,
    finding: Finding | None = None,
    announced_at: datetime | None = None,
    by: User,
    at: datetime,
) -> Issue:
    """Store the document for good, and have its PDF made; everyone may read it from `publish_at`
    on, nobody else where that is None. One that is `announced_at` a moment is not announced again.
    """
    issue = Issue.objects.create(
        inspection=inspection,
        finding=finding,
        number=report.issue,
        purpose=purpose,
        template=rendering.NEWEST,
        publish_at=publish_at,
        announced_at=announced_at,
        content=document.to_builtins(report),
        content_sha256=rendering.content_hash(report),
        requested_by=by,
        requested_at=at,
    )
    audit.record(_VERBS[purpose], inspection, by=by, at=at, issue=report.issue)
    transaction.on_commit(partial(make_pdf.delay, issue.pk), robust=True)
    return issue
