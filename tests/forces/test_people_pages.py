"""The pages on which administrators add people and give and take away roles."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from forces.actions import give_role, take_role
from forces.models import Body, RoleGrant
from inspection_portal.core.models import User
from tests.factories import LocalPolicingBodyFactory, UserFactory, person

Role = RoleGrant.Role


@pytest.fixture
def browser(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


def text(client: Client, url: str, **query: str) -> str:
    response = client.get(url, query)
    assert response.status_code == 200
    return str(response.content.decode())


def test_list_shows_people_with_their_roles_and_not_the_portal_itself(
    browser: Client, force_lead: User, force: Body
) -> None:
    page = text(browser, "/people/")
    assert force_lead.email in page
    assert f"Force lead, {force}" in page
    assert "portal@system.invalid" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"name": "ALDER"}, {"alder"}),
        ({"name": "birch@"}, {"birch"}),
        ({"role": "moderator"}, {"alder"}),
        ({"role": "none"}, {"birch"}),
        ({"is_active": "False"}, {"birch"}),
        ({"is_active": "True"}, {"alder"}),
        ({"name": "birch", "role": "moderator"}, set()),
    ],
)
def test_filters(query: dict[str, str], found: set[str], browser: Client) -> None:
    person(Role.MODERATOR, name="Alder")
    UserFactory(name="Birch", is_active=False)
    page = text(browser, "/people/", **query)
    assert {name for name in ("alder", "birch") if f"{name}@example.org" in page} == found


def test_queries_do_not_grow(
    browser: Client, assert_queries_do_not_grow: Callable[[str, Callable[[], object]], None]
) -> None:
    assert_queries_do_not_grow("/people/", lambda: person(Role.INSPECTOR))


def test_person_page_tells_roles_now_and_before(
    browser: Client, administrator: User, force_lead: User, moment: datetime
) -> None:
    take_role(force_lead.role_grants.get(), by=administrator, at=moment)
    page = text(browser, reverse("forces:person", args=[force_lead.uuid]))
    assert "They hold no role" in page
    assert f"2 March 2026 by {administrator}" in page


def test_the_system_account_has_no_page(browser: Client) -> None:
    portal = User.objects.get(kind=User.Kind.SYSTEM)
    assert browser.get(reverse("forces:person", args=[portal.uuid])).status_code == 404


def test_adding_a_person_leads_to_their_page(browser: Client) -> None:
    response = browser.post("/people/add/", {"name": "Cedar", "email": "Cedar@Example.org"})
    added = User.objects.get(email="cedar@example.org")
    assert response["Location"] == reverse("forces:person", args=[added.uuid])


def test_adding_the_same_address_keeps_what_was_typed(browser: Client, administrator: User) -> None:
    page = browser.post("/people/add/", {"name": "Twin", "email": administrator.email})
    assert page.status_code == 200
    assert "is here already" in page.content.decode()
    assert 'value="Twin"' in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Enter their full name"),
        ({"name": "Cedar"}, "Enter their email address"),
        ({"name": "Cedar", "email": "cedar"}, "Enter an email address like name@example.org"),
    ],
)
def test_what_is_missing_is_said(typed: dict[str, str], sentence: str, browser: Client) -> None:
    page = browser.post("/people/add/", typed).content.decode()
    assert sentence in page
    assert "<title>Error: " in page


def give(client: Client, user: User, **typed: str) -> str:
    response = client.post(reverse("forces:role_give", args=[user.uuid]), typed, follow=True)
    assert response.status_code == 200
    return str(response.content.decode())


def test_a_role_is_given(browser: Client, force: Body) -> None:
    newcomer = UserFactory()
    page = give(browser, newcomer, role="force_lead", body=str(force.pk))
    assert f"{newcomer} now holds the role Force lead, {force}." in page
    assert newcomer.role_grants.current().get().body == force


@pytest.mark.parametrize(
    ("role", "with_body", "sentence"),
    [
        ("", False, "Choose a role"),
        ("force_lead", False, "Choose the force or ROCU they act for"),
        ("inspector", True, "Choose none"),
        ("policing_body", False, "Choose the local policing body they act for"),
        ("partner", False, "Choose the organisation they are a partner from"),
    ],
)
def test_role_and_body_must_fit(
    role: str, with_body: bool, sentence: str, browser: Client, force: Body
) -> None:
    newcomer = UserFactory()
    page = give(browser, newcomer, role=role, body=str(force.pk) if with_body else "")
    assert sentence in page
    assert not newcomer.role_grants.exists()


def test_role_held_already_is_refused_on_the_page(browser: Client, inspector: User) -> None:
    assert "The person already holds this role." in give(browser, inspector, role="inspector")


def test_role_is_taken_only_after_confirmation(browser: Client, inspector: User) -> None:
    grant = inspector.role_grants.get()
    url = reverse("forces:role_take", args=[grant.uuid])
    assert "Take away this role?" in text(browser, url)
    assert inspector.role_grants.current().exists()
    page = browser.post(url, follow=True).content.decode()
    assert f"{inspector} no longer holds the role Inspector." in page
    assert not inspector.role_grants.current().exists()


def test_ones_own_administrator_role_is_refused_on_the_page(
    browser: Client, administrator: User
) -> None:
    grant = administrator.role_grants.get()
    page = browser.post(reverse("forces:role_take", args=[grant.uuid]))
    assert page.status_code == 200
    assert "You can’t take away your own administrator role" in page.content.decode()


def test_whoever_loses_the_role_loses_the_pages_at_once(
    browser: Client, administrator: User, moment: datetime
) -> None:
    other = person(Role.ADMINISTRATOR)
    assert browser.get("/people/").status_code == 200
    take_role(administrator.role_grants.get(), by=other, at=moment)
    assert browser.get("/people/")["Location"].startswith(reverse("account_login"))
    browser.force_login(administrator)
    assert browser.get("/people/").status_code == 403


def test_people_are_found_by_the_body_they_act_for_or_oversee(
    browser: Client,
    force: Body,
    force_lead: User,
    policing_body_person: User,
    other_force_lead: User,
) -> None:
    page = text(browser, "/people/", body=str(force.uuid))
    assert force_lead.email in page
    assert policing_body_person.email in page
    assert other_force_lead.email not in page


def test_a_role_in_a_local_policing_body_is_given_for_a_time(browser: Client, force: Body) -> None:
    newcomer, office = UserFactory(), LocalPolicingBodyFactory(body=force)
    last_day = {"ends_on_day": "31", "ends_on_month": "12", "ends_on_year": "2099"}
    page = give(browser, newcomer, role="policing_body", policing_body=str(office.pk), **last_day)
    assert f"now holds the role Local policing body, {office}." in page
    assert "until 31 Dec 2099" in page


def test_who_takes_a_role_from_themselves_stays_signed_in_here(
    browser: Client, administrator: User, moment: datetime
) -> None:
    grant = give_role(administrator, role=Role.INSPECTOR, by=administrator, at=moment)
    elsewhere = Client()
    elsewhere.force_login(User.objects.get(pk=administrator.pk))
    page = browser.post(reverse("forces:role_take", args=[grant.uuid]), follow=True)
    assert "no longer holds the role Inspector" in page.content.decode()
    assert elsewhere.get("/").status_code == 302
