"""A lead responsible officer writes a 4P plan on a phone and gives an action to a partner, who sees
that alone, and records what came of it.
"""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from disruptions.models import Officer, Plan, PlanAction
from forces.models import Body, Organisation, RoleGrant
from inspection_portal.core.models import Message, User
from tests.factories import OfficerFactory, OrganisationFactory, ThreatFactory, person
from tests.journeys.looking import PHONE, assert_sound

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ON_A_PHONE = {"viewport": {"width": PHONE, "height": 844}}
WORDS = {
    "Pursue": "Two warrants were executed.",
    "Prevent": "Youth workers met the runners.",
    "Protect": "Two tenants were moved.",
    "Prepare": "Surgeries know whom to call.",
}
DEED = "Light the underpass by the station."
Open = Callable[..., Page]


@pytest.fixture
def officer(force: Body, force_contributor: User) -> Officer:
    return OfficerFactory(body=force, user=force_contributor, name="A. Closed-Name")


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


def writes(page: Page, strand: str, words: str) -> None:
    """The entry of this moment: only its words are typed."""
    page.get_by_role("link", name=f"Write under {strand}").click()
    assert_sound(page)
    page.get_by_label("Entry", exact=True).fill(words)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("region", name=strand, exact=True)).to_contain_text(words)


def test_from_an_empty_plan_to_a_partner_who_reports(
    open_page: Open,
    force: Body,
    officer: Officer,
    council: Organisation,
    force_contributor: User,
    force_lead: User,
) -> None:
    partner = person(RoleGrant.Role.PARTNER, council)
    threat = ThreatFactory(body=force, reference="OCG Heron")
    lro = open_page("/", by=force_contributor, **ON_A_PHONE)
    opens(lro, str(threat))
    plan = Plan.objects.get()
    for strand, words in WORDS.items():
        writes(lro, strand, words)
    expect(lro.get_by_text("(25%)")).to_have_count(4)
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
    lro.get_by_label("Who does it?").select_option(label=f"{council} (partner)")
    assert_sound(lro)
    lro.get_by_role("button", name="Save").click()
    expect(lro.get_by_text("The action is added.")).to_be_visible()
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
    assert PlanAction.objects.get().ended_on is not None
