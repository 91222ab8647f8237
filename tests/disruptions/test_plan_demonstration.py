"""The demonstration's plans: written once, by the actions that people use."""

from datetime import date

import pytest

from disruptions.models import Officer, Plan, PlanAction
from forces.models import RoleGrant
from inspection_portal.home.demo import plans
from inspection_portal.home.demo.sign_ins import HAMPSHIRE_LEAD, PARTNER, SURREY_LEAD
from tests.factories import ForceFactory, OfficerFactory, OrganisationFactory, ThreatFactory, person


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
