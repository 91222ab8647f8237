"""The demonstration's draft on its whole way: two inspectors write, a moderator grades, a body
checks, HM Inspector signs off, a publisher issues it under embargo, and it is corrected.
"""

import subprocess
from collections.abc import Callable
from datetime import timedelta

import pikepdf
import pytest
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import Locator, Page, expect

from findings.models import Finding, Inspection
from inspection_portal.core.dates import LONDON
from inspection_portal.home.demo.sign_ins import (
    COLLEAGUE,
    HAMPSHIRE_LEAD,
    HMI,
    INSPECTOR,
    MODERATOR,
    PUBLISHER,
    SignIn,
)
from inspection_portal.reports.models import Issue
from recommendations.models import RegisterEntry
from tests.journeys.looking import PHONE, assert_sound, fill_date, sign_in

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Desk = Callable[..., Page]
DISRUPTIONS = "Disruptions are recorded by those who achieve them"
CONCERN = "People at risk aren’t always recorded as such"
SURVEILLANCE = "Surveillance capacity has doubled"
ASKED = "Hampshire and Isle of Wight Constabulary should make sure"
UNTIL = timedelta(minutes=10)


@pytest.fixture
def desk(open_page: Callable[..., Page]) -> Desk:
    """Signs a person of the demonstration in, in a browser of their own."""

    def sit_down(person: SignIn, **options: object) -> Page:
        page = open_page(reverse("account_login"), **options)
        sign_in(page, person)
        return page

    return sit_down


@pytest.fixture
def inspection(demonstration: None) -> Inspection:
    return Inspection.objects.get(slug="south-east-2026")


def test_draft_is_published_and_corrected(
    desk: Desk, inspection: Inspection, worker: subprocess.Popen[bytes]
) -> None:
    inspector, colleague = desk(INSPECTOR), desk(COLLEAGUE)
    edit_at_once(inspector, colleague, finding_of(inspection, DISRUPTIONS))
    mend(inspector, inspection)
    take_step(inspector, inspection, "Send to moderation")

    moderator = desk(MODERATOR)
    moderate(moderator, inspection)
    take_step(moderator, inspection, "Move on to the check")

    lead = desk(HAMPSHIRE_LEAD, viewport={"width": PHONE, "height": 844})
    open_check(inspector, inspection)
    challenge(lead, "The constabulary has a second surveillance team.")
    decide(inspector, inspection)
    confirm(colleague, inspection)
    close_check(inspector, inspection)
    take_step(inspector, inspection, "Send to sign-off")

    sign_off(desk(HMI), inspection)
    publisher = desk(PUBLISHER)
    issue(publisher, inspection)
    refuse_outsider(lead, inspection)
    reach_publication(inspection)
    read_published(lead, inspection)

    correct(inspector, publisher, inspection)
    read_corrected(lead, inspection)


def finding_of(inspection: Inspection, heading: str) -> Finding:
    return inspection.findings.get(heading=heading)


def readiness(page: Page, inspection: Inspection) -> None:
    page.goto(reverse("reports:readiness", args=[inspection.uuid]))


def said(page: Page, sentence: str) -> None:
    expect(page.get_by_role("alert")).to_contain_text(sentence)


def take_step(page: Page, inspection: Inspection, label: str) -> None:
    readiness(page, inspection)
    page.get_by_role("button", name=label).click()
    page.get_by_role("button", name=label).click()
    said(page, "The report now stands at")


def edit_at_once(first: Page, second: Page, finding: Finding) -> None:
    """Both change the same paragraph; who saves second brings both together, and loses nothing."""
    for page in (first, second):
        page.goto(reverse("findings:finding_revise", args=[finding.uuid]))
    before = finding.text
    theirs = before.replace("up from eleven", "up from eleven two years ago")
    mine = before.replace("in every area", "in all five areas")
    assert before != theirs != mine != before
    second.get_by_label("Text", exact=True).fill(theirs)
    second.get_by_role("button", name="Save").click()
    said(second, "The finding is saved.")
    text = first.get_by_label("Text", exact=True)
    text.fill(mine)
    first.get_by_role("button", name="Save").click()
    expect(first.get_by_role("heading", name=f"{COLLEAGUE.who} saved a change")).to_be_visible()
    expect(first.get_by_role("group", name="Text")).to_contain_text("two years ago")
    expect(text).to_have_value(mine)
    first.get_by_role("button", name="Bring both together").click()
    expect(text).to_have_value(f"{mine}\n\n{theirs}")
    text.fill(theirs.replace("in every area", "in all five areas"))
    first.get_by_role("button", name="Save").click()
    said(first, "The finding is saved.")
    expect(first.get_by_text("eleven two years ago")).to_be_visible()
    expect(first.get_by_text("in all five areas")).to_be_visible()


def mend(page: Page, inspection: Inspection) -> None:
    """Everything that the page of readiness lists, each from its own line."""
    readiness(page, inspection)
    assert_sound(page)
    page.get_by_role("link", name="Nobody has confirmed yet").click()
    page.get_by_role("button", name="Confirm:").click()
    said(page, "The finding is confirmed.")
    readiness(page, inspection)
    page.get_by_role("link", name="has no grade").click()
    page.get_by_label("Requires improvement").check()
    page.get_by_label("Reason").fill("Three people were not contacted at all.")
    page.get_by_role("button", name="Save").click()
    said(page, "proposed")
    recommend(page, inspection)
    readiness(page, inspection)
    page.get_by_role("link", name="A comment by").click()
    page.get_by_role("button", name="Resolve").click()
    said(page, "resolved")
    link_evidence(page, inspection)


def recommend(page: Page, inspection: Inspection) -> None:
    readiness(page, inspection)
    page.get_by_role("link", name=f"“{CONCERN}”").first.click()
    page.get_by_role("button", name="Add a recommendation").click()
    page.get_by_label("What is recommended").fill(
        "Within six months, Thames Valley Police should find and contact everyone at risk."
    )
    page.get_by_label("Within a time of publication").check()
    page.get_by_label("Number of months").fill("6")
    page.get_by_role("button", name="Save").click()
    said(page, "The recommendation is added.")


def link_evidence(page: Page, inspection: Inspection) -> None:
    number = inspection.evidence.standing().earliest("number")
    readiness(page, inspection)
    for _ in page.get_by_role("link", name="on no evidence").all():
        readiness(page, inspection)
        page.get_by_role("link", name="on no evidence").first.click()
        bare = page.locator(".app-support", has_text="No evidence")
        field = bare.get_by_label("Number of evidence for this paragraph")
        field.fill(str(number))
        field.press("Enter")
        expect(bare).to_have_count(0)


def moderate(page: Page, inspection: Inspection) -> None:
    for step, done in (("Moderate", "moderated"), ("Make final", "final")):
        while (waiting := _waiting(page, inspection, step)).count():
            waiting.first.click()
            page.get_by_label("Reason").fill("It fits beside the others.")
            page.get_by_role("button", name="Save").click()
            said(page, done)


def _waiting(page: Page, inspection: Inspection, step: str) -> Locator:
    """The links to the grades that wait for that step, on a board that is loaded anew: counting
    after a click may still count the page before.
    """
    page.goto(reverse("findings:moderation", args=[inspection.uuid]))
    return page.get_by_role("link", name=f"{step} the grade of")


def open_check(page: Page, inspection: Inspection) -> None:
    readiness(page, inspection)
    page.get_by_role("link", name="have not checked the draft").click()
    page.get_by_role("button", name="Open a check").click()
    assert_sound(page)
    fill_date(page, now().astimezone(LONDON).date() + timedelta(days=10))
    page.get_by_role("button", name="Open the check").click()
    said(page, "The check is open")


def challenge(page: Page, passage: str) -> None:
    page.reload()
    page.get_by_role("link", name="What the draft report says of").click()
    page.locator(".app-passage", has_text=passage).get_by_role("link", name="Challenge").click()
    page.get_by_label("What is wrong, and what is right?").fill("It began in May, not before.")
    page.get_by_role("button", name="Send the challenge").click()
    said(page, "sent to the inspectorate")


def decide(page: Page, inspection: Inspection) -> None:
    """Accept the challenge, and change the text as it says."""
    readiness(page, inspection)
    page.get_by_role("link", name="Challenge 2.1").click()
    page.get_by_role("button", name="Decide").click()
    page.get_by_label("Accepted", exact=True).check()
    page.get_by_label("Reason", exact=True).fill("The rota of May shows it.")
    page.get_by_role("button", name="Save the decision").click()
    said(page, "A second person must confirm it.")
    page.get_by_role("link", name="Edit the finding").click()
    text = page.get_by_label("Text", exact=True)
    text.fill(text.input_value().replace("surveillance team.", "surveillance team since May."))
    page.get_by_role("button", name="Save").click()
    said(page, "The finding is saved.")


def confirm(page: Page, inspection: Inspection) -> None:
    readiness(page, inspection)
    page.get_by_role("link", name="Challenge 2.1").click()
    page.get_by_role("button", name="Confirm the decision").click()
    said(page, "The body is told.")


def close_check(page: Page, inspection: Inspection) -> None:
    readiness(page, inspection)
    page.get_by_role("link", name="still open. Close it.").click()
    for _ in range(2):
        page.get_by_role("button", name="Close the check").click()
    said(page, "The check is closed.")


def sign_off(page: Page, inspection: Inspection) -> None:
    readiness(page, inspection)
    page.get_by_role("button", name="Sign off").click()
    assert_sound(page)
    page.get_by_label("I have read the report").check()
    page.get_by_role("button", name="Sign the report off").click()
    said(page, "now stands at “Signed off”")


def issue(page: Page, inspection: Inspection) -> None:
    """Under embargo until some minutes from now."""
    readiness(page, inspection)
    page.get_by_role("button", name="Issue", exact=True).click()
    assert_sound(page)
    moment = (now() + UNTIL).astimezone(LONDON)
    fill_date(page, moment.date())
    page.get_by_label("Time").fill(f"{moment:%H:%M}")
    page.get_by_label("I understand").check()
    page.get_by_role("button", name="Issue the report").click()
    expect(page.get_by_text("Under embargo until")).to_be_visible()
    assert_sound(page)


def refuse_outsider(page: Page, inspection: Inspection) -> None:
    for address in (
        inspection.get_absolute_url(),
        reverse("reports:preview", args=[inspection.uuid]),
        inspection.issues.get(purpose="publication").get_absolute_url(),
    ):
        assert page.request.get(address).status == 404
    page.goto(reverse("recommendations:register"))
    expect(page.get_by_role("link", name=ASKED)).to_have_count(0)


def reach_publication(inspection: Inspection) -> None:
    """The moment comes at once: nothing else happens then, for everything is prepared."""
    moment = now()
    Inspection.objects.filter(pk=inspection.pk).update(publish_at=moment)
    Issue.objects.filter(inspection=inspection, publish_at__gt=moment).update(publish_at=moment)
    RegisterEntry.objects.filter(published_at__gt=moment).update(published_at=moment)


def read_published(page: Page, inspection: Inspection) -> None:
    page.goto(reverse("findings:inspections"))
    page.get_by_role("link", name=inspection.title).click()
    page.get_by_role("button", name="Read the report").click()
    expect(page.get_by_text("surveillance team since May.")).to_be_visible()
    assert_sound(page)
    page.get_by_role("link", name="Publication 1").click()
    pdf(page)
    page.goto(reverse("recommendations:register"))
    expect(page.get_by_role("link", name=ASKED)).to_be_visible()


def pdf(page: Page) -> None:
    ready = page.get_by_role("button", name="Download the PDF")
    expect(ready).to_be_visible(timeout=60_000)
    with page.expect_download() as downloading:
        ready.click()
    with pikepdf.open(downloading.value.path()) as made:
        assert str(made.docinfo["/Title"]).startswith("An inspection of the")


def correct(inspector: Page, publisher: Page, inspection: Inspection) -> None:
    inspector.goto(inspection.get_absolute_url())
    inspector.get_by_role("button", name="Open a correction").click()
    assert_sound(inspector)
    inspector.get_by_label("What needs correcting?").fill("The team began in June.")
    inspector.get_by_role("button", name="Open the correction").click()
    said(inspector, "open for a correction")
    expect(inspector.get_by_text("Being corrected")).to_be_visible()
    finding = finding_of(inspection, SURVEILLANCE)
    inspector.goto(finding.get_absolute_url())
    inspector.get_by_role("button", name="Edit").click()
    text = inspector.get_by_label("Text", exact=True)
    text.fill(text.input_value().replace("since May", "since June"))
    inspector.get_by_role("button", name="Save").click()
    said(inspector, "The finding is saved.")
    readiness(publisher, inspection)
    expect(publisher.get_by_text(SURVEILLANCE)).to_be_visible()
    assert_sound(publisher)
    publisher.get_by_role("button", name="Publish the correction").click()
    publisher.get_by_label("The corrected text is ready").check()
    publisher.get_by_role("button", name="Publish the correction").click()
    said(publisher, "now stands at “Published”")


def read_corrected(page: Page, inspection: Inspection) -> None:
    page.goto(reverse("reports:preview", args=[inspection.uuid]))
    expect(page.get_by_text("surveillance team since June.")).to_be_visible()
    page.get_by_role("link", name="Publication 1").click()
    pdf(page)
