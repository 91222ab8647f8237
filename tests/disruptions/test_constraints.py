"""What the database refuses of threats, plans, orders and places, whoever writes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, IntegrityError, transaction
from factory.django import DjangoModelFactory

from disruptions.models import Plan, PlanSettings, Threat
from forces.models import Body
from inspection_portal.core.models import system_user
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
    SiteFactory,
    SitePhaseFactory,
    ThreatFactory,
    ThreatResponsibilityFactory,
)

pytestmark = pytest.mark.django_db
Factory = type[DjangoModelFactory]
DAY = date(2026, 1, 1)


@pytest.fixture
def threat(force: Body) -> Threat:
    made: Threat = ThreatFactory(body=force)
    return made


def refused(name: str) -> "pytest.RaisesExc[IntegrityError]":
    return pytest.raises(IntegrityError, match=name)


WRONG = [
    (OfficerFactory, "officer_has_reference", {"reference": " "}),
    (OfficerFactory, "officer_rank_is_known", {"rank": "sheriff"}),
    (OfficerFactory, "officer_trained_before_they_left", {"left_on": date(2024, 1, 1)}),
    (ThreatFactory, "threat_has_reference", {"reference": ""}),
    (ThreatFactory, "threat_kind_is_known", {"kind": "gang"}),
    (ThreatFactory, "threat_tier_is_known", {"tier": 6}),
    (ThreatFactory, "threat_closed_after_its_operation_started", {"closed_on": DAY}),
    (ThreatResponsibilityFactory, "responsibility_role_is_known", {"role": "sro"}),
    (ThreatResponsibilityFactory, "responsibility_ends_after_it_begins", {"until": DAY}),
    (AssessmentFactory, "assessment_words_are_known", {"scope": "half"}),
    (AssessmentFactory, "assessment_tier_is_known", {"tier": 0}),
    (AssessmentFactory, "assessment_scores_are_not_negative", {"harm": -1}),
    (
        AssessmentFactory,
        "assessment_has_a_day_of_moderation_only_if_moderated",
        {"moderated_on": DAY},
    ),
    (PlanFactory, "plan_closed_iff_closed_on", {"state": "closed"}),
    (PlanFactory, "plan_closed_iff_closed_on", {"state": "lost"}),
    (PlanFactory, "plan_closes_after_it_opens", {"state": "closed", "closed_on": DAY}),
    (PlanFactory, "plan_checked_by_someone_iff_checked", {"checked_on": date(2026, 2, 2)}),
    (PlanEntryFactory, "plan_entry_strand_is_known", {"strand": "punish"}),
    (PlanEntryFactory, "plan_entry_has_text", {"text": "\n"}),
    (
        PlanEntryFactory,
        "plan_entry_has_a_time_only_with_a_date",
        {"dated_on": None, "timed_at": "10:30"},
    ),
    (PlanActionFactory, "plan_action_strand_is_known", {"strand": ""}),
    (PlanActionFactory, "plan_action_says_what", {"what": " "}),
    (PlanReviewFactory, "plan_review_has_outcome", {"outcome": ""}),
    (PlanLinkFactory, "plan_link_is_known", {"kind": "diary"}),
    (PlanAccessFactory, "plan_access_is_of_one_body_or_partner", {}),
    (PlanSettingsFactory, "plan_settings_count_from_one", {"review_days": 0}),
    (PreventionOrderFactory, "order_has_reference", {"reference": ""}),
    (PreventionOrderFactory, "order_words_are_known", {"custody": "fled"}),
    (PreventionOrderFactory, "order_in_force_after_it_is_made", {"in_force_on": date(2020, 1, 1)}),
    (PreventionOrderFactory, "order_ends_after_it_is_made", {"expires_on": DAY}),
    (PreventionOrderFactory, "order_released_with_a_day", {"released_on": None}),
    (PreventionOrderFactory, "order_check_has_kind_and_day", {"last_check": "visit"}),
    (OrderBreachFactory, "order_breach_says_what", {"what": ""}),
    (CheckWaiverFactory, "waiver_is_of_one_thing", {"plan": None}),
    (CheckWaiverFactory, "waiver_names_a_check", {"check_id": ""}),
    (CheckWaiverFactory, "waiver_has_reason", {"reason": " "}),
    (CheckWaiverFactory, "waiver_ends_after_it_is_given", {"until": DAY}),
    (CheckCountFactory, "check_count_is_at_most_what_was_asked", {"waived": 4}),
    (
        CheckCountFactory,
        "check_count_is_of_its_day",
        {"counted_at": datetime(2026, 3, 3, tzinfo=UTC)},
    ),
    (LocalProfileFactory, "local_profile_has_area", {"area": ""}),
    (LocalProfileFactory, "local_profile_refreshed_after_its_day", {"refresh_on": DAY.min}),
    (SiteFactory, "site_has_place", {"place": ""}),
    (SitePhaseFactory, "site_phase_is_known", {"phase": "tidy"}),
    (SitePhaseFactory, "site_phase_ends_after_it_begins", {"ended_on": DAY}),
]


def test_what_makes_no_sense() -> None:
    """One test for all: each row asks for one wrong field."""
    for make, name, wrong in WRONG:
        with refused(name), transaction.atomic():
            make(**wrong)


def test_the_sentence_of_a_constraint_reaches_a_person(force: Body) -> None:
    threat = ThreatFactory.build(body=force, tier=6)
    with pytest.raises(ValidationError, match="Give a tier from 1 to 5, or none"):
        threat.validate_constraints()


def test_a_reference_once_in_a_body(force: Body, other_force: Body) -> None:
    ThreatFactory(body=force, reference="A")
    ThreatFactory(body=other_force, reference="A")
    with refused("threat_reference_once_in_a_body"), transaction.atomic():
        ThreatFactory(body=force, reference="A")


def test_two_lead_officers_at_a_time_but_one_investigator() -> None:
    lead = ThreatResponsibilityFactory()
    ThreatResponsibilityFactory(threat=lead.threat)
    with refused("officer_has_a_role_on_a_threat_once_at_a_time"), transaction.atomic():
        ThreatResponsibilityFactory(threat=lead.threat, officer=lead.officer)
    ThreatResponsibilityFactory(threat=lead.threat, role="sio")
    with refused("one_senior_investigating_officer_at_a_time"), transaction.atomic():
        ThreatResponsibilityFactory(threat=lead.threat, role="sio")


def test_officers_are_of_the_threat(other_force: Body) -> None:
    stranger = OfficerFactory(body=other_force)
    plan = PlanFactory()
    attempts: list[tuple[str, Factory, dict[str, object]]] = [
        ("responsible_officer_is", ThreatResponsibilityFactory, {"officer": stranger}),
        ("plan_writer_is_of_the_threat", PlanFactory, {"written_by": stranger}),
        ("plan_reviewer_is_of_the_threat", PlanReviewFactory, {"reviewed_by": stranger}),
        ("action_owner_has_a_part", PlanActionFactory, {"plan": plan, "owner": stranger}),
        ("order_manager_is_of_the_body", PreventionOrderFactory, {"manager": stranger}),
        ("order_threat_is_of_the_body", PreventionOrderFactory, {"threat": plan.threat}),
        ("site_plan_is_of_the_body", SiteFactory, {"plan": plan}),
    ]
    for name, make, wrong in attempts:
        with refused(name), transaction.atomic():
            make(**wrong)
    PlanAccessFactory(plan=plan, body=other_force)
    PlanActionFactory(plan=plan, owner=stranger)
    plan.threat.supporting_bodies.add(other_force)
    ThreatResponsibilityFactory(threat=plan.threat, officer=stranger)


def test_an_action_has_one_owner() -> None:
    action = PlanActionFactory(partner=OrganisationFactory())
    action.owner = OfficerFactory(body=action.plan.threat.body)
    with refused("plan_action_has_one_owner_at_most"), transaction.atomic():
        action.save()


def test_nobody_checks_their_own_plan() -> None:
    plan = PlanFactory()
    with refused("plan_checked_by_another_than_its_writer"), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(
            checked_by=plan.written_by, checked_on=plan.opened_on
        )


def test_one_open_plan_unless_the_body_allows_several(threat: Threat) -> None:
    first = PlanFactory(threat=threat)
    with refused("one_open_plan_of_a_threat"), transaction.atomic():
        PlanFactory(threat=threat)
    PlanFactory(threat=threat, state="closed", closed_on=date(2026, 2, 2))
    PlanSettingsFactory(body=threat.body, allows_several_plans=True)
    second = PlanFactory(threat=threat)
    assert set(threat.plans.open()) == {first, second}


def test_settings_that_begin_later_do_not_hold_yet(threat: Threat) -> None:
    PlanFactory(threat=threat)
    later = datetime.now(UTC).date() + timedelta(days=7)
    PlanSettingsFactory(body=threat.body, allows_several_plans=True, valid_from=later)
    with refused("one_open_plan_of_a_threat"), transaction.atomic():
        PlanFactory(threat=threat)


def test_the_latest_settings_that_have_begun_hold(force: Body, other_force: Body) -> None:
    for begins, days in [(date(2026, 1, 1), 10), (date(2026, 2, 1), 20), (date(2026, 3, 1), 30)]:
        PlanSettingsFactory(body=force, valid_from=begins, review_days=days)
    held = PlanSettings.objects.in_force(date(2026, 2, 28))
    assert held[force.pk].review_days == 20
    assert other_force.pk not in held
    assert PlanSettings(body=other_force).review_days == 92


def test_a_partner_is_shown_its_actions_alone() -> None:
    council = OrganisationFactory()
    with refused("plan_access_scope_is_known"), transaction.atomic():
        PlanAccessFactory(organisation=council, scope="plan")
    access = PlanAccessFactory(organisation=council)
    with refused("plan_access_once_at_a_time"), transaction.atomic():
        PlanAccessFactory(plan=access.plan, organisation=council)
    with refused("plan_access_ended_by_someone_iff_ended"), transaction.atomic():
        access.ended_at = access.given_at
        access.save()
    access.ended_by = system_user()
    access.save()
    PlanAccessFactory(plan=access.plan, organisation=council)


def test_a_site_is_in_one_phase_at_a_time() -> None:
    phase = SitePhaseFactory(ended_on=date(2026, 2, 1))
    SitePhaseFactory(site=phase.site, phase="hold", began_on=date(2026, 2, 2))
    with refused("site_in_one_phase_at_a_time"), transaction.atomic():
        SitePhaseFactory(site=phase.site, phase="build", began_on=date(2026, 3, 2))


def test_what_is_kept_for_good() -> None:
    for make in (ThreatFactory, OfficerFactory, PlanFactory, PreventionOrderFactory, SiteFactory):
        row = make()
        with pytest.raises(Error, match="Cannot delete"), transaction.atomic():
            row.delete()
    for make in (PlanSettingsFactory, CheckCountFactory):
        row = make()
        with pytest.raises(Error, match="Cannot update"), transaction.atomic():
            row.save()
