"""The register in a browser: a force lead on a phone, an inspector at a desk."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from findings.models import Finding
from forces.models import Body, RoleGrant
from inspection_portal.core.models import User
from recommendations.models import Recommendation, RegisterEntry
from tests.factories import (
    CauseOfConcernFactory,
    ImprovementEntryFactory,
    InspectedBodyFactory,
    InspectionFactory,
    RecommendationFactory,
    RegisterEntryFactory,
    person,
    put_in_print,
)
from tests.journeys.looking import PHONE, assert_sound

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
phone = {"viewport": {"width": PHONE, "height": 844}}
Open = Callable[..., Page]


@pytest.fixture
def entry(force: Body) -> RegisterEntry:
    """An overdue entry of `force` beside one without a deadline, both published."""
    overdue = RegisterEntryFactory(body=force, due_on=localdate() - timedelta(days=3))
    for each in (overdue, ImprovementEntryFactory(body=force)):
        put_in_print(each.source.inspection)
    return overdue


@pytest.fixture
def concern(inspector: User, force: Body) -> Finding:
    draft = InspectionFactory(team=[inspector])
    return CauseOfConcernFactory(chapter=InspectedBodyFactory(inspection=draft, body=force))


def test_a_force_lead_finds_what_is_overdue_and_says_who_is_responsible(
    open_page: Open, force_lead: User, force: Body, entry: RegisterEntry
) -> None:
    colleague = person(RoleGrant.Role.FORCE_CONTRIBUTOR, force, name="Colleague of the lead")
    page = open_page(reverse("recommendations:register"), by=force_lead, **phone)
    page.get_by_role("button", name="Show filters").click()
    page.get_by_label("Deadline", exact=True).select_option("Overdue")
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_text("Deadline: Overdue")).to_be_visible()
    page.get_by_role("link", name=entry.asked).click()
    expect(page.get_by_text("The deadline passed 3 days ago.")).to_be_visible()
    assert_sound(page)
    page.get_by_role("button", name="Choose who is responsible").click()
    assert_sound(page)
    page.get_by_label(colleague.name).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(f"{colleague} is responsible now.")).to_be_visible()
    expect(page.get_by_text(f"{colleague} is responsible for this.")).to_be_visible()


def test_an_inspector_records_a_status_after_saying_why(
    open_page: Open, inspector: User, entry: RegisterEntry
) -> None:
    page = open_page(entry.get_absolute_url(), by=inspector)
    page.get_by_role("button", name="Record a status").click()
    page.get_by_label("Being progressed").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Say why the status changes").click()
    expect(page.get_by_label("Why?")).to_be_focused()
    assert_sound(page)
    page.keyboard.type("Seen on a visit.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Being progressed")).to_be_visible()
    expect(page.get_by_text("Seen on a visit.")).to_be_visible()


def test_the_register_is_sound_with_and_without_entries(
    open_page: Open, inspector: User, entry: RegisterEntry
) -> None:
    url = reverse("recommendations:register")
    page = open_page(url, by=inspector)
    assert_sound(page)
    for query in ("?status=any&words=train&sort=-due", "?words=zzz", "?status=nonsense"):
        page.goto(url + query)
        assert_sound(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_an_inspector_writes_a_recommendation(
    open_page: Open, inspector: User, concern: Finding, javascript: bool
) -> None:
    url = reverse("recommendations:recommendations", args=[concern.uuid])
    page = open_page(url, by=inspector, java_script_enabled=javascript)
    page.get_by_role("button", name="Add a recommendation").click()
    expect(page.get_by_label("Month and year", exact=True)).to_be_hidden()
    page.get_by_label("What is recommended").fill("By March 2027, the force should train.")
    page.get_by_label("By the end of a month", exact=True).check()
    page.get_by_label("Month and year", exact=True).fill("March 2027")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("By the end of March 2027")).to_be_visible()
    assert Recommendation.objects.get().due_on.isoformat() == "2027-03-31"


def test_the_pages_of_recommendations_are_sound(
    open_page: Open, inspector: User, concern: Finding
) -> None:
    first, second = (RecommendationFactory(finding=concern) for _ in range(2))
    page = open_page(reverse("recommendations:recommendations", args=[concern.uuid]), by=inspector)
    assert_sound(page)
    for name, row in (
        ("recommendation_revise", first),
        ("recommendation_delete", second),
        ("recommendation_add", concern),
    ):
        page.goto(reverse(f"recommendations:{name}", args=[row.uuid]))
        assert_sound(page)
    page.get_by_label("By a date", exact=True).check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Enter the due date").click()
    expect(page.get_by_label("Day").first).to_be_focused()
    assert_sound(page)
