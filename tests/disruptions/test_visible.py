"""Whose threats, plans, actions and orders a person sees: nobody’s unless something says so."""

from datetime import date

import pytest
from django.db.models import Model

from disruptions.models import (
    Assessment,
    CheckCount,
    CheckWaiver,
    LocalProfile,
    Officer,
    OrderBreach,
    Plan,
    PlanAccess,
    PlanAction,
    PlanEntry,
    PlanLink,
    PlanReview,
    PlanSettings,
    PreventionOrder,
    Site,
    SitePhase,
    Threat,
    ThreatResponsibility,
    without_assessment,
)
from disruptions.permissions import (
    can_compare_bodies,
    can_keep,
    can_keep_some,
    can_oversee,
    can_oversee_plan,
    can_read_names,
    can_read_threats,
    can_update_action,
    can_write_plan,
)
from forces.models import Body, Organisation, RoleGrant, standing
from inspection_portal.core.models import User, system_user
from tests.factories import (
    AssessmentFactory,
    CheckCountFactory,
    CheckWaiverFactory,
    LocalProfileFactory,
    OfficerFactory,
    OrderBreachFactory,
    OrganisationFactory,
    PlanAccessFactory,
    PlanActionFactory,
    PlanEntryFactory,
    PlanFactory,
    PlanLinkFactory,
    PlanReviewFactory,
    PlanSettingsFactory,
    PreventionOrderFactory,
    SitePhaseFactory,
    ThreatFactory,
    ThreatPhaseFactory,
    ThreatResponsibilityFactory,
    person,
)

Role = RoleGrant.Role
OF_A_THREAT = (Assessment, ThreatResponsibility)
OF_A_PLAN = (PlanEntry, PlanAction, PlanReview, PlanLink, PlanAccess)
OF_A_BODY = (
    CheckWaiver,
    Officer,
    PreventionOrder,
    OrderBreach,
    LocalProfile,
    Site,
    SitePhase,
    PlanSettings,
)
ALL: tuple[type[Model], ...] = (
    *(Threat, Plan, CheckCount),
    *OF_A_THREAT,
    *OF_A_PLAN,
    *OF_A_BODY,
)


def sees(user: User) -> set[type[Model]]:
    """The models of which the person sees any row."""
    return {model for model in ALL if model._default_manager.visible_to(user).exists()}  # type: ignore[attr-defined]


@pytest.fixture
def council(db: None) -> Organisation:
    made: Organisation = OrganisationFactory()
    return made


@pytest.fixture
def partner(council: Organisation) -> User:
    return person(Role.PARTNER, council)


@pytest.fixture
def plan(force: Body) -> Plan:
    """The plan of `force`, with one row of everything that a body keeps."""
    lead = ThreatResponsibilityFactory(threat__body=force)
    made: Plan = PlanFactory(threat=lead.threat, written_by=lead.officer)
    AssessmentFactory(threat=made.threat)
    for make in (PlanEntryFactory, PlanActionFactory, PlanLinkFactory, CheckWaiverFactory):
        make(plan=made)
    PlanReviewFactory(plan=made, reviewed_by=lead.officer)
    PlanAccessFactory(plan=made, organisation=OrganisationFactory())
    OrderBreachFactory(order__body=force)
    SitePhaseFactory(site__body=force)
    for make in (LocalProfileFactory, PlanSettingsFactory, CheckCountFactory):
        make(body=force)
    return made


@pytest.mark.parametrize("who", ["inspector", "moderator", "hmi", "auditor"])
def test_the_inspectorate_reads_all(who: str, plan: Plan, request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(who)
    assert sees(user) == set(ALL)
    assert can_compare_bodies(user)
    assert not can_keep_some(user)
    assert not can_read_names(user, plan.threat.body)


@pytest.mark.parametrize("who", ["force_lead", "force_contributor"])
def test_a_body_reads_and_keeps_its_own(
    who: str, plan: Plan, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    body = plan.threat.body
    assert sees(user) == set(ALL)
    assert can_read_threats(user)
    assert can_keep(user, body)
    assert can_write_plan(user, plan.threat)
    assert can_read_names(user, body)
    assert not can_compare_bodies(user)
    leads = who == "force_lead"
    assert can_oversee(user, body) == can_oversee_plan(user, plan) == leads


@pytest.mark.parametrize(
    "who",
    [
        *("other_force_lead", "rocu_lead", "policing_body_person", "partner"),
        *("publisher", "operator", "administrator"),
    ],
)
def test_nobody_else_sees_anything(who: str, plan: Plan, request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(who)
    assert sees(user) == set()
    assert not can_keep(user, plan.threat.body)
    assert not can_write_plan(user, plan.threat)
    assert not can_oversee_plan(user, plan)
    assert not can_update_action(user, plan.actions.get())


def test_a_supporting_body_sees_the_threat_and_no_plan(
    plan: Plan, rocu: Body, rocu_lead: User
) -> None:
    plan.threat.supporting_bodies.add(rocu)
    assert sees(rocu_lead) == {Threat, *OF_A_THREAT}


def test_a_body_with_access_sees_the_plan_until_it_ends(
    plan: Plan, rocu: Body, rocu_lead: User
) -> None:
    access = PlanAccessFactory(plan=plan, body=rocu, scope="plan")
    assert sees(rocu_lead) == {Threat, Plan, *OF_A_THREAT, *OF_A_PLAN}
    assert not can_write_plan(rocu_lead, plan.threat)
    assert not can_read_names(rocu_lead, plan.threat.body)
    access.ended_at, access.ended_by = access.given_at, system_user()
    access.save()
    assert sees(rocu_lead) == set()


def test_a_body_with_its_actions_alone(plan: Plan, rocu: Body, rocu_lead: User) -> None:
    PlanAccessFactory(plan=plan, body=rocu)
    given = PlanActionFactory(plan=plan, owner=OfficerFactory(body=rocu))
    assert list(PlanAction.objects.visible_to(rocu_lead)) == [given]
    assert sees(rocu_lead) == {PlanAction, Officer}
    assert can_update_action(rocu_lead, given)


def test_a_partner_sees_and_updates_only_what_was_given_to_it(
    plan: Plan, council: Organisation, partner: User
) -> None:
    given = PlanActionFactory(plan=plan, partner=council)
    assert sees(partner) == set()
    PlanAccessFactory(plan=plan, organisation=council)
    PlanActionFactory(plan=plan, partner=OrganisationFactory())
    PlanActionFactory(partner=council)
    assert list(PlanAction.objects.visible_to(partner)) == [given]
    assert sees(partner) == {PlanAction}
    assert can_update_action(partner, given)
    assert not can_read_threats(partner)
    assert not standing(partner).is_inspectorate


def test_a_partner_who_is_left_without_the_role_sees_nothing(
    plan: Plan, council: Organisation
) -> None:
    PlanAccessFactory(plan=plan, organisation=council)
    PlanActionFactory(plan=plan, partner=council)
    left = person(Role.PARTNER, council, is_active=False)
    assert sees(left) == set()


def test_four_defects_of_assessments_are_told_apart(force: Body) -> None:
    on = date(2026, 3, 2)
    never, later = ThreatFactory(body=force), ThreatFactory(body=force)
    AssessmentFactory(threat=later, assessed_on=date(2026, 3, 3))
    AssessmentFactory(threat__body=force)
    stale = AssessmentFactory(threat__body=force, assessed_on=date(2025, 2, 28))
    raw = AssessmentFactory(threat__body=force, moderation="submitted")
    part = AssessmentFactory(threat__body=force, scope="operation")
    mended = AssessmentFactory(threat__body=force, scope="operation")
    AssessmentFactory(threat=mended.threat, assessed_on=date(2026, 2, 2))
    last = Assessment.objects.last_of_each(on)
    assert set(without_assessment(Threat.objects.all(), on)) == {never, later}
    assert list(last.stale(on, 365)) == [stale]
    assert stale.is_stale(on, 365)
    assert list(last.unmoderated()) == [raw]
    assert list(last.operation_only()) == [part]


@pytest.mark.django_db
def test_managed_threats() -> None:
    ended = ThreatPhaseFactory(is_closed=True)
    managed = [ThreatFactory(), ThreatFactory(phase=ThreatPhaseFactory())]
    others = [ThreatFactory(phase=ended), ThreatFactory(closed_on=date(2026, 2, 2))]
    assert set(Threat.objects.managed()) == set(managed)
    assert all(threat.is_managed() for threat in managed)
    assert not any(threat.is_managed() for threat in others)


def test_a_title_names_nobody() -> None:
    officer = OfficerFactory.build(body=None, name="A. Name")
    assert str(officer) == "Inspector, Economic crime"


@pytest.mark.django_db
def test_orders_on_a_day() -> None:
    held = PreventionOrderFactory()
    PreventionOrderFactory(in_force_on=None, custody="in_custody", released_on=None)
    PreventionOrderFactory(discharged_on=date(2026, 2, 20))
    on = date(2026, 3, 2)
    assert list(PreventionOrder.objects.in_force(on)) == [held]
    assert not PreventionOrder.objects.expiring(on, {}).exists()
    assert list(PreventionOrder.objects.expiring(date(2031, 1, 1), {})) == [held]
