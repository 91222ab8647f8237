"""Home by role, bodies, audit trails, people and their roles in a browser."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from findings.models import Inspection
from forces.models import Body, Region
from inspection_portal.core.models import User
from inspection_portal.home.demo import sign_ins
from inspection_portal.home.demo.sign_ins import SignIn
from tests.journeys.looking import assert_sound

pytestmark = [
    pytest.mark.long,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("demonstration"),
]

Open = Callable[..., Page]


def who(sign_in: SignIn) -> User:
    return User.objects.get(email=sign_in.email)


def test_pages_are_sound(open_page: Open) -> None:
    """All of them in one test: the demonstration takes seconds to set up."""
    hampshire, region = Body.objects.named("Hampshire"), Region.objects.get(slug="south-east")
    draft = Inspection.objects.get(slug="south-east-2026")
    lead = who(sign_ins.HAMPSHIRE_LEAD)
    visits = {
        sign_ins.MODERATOR: [],
        sign_ins.HAMPSHIRE_LEAD: [],
        sign_ins.SURREY_LEAD: [reverse("forces:bodies"), hampshire.get_absolute_url()],
        sign_ins.INSPECTOR: [
            region.get_absolute_url(),
            hampshire.get_absolute_url(),
            reverse("home:audit", args=["findings.inspection", draft.uuid]),
        ],
        sign_ins.ADMINISTRATOR: [
            reverse("forces:people"),
            reverse("forces:person_add"),
            reverse("forces:person", args=[lead.uuid]),
            reverse("forces:person_revise", args=[lead.uuid]),
            reverse("forces:person_close", args=[lead.uuid]),
            reverse("forces:role_give", args=[lead.uuid]),
            reverse("forces:role_take", args=[lead.role_grants.get().uuid]),
            reverse("home:audit", args=["core.user", lead.uuid]),
            reverse("home:lists"),
            reverse("home:list_items", args=["evidence-methods"]),
            reverse("home:list_item_add", args=["evidence-methods"]),
        ],
    }
    for sign_in, addresses in visits.items():
        page = open_page("/", by=who(sign_in))
        assert_sound(page)
        for address in addresses:
            page.goto(address)
            assert_sound(page)


def test_administrator_adds_a_person_and_gives_and_takes_a_role(open_page: Open) -> None:
    page = open_page("/people/", by=who(sign_ins.ADMINISTRATOR))
    page.get_by_role("button", name="Add a person").click()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter their full name")
    page.get_by_role("link", name="Enter their full name").click()
    expect(page.get_by_label("Full name")).to_be_focused()
    page.get_by_label("Full name").fill("Demo Newcomer")
    page.get_by_label("Email address").fill("newcomer@demo.example")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Demo Newcomer")

    page.get_by_role("button", name="Give a role").click()
    page.get_by_label("Force lead").check()
    page.get_by_role("button", name="Give the role").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose the force or ROCU")
    assert_sound(page)
    page.get_by_label("For which force or ROCU?").select_option("Kent Police")
    page.get_by_role("button", name="Give the role").click()
    expect(page.get_by_role("alert")).to_contain_text("Force lead, Kent Police")

    page.get_by_role("link", name="Take away").click()
    page.get_by_role("button", name="Take away the role").click()
    expect(page.get_by_role("heading", name="Roles before")).to_be_visible()


def test_force_lead_starts_from_what_is_overdue(open_page: Open) -> None:
    page = open_page("/", by=who(sign_ins.HAMPSHIRE_LEAD))
    headings = page.get_by_role("heading", level=2).all_inner_texts()
    assert headings[0] in ("Disruptions waiting for you", "Overdue", "Next deadlines")
    page.locator("main table a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "/register/" in page.url
