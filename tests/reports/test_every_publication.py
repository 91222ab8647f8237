"""The list of published reports that everybody may read."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from findings.actions import open_correction
from findings.models import Inspection
from forces.models import Body
from inspection_portal.core.models import User
from inspection_portal.reports import actions
from inspection_portal.reports.models import Issue
from tests.factories import ForceFactory, InspectedBodyFactory, InspectionFactory, RegionFactory
from tests.pages import shown
from tests.reports.publishing import issue_of, printed
from tests.reports.stages import correct

AS_MADE = (
    *("number", "publish_at", "purpose", "template", "content", "content_sha256"),
    *("requested_by", "requested_at"),
)
DAY = timedelta(days=1)
OUT = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


@pytest.fixture
def issue(draft: Inspection, moment: datetime) -> Issue:
    return issue_of(draft, publish_at=OUT, at=moment)


def listed(**asked: str) -> list[str]:
    """The addresses of the reports on the list, in its order."""
    tree = html.fromstring(Client().get(reverse("publications:every"), asked).content)
    return list(tree.xpath("//tbody//th/a/@href"))


def page_of(issue: Issue) -> str:
    return reverse("publications:page", args=[issue.uuid])


def test_a_report_is_listed_from_its_moment_on(
    issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at, there in ((OUT - timedelta(seconds=1), []), (OUT, [page_of(issue)])):
        monkeypatch.setattr("django.utils.timezone.now", lambda at=at: at)
        assert listed() == there


def test_the_list_leads_to_the_issue_that_stands(
    issue: Issue, draft: Inspection, inspector: User, publisher: User
) -> None:
    draft.refresh_from_db()
    told = "which replaces all earlier issues"
    assert told not in shown(Client().get(reverse("publications:every")))
    open_correction(draft, reason="A number was wrong.", by=inspector, at=OUT + DAY)
    second = printed(correct(draft, by=publisher, at=OUT + 2 * DAY), OUT + 2 * DAY)
    assert listed() == [page_of(second)]
    assert f"Issue 2, {told}" in shown(Client().get(reverse("publications:every")))
    draft.refresh_from_db()
    actions.withdraw(
        draft, reason="It was wrong.", seen_version=draft.version, by=publisher, at=OUT + 3 * DAY
    )
    assert listed() == [page_of(second)]
    assert "Withdrawn" in Client().get(reverse("publications:every")).text


def test_reports_are_found_by_region_and_by_body(
    issue: Issue, draft: Inspection, force: Body
) -> None:
    elsewhere, other = RegionFactory(), ForceFactory()
    assert listed(region=draft.region.slug, body=force.slug) == [page_of(issue)]
    assert listed(region=elsewhere.slug) == []
    assert listed(body=other.slug) == []
    page = Client().get(reverse("publications:every"), {"body": "canary"}).text
    assert "Choose one of the list under “Police force or ROCU”" in page


def test_no_filter_tells_of_an_inspection_that_is_not_published(force: Body) -> None:
    InspectedBodyFactory(inspection=InspectionFactory(title="canary"), body=force)
    assert listed(body=force.slug) == []


def test_a_longer_list_takes_no_more_queries(
    issue: Issue,
    assert_queries_do_not_grow: Callable[[str, Callable[[], object]], None],
) -> None:
    def publish_another() -> None:
        Issue.objects.create(
            **{name: getattr(issue, name) for name in AS_MADE}, inspection=InspectionFactory()
        )

    assert_queries_do_not_grow(reverse("publications:every"), publish_another)
