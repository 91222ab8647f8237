"""Reports put in print for tests, with a PDF that was never drawn."""

from datetime import datetime
from hashlib import sha256

from findings.models import Inspection
from inspection_portal.core.models import system_user
from inspection_portal.reports import actions
from inspection_portal.reports.models import Issue

PDF = b"%PDF-1.7 of the report"


def issue_of(draft: Inspection, *, publish_at: datetime, at: datetime) -> Issue:
    """The report as the portal loads it, its PDF made."""
    draft.refresh_from_db()
    issue = actions.publish(
        draft, publish_at=publish_at, seen_version=draft.version, by=system_user(), at=at
    )
    return printed(issue, at)


def printed(issue: Issue, at: datetime) -> Issue:
    """The issue with its PDF made."""
    rows = Issue.objects.filter(pk=issue.pk)
    rows.update(state="running", started_at=at)
    rows.update(state="ready", pdf=PDF, pdf_sha256=sha256(PDF).hexdigest())
    issue.refresh_from_db()
    return issue
