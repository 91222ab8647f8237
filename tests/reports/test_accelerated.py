"""A cause of concern that is published before its report: its document, pages and lists."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils.timezone import now

from findings.models import Finding, Inspection
from forces.models import Body
from inspection_portal.core.models import User
from inspection_portal.reports import actions, document, rendering, snapshot
from inspection_portal.reports.models import Issue
from inspection_portal.reports.reading import read
from tests.reports.sample import SAMPLE

DAY = date(2024, 6, 3)
CONCERN = document.Finding(
    kind=document.FindingKind.CAUSE_OF_CONCERN, heading="No plan at all", accelerated_on=DAY
)
ALONE = replace(SAMPLE, bodies=(), introduction=(), appendices=(), regional_introduction="")
Grows = Callable[[str, Callable[[], object]], None]


@pytest.fixture
def agreed(concern: Finding) -> Finding:
    Finding.objects.filter(pk=concern.pk).update(state=Finding.State.AGREED)
    concern.refresh_from_db()
    return concern


@pytest.fixture
def out(agreed: Finding, publisher: User) -> Issue:
    """The cause of concern, published a moment ago."""
    moment = now()
    return actions.accelerate(agreed, publish_at=moment, by=publisher, at=moment)


def page_of(client: Client, user: User, address: str) -> str:
    client.force_login(user)
    return unescape(client.get(address).content.decode())


@pytest.mark.parametrize("published_on", [DAY, date(2024, 9, 1)])
def test_the_document_says_when_it_was_first_published(published_on: date) -> None:
    report = replace(ALONE, regional_findings=(CONCERN,), published_on=published_on)
    html = rendering.html(report)
    assert "Accelerated cause of concern" in html
    assert "First published on 3 June 2024." in html
    assert ("report that it belongs to" in html) is report.is_accelerated is (published_on == DAY)
    assert read(html).report == report
    assert document.from_builtins(document.to_builtins(report)) == report


def test_documents_of_the_first_issues_keep_their_hash() -> None:
    report = replace(ALONE, regional_findings=(replace(CONCERN, accelerated_on=None),))
    content = document.to_builtins(report)
    assert "accelerated_on" not in content["regional_findings"][0]
    assert document.from_builtins(content) == report


def test_the_snapshot_of_the_report_keeps_the_day(out: Issue, agreed: Finding) -> None:
    alone = document.from_builtins(Issue.objects.get(pk=out.pk).content)
    assert alone.is_accelerated
    (said,) = [each for each in snapshot.draft(agreed.inspection).findings() if each.accelerated_on]
    assert (said.heading, said.accelerated_on) == (agreed.heading, alone.published_on)
