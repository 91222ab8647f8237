"""Making issues of a report, and publication: checks that span several apps live here."""

from datetime import date, datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

import findings.actions
import recommendations.actions
from findings.actions.access import lock
from findings.models import Inspection
from findings.permissions import can_load_published, can_publish, is_open_to_change
from inspection_portal.core import audit
from inspection_portal.core.dates import LONDON
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from inspection_portal.reports import document, permissions, queries, rendering, snapshot
from inspection_portal.reports.models import Issue
from inspection_portal.reports.tasks import make_pdf

Purpose = Issue.Purpose


@transaction.atomic
def make_draft(inspection: Inspection, *, by: User, at: datetime) -> Issue:
    """Freeze the draft as it stands and have its PDF made."""
    if not permissions.can_make_draft(by, inspection):
        raise PermissionDenied
    if not is_open_to_change(lock(inspection)):
        raise RuleBroken("The report is published. Download its published issue instead.")
    number = _next_number(inspection, Purpose.DRAFT)
    report = snapshot.take(inspection, status=document.Status.DRAFT, issue=number)
    return _freeze(inspection, report, Purpose.DRAFT, None, by=by, at=at)


@transaction.atomic
def publish(
    inspection: Inspection, *, publish_at: datetime, seen_version: int, by: User, at: datetime
) -> Issue:
    """Issue a report that everyone may read from `publish_at` on: its register is opened, its text
    frozen, its document made.

    Raises RuleBroken with every problem that `queries.problems` finds.
    """
    if not can_publish(by):
        raise PermissionDenied
    lock(inspection)
    _refuse_problems(inspection, localdate(publish_at, LONDON), loaded=can_load_published(by))
    recommendations.actions.open_register(inspection, publish_at=publish_at, by=by, at=at)
    findings.actions.issue(
        inspection, publish_at=publish_at, seen_version=seen_version, by=by, at=at
    )
    return _issue_publication(inspection, publish_at, by=by, at=at)


@transaction.atomic
def publish_correction(inspection: Inspection, *, by: User, at: datetime) -> Issue:
    """End the open correction with a new issue that supersedes the last; the last one is kept."""
    if not can_publish(by):
        raise PermissionDenied
    lock(inspection)
    correction = inspection.corrections.open().first()
    if correction is None or inspection.publish_at is None or inspection.published_on is None:
        raise RuleBroken("No correction of this report is open. Open one to change the report.")
    _refuse_problems(inspection, inspection.published_on)
    recommendations.actions.open_register(
        inspection, publish_at=inspection.publish_at, by=by, at=at
    )
    findings.actions.close_correction(correction, by=by, at=at)
    return _issue_publication(inspection, at, by=by, at=at)


@transaction.atomic
def make_again(issue: Issue, *, by: User, at: datetime) -> None:
    """Ask once more for a PDF that could not be made; what the issue says stays as it was."""
    if not permissions.can_make_draft(by, issue.inspection):
        raise PermissionDenied
    failed = Issue.objects.filter(pk=issue.pk, state=Issue.State.FAILED)
    if not failed.update(state=Issue.State.QUEUED, started_at=None, progress=0, failure=""):
        raise RuleBroken("The PDF of this issue is made or being made. Look at it again.")
    issue.refresh_from_db()
    audit.record("report.made_again", issue.inspection, by=by, at=at, issue=issue.number)
    transaction.on_commit(partial(make_pdf.delay, issue.pk), robust=True)


def _refuse_problems(inspection: Inspection, on: date, *, loaded: bool = False) -> None:
    problems = queries.problems(inspection, published_on=on, loaded=loaded)
    if problems:
        raise RuleBroken(
            "The report can’t be published yet: " + " ".join(each.sentence for each in problems)
        )


def _issue_publication(
    inspection: Inspection, publish_at: datetime, *, by: User, at: datetime
) -> Issue:
    inspection.refresh_from_db()
    number = _next_number(inspection, Purpose.PUBLICATION)
    report = snapshot.take(inspection, status=document.Status.PUBLISHED, issue=number)
    return _freeze(inspection, report, Purpose.PUBLICATION, publish_at, by=by, at=at)


def _next_number(inspection: Inspection, purpose: Purpose) -> int:
    return inspection.issues.filter(purpose=purpose).count() + 1


def _freeze(
    inspection: Inspection,
    report: document.Report,
    purpose: Purpose,
    publish_at: datetime | None,
    *,
    by: User,
    at: datetime,
) -> Issue:
    issue = Issue.objects.create(
        inspection=inspection,
        number=report.issue,
        purpose=purpose,
        publish_at=publish_at,
        content=document.to_builtins(report),
        content_sha256=rendering.content_hash(report),
        requested_by=by,
        requested_at=at,
    )
    audit.record(f"report.{_VERBS[purpose]}", inspection, by=by, at=at, issue=report.issue)
    transaction.on_commit(partial(make_pdf.delay, issue.pk), robust=True)
    return issue


_VERBS = {Purpose.DRAFT: "drafted", Purpose.PUBLICATION: "issued"}
