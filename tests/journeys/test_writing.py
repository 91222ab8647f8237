"""An inspector at work in a browser: the preview follows the typing, a lost race loses no text, and
without JavaScript everything can still be done.
"""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from findings import actions
from findings.models import Finding, Inspection
from inspection_portal.core.models import User
from tests.factories import (
    FieldworkPhaseFactory,
    FindingFactory,
    InspectedBodyFactory,
    InspectionFactory,
    JudgmentFactory,
    SectionFactory,
)
from tests.journeys.looking import assert_sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OF_INSPECTION = (
    "inspection",
    "inspection_revise",
    "sections",
    "region",
    "phase_add",
    "section_add",
)


@pytest.fixture
def inspection(inspector: User) -> Inspection:
    """A draft with two findings, a section, a phase and a proposed grade."""
    draft = InspectionFactory(team=[inspector])
    chapter = InspectedBodyFactory(inspection=draft)
    FindingFactory(chapter=chapter, heading="The force plans ahead")
    FindingFactory(
        chapter=chapter, heading="The force should share more", kind="area_for_improvement"
    )
    JudgmentFactory(inspected_body=chapter, state="proposed")
    SectionFactory(inspection=draft)
    FieldworkPhaseFactory(inspection=draft).bodies.add(chapter)
    return draft


@pytest.fixture
def finding(inspection: Inspection) -> Finding:
    return inspection.findings.get(kind="area_for_improvement")


def address(name: str, *args: object) -> str:
    return reverse(f"findings:{name}", args=args)


@pytest.mark.long
def test_pages_of_an_inspection_are_sound(
    open_page: Callable[..., Page], inspector: User, inspection: Inspection, finding: Finding
) -> None:
    chapter = inspection.inspected_bodies.get()
    page = open_page(address("inspections"), by=inspector)
    for url in (
        *(address(name, inspection.uuid) for name in OF_INSPECTION),
        f"{address('plan')}?region={inspection.region.uuid}",
        chapter.get_absolute_url(),
        chapter.judgment.get_absolute_url(),
        address("grade_propose", chapter.uuid),
        finding.get_absolute_url(),
        address("finding_revise", finding.uuid),
        address("finding_place", finding.uuid),
        address("finding_delete", finding.uuid),
    ):
        assert_sound(page)
        page.goto(url)
    assert_sound(page)


def test_preview_follows_the_typing(
    open_page: Callable[..., Page], inspector: User, finding: Finding
) -> None:
    page = open_page(address("finding_revise", finding.uuid), by=inspector)
    text = page.get_by_label("Text", exact=True)
    text.fill("Typed **just now**")
    expect(page.locator("#preview strong").get_by_text("just now")).to_be_visible()
    page.get_by_label("Promising practice").check()
    expect(page.locator("#preview")).to_contain_text("Promising practice")
    expect(text).to_have_value("Typed **just now**")


def test_loser_of_a_race_keeps_the_text_and_saves_again(
    open_page: Callable[..., Page],
    inspector: User,
    moderator: User,
    finding: Finding,
    moment: datetime,
) -> None:
    page = open_page(address("finding_revise", finding.uuid), by=inspector)
    page.get_by_label("Text", exact=True).fill("Mine")
    actions.revise_finding(finding, text="Theirs", seen_version=1, by=moderator, at=moment)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name=f"{moderator} saved a change")).to_be_visible()
    expect(page.get_by_label("Text", exact=True)).to_have_value("Mine")
    assert_sound(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("The finding is saved.")


def test_writing_needs_no_javascript(
    open_page: Callable[..., Page], inspector: User, finding: Finding
) -> None:
    page = open_page(
        address("finding_revise", finding.uuid), by=inspector, java_script_enabled=False
    )
    page.get_by_label("Text", exact=True).fill("Typed **without** a script")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview .app-prose strong")).to_have_text("without")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The finding is saved.")).to_be_visible()
    page.goto(address("chapter", finding.chapter.uuid))
    page.get_by_role("button", name="Up").click()
    first = page.locator(".app-in-place").first
    expect(first).to_contain_text("The force should share more")
