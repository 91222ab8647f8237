from datetime import date

import pytest

from disruptions.models import Disruption, Officer, Plan, PlanAction, Threat
from forces.models import Body, Organisation, RoleGrant
from inspection_portal.core.models import User
from tests.factories import (
    DisruptionFactory,
    OfficerFactory,
    OrganisationFactory,
    PlanAccessFactory,
    PlanActionFactory,
    PlanFactory,
    ThreatFactory,
    person,
)


@pytest.fixture
def officer(force: Body, force_contributor: User) -> Officer:
    """The contributor of `force` as its officer."""
    return OfficerFactory(body=force, user=force_contributor, name="A. Closed-Name")


@pytest.fixture
def own_plan(force: Body, officer: Officer) -> Plan:
    """A plan in force of `force`, which its contributor wrote."""
    return PlanFactory(threat__body=force, written_by=officer, opened_on=date(2026, 1, 5))


@pytest.fixture
def council(db: None) -> Organisation:
    return OrganisationFactory()


@pytest.fixture
def partner(council: Organisation) -> User:
    return person(RoleGrant.Role.PARTNER, council)


@pytest.fixture
def lent(own_plan: Plan, council: Organisation) -> PlanAction:
    """An action of the plan that was given to the council, which may see it."""
    PlanAccessFactory(plan=own_plan, organisation=council)
    return PlanActionFactory(plan=own_plan, partner=council, what="Light the underpass.")


@pytest.fixture
def threat(force: Body) -> Threat:
    made: Threat = ThreatFactory(body=force)
    return made


@pytest.fixture
def record(threat: Threat, force_contributor: User) -> Disruption:
    """A major one of `force` that waits for moderation."""
    made: Disruption = DisruptionFactory(
        threat=threat, recorded_by=force_contributor, category="major"
    )
    return made
