"""The list of entries: what a person sees of it, looks for and pages through."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from forces.models import Body, Region, RoleGrant
from inspection_portal.core.models import User
from recommendations.models import RegisterEntry
from recommendations.views import register as views
from tests.factories import (
    ForceFactory,
    ImprovementEntryFactory,
    NationalEntryFactory,
    RegionFactory,
    RegisterEntryFactory,
    UserFactory,
    person,
    put_in_print,
)
from tests.recommendations.listing import URL, shown

TODAY = localdate()


# What is looked for


def test_the_list_begins_with_what_is_open_and_due_first(as_lead: Client, force: Body) -> None:
    undated = ImprovementEntryFactory(body=force)
    later = RegisterEntryFactory(body=force, due_on=TODAY + timedelta(days=40))
    overdue = RegisterEntryFactory(body=force, due_on=TODAY - timedelta(days=1))
    RegisterEntryFactory(body=force, status="complete", closed_on=TODAY)
    assert shown(as_lead) == [overdue, later, undated]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status": "open"}, ["awaiting", "progressed", "improvement"]),
        ({"status": "any"}, ["awaiting", "progressed", "improvement", "complete"]),
        ({"status": "closed"}, ["complete"]),
        ({"status": "complete"}, ["complete"]),
        ({"status": "being_progressed"}, ["progressed"]),
        ({"status": "superseded"}, []),
        ({"deadline": "overdue"}, ["awaiting"]),
        ({"deadline": "due_soon"}, ["progressed"]),
        ({"deadline": "on_time"}, []),
        ({"deadline": "no_deadline"}, ["improvement"]),
        ({"deadline": "overdue", "status": "closed"}, []),
        ({"kind": "recommendation"}, ["awaiting", "progressed"]),
        ({"kind": "improvement"}, ["improvement"]),
        ({"owner": "me"}, ["awaiting"]),
        ({"owner": "nobody"}, ["improvement"]),
        ({"owner": "somebody"}, ["awaiting", "progressed"]),
        ({"words": "  TRAIN "}, ["awaiting", "progressed"]),
        ({"words": "plans", "kind": "recommendation"}, []),
        ({"words": "%"}, []),
    ],
)
def test_filters_narrow_the_list(
    as_lead: Client,
    force: Body,
    force_lead: User,
    force_contributor: User,
    query: dict[str, str],
    found: list[str],
) -> None:
    entries = {
        "awaiting": RegisterEntryFactory(body=force, due_on=TODAY - timedelta(days=3)),
        "progressed": RegisterEntryFactory(
            body=force,
            due_on=TODAY + timedelta(days=3),
            status="being_progressed",
            owner=force_contributor,
        ),
        "improvement": ImprovementEntryFactory(body=force),
        "complete": RegisterEntryFactory(body=force, status="complete", closed_on=TODAY),
    }
    RegisterEntry.objects.filter(pk=entries["awaiting"].pk).update(owner=force_lead)
    assert set(shown(as_lead, **query)) == {entries[name] for name in found}


def test_an_owner_is_looked_for_by_name(
    as_lead: Client, force: Body, force_contributor: User
) -> None:
    RegisterEntryFactory(body=force)
    theirs = RegisterEntryFactory(body=force, owner=force_contributor)
    assert shown(as_lead, owner=force_contributor.uuid) == [theirs]


@pytest.mark.parametrize("leaves", ["role", "portal", "for another force"])
def test_who_no_longer_acts_for_the_body_is_no_owner(
    as_lead: Client,
    force: Body,
    other_force: Body,
    force_lead: User,
    force_contributor: User,
    moment: datetime,
    leaves: str,
) -> None:
    entry = RegisterEntryFactory(body=force, owner=force_contributor)
    mark = f"no longer acts for {force}"
    assert shown(as_lead, owner="somebody") == [entry]
    assert mark not in as_lead.get("/register/").content.decode()
    if leaves == "role":
        force_contributor.role_grants.update(taken_by=force_lead, taken_at=moment)
    elif leaves == "portal":
        User.objects.filter(pk=force_contributor.pk).update(is_active=False)
    else:
        force_contributor.role_grants.update(body=other_force)
    assert shown(as_lead, owner="somebody") == []
    assert shown(as_lead, owner="nobody") == [entry]
    assert mark in as_lead.get("/register/").content.decode()
    page = as_lead.get(entry.get_absolute_url()).content.decode()
    assert f"{mark}." in page
    assert "Choose who is responsible" in page


def test_the_inspectorate_looks_for_a_body_or_a_region(as_inspector: Client) -> None:
    here, there = RegionFactory(), RegionFactory()
    first = RegisterEntryFactory(body=ForceFactory(region=here))
    second = RegisterEntryFactory(body=ForceFactory(region=here))
    third = RegisterEntryFactory(body=ForceFactory(region=there))
    assert shown(as_inspector, region=here.uuid) == [first, second]
    assert shown(as_inspector, body=third.body.uuid) == [third]
    assert shown(as_inspector, body=third.body.uuid, region=here.uuid) == []


def test_a_person_of_two_bodies_looks_for_one(client: Client, force: Body) -> None:
    lead = person(RoleGrant.Role.FORCE_LEAD, force)
    second = ForceFactory()
    RoleGrant.objects.create(
        user=lead,
        role="force_contributor",
        body=second,
        given_by=lead,
        given_at="2026-01-05T09:00Z",
    )
    client.force_login(lead)
    mine, other = RegisterEntryFactory(body=force), RegisterEntryFactory(body=second)
    assert set(shown(client)) == {mine, other}
    assert shown(client, body=second.uuid) == [other]


def test_filters_in_force_are_named_with_a_way_out(as_lead: Client, force: Body) -> None:
    RegisterEntryFactory(body=force, due_on=TODAY - timedelta(days=3))
    query = {"deadline": "overdue", "words": "train", "page": "x"}
    chosen = list(as_lead.get(URL, query).context["filter"].chosen)
    assert [(each.label, each.value) for each in chosen] == [
        ("Deadline", "Overdue"),
        ("Words in what is asked", "train"),
    ]
    assert chosen[0].without == "?words=train&status=open"


# What makes no sense


@pytest.mark.parametrize(
    "query",
    [
        "status=forgotten",
        "deadline=never",
        "kind=%00",
        "owner=00000000-0000-0000-0000-000000000000",
        "owner=1",
        "words=%00",
        "sort=%00",
    ],
)
def test_a_filter_that_makes_no_sense_shows_why_and_nothing_else(
    as_lead: Client, force: Body, query: str
) -> None:
    RegisterEntryFactory(body=force)
    response = as_lead.get(f"{URL}?{query}")
    assert response.status_code == 200
    assert response.context["lines"] == []
    assert "There is a problem" in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "utm=x",
        "sort=colour",
        "sort=-",
        "sort=",
        "page=2",
        "page=after-",
        "page=after-1",
        "page=%00",
        "page=after-00000000-0000-0000-0000-000000000000",
        "status=",
        "status=open&status=open",
        "body=whatever",
    ],
)
def test_what_is_unknown_leaves_the_list_as_it_is(as_lead: Client, force: Body, query: str) -> None:
    entry = RegisterEntryFactory(body=force)
    response = as_lead.get(f"{URL}?{query}")
    assert [line.entry for line in response.context["lines"]] == [entry]


def test_an_empty_list_says_what_to_do(as_lead: Client) -> None:
    assert "No entry matches" in as_lead.get(URL).content.decode()


# Order and pages


@pytest.fixture
def two_on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "ENTRIES_ON_A_PAGE", 2)


def walk(client: Client, side: str, place: object = "", **query: str) -> list[list[RegisterEntry]]:
    """The pages from a place on, until there is none on that side."""
    response = client.get(URL, query | {"page": str(place)})
    here = [line.entry for line in response.context["lines"]]
    following = getattr(response.context["page"], side)
    return [here, *walk(client, side, following, **query)] if following else [here]


@pytest.mark.parametrize("sort", ["due", "-due", "body", "-body", "status", "-status"])
@pytest.mark.usefixtures("two_on_a_page")
def test_pages_hold_every_entry_once_whatever_ties(as_inspector: Client, sort: str) -> None:
    force = ForceFactory()
    for due_on in (date(2026, 5, 1), date(2026, 5, 1), date(2026, 4, 1), date(2026, 6, 1)):
        RegisterEntryFactory(body=force, due_on=due_on)
    for _ in range(3):
        ImprovementEntryFactory()
    pages = walk(as_inspector, "next", sort=sort)
    assert [len(page) for page in pages] == [2, 2, 2, 1]
    walked = [entry for page in pages for entry in page]
    assert len(set(walked)) == 7
    keys = {
        "due": lambda entry: (entry.due_on or date.max, entry.pk),
        "body": lambda entry: (entry.body.name, entry.due_on or date.max, entry.pk),
        "status": lambda entry: (entry.status, entry.due_on or date.max, entry.pk),
    }
    key = keys[sort.removeprefix("-")]
    assert walked == sorted(walked, key=key, reverse=sort.startswith("-"))


@pytest.mark.usefixtures("two_on_a_page")
def test_the_way_back_shows_the_same_pages(as_lead: Client, force: Body) -> None:
    entries = [RegisterEntryFactory(body=force) for _ in range(5)]
    forth = walk(as_lead, "next")
    assert forth == [entries[:2], entries[2:4], entries[4:]]
    back = walk(as_lead, "previous", f"after-{entries[3].uuid}")
    assert back == [entries[4:], entries[2:4], entries[:2]]


@pytest.mark.usefixtures("two_on_a_page")
def test_a_page_survives_the_change_of_its_neighbour(as_lead: Client, force: Body) -> None:
    entries = [RegisterEntryFactory(body=force) for _ in range(4)]
    RegisterEntry.objects.filter(pk=entries[1].pk).update(status="complete", closed_on=TODAY)
    assert shown(as_lead, page=f"after-{entries[1].uuid}") == entries[2:]


@pytest.mark.usefixtures("two_on_a_page")
def test_links_to_pages_keep_filters_and_order(as_lead: Client, force: Body) -> None:
    entries = [RegisterEntryFactory(body=force) for _ in range(3)]
    html = as_lead.get(URL, {"words": "train", "sort": "-due"}).content.decode()
    assert f"?words=train&amp;sort=-due&amp;page=after-{entries[1].uuid}" in html


def test_the_list_costs_the_same_however_long(
    as_inspector: Client, assert_queries_do_not_grow: Callable[[str, Callable[[], object]], None]
) -> None:
    def add_row() -> None:
        RegisterEntryFactory(owner=UserFactory())
        ImprovementEntryFactory()
        NationalEntryFactory()

    assert_queries_do_not_grow(URL, add_row)


def test_an_entry_of_many_leads_to_what_was_asked_of_all(as_lead: Client, force: Body) -> None:
    national = NationalEntryFactory(body=force).national
    page = as_lead.get(URL).content.decode()
    link = f'href="{national.get_absolute_url()}">National recommendation {national.number}</a>'
    assert f"{link} of “{national.report}”" in page


@pytest.mark.parametrize(
    ("role", "told"),
    [("inspector", "of forces, ROCUs and others"), ("force_lead", "of those you act for")],
)
def test_the_page_says_of_whom_it_tells(client: Client, force: Body, role: str, told: str) -> None:
    client.force_login(person(role, force if role == "force_lead" else None))
    assert f"What published reports ask {told}" in client.get(URL).content.decode()


def test_demonstration_data_is_marked(as_lead: Client, entry: RegisterEntry) -> None:
    assert not as_lead.get(URL).context["demonstration"]
    made_up = RegisterEntryFactory(
        body=entry.body, recommendation__finding__chapter__inspection__is_demonstration=True
    )
    put_in_print(made_up.source.inspection)
    assert as_lead.get(URL).context["demonstration"]
    assert as_lead.get(made_up.get_absolute_url()).context["demonstration"]


# Other bodies' entries


def test_filters_offer_a_force_nothing_of_others(
    as_lead: Client, force: Body, other_force_lead: User, region: Region
) -> None:
    form = as_lead.get(URL).context["filter"].form
    assert form.fields.keys().isdisjoint({"region", "body", "inspection", "theme"})
    assert str(other_force_lead.uuid) not in dict(form.fields["owner"].choices)


def test_somebody_elses_body_is_no_choice(client: Client, force: Body, other_force: Body) -> None:
    lead = person(RoleGrant.Role.FORCE_LEAD, force)
    client.force_login(lead)
    RegisterEntryFactory(body=other_force)
    assert shown(client, body=other_force.uuid) == []
    assert shown(client, body="nonsense") == []


def test_a_person_without_a_role_sees_an_empty_register(
    client: Client, entry: RegisterEntry
) -> None:
    client.force_login(UserFactory())
    assert shown(client) == []
