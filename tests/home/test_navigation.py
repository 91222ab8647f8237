from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from forces.models import Body, RoleGrant
from inspection_portal.core.models import User
from tests.factories import UserFactory, person

SECTIONS = ["Home", "Inspections", "Register", "Bodies"]


def links(client: Client, url: str) -> dict[str, str | None]:
    """The words of the navigation, each with its aria-current."""
    page = html.fromstring(client.get(url).content)
    found = page.xpath("//nav[@aria-label='Menu']//a")
    return {link.text_content().strip(): link.get("aria-current") for link in found}


def test_navigation_leads_to_what_the_role_may_open(
    client: Client, administrator: User, force: Body
) -> None:
    more = {
        administrator: ([], ["People", "Systems", "Lists"]),
        person(RoleGrant.Role.AUDITOR): (["Threats"], ["Audit"]),
        person(RoleGrant.Role.OPERATOR): ([], ["Jobs"]),
        person(RoleGrant.Role.FORCE_LEAD, force): (["Threats", "Actions"], []),
    }
    for user, (threats, further) in more.items():
        client.force_login(user)
        shown = list(links(client, reverse("home:gallery")))
        sections = [*SECTIONS[:-1], *threats, SECTIONS[-1]]
        assert shown == [*sections, *further, "Messages", user.name, "Sign out"]


@pytest.mark.parametrize(
    ("name", "section"),
    [
        ("home:home", "Home"),
        ("findings:inspections", "Inspections"),
        ("recommendations:register", "Register"),
        ("forces:bodies", "Bodies"),
        ("forces:people", "People"),
        ("forces:clients", "Systems"),
        ("home:webhooks", "Systems"),
        ("account_logout", "Sign out"),
    ],
)
def test_section_of_the_page_is_marked(
    client: Client, administrator: User, name: str, section: str
) -> None:
    client.force_login(administrator)

    current = {text for text, mark in links(client, reverse(name)).items() if mark}
    assert current == {section}


def test_stranger_sees_no_navigation(client: Client, db: None) -> None:
    assert links(client, reverse("account_login")) == {}


def test_gallery_asks_the_database_for_the_person_and_their_messages_only(
    client: Client, inspector: User, django_assert_num_queries: Callable[[int], object]
) -> None:
    client.force_login(inspector)
    client.get(reverse("home:gallery"))

    with django_assert_num_queries(4):  # type: ignore[attr-defined]
        client.get(reverse("home:gallery"))


@pytest.mark.parametrize(("email", "told"), [("x@demo.example", True), ("x@force.example", False)])
def test_an_invented_person_is_told_so_on_every_page(
    client: Client, db: None, email: str, told: bool
) -> None:
    client.force_login(UserFactory(email=email))
    page = client.get(reverse("account_change_password")).content.decode()
    assert ("Demonstration data" in page) is told
