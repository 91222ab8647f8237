"""Whatever happens while an inspector types, the text is in the report, in the page, or offered."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from itertools import chain
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from findings import actions
from findings.models import Inspection, Section
from inspection_portal.core.models import OwnDraft, User
from tests.factories import InspectionFactory, SectionFactory
from tests.journeys.looking import assert_sound, complaints

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEPT = "Saved as your draft at"
# What the browser itself reports when the test takes the network or the session away.
Open = Callable[[], Page]
EXPECTED = ("Failed to load resource", "Response Status Error Code 401")


@pytest.fixture
def inspection(inspector: User) -> Inspection:
    return InspectionFactory(team=[inspector])


@pytest.fixture
def section(inspection: Inspection) -> Section:
    return SectionFactory(inspection=inspection, text="As it was")


@pytest.fixture
def context(
    browser: Browser, live_server: LiveServer, client: Client, inspector: User
) -> Iterator[BrowserContext]:
    """The browser of the inspector, who is signed in; all tabs of a test are in it."""
    context = browser.new_context(base_url=live_server.url)
    sign_in(context, client, inspector)
    heard: list[list[str]] = []
    context.on("page", lambda page: heard.append(complaints(page)))
    yield context
    context.close()
    assert [each for each in chain(*heard) if not each.startswith(EXPECTED)] == []


@pytest.fixture
def open_form(context: BrowserContext, section: Section) -> Open:
    """Opens the form of the section in a tab, ready to type."""
    return partial(open_tab, context, reverse("findings:section_revise", args=[section.uuid]))


def open_tab(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    ready(page)
    return page


def sign_in(context: BrowserContext, client: Client, person: User) -> None:
    """Another session, and with it another token for forms."""
    client.force_login(person)
    context.clear_cookies()
    value = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": value, "domain": "localhost", "path": "/"}])


def ready(page: Page) -> None:
    """The script that keeps drafts has started."""
    expect(page.locator("[name=draft_key]")).not_to_have_value("")


def type_text(page: Page, text: str) -> None:
    page.get_by_label("Text", exact=True).fill(text)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def expect_text(page: Page, text: str) -> None:
    expect(page.get_by_label("Text", exact=True)).to_have_value(text)


def expect_saved(page: Page, section: Section, text: str) -> None:
    expect(page.get_by_role("alert")).to_contain_text("is saved")
    section.refresh_from_db()
    assert section.text == text


def test_text_outlives_the_session(
    open_form: Open, context: BrowserContext, section: Section, inspector: User, client: Client
) -> None:
    """Scenario 5: the session ends while somebody types; they sign in again elsewhere."""
    page = open_form()
    Session.objects.all().delete()
    type_text(page, "Typed without a session")
    signed_out = page.get_by_text("You are signed out. Your text is still here")
    expect(signed_out).to_be_visible(timeout=10_000)
    save(page)
    expect_text(page, "Typed without a session")
    assert_sound(page)
    sign_in(context, client, inspector)
    # The button moves when the notice above it goes.
    expect(signed_out).to_be_hidden(timeout=10_000)
    save(page)
    expect_saved(page, section, "Typed without a session")


def test_text_outlives_a_lost_token(open_form: Open, section: Section) -> None:
    """Scenario 6."""
    page = open_form()
    page.context.clear_cookies(name="csrftoken")
    type_text(page, "Typed without a token")
    save(page)
    expect_saved(page, section, "Typed without a token")


@pytest.mark.long
@pytest.mark.parametrize("again", ["click", "enter"])
def test_a_slow_answer_and_impatience_make_one_row(
    context: BrowserContext, inspection: Inspection, monkeypatch: pytest.MonkeyPatch, again: str
) -> None:
    """Scenario 7."""

    def slowly(*args: Any, **kwargs: Any) -> Section:
        time.sleep(1)
        return add(*args, **kwargs)

    add = actions.add_section
    monkeypatch.setattr(actions, "add_section", slowly)
    page = open_tab(context, reverse("findings:section_add", args=[inspection.uuid]))
    page.get_by_label("Appendix").check()
    page.get_by_label("Heading").fill("Our data")
    button = page.get_by_role("button", name="Add the section")
    if again == "click":
        button.dblclick(no_wait_after=True)
    else:
        button.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("“Our data” is added")
    assert Section.objects.count() == 1


@pytest.mark.long
def test_going_back_and_saving_again_overwrites_nothing(open_form: Open, section: Section) -> None:
    """Scenario 8: “Back” loads the page anew, with what stands there now."""
    page = open_form()
    type_text(page, "First")
    save(page)
    expect_saved(page, section, "First")
    Section.objects.filter(pk=section.pk).update(text="Of somebody else", version=7)
    page.go_back()
    ready(page)
    expect(page.locator("[name=seen_version]")).to_have_value("7")
    expect_text(page, "Of somebody else")


def test_a_closed_tab_costs_seconds_at_most(open_form: Open, section: Section) -> None:
    """Scenario 9: what was typed is offered, and taken back as it was."""
    page = open_form()
    type_text(page, "Typed and kept")
    expect(page.get_by_text(KEPT)).to_be_visible(timeout=6_000)
    page.close()
    page = open_form()
    offer = page.get_by_role("region", name="and did not save it")
    expect(offer).to_contain_text("Typed and kept")
    expect_text(page, "As it was")
    assert_sound(page)
    offer.get_by_role("button", name="Take it back").click()
    expect_text(page, "Typed and kept")
    expect(offer).not_to_be_attached()
    save(page)
    expect_saved(page, section, "Typed and kept")
    page = open_form()
    expect(page.get_by_role("region", name="and did not save it")).not_to_be_attached()
    assert not OwnDraft.objects.exists()


@pytest.mark.long
def test_a_server_that_dies_under_the_save_leaves_the_text(
    open_form: Open, section: Section
) -> None:
    """Scenarios 10 and 11: no answer to the save, and none for a while; then the portal is back."""
    page = open_form()
    page.context.set_offline(True)
    type_text(page, "Typed in a tunnel")
    save(page)
    expect(page.get_by_text("The portal does not answer")).to_be_visible()
    expect_text(page, "Typed in a tunnel")
    page.context.set_offline(False)
    expect(page.get_by_text(KEPT)).to_be_visible(timeout=10_000)
    # The button takes a second click within a second for a double click.
    page.wait_for_timeout(1_000)
    save(page)
    expect_saved(page, section, "Typed in a tunnel")


@pytest.mark.long
def test_two_tabs_of_one_person_do_not_type_over_each_other(
    open_form: Open, section: Section
) -> None:
    """Scenario 12: the second to save sees both texts, and each tab has its own draft."""
    first, second = open_form(), open_form()
    type_text(first, "In the first tab")
    type_text(second, "In the second tab")
    for page in (first, second):
        expect(page.get_by_text(KEPT)).to_be_visible(timeout=6_000)
    assert OwnDraft.objects.count() == 2
    save(first)
    expect_saved(first, section, "In the first tab")
    save(second)
    expect(second.get_by_role("heading", name="saved a change")).to_be_visible()
    expect(second.get_by_text("In the first tab").first).to_be_visible()
    expect_text(second, "In the second tab")


@pytest.mark.long
def test_a_long_text_comes_back_to_the_byte(open_form: Open, section: Section) -> None:
    """Scenario 14: through the draft, and through the save."""
    text = "Ein Satz – “quoted” 👮🏽‍♀️ مرحبا\n\n" * 600
    text = text.rstrip()
    assert len(text.encode()) > 25_000
    page = open_form()
    type_text(page, text)
    expect(page.get_by_text(KEPT)).to_be_visible(timeout=6_000)
    assert OwnDraft.objects.get().data["text"] == [text]
    save(page)
    expect_saved(page, section, text)


@pytest.mark.long
def test_the_end_of_the_session_is_told_before(
    open_form: Open,
) -> None:
    page = open_form()
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=4))
    page.reload()
    expect(page.get_by_text("You will be signed out at")).to_be_visible()
    assert_sound(page)
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.get_by_text("You will be signed out at")).not_to_be_visible()
    assert Session.objects.get().expire_date > timezone.now() + timedelta(hours=9)
