"""A cause of concern that is published before its report: its document, pages and lists."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils.timezone import now

from findings.models import Finding
from inspection_portal.core.models import User
from inspection_portal.reports import actions, document, rendering, snapshot
from inspection_portal.reports.models import Issue
from inspection_portal.reports.reading import read
from inspection_portal.reports.rendering import NEWEST
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


def test_a_publisher_finds_the_way_on_the_finding(
    agreed: Finding, client: Client, publisher: User, inspector: User, hmi: User
) -> None:
    way = f"/findings/{agreed.uuid}/accelerate/"
    assert way in page_of(client, publisher, agreed.get_absolute_url())
    assert way not in page_of(client, inspector, agreed.get_absolute_url())
    assert way not in page_of(client, hmi, agreed.get_absolute_url())
    Finding.objects.filter(pk=agreed.pk).update(state=Finding.State.READY)
    assert way not in page_of(client, publisher, agreed.get_absolute_url())


def test_its_page_leads_nowhere_that_is_not_there(
    out: Issue, client: Client, force_lead: User, hmi: User
) -> None:
    """Outside nobody sees the inspection yet, or what its rows say since."""
    heading = out.finding.heading
    Finding.objects.filter(pk=out.finding.pk).update(heading="Rewritten since")
    page = page_of(client, force_lead, out.get_absolute_url())
    assert heading in page
    assert "Rewritten since" not in page
    assert "published before the report" in page
    assert str(out.inspection.uuid) not in page
    assert str(out.inspection.uuid) in page_of(client, hmi, out.get_absolute_url())


def test_it_is_listed_for_the_body_and_on_the_home_page(
    out: Issue, client: Client, force_lead: User, other_force_lead: User
) -> None:
    body = out.finding.chapter.body.get_absolute_url()
    for who, address in [(force_lead, "/"), (force_lead, body), (other_force_lead, "/")]:
        assert out.get_absolute_url() in page_of(client, who, address)
    assert out.get_absolute_url() not in page_of(
        client, force_lead, other_force_lead.role_grants.get().body.get_absolute_url()
    )


def test_under_embargo_it_is_on_no_list(
    agreed: Finding, client: Client, publisher: User, force_lead: User
) -> None:
    at = now()
    later = at + timedelta(days=1)
    issue = actions.accelerate(agreed, publish_at=later, by=publisher, at=at)
    body = agreed.chapter.body.get_absolute_url()
    for who in (force_lead, publisher):
        for address in ("/", body):
            assert issue.get_absolute_url() not in page_of(client, who, address)


def test_the_home_page_costs_the_same_however_much_is_out(
    out: Issue, client: Client, force_lead: User, assert_queries_do_not_grow: Grows
) -> None:
    client.force_login(force_lead)

    def add_row() -> None:
        Issue.objects.create(
            inspection=out.inspection,
            finding=out.finding,
            number=Issue.objects.count() + 1,
            template=NEWEST,
            purpose=Issue.Purpose.ACCELERATED,
            publish_at=out.publish_at,
            content=Issue.objects.get(pk=out.pk).content,
            content_sha256=out.content_sha256,
            requested_by=out.requested_by,
            requested_at=out.requested_at,
        )

    assert_queries_do_not_grow("/", add_row)
