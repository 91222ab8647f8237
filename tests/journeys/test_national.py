"""A national report in a browser: entered, opened for every force, and seen by one of them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from forces.models import Body
from inspection_portal.core.models import User
from tests.journeys.looking import PHONE, assert_sound, fill_date

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "How policing follows the money"
ASKED = "Within six months, every force should appoint a financial investigator."


def enter(page: Page) -> None:
    page.get_by_role("button", name="Enter a report").click()
    assert_sound(page)
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Short name").fill("money")
    fill_date(page, localdate() - timedelta(days=1))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("The report is entered.")
    assert_sound(page)


def recommend(page: Page) -> None:
    page.get_by_role("button", name="Add a recommendation").click()
    assert_sound(page)
    page.get_by_label("What is recommended").fill(ASKED)
    page.get_by_label("Within a time of publication").check()
    page.get_by_label("Number of months").fill("6")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("The recommendation is added.")


def test_a_national_report_is_opened_for_every_force(
    open_page: Callable[..., Page], inspector: User, force_lead: User, other_force: Body
) -> None:
    page = open_page(reverse("recommendations:register"), by=inspector)
    page.get_by_role("link", name="National reports").click()
    assert_sound(page)
    enter(page)
    recommend(page)
    page.get_by_role("button", name="Open the entries").click()
    assert_sound(page)
    page.get_by_role("button", name="Open the entries").click()
    expect(page.get_by_role("alert")).to_contain_text("2 entries are open.")
    page.get_by_role("link", name="Recommendation 1").click()
    expect(page.get_by_role("link", name=other_force.name)).to_be_visible()
    expect(page.get_by_text("0 of 2 closed")).to_be_visible()
    assert_sound(page)
    page.get_by_role("button", name="Add an addressee").click()
    assert_sound(page)

    phone = {"width": PHONE, "height": 844}
    lead = open_page(reverse("recommendations:register"), by=force_lead, viewport=phone)
    lead.get_by_role("link", name=ASKED).click()
    lead.get_by_role("link", name=TITLE).click()
    expect(lead.get_by_text(ASKED)).to_be_visible()
    expect(lead.get_by_text(other_force.name)).to_have_count(0)
    assert_sound(lead)
