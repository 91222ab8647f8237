"""What the page of a threat, a plan, an order or a profile says of it, and to whom."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from disruptions import queries
from disruptions.checks import CHECKS, PlanFacts, Rules
from disruptions.models import LocalProfile, Plan, PreventionOrder, Threat
from disruptions.templatetags.quality import STEPS, ways_to_mend
from forces.models import Body, RoleGrant
from inspection_portal.core.models import User
from tests.factories import (
    AssessmentFactory,
    CheckWaiverFactory,
    DisruptionFactory,
    LocalProfileFactory,
    OfficerFactory,
    PlanActionFactory,
    PlanEntryFactory,
    PlanFactory,
    PreventionOrderFactory,
    ThreatFactory,
    ThreatResponsibilityFactory,
    person,
)

TODAY = localdate()
Thing = Threat | Plan | PreventionOrder | LocalProfile


@pytest.fixture
def threat(force: Body) -> Threat:
    """With three of the four defects of an assessment."""
    threat: Threat = ThreatFactory(body=force)
    AssessmentFactory(
        threat=threat,
        assessed_on=TODAY - timedelta(days=400),
        moderation="submitted",
        scope="operation",
    )
    return threat


def shown(client: Client, thing: Thing) -> str:
    return client.get(thing.get_absolute_url()).content.decode()


def test_each_page_says_what_is_wrong_and_leads_to_its_form(as_lead: Client, force: Body) -> None:
    plan = PlanFactory(threat__body=force)
    order = PreventionOrderFactory(body=force, last_check="database", last_checked_on=TODAY)
    profile = LocalProfileFactory(body=force, area="Old & new", refresh_on=date(2025, 12, 1))
    for thing, sentence, page, query in (
        (plan.threat, "Nobody has assessed the threat.", "assessment_add", ""),
        (plan, "Nothing stands in the plan.", "plan_entry_add", "?strand=prevent"),
        (order, "nobody actively manages the order", "order_manage", ""),
        (profile, "was due to be refreshed", "profile_add", "?area=Old+%26+new"),
    ):
        of = thing.body if thing is profile else thing
        said = shown(as_lead, thing)
        assert sentence in said
        assert reverse(f"disruptions:{page}", args=[of.uuid]) + query in said
        assert "The checks find" in said or "No check finds an error. 1 warning is left." in said
    assert reverse("disruptions:order_waive", args=[order.uuid]) in shown(as_lead, order)


def test_the_defects_of_an_assessment_are_told_apart(as_lead: Client, threat: Threat) -> None:
    titles = [
        CHECKS[check].title
        for check in ("assessment_stale", "assessment_unmoderated", "assessment_operation_only")
    ]
    page = shown(as_lead, threat)
    assert [title for title in titles if f"<strong>{title}</strong>" not in page] == []
    assert CHECKS["not_assessed"].title not in page


def test_a_waived_fault_stands_last_and_is_not_counted(threat: Threat, force_lead: User) -> None:
    def told() -> tuple[str, str]:
        mending = queries.to_mend(threat, force_lead, on=TODAY)
        assert mending
        return mending.told, mending.results[-1].check.id

    assert told() == ("The checks find 2 errors and 3 warnings.", "assessment_unmoderated")
    for check in ("no_plan", "no_lro"):
        CheckWaiverFactory(plan=None, threat=threat, check_id=check, until=TODAY)
    assert told() == ("No check finds an error. 3 warnings are left.", "no_plan")


def test_who_reads_the_thing_alone_is_not_told(client: Client, force: Body, rocu: Body) -> None:
    threat = ThreatFactory(body=force)
    threat.supporting_bodies.add(rocu)
    client.force_login(person(RoleGrant.Role.ROCU_LEAD, rocu))
    assert "Nobody has assessed the threat." not in shown(client, threat)
    client.force_login(person(RoleGrant.Role.INSPECTOR))
    page = shown(client, threat)
    assert "Nobody has assessed the threat." in page
    assert reverse("disruptions:assessment_add", args=[threat.uuid]) not in page


def test_what_has_ended_is_not_asked(force: Body, force_lead: User) -> None:
    for thing in (
        ThreatFactory(body=force, closed_on=TODAY),
        PlanFactory(threat__body=force, state="closed", closed_on=TODAY),
        PreventionOrderFactory(body=force, discharged_on=TODAY),
        LocalProfileFactory(body=force, area="A", refresh_on=date(2025, 12, 1)),
    ):
        if isinstance(thing, LocalProfile):
            LocalProfileFactory(body=force, area="A", dated_on=TODAY, refresh_on=None)
        assert queries.to_mend(thing, force_lead, on=TODAY) is None, thing


def test_a_contributor_is_not_led_to_what_a_lead_does(
    own_plan: Plan, force_contributor: User, force_lead: User
) -> None:
    PlanEntryFactory(plan=own_plan, dated_on=None)
    PlanEntryFactory(plan=own_plan, dated_on=None)
    for user, check in ((force_contributor, False), (force_lead, True)):
        mending = queries.to_mend(own_plan, user, on=TODAY)
        assert mending
        ways = [way.words for each in mending.results for way in ways_to_mend(each, mending)]
        assert ("Record the check" in ways) == check
        assert "Change the entry (first of 2)" in ways


def test_a_plan_page_asks_nothing_of_other_plans(
    as_lead: Client, force: Body, assert_queries_do_not_grow: Callable[..., None]
) -> None:
    plan = PlanFactory(threat__body=force)
    assert_queries_do_not_grow(
        plan.threat.get_absolute_url(), lambda: PlanEntryFactory(plan__threat__body=force)
    )


def test_every_check_leads_to_what_mends_it() -> None:
    assert set(STEPS) == set(CHECKS)
    assert [check for check, steps in STEPS.items() if not steps] == []


def test_what_a_body_can_put_right_elsewhere_has_a_way_too(as_lead: Client, force: Body) -> None:
    order = PreventionOrderFactory(body=force, expires_on=TODAY + timedelta(days=9))
    untrained = OfficerFactory(body=force, trained_on=None)
    led = ThreatResponsibilityFactory(threat__body=force, officer=untrained).threat
    DisruptionFactory(threat__body=force)
    plan = PlanFactory(threat__body=force)
    PlanActionFactory(plan=plan, ended_on=TODAY, result="Done.")
    record = reverse("disruptions:disruption_record")
    for thing, check, address in (
        (order, "order_expiring", reverse("disruptions:order_revise", args=[order.uuid])),
        (led, "lro_untrained", "#officers"),
        (plan, "no_disruption", f"{record}?threat={plan.threat.uuid}"),
    ):
        page, hidden = shown(as_lead, thing), "govuk-visually-hidden"
        fault = page[page.index(f"<strong>{CHECKS[check].title}</strong>") :]
        assert f'href="{address}"' in fault[: fault.index(f'<span class="{hidden}">')], check
    assert untrained.get_absolute_url() in shown(as_lead, led)


def test_a_plan_opened_the_day_after_was_opened_one_day_late() -> None:
    began = date(2026, 1, 5)
    subject = {"pk": 1, "uuid": UUID(int=1), "body": 1, "label": "Plan"}
    rules = Rules(28, 92, 3, 365, 92, template_version="")
    for opened, said in ((date(2026, 1, 6), "1 day after"), (date(2026, 1, 7), "2 days after")):
        plan = PlanFacts(**subject, opened_on=opened, operation_started_on=began)
        found = CHECKS["opened_late"].find(plan, rules, TODAY)
        assert found.what == f"The plan was opened {said} the operation began."
