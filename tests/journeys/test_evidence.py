"""Evidence in a browser: written down on a phone, and linked by its number or by one pick."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from findings.models import ClosedPassage, Inspection
from inspection_portal.core.models import User
from inspection_portal.home.demo.sign_ins import INSPECTOR
from tests.journeys.looking import PHONE, assert_sound

OpenPage = Callable[..., Page]
# What a browser does when somebody picks an item of the list it offers below a field.
PICK = """(field, value) => {
  field.value = value;
  const picked = { bubbles: true, inputType: "insertReplacementText" };
  field.dispatchEvent(new InputEvent("input", picked));
}"""
pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def inspection(demonstration: None) -> Inspection:
    return Inspection.objects.get(slug="south-east-2026")


@pytest.fixture
def writer(inspection: Inspection) -> User:
    return User.objects.get(email=INSPECTOR.email)


def test_on_a_phone_evidence_is_written_down(
    open_page: OpenPage, inspection: Inspection, writer: User
) -> None:
    url = reverse("findings:evidence_add", args=[inspection.uuid])
    page = open_page(url, by=writer, viewport={"width": PHONE, "height": 844})
    assert_sound(page)
    page.get_by_label("How was it gathered?").select_option("Focus group")
    page.get_by_label("What does it show?").fill("SECRET\nPlans are late.")
    for part, value in (("Day", "10"), ("Month", "3"), ("Year", "2026")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_role("button", name="Save and add another").click()
    expect(page.get_by_role("alert")).to_contain_text("nothing above OFFICIAL-SENSITIVE")
    page.get_by_label("What does it show?").fill("Plans are late.")
    page.get_by_role("button", name="Save and add another").click()
    expect(page.get_by_text("is added.")).to_be_visible()
    expect(page.get_by_label("How was it gathered?")).to_have_value(
        str(inspection.evidence.latest("number").method.uuid)
    )
    page.goto(reverse("findings:evidence", args=[inspection.uuid]))
    assert_sound(page)
    page.get_by_role("link", name=str(inspection.evidence.latest("number")), exact=True).click()
    assert_sound(page)
    page.get_by_role("link", name="Withdraw it").click()
    assert_sound(page)


def test_a_number_and_enter_link_a_paragraph(
    open_page: OpenPage, inspection: Inspection, writer: User
) -> None:
    chapter = inspection.inspected_bodies.earliest("position")
    number = inspection.evidence.standing().latest("number")
    address = reverse("findings:trace", args=[inspection.uuid])
    page = open_page(f"{address}?body={chapter.uuid}", by=writer)
    assert_sound(page)
    field = page.get_by_label("Number of evidence for this paragraph").last
    field.fill(str(number))
    field.press("Enter")
    expect(page.get_by_role("button", name=f"Unlink {number}").last).to_be_visible()
    expect(page.get_by_label("Number of evidence for this paragraph").last).to_be_focused()
    field.fill("E9999")
    field.press("Enter")
    expect(page.get_by_text("There is no E9999")).to_be_visible()
    other = inspection.evidence.standing().exclude(pk=number.pk).latest("number")
    field.evaluate(PICK, str(other))
    expect(page.get_by_role("button", name=f"Unlink {other}").last).to_be_visible()


def test_a_closed_passage_is_read_for_a_reason(
    open_page: OpenPage, inspection: Inspection, writer: User
) -> None:
    closed = ClosedPassage.objects.filter(finding__inspection=inspection).earliest("pk")
    page = open_page(reverse("findings:closed_read", args=[closed.uuid]), by=writer)
    assert_sound(page)
    page.get_by_label("Why do you need to read it?").fill("To write the next paragraph.")
    page.get_by_role("button", name="Read the passage").click()
    expect(page.get_by_text("Your reading is recorded.")).to_be_visible()
    assert_sound(page)
