"""A force lead on a phone challenges a paragraph, an inspector accepts it in part, a second person
confirms, and the lead sees what changed.
"""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from findings import actions
from findings.actions.paragraphs import keep_in_step
from findings.models import Challenge, Extract, Finding
from forces.models import Body
from inspection_portal.core.models import User
from tests.factories import (
    AreaForImprovementFactory,
    FindingFactory,
    InspectedBodyFactory,
    InspectionFactory,
)
from tests.factories.checking import extract_of, give_out
from tests.journeys.looking import PHONE, assert_sound

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ON_A_PHONE = {"viewport": {"width": PHONE, "height": 844}}


@pytest.fixture
def finding(force: Body, inspector: User) -> Finding:
    """In a draft about one force, with a box and what is said of the region."""
    inspection = InspectionFactory(team=[inspector])
    chapter = InspectedBodyFactory(inspection=inspection, body=force)
    finding = FindingFactory(chapter=chapter, text="We found plans for seven threats.")
    AreaForImprovementFactory(chapter=chapter, lead="The force should:", parts=["plan", "review"])
    FindingFactory(chapter=None, inspection=inspection)
    keep_in_step(finding)
    return finding


@pytest.fixture
def extract(finding: Finding, force_lead: User, inspector: User) -> Extract:
    return extract_of(give_out(finding.inspection, by=inspector, at=now()), finding.chapter.body)


def reword(finding: Finding, text: str, by: User, at: datetime) -> None:
    actions.revise_finding(finding, text=text, seen_version=finding.version, by=by, at=at)


def test_a_paragraph_is_challenged_decided_and_confirmed(
    open_page: Callable[..., Page],
    extract: Extract,
    finding: Finding,
    force_lead: User,
    inspector: User,
    moderator: User,
) -> None:
    lead = open_page("/", by=force_lead, **ON_A_PHONE)
    expect(lead.get_by_text("10 days left")).to_be_visible()
    assert_sound(lead)
    lead.get_by_role("link", name="What the draft report says of").click()
    expect(lead.get_by_text("OFFICIAL-SENSITIVE")).to_have_count(2)
    assert_sound(lead)
    lead.get_by_role("link", name="Challenge this paragraph (2)").click()
    assert_sound(lead)
    lead.get_by_label("What is wrong, and what is right?").fill("There were eight.")
    lead.get_by_role("button", name="Send the challenge").click()
    expect(lead.get_by_text("Challenge 1.1 is sent to the inspectorate.")).to_be_visible()

    challenge = Challenge.objects.get().get_absolute_url()
    desk = open_page(reverse("findings:check", args=[finding.inspection.uuid]), by=inspector)
    assert_sound(desk)
    desk.get_by_role("link", name="Challenge 1.1").click()
    assert_sound(desk)
    desk.get_by_role("button", name="Decide").click()
    assert_sound(desk)
    desk.get_by_label("Accepted in part").check()
    desk.get_by_label("Reason", exact=True).fill("The eighth was closed in May.")
    desk.get_by_role("button", name="Save the decision").click()
    expect(desk.get_by_text("A second person must confirm it.")).to_be_visible()

    reword(finding, "We found plans for seven of eight threats.", inspector, now())
    second = open_page(challenge, by=moderator)
    assert_sound(second)
    second.get_by_role("button", name="Confirm the decision").click()
    expect(second.get_by_text("The body is told.")).to_be_visible()

    lead = open_page(challenge, by=force_lead, **ON_A_PHONE)
    expect(lead.get_by_text("The eighth was closed in May.")).to_be_visible()
    expect(lead.locator("ins")).to_contain_text("of eight")
    assert_sound(lead)
