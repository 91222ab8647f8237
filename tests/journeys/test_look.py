"""The gallery and the sign-in pages in a browser, with and without JavaScript."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from inspection_portal.core.models import User
from tests.journeys.looking import PHONE, assert_sound

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_pages_of_a_stranger_are_sound(open_page: Callable[..., Page], name: str) -> None:
    assert_sound(open_page(reverse(name)))


@pytest.mark.parametrize("name", ["home:gallery", "account_change_password", "account_logout"])
def test_pages_of_a_person_are_sound(
    open_page: Callable[..., Page], inspector: User, name: str
) -> None:
    assert_sound(open_page(reverse(name), by=inspector))


def test_gallery_is_sound_without_javascript(
    open_page: Callable[..., Page], inspector: User
) -> None:
    page = open_page(
        reverse("home:gallery"),
        by=inspector,
        java_script_enabled=False,
        viewport={"width": PHONE, "height": 900},
    )

    expect(page.get_by_role("link", name="Sign out")).to_be_visible()
    assert page.locator("main").bounding_box()["width"] <= PHONE  # type: ignore[index]


def test_mistake_is_told_and_its_link_leads_to_the_box(open_page: Callable[..., Page]) -> None:
    page = open_page(reverse("account_login"))
    page.get_by_role("button", name="Sign in").click()

    expect(page).to_have_title("Error: Sign in – SOC inspection portal")
    expect(page.get_by_role("alert")).to_contain_text("Enter your password")
    page.get_by_role("link", name="Enter your password").click()
    expect(page.get_by_label("Password", exact=True)).to_be_focused()
    assert_sound(page)


@pytest.mark.parametrize(
    ("sentence", "control"),
    [
        ("Choose the kind of finding", "id_kind"),
        ("Due date must include a year", "id_due_on_year"),
        ("Choose at least one body", "id_bodies"),
        ("Choose a region", "id_region"),
    ],
)
def test_link_of_a_mistake_focuses_what_must_be_mended(
    open_page: Callable[..., Page], inspector: User, sentence: str, control: str
) -> None:
    page = open_page(reverse("home:gallery"), by=inspector)
    page.get_by_role("link", name=sentence).click()

    expect(page.locator(f"#{control}")).to_be_focused()


def test_choice_reveals_the_fields_it_asks_for(
    open_page: Callable[..., Page], inspector: User
) -> None:
    page = open_page(reverse("home:gallery"), by=inspector)
    months = page.locator("#empty_due_months")

    expect(months).to_be_hidden()
    page.locator("#empty_due_kind-2").check()
    expect(months).to_be_visible()


def test_filters_stand_beside_a_wide_list(open_page: Callable[..., Page], inspector: User) -> None:
    page = open_page(reverse("recommendations:register"), by=inspector)
    page.locator("[data-moj-filter-init]").wait_for(state="attached")

    expect(page.get_by_role("button", name="Apply filters")).to_be_visible()
    expect(page.get_by_role("button", name="Show filters")).to_be_hidden()


def test_filters_of_a_phone_unfold(open_page: Callable[..., Page], inspector: User) -> None:
    phone = {"width": PHONE, "height": 900}
    page = open_page(reverse("recommendations:register"), by=inspector, viewport=phone)
    apply = page.get_by_role("button", name="Apply filters")

    page.get_by_role("button", name="Show filters").click()
    expect(apply).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(apply).to_be_hidden()


def test_menu_of_a_phone_opens(open_page: Callable[..., Page], inspector: User) -> None:
    phone = {"width": PHONE, "height": 900}
    page = open_page(reverse("home:gallery"), by=inspector, viewport=phone)
    link = page.get_by_role("link", name="Sign out")

    expect(link).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(link).to_be_visible()
