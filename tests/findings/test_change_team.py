"""Who works on an inspection can change at any time, since nothing of that is published."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from findings import actions
from findings.models import Inspection
from forces.models import RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import person, put_in_print

Role = RoleGrant.Role


@pytest.fixture
def published(inspection: Inspection) -> Inspection:
    return put_in_print(inspection)


@pytest.fixture
def colleague(db: None) -> User:
    return person(Role.INSPECTOR)


def team_of(inspection: Inspection) -> set[User]:
    return {member.user for member in inspection.team.all()}


def test_the_team_of_a_published_inspection_changes_without_a_correction(
    published: Inspection, inspector: User, colleague: User, moment: datetime
) -> None:
    actions.change_team(published, team=[colleague], seen_version=1, by=inspector, at=moment)
    assert team_of(published) == {colleague}
    event = AuditEvent.objects.about(published).get()
    assert (event.verb, event.by, event.at) == ("team.changed", inspector, moment)
    assert event.detail == {
        "team": [str(inspector), str(colleague)],
        "leads": [str(inspector), ""],
    }


def test_who_does_not_work_on_it_may_not(
    published: Inspection, colleague: User, moment: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        actions.change_team(published, team=[colleague], seen_version=1, by=colleague, at=moment)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, None], ids=["outsider", "nobody"])
def test_inspectors_alone_make_a_team(
    role: str | None, published: Inspection, moderator: User, inspector: User, moment: datetime
) -> None:
    team = [person(role)] if role else []
    with pytest.raises(RuleBroken, match="inspector"):
        actions.change_team(published, team=team, seen_version=1, by=moderator, at=moment)
    assert team_of(published) == {inspector}


def test_second_editor_is_refused_not_overwritten(
    published: Inspection, inspector: User, colleague: User, moment: datetime
) -> None:
    both = [inspector, colleague]
    actions.change_team(published, team=both, seen_version=1, by=inspector, at=moment)
    with pytest.raises(RuleBroken, match="has changed since"):
        actions.change_team(published, team=[inspector], seen_version=1, by=colleague, at=moment)
    assert team_of(published) == set(both)


def test_page_of_a_published_inspection_asks_for_the_team_alone(
    client: Client, published: Inspection, inspector: User, colleague: User
) -> None:
    url = reverse("findings:inspection_revise", args=[published.uuid])
    client.force_login(inspector)
    hub = client.get(published.get_absolute_url()).content.decode()
    assert f'href="{url}">Change the team</a>' in hub
    page = client.get(url)
    assert set(page.context["form"].fields) == {"team", "leads", "seen_version"}

    typed = {"team": [inspector.uuid, colleague.uuid], "seen_version": 1, "title": "Another"}
    assert client.post(url, typed).url == published.get_absolute_url()

    assert team_of(published) == {inspector, colleague}
    published.refresh_from_db()
    assert published.title != "Another"


def test_page_shows_what_another_chose_meanwhile(
    client: Client, published: Inspection, inspector: User, colleague: User, moment: datetime
) -> None:
    both = [inspector, colleague]
    actions.change_team(published, team=both, seen_version=1, by=inspector, at=moment)
    client.force_login(inspector)
    url = reverse("findings:inspection_revise", args=[published.uuid])
    page = client.post(url, {"team": [inspector.uuid], "seen_version": 1}).content.decode()
    assert "has changed since" in page
    assert colleague.name in page


def test_who_leads_is_chosen_from_the_team(
    published: Inspection, inspector: User, colleague: User, moment: datetime
) -> None:
    both = [inspector, colleague]
    actions.change_team(
        published, team=both, leads=[colleague], seen_version=1, by=inspector, at=moment
    )
    assert [member.user for member in published.team.filter(is_lead=True)] == [colleague]
    with pytest.raises(RuleBroken, match="is on the team"):
        actions.change_team(
            published, team=[inspector], leads=[colleague], seen_version=2, by=inspector, at=moment
        )
    assert team_of(published) == set(both)
