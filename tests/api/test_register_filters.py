"""What the register's page finds the API finds, by the same meaning of the words."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from findings.models import Theme
from forces.models import Body
from inspection_portal.core.models import User
from recommendations.models import EntryLink, RegisterEntry
from tests.factories import (
    ClaimFactory,
    ForceFactory,
    ImprovementEntryFactory,
    RegionFactory,
    RegisterEntryFactory,
)

URL = "/api/v1/register-entries/"
TODAY = localdate()


def found(client: Client, **query: object) -> set[str]:
    response = client.get(URL, query)
    assert response.status_code == 200, response.content
    return {each["uuid"] for each in response.json()["results"]}


@pytest.fixture
def late(force: Body) -> RegisterEntry:
    """Overdue for 100 days, and of `force`."""
    return RegisterEntryFactory(
        body=force, due_on=TODAY - timedelta(days=100), position="in_progress"
    )


@pytest.fixture
def other(late: RegisterEntry) -> RegisterEntry:
    """An area for improvement of a force elsewhere, which is not due."""
    return ImprovementEntryFactory(body=ForceFactory(region=RegionFactory()), due_on=None)


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "recommendation"},
        {"position": "in_progress"},
        {"rag": "red"},
        {"lateness": "overdue"},
        {"overdue_by": 90},
        {"words": "PEOPLE"},
        {"lateness": "on_time", "as_at": TODAY - timedelta(days=150)},
    ],
    ids=str,
)
def test_it_finds_what_is_late(
    as_inspector: Client, late: RegisterEntry, other: RegisterEntry, query: dict[str, object]
) -> None:
    RegisterEntry.objects.filter(pk=late.pk).update(asked="Train its people.")
    RegisterEntry.objects.filter(pk=other.pk).update(asked="It has no plan.")
    assert found(as_inspector, **query) == {str(late.uuid)}


def test_by_region_owner_claim_and_repeat(
    client: Client,
    force: Body,
    force_lead: User,
    inspector: User,
    late: RegisterEntry,
    other: RegisterEntry,
) -> None:
    region = force.memberships.get().region
    repeats = {"kind": "repeats", "by": inspector, "at": late.published_at}
    EntryLink.objects.create(entry=late, other=other, **repeats)
    ClaimFactory(entry=late)
    RegisterEntry.objects.filter(pk=late.pk).update(owner=force_lead)
    client.force_login(inspector)
    assert found(client, region=region.uuid) == {str(late.uuid)}
    assert found(client, is_allocated="true") == {str(late.uuid)}
    assert found(client, claimed="claimed") == {str(late.uuid)}
    assert found(client, repeated="repeated") == {str(other.uuid)}
    client.force_login(force_lead)
    assert found(client, is_mine="true") == {str(late.uuid)}
    assert found(client, is_mine="false") == set()


def test_themes_stay_in_the_inspectorate(
    client: Client, inspector: User, force_lead: User, late: RegisterEntry
) -> None:
    theme = Theme.objects.create(name="Custody", valid_from=TODAY)
    late.source.themes.add(theme)
    client.force_login(inspector)
    assert found(client, theme=theme.uuid) == {str(late.uuid)}
    client.force_login(force_lead)
    assert found(client, theme=theme.uuid) == set()


@pytest.mark.parametrize("typed", ["%Y-%m-%d", "%d/%m/%Y"])
def test_answers_are_as_at_the_day(as_lead: Client, late: RegisterEntry, typed: str) -> None:
    day = TODAY - timedelta(days=150)
    (shown,) = as_lead.get(URL, {"as_at": day.strftime(typed)}).json()["results"]
    assert (shown["lateness"], shown["rag"]["colour"]) == ("on_time", "green")


def test_day_that_is_none_is_refused(as_lead: Client) -> None:
    assert as_lead.get(URL, {"as_at": "31/2/2027"}).status_code == 400
