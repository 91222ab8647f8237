from datetime import date

import pytest

from disruptions.models import Officer, Plan, PlanAction
from forces.models import Body, Organisation, RoleGrant
from inspection_portal.core.models import User
from tests.factories import (
    OfficerFactory,
    OrganisationFactory,
    PlanAccessFactory,
    PlanActionFactory,
    PlanFactory,
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
