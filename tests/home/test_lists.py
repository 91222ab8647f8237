"""The pages on which administrators edit lists."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from findings.models import EvidenceMethod, Theme
from inspection_portal.core.models import ListItem, User
from inspection_portal.home.lists import LISTS
from recommendations.models import Basis

FROM = {"valid_from_day": "1", "valid_from_month": "1", "valid_from_year": "2026"}


@pytest.fixture
def browser(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


@pytest.fixture
def theme(db: None) -> Theme:
    return Theme.objects.create(name="Partners", position=1, valid_from=date(2020, 1, 1))


def revise_url(theme: Theme) -> str:
    return reverse("home:list_item_revise", args=["themes", theme.uuid])


def text(response: object) -> str:
    return str(response.content.decode())  # type: ignore[attr-defined]


def test_every_list_of_the_portal_has_its_page() -> None:
    assert {each.model for each in LISTS.values()} == set(ListItem.__subclasses__())


def test_lists_begin_with_their_usual_items(browser: Client) -> None:
    call_command("load_reference_data", verbosity=0)
    for each in LISTS.values():
        page = text(browser.get(reverse("home:list_items", args=[each.key])))
        assert all(str(item) in page for item in each.model.objects.exclude(name__contains="&"))
    assert Basis.objects.filter(name="Reality testing").exists()


def test_a_list_that_people_have_edited_is_left_to_them(browser: Client) -> None:
    Basis.objects.create(name="Hearsay", valid_from=date(2020, 1, 1))
    call_command("load_reference_data", verbosity=0)
    assert Basis.objects.count() == 1


def test_an_item_is_added(browser: Client) -> None:
    url = reverse("home:list_item_add", args=["evidence-methods"])
    typed = {"name": "Diary", "description": "Kept by them", "attribution": "told", **FROM}
    assert "“Diary” is added." in text(browser.post(url, typed, follow=True))
    assert EvidenceMethod.objects.get(name="Diary").valid_from == date(2026, 1, 1)


def test_what_is_missing_is_said_and_what_was_typed_stays(browser: Client) -> None:
    url = reverse("home:list_item_add", args=["evidence-methods"])
    page = text(browser.post(url, {"description": "Kept by them", **FROM}))
    assert "Enter a name" in page
    assert "Choose how a report words such evidence" in page
    assert "Kept by them" in page


def test_an_item_is_revised(browser: Client, theme: Theme) -> None:
    assert 'value="Partners"' in text(browser.get(revise_url(theme)))
    typed = {"name": "Partnerships", "position": "4", "seen_version": "1", **FROM}
    assert "“Partnerships” is saved." in text(browser.post(revise_url(theme), typed, follow=True))
    assert Theme.objects.get(pk=theme.pk).position == 4


def test_second_editor_sees_both_and_may_then_choose(browser: Client, theme: Theme) -> None:
    first = {"name": "Partnerships", "position": "1", "seen_version": "1", **FROM}
    browser.post(revise_url(theme), first)
    page = text(browser.post(revise_url(theme), {**first, "name": "Other bodies"}))
    assert "has changed since you read it" in page
    assert "<strong>Partnerships</strong>" in page
    assert 'value="Other bodies"' in page
    assert 'name="seen_version" value="2"' in page
    browser.post(revise_url(theme), {**first, "name": "Other bodies", "seen_version": "2"})
    assert Theme.objects.get(pk=theme.pk).name == "Other bodies"


def test_an_item_ends_and_goes_on(browser: Client, theme: Theme) -> None:
    url = reverse("home:list_item_end", args=["themes", theme.uuid])
    last = {"valid_until_day": "31", "valid_until_month": "12", "valid_until_year": "2099"}
    page = text(browser.post(url, {"seen_version": "1", **last}, follow=True))
    assert "“Partners” ends on 31 December 2099." in page
    assert "“Partners” goes on." in text(browser.post(url, {"seen_version": "2"}, follow=True))


def test_ended_items_stand_apart(browser: Client, theme: Theme) -> None:
    Theme.objects.filter(pk=theme.pk).update(valid_until=date(2021, 1, 1))
    page = text(browser.get(reverse("home:list_items", args=["themes"])))
    assert "No longer offered" in page
    assert "The list is empty." in page


def test_an_unknown_list_is_not_there(browser: Client) -> None:
    assert browser.get("/lists/enemies/").status_code == 404


def test_queries_do_not_grow(
    browser: Client, assert_queries_do_not_grow: Callable[[str, Callable[[], object]], None]
) -> None:
    names = iter(range(100))
    assert_queries_do_not_grow(
        "/lists/themes/",
        lambda: Theme.objects.create(name=f"Theme {next(names)}", valid_from=date(2020, 1, 1)),
    )
