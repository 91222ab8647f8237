"""What the database refuses of an issue, whoever writes."""

from datetime import datetime, timedelta

import pytest
from django.db import Error, IntegrityError, transaction

from findings.models import Inspection
from inspection_portal.core.models import User, system_user
from inspection_portal.reports import actions
from inspection_portal.reports.models import Issue


@pytest.fixture
def issue(draft: Inspection, inspector: User, moment: datetime) -> Issue:
    return actions.make_draft(draft, by=inspector, at=moment)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("issue_state_is_known", {"state": "lost"}),
        ("issue_ready_iff_pdf", {"state": "ready"}),
        ("issue_failed_iff_failure", {"state": "failed"}),
    ],
)
def test_a_state(
    issue: Issue, moment: datetime, constraint: str, fields: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Issue.objects.filter(pk=issue.pk).update(started_at=moment, **fields)


def test_a_purpose(issue: Issue) -> None:
    issue.pk, issue.purpose = None, "rumour"
    with pytest.raises(IntegrityError, match="issue_purpose_is_known"), transaction.atomic():
        issue.save()


def test_who_asked_for_it_and_when(issue: Issue, moment: datetime) -> None:
    rows = Issue.objects.filter(pk=issue.pk)
    for change in ({"requested_by": system_user()}, {"requested_at": moment - timedelta(days=1)}):
        with pytest.raises(Error, match="Cannot update"), transaction.atomic():
            rows.update(**change)


@pytest.mark.parametrize(
    "change",
    [
        {"pdf": b"another"},
        {"pdf_sha256": "b" * 64},
        {"progress": 50},
        {"state": "queued", "started_at": None, "pdf": None, "pdf_sha256": ""},
    ],
    ids=["pdf", "hash", "progress", "made again"],
)
def test_what_is_ready(issue: Issue, moment: datetime, change: dict[str, object]) -> None:
    rows = Issue.objects.filter(pk=issue.pk)
    rows.update(state="ready", started_at=moment, pdf=b"the first", pdf_sha256="a" * 64)
    with pytest.raises(Error, match="Cannot update"), transaction.atomic():
        rows.update(**change)
