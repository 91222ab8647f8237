"""A PDF that failed is made again, and nothing else is."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from findings.models import Inspection
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.reports import actions
from inspection_portal.reports.models import Issue


@pytest.fixture
def failed(draft: Inspection, inspector: User, moment: datetime) -> Issue:
    issue = actions.make_draft(draft, by=inspector, at=moment)
    Issue.objects.filter(pk=issue.pk).update(
        state=Issue.State.FAILED, started_at=moment, progress=40, failure="It took too long."
    )
    issue.refresh_from_db()
    return issue


def test_a_failed_pdf_waits_again(failed: Issue, inspector: User, moment: datetime) -> None:
    actions.make_again(failed, by=inspector, at=moment)
    assert (failed.state, failed.progress, failed.failure) == (Issue.State.QUEUED, 0, "")
    assert AuditEvent.objects.about(failed.inspection).filter(verb="report.made_again").exists()


def test_a_pdf_that_did_not_fail_is_left_alone(
    failed: Issue, inspector: User, moment: datetime
) -> None:
    actions.make_again(failed, by=inspector, at=moment)
    with pytest.raises(RuleBroken, match="made or being made"):
        actions.make_again(failed, by=inspector, at=moment)


def test_those_who_do_not_work_on_the_inspection_may_not(
    failed: Issue, force_lead: User, moment: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        actions.make_again(failed, by=force_lead, at=moment)


def test_the_page_of_a_failed_pdf_has_the_button(
    client: Client, failed: Issue, inspector: User
) -> None:
    client.force_login(inspector)
    page = client.get(failed.get_absolute_url()).content.decode()
    assert "Make it again" in page
    assert "<strong>There is no PDF.</strong> It took too long." in page
    assert "Asked for" in page
    address = reverse("reports:make_again", args=[failed.uuid])
    assert client.post(address).headers["Location"] == failed.get_absolute_url()
    failed.refresh_from_db()
    assert failed.state == Issue.State.QUEUED
    refused = client.post(address, follow=True).content.decode()
    assert "The PDF of this issue is made or being made." in refused
