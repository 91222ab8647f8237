"""A lead responsible officer writes a 4P plan on a phone: from the page that says that it is empty,
by what is to be mended first, to one on which no check finds an error. A partner is given an
action, sees that alone, and records what came of it.
"""

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from playwright.sync_api import Locator, Page, expect

from disruptions.models import Officer, Plan, PlanAction, Threat
from forces.models import Body, Organisation, RoleGrant
from inspection_portal.core.models import Message, User
from tests.factories import (
    AssessmentFactory,
    OfficerFactory,
    OrganisationFactory,
    ThreatFactory,
    ThreatResponsibilityFactory,
    person,
)
from tests.journeys.looking import PHONE, assert_sound

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEIGHT = 844
ON_A_PHONE = {"viewport": {"width": PHONE, "height": HEIGHT}}
WORDS = {
    "Pursue": "Two warrants were executed.",
    "Prevent": "Youth workers met the runners.",
    "Protect": "Two tenants were moved.",
    "Prepare": "Surgeries know whom to call.",
}
DEED = "Light the underpass by the station."
Open = Callable[..., Page]


@pytest.fixture
def threat(force: Body, force_contributor: User) -> Threat:
    """Assessed, and led by an officer who signs in as the contributor of the force."""
    threat: Threat = ThreatFactory(body=force, reference="OCG Heron")
    AssessmentFactory(threat=threat, assessed_on=localdate())
    officer = OfficerFactory(body=force, user=force_contributor, name="A. Closed-Name")
    ThreatResponsibilityFactory(threat=threat, officer=officer)
    return threat


@pytest.fixture
def council() -> Organisation:
    return OrganisationFactory(name="Harbour Council")


def opens(page: Page, reference: str) -> None:
    page.goto(reverse("disruptions:plans"))
    assert_sound(page)
    page.get_by_role("button", name="Open a plan").click()
    page.get_by_label("Threat").select_option(label=reference)
    assert_sound(page)
    page.get_by_role("button", name="Open the plan").click()
    expect(page.get_by_text("The plan is open.")).to_be_visible()


def to_mend(page: Page) -> Locator:
    """What is to be mended, which stands on the first screen of the phone."""
    section: Locator = page.get_by_role("region", name="What to mend first")
    page.evaluate("scrollTo(0, 0)")
    box = section.bounding_box()
    assert box is not None
    assert box["y"] < HEIGHT
    return section


def errors(page: Page) -> list[str]:
    """The titles of the errors, none of which is folded away."""
    faults = to_mend(page).get_by_role("listitem").filter(has_text="Error")
    return faults.locator("strong:not(.govuk-tag):visible").all_inner_texts()


def mends(page: Page, error: str, way: str) -> None:
    """Two presses for each fault: the link beside it, and Save."""
    assert error in errors(page)
    fault = to_mend(page).get_by_role("listitem").filter(has_text=error)
    fault.get_by_role("link", name=way).click()
    assert_sound(page)


def writes(page: Page, words: str) -> None:
    """The entry of this moment under the P that the link named: only its words are typed."""
    page.get_by_label("Entry", exact=True).fill(words)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(words).first).to_be_visible()


def test_from_an_empty_plan_to_a_partner_who_reports(
    open_page: Open,
    threat: Threat,
    council: Organisation,
    force_contributor: User,
    force_lead: User,
) -> None:
    partner = person(RoleGrant.Role.PARTNER, council)
    lro = open_page(threat.get_absolute_url(), by=force_contributor, **ON_A_PHONE)
    assert errors(lro) == ["Managed threat without a plan"]
    opens(lro, str(threat))
    plan = Plan.objects.get()
    assert Officer.objects.get(user=force_contributor) == plan.written_by
    assert errors(lro) == ["The plan is empty"]
    mends(lro, "The plan is empty", "Write under Pursue")
    writes(lro, WORDS["Pursue"])
    assert errors(lro) == ["Only Pursue is filled in"]
    for number, strand in enumerate(("Prevent", "Protect", "Prepare")):
        if number == 0:
            mends(lro, "Only Pursue is filled in", f"Write under {strand}")
        else:
            to_mend(lro).get_by_role("link", name=f"Write under {strand}").click()
        writes(lro, WORDS[strand])
    expect(lro.get_by_text("(25%)")).to_have_count(4)
    assert errors(lro) == []
    assert_sound(lro)

    lead = open_page(plan.get_absolute_url(), by=force_lead, **ON_A_PHONE)
    lead.get_by_role("link", name="Share the plan").click()
    lead.get_by_label("Body or partner").select_option(label=str(council))
    assert_sound(lead)
    lead.get_by_role("button", name="Give access").click()
    expect(lead.get_by_text("They have access, and are told.")).to_be_visible()

    lro.get_by_role("button", name="Add an action").click()
    lro.get_by_label("Protect").check()
    lro.get_by_label("What is to be done?").fill(DEED)
    assert_sound(lro)
    lro.get_by_role("button", name="Save").click()
    expect(lro.get_by_text("The action is added.")).to_be_visible()
    assert errors(lro) == ["Action without an owner"]
    mends(lro, "Action without an owner", "Change the action")
    lro.get_by_label("Who does it?").select_option(label=f"{council} (partner)")
    lro.get_by_role("button", name="Save").click()
    expect(to_mend(lro).get_by_text("No check finds an error.")).to_be_visible()
    assert_sound(lro)

    told = Message.objects.filter(recipient=partner)
    assert set(told.values_list("kind", flat=True)) == {"plan_access.given", "plan_action.given"}
    for message in told:
        assert not [word for word in ("Heron", DEED, "4P") if word in message.text]

    page = open_page("/", by=partner, **ON_A_PHONE)
    assert page.url.endswith(reverse("disruptions:actions"))
    assert_sound(page)
    page.get_by_role("link", name=DEED).click()
    assert "Heron" not in page.content()
    page.get_by_label("How far is it, or what came of it?").fill("It is lit.")
    page.get_by_label("Yes, it has ended").check()
    assert_sound(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("What you say of the action is saved.")).to_be_visible()
    expect(page.get_by_text("It is lit.")).to_be_visible()

    lro.reload()
    expect(lro.get_by_text("It is lit.").first).to_be_visible()
    expect(to_mend(lro).get_by_text("No check finds an error.")).to_be_visible()
    assert errors(lro) == []
    lro.goto(threat.get_absolute_url())
    expect(lro.get_by_text("No check finds anything to mend.")).to_be_visible()
    assert lro.get_by_text("Error", exact=True).count() == 0
    assert_sound(lro)
    assert PlanAction.objects.get().ended_on is not None
