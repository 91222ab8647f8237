"""Links between findings, of one inspection or of several."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from findings import actions
from findings.models import Finding, FindingLink, InspectedBody
from findings.queries import links
from forces.models import Body, Region, RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import (
    FindingFactory,
    InspectedBodyFactory,
    InspectionFactory,
    person,
    put_in_print,
)

Kind = FindingLink.Kind


@pytest.fixture
def older(region: Region, force: Body) -> Finding:
    """What a published report said of the same force years ago."""
    chapter = InspectedBodyFactory(inspection=InspectionFactory(region=region), body=force)
    finding = FindingFactory(
        chapter=chapter, heading="The force should plan", text="It planned too little in 2021."
    )
    put_in_print(chapter.inspection)
    finding.inspection.refresh_from_db()
    return finding


@pytest.fixture
def link(finding: Finding, older: Finding, inspector: User, moment: datetime) -> FindingLink:
    return actions.link_findings(
        finding, to_finding=older, kind=Kind.REPEATS, by=inspector, at=moment
    )


@pytest.fixture
def team(client: Client, inspector: User) -> Client:
    client.force_login(inspector)
    return client


def told(finding: Finding, user: User) -> list[tuple[str, Finding]]:
    return [(shown.words, shown.other) for shown in links(finding, user)]


def test_both_ends_show_it_to_those_who_read_the_draft(
    link: FindingLink, finding: Finding, older: Finding, inspector: User
) -> None:
    assert told(finding, inspector) == [("Repeats", older)]
    assert told(older, inspector) == [("Repeated by", finding)]
    event = AuditEvent.objects.about(finding).get()
    assert (event.verb, event.detail) == (
        "finding.linked",
        {"kind": "repeats", "to": "The force should plan"},
    )


def test_nobody_else_learns_that_a_draft_links_to_what_is_published(
    link: FindingLink, client: Client, older: Finding, force_lead: User
) -> None:
    for user in (force_lead, person(RoleGrant.Role.INSPECTOR)):
        assert told(older, user) == []
        client.force_login(user)
        page = client.get(older.get_absolute_url()).content.decode()
        assert link.from_finding.heading not in page
        assert "Links to other findings" not in page


def test_a_link_to_a_draft_of_another_team_is_not_shown(
    finding: Finding, inspector: User, moderator: User, moment: datetime
) -> None:
    foreign = FindingFactory()
    actions.link_findings(
        finding, to_finding=foreign, kind=Kind.EVIDENCE_FOR, by=moderator, at=moment
    )
    assert told(finding, moderator) == [("Evidence for", foreign)]
    assert told(finding, inspector) == []


def test_what_the_person_does_not_read_cannot_be_linked_to(
    finding: Finding, inspector: User, moment: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        actions.link_findings(
            finding, to_finding=FindingFactory(), kind=Kind.REPEATS, by=inspector, at=moment
        )


def test_a_force_lead_may_neither_link_nor_unlink(
    link: FindingLink, finding: Finding, older: Finding, force_lead: User, moment: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        actions.link_findings(
            finding, to_finding=older, kind=Kind.SUPERSEDES, by=force_lead, at=moment
        )
    with pytest.raises(PermissionDenied):
        actions.unlink_findings(link, by=force_lead, at=moment)


@pytest.mark.usefixtures("link")
def test_the_same_link_is_not_made_twice(
    finding: Finding, older: Finding, inspector: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="linked in this way already"):
        actions.link_findings(finding, to_finding=older, kind=Kind.REPEATS, by=inspector, at=moment)


def test_a_finding_is_not_linked_to_itself(
    finding: Finding, inspector: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="not linked to itself"):
        actions.link_findings(
            finding, to_finding=finding, kind=Kind.REPEATS, by=inspector, at=moment
        )


def test_a_link_is_removed(
    link: FindingLink, finding: Finding, inspector: User, moment: datetime
) -> None:
    actions.unlink_findings(link, by=inspector, at=moment)
    assert not finding.links.exists()
    assert AuditEvent.objects.about(finding).first().verb == "finding.unlinked"


def test_the_search_offers_what_was_found_of_the_same_body(
    team: Client, finding: Finding, older: Finding
) -> None:
    elsewhere = FindingFactory(heading="The force should plan elsewhere")
    put_in_print(elsewhere.inspection)
    url = reverse("findings:link_add", args=[finding.uuid])
    page = team.get(url, {"words": "PLANNED 2021"}).content.decode()
    assert older.heading in page
    assert elsewhere.heading not in page
    page = team.get(url, {"words": "plan elsewhere", "body": ""}).content.decode()
    assert elsewhere.heading in page


def test_both_wordings_stand_side_by_side_before_they_are_linked(
    team: Client, finding: Finding, older: Finding
) -> None:
    url = f"{reverse('findings:link_add', args=[finding.uuid])}?to={older.uuid}"
    page = team.get(url).content.decode()
    assert finding.text in page
    assert older.text in page
    assert "Choose how they are linked" in team.post(url).content.decode()
    assert (
        "The findings are linked."
        in team.post(url, {"kind": "repeats"}, follow=True).content.decode()
    )
    assert finding.links.get().to_finding == older


def test_a_draft_of_another_team_is_not_there_to_link_to(team: Client, finding: Finding) -> None:
    url = reverse("findings:link_add", args=[finding.uuid])
    assert team.get(f"{url}?to={FindingFactory().uuid}").status_code == 404


def test_a_link_is_removed_on_the_page(team: Client, link: FindingLink) -> None:
    page = team.post(reverse("findings:link_remove", args=[link.uuid]), follow=True)
    assert "The link is removed." in page.content.decode()
    assert not FindingLink.objects.exists()


def test_found_findings_come_a_page_at_a_time(
    team: Client, finding: Finding, chapter: InspectedBody
) -> None:
    for _ in range(22):
        FindingFactory(chapter=chapter)
    url = reverse("findings:link_add", args=[finding.uuid])
    first = team.get(url)
    assert len(first.context["found"].rows) == 20
    second = team.get(url, {"page": str(first.context["found"].next)})
    assert len(second.context["found"].rows) == 2
