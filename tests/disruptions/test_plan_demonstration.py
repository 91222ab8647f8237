"""The demonstration's plans: written once, by the actions that people use."""

from datetime import date

import pytest
from django.utils.timezone import localdate

from disruptions.models import CheckCount, Officer, Plan, PlanAction
from forces.models import RoleGrant
from inspection_portal.home.demo import counts, plans
from inspection_portal.home.demo.sign_ins import HAMPSHIRE_LEAD, PARTNER, SURREY_LEAD
from tests.factories import (
    ForceFactory,
    OfficerFactory,
    OrganisationFactory,
    PlanFactory,
    ThreatFactory,
    person,
)


@pytest.mark.django_db
def test_plans_are_written_once_for_threats_that_are_there() -> None:
    partner = OrganisationFactory(name=PARTNER.body)
    cast = {PARTNER: person(RoleGrant.Role.PARTNER, partner)}
    for sign_in in (HAMPSHIRE_LEAD, SURREY_LEAD):
        body = ForceFactory(slug=sign_in.body)
        cast[sign_in] = person(RoleGrant.Role.FORCE_LEAD, body)
        for reference in ("H1", "H2", "H3", "H4", "S1"):
            OfficerFactory(body=body, reference=reference, rank=Officer.Rank.INSPECTOR)
        for reference in ("OCG 1", "OCG 2", "S/OCG/04"):
            started = date(2026, 3, 2)
            ThreatFactory(body=body, reference=reference, operation_started_on=started)
    plans.tell(cast)
    plans.tell(cast)
    assert Plan.objects.in_force().count() == 3
    assert Plan.objects.exclude(checked_by=None).count() == 1
    assert PlanAction.objects.lent_to(cast[PARTNER]).get().partner == partner


@pytest.mark.django_db
def test_the_trend_begins_before_the_plans_and_each_day_is_counted_once() -> None:
    threat = ThreatFactory()
    counts.before_plans()
    PlanFactory(threat=threat)
    for _ in range(2):
        counts.before_plans()
        counts.with_plans()
    without_plan = CheckCount.objects.filter(check_id="no_plan").order_by("on")
    found = dict(without_plan.values_list("on", "found"))
    days = [day for day in (*counts.BEFORE_PLANS, *counts.WITH_PLANS) if day < localdate()]
    assert list(found) == [*days, localdate()]
    assert {day: number for day, number in found.items() if number} == dict.fromkeys(
        [day for day in counts.BEFORE_PLANS if day < localdate()], 1
    )
