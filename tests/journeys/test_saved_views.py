"""A view of the register in a browser: saved, shared, and told of every Monday."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from inspection_portal.core.models import User
from tests.journeys.looking import PHONE, assert_sound

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REGISTER = "/register/"
NAME = "Late with us"
# What a phone folds away.
BESIDE = "Views and other pages"


def test_a_view_is_saved_shared_and_told_of(
    open_page: Callable[..., Page], force_lead: User, force_contributor: User
) -> None:
    page = open_page(f"{REGISTER}?deadline=overdue", by=force_lead)
    page.get_by_text("Save this as a view").click()
    page.get_by_label("Name of the new view").fill(NAME)
    assert_sound(page)
    page.get_by_role("button", name="Save the view").click()
    expect(page.get_by_role("alert")).to_contain_text("is saved")
    page.get_by_role("link", name="All views and messages").click()
    assert_sound(page)
    page.get_by_role("link", name="Rename or share").click()
    assert_sound(page)
    page.get_by_label(str(force_lead.role_grants.get().body)).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("is changed")

    phone = {"width": PHONE, "height": 844}
    theirs = open_page(REGISTER, by=force_contributor, viewport=phone)
    theirs.get_by_text(BESIDE).click()
    assert_sound(theirs)
    theirs.get_by_role("link", name=NAME).click()
    expect(theirs.get_by_text("Deadline: Overdue")).to_be_visible()
    theirs.get_by_text(BESIDE).click()
    theirs.get_by_role("link", name="All views and messages").click()
    theirs.get_by_role("link", name="Get messages").click()
    assert_sound(theirs)
    theirs.get_by_label("Every Monday").check()
    theirs.get_by_role("button", name="Save").click()
    expect(theirs.get_by_role("alert")).to_contain_text(NAME)
    assert_sound(theirs)
