"""A force lead claims on a phone, an inspector sends the claim back, it is claimed again, verified
and authorised: the entry is complete, and reminders pause and stop with it.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from forces.models import Body
from inspection_portal.core.models import Message, User
from recommendations.models import Basis, Claim, RegisterEntry
from tests.factories import RegisterEntryFactory, put_in_print
from tests.journeys.looking import PHONE, assert_sound
from tests.recommendations.reminders import ledger, make_schedule, sweep_on

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ON_A_PHONE = {"viewport": {"width": PHONE, "height": 844}}
RECORDS = {"name": "training.csv", "mimeType": "text/csv", "buffer": b"officer,trained\n1,yes\n"}
TODAY, TOMORROW = localdate(), localdate() + timedelta(days=1)
Open = Callable[..., Page]


@pytest.fixture
def entry(force: Body) -> RegisterEntry:
    """Due in a week, and so reminded of today."""
    entry = RegisterEntryFactory(body=force, due_on=TODAY + timedelta(days=7))
    put_in_print(entry.source.inspection)
    make_schedule(days=[-7, -6, -5, -4])
    return entry


@pytest.fixture
def basis(db: None) -> Basis:
    return Basis.objects.create(name="Seen on a visit", valid_from=TODAY)


def days_later(days: int) -> None:
    sweep_on(TODAY + timedelta(days=days))


def claims(lead: Page, entry: RegisterEntry, done: str) -> None:
    """A claim in the browser, with the file that shows it: added now, or kept from before."""
    lead.goto(entry.get_absolute_url())
    lead.get_by_role("link", name="Claim that it is done").click()
    assert_sound(lead)
    lead.get_by_label("What was done?").fill(done)
    for part in ("Day", "Month", "Year"):
        value = getattr(TODAY, part.lower())
        lead.get_by_label(part, exact=True).fill(str(value))
    if (kept := lead.get_by_label("training.csv")).count():
        kept.check()
    else:
        lead.get_by_label("Add a file that shows it").set_input_files(RECORDS)
    lead.get_by_role("button", name="Send the claim").click()
    expect(lead.get_by_text("Reminders pause while the inspectorate checks it.")).to_be_visible()
    assert_sound(lead)


def finds(desk: Page, outcome: str, verdict: str, basis: Basis | None = None) -> None:
    """What an inspector says of the claim that waits."""
    desk.goto(reverse("recommendations:claims"))
    assert_sound(desk)
    desk.get_by_role("table", name="Claims to verify").get_by_role("link").first.click()
    expect(desk.get_by_role("link", name="training.csv")).to_be_visible()
    assert_sound(desk)
    desk.get_by_label(outcome).check()
    if basis:
        desk.get_by_label("What does it rest on?").select_option(str(basis))
    desk.get_by_label("What do you tell the body?").fill(verdict)
    desk.get_by_role("button", name="Save").click()


def test_a_claim_is_sent_back_made_again_and_accepted(
    open_page: Open,
    entry: RegisterEntry,
    basis: Basis,
    force_lead: User,
    inspector: User,
    hmi: User,
) -> None:
    days_later(0)
    assert ledger(entry) == {-7: "attached"}, "The lead is reminded of what is not claimed."

    lead, desk = open_page("/", by=force_lead, **ON_A_PHONE), open_page("/", by=inspector)
    claims(lead, entry, "Half of the officers are trained.")
    days_later(1)
    assert -6 not in ledger(entry), "Nobody is reminded while the inspectorate has the claim."

    finds(desk, "More is needed", "Train the other half as well.")
    expect(desk.get_by_text("The body is told.")).to_be_visible()
    lead.reload()
    expect(lead.get_by_text("Train the other half as well.").first).to_be_visible()
    days_later(2)
    assert ledger(entry)[-5] == "attached", "The body is reminded again."

    claims(lead, entry, "All officers are trained.")
    finds(desk, "It is done", "Seen on a visit to the school.", basis)
    expect(desk.get_by_text("A second person must authorise the status now.")).to_be_visible()
    lead.reload()
    expect(lead.get_by_text("Reminders pause while the inspectorate checks it.")).to_be_visible()
    assert entry.status_requests.get().narrative not in lead.content()

    second = open_page(reverse("recommendations:claims"), by=hmi)
    second.get_by_role("table", name="Statuses to authorise").get_by_role("link").first.click()
    assert_sound(second)
    second.get_by_role("button", name="Authorise").click()
    expect(second.get_by_text("The status is complete now. The body is told.")).to_be_visible()

    lead.reload()
    expect(lead.get_by_role("heading", name="Complete")).to_be_visible()
    assert_sound(lead)
    days_later(3)
    assert -4 not in ledger(entry), "Nobody is reminded of what is complete."
    entry.refresh_from_db()
    assert (entry.status, Claim.objects.filter(entry=entry).count()) == ("complete", 2)
    told = Message.objects.filter(recipient=force_lead, kind="entry.status_given")
    assert told.exists()
