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
    return printed(unprinted(draft, publish_at=publish_at, at=at), at)


def unprinted(draft: Inspection, *, publish_at: datetime, at: datetime) -> Issue:
    """The same before its PDF is made."""
    draft.refresh_from_db()
    return actions.publish(
        draft, publish_at=publish_at, seen_version=draft.version, by=system_user(), at=at
    )


def printed(issue: Issue, at: datetime, pdf: bytes = PDF) -> Issue:
    """The issue with its PDF made."""
    rows = Issue.objects.filter(pk=issue.pk)
    rows.update(state="running", started_at=at)
    rows.update(state="ready", pdf=pdf, pdf_sha256=sha256(pdf).hexdigest())
    issue.refresh_from_db()
    return issue
