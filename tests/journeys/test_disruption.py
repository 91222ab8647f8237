"""A disruption is recorded on a phone in under a minute, returned, mended and sent again, and then
downgraded.
"""

from collections.abc import Callable
from time import monotonic

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from disruptions.models import Disruption
from forces.models import Body
from inspection_portal.core.models import User
from tests.factories import DisruptionStandardFactory, NeverDisruptionFactory, ThreatFactory
from tests.journeys.looking import PHONE, assert_sound

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ON_A_PHONE = {"viewport": {"width": PHONE, "height": 844}}
WHAT, EVIDENCE = "The two who ran the supply line were charged.", "Charge sheets."
# How long a thumb needs for a letter and for a touch, in milliseconds.
LETTER, TOUCH = 150, 1500
Open = Callable[..., Page]


def records(page: Page) -> None:
    """Two choices and two sentences that meet the standards: the threat, the day and who led it are
    there already.
    """
    page.get_by_role("button", name="Record a disruption").click()
    for choice in ("Major", "Pursue"):
        page.wait_for_timeout(TOUCH)
        page.get_by_label(choice, exact=True).check()
    for question, answer in (
        ("What happened, and what changed for the threat?", WHAT),
        ("What shows it?", EVIDENCE),
    ):
        page.wait_for_timeout(TOUCH)
        page.get_by_label(question).press_sequentially(answer, delay=LETTER)
    page.get_by_role("button", name="Record the disruption").click()
    expect(page.get_by_text("It meets the minimum standards.")).to_be_visible()


def decides(page: Page, outcome: str, reason: str, *, to: str = "") -> None:
    page.get_by_role("button", name="Moderate").click()
    page.get_by_label(outcome, exact=True).check()
    if to:
        page.get_by_label(to, exact=True).check()
    page.get_by_label("Why?").fill(reason)
    assert_sound(page)
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_text("Your decision is recorded.")).to_be_visible()


def test_recorded_in_a_minute_returned_and_downgraded(
    open_page: Open, force: Body, force_contributor: User, force_lead: User
) -> None:
    DisruptionStandardFactory()
    NeverDisruptionFactory()
    threat = ThreatFactory(body=force, reference="OCG Heron")
    began = monotonic()
    page = open_page(threat.get_absolute_url(), by=force_contributor, **ON_A_PHONE)
    records(page)
    assert monotonic() - began < 60
    assert_sound(page)
    made = Disruption.objects.get()
    assert (made.event_on, made.threat, made.lead) == (localdate(), threat, force)

    lead = open_page("/disruptions/", by=force_lead, **ON_A_PHONE)
    assert_sound(lead)
    lead.get_by_role("link", name="1 disruption waits for you to moderate").click()
    lead.get_by_role("link", name=made.reference).click()
    decides(lead, "Returned", "Say whose charge sheets.")

    page.reload()
    expect(page.get_by_text("Say whose charge sheets.")).to_be_visible()
    page.get_by_role("button", name="Edit").click()
    assert_sound(page)
    page.get_by_label("What shows it?").fill("Charge sheets of both.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Send to moderation again").click()
    assert_sound(page)
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("The record waits for moderation again.")).to_be_visible()

    lead.reload()
    decides(lead, "Downgraded", "Others took over within a week.", to="Moderate")
    expect(lead.get_by_role("heading", name="Downgraded from major to moderate")).to_be_visible()
    assert_sound(lead)
