from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied

from findings import actions
from findings.models import GradeScale, InspectedBody, Inspection
from forces.models import Body, Region, RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User, system_user
from tests.factories import ForceFactory, RocuFactory, person

Plan = Callable[..., Inspection]


@pytest.fixture
def plan(region: Region, force: Body, inspector: User, moment: datetime, scale: GradeScale) -> Plan:
    """Plans an inspection of `force`; what is given replaces the usual."""

    def do(**changes: object) -> Inspection:
        usual = {
            "region": region,
            "title": "An inspection of the region",
            "slug": "region-2026",
            "bodies": [force],
            "team": [],
            "by": inspector,
            "at": moment,
        }
        return actions.plan(**usual | changes)

    return do


def team_of(inspection: Inspection) -> set[User]:
    return {member.user for member in inspection.team.all()}


def bodies_of(inspection: Inspection) -> list[Body]:
    return [chapter.body for chapter in inspection.inspected_bodies.all()]


def test_the_rocu_comes_first_and_forces_keep_their_order(plan: Plan, region: Region) -> None:
    first, second = ForceFactory(region=region), ForceFactory(region=region)
    rocu = RocuFactory(region=region)
    inspection = plan(bodies=[second, rocu, first])
    assert bodies_of(inspection) == [rocu, second, first]
    assert inspection.stage == Inspection.Stage.PLANNED


def test_the_planner_joins_the_team(plan: Plan, inspector: User) -> None:
    colleague = person(RoleGrant.Role.INSPECTOR)
    assert team_of(plan(team=[colleague])) == {colleague, inspector}


def test_the_portal_itself_is_on_no_team(plan: Plan) -> None:
    assert team_of(plan(by=system_user())) == set()


def test_the_scale_is_the_one_in_force_on_the_day(plan: Plan, scale: GradeScale) -> None:
    GradeScale.objects.create(name="Of the future", valid_from="2030-01-01")
    assert plan().scale == scale


def test_planning_is_audited(plan: Plan, inspector: User, moment: datetime, force: Body) -> None:
    inspection = plan()
    event = AuditEvent.objects.about(inspection).get()
    assert (event.verb, event.by, event.at) == ("inspection.planned", inspector, moment)
    assert event.detail == {"bodies": force.name}


def test_a_force_lead_may_not_plan(plan: Plan, force_lead: User) -> None:
    with pytest.raises(PermissionDenied):
        plan(by=force_lead)
    assert not Inspection.objects.exists()


def test_a_body_of_another_region_is_refused(plan: Plan, force: Body) -> None:
    stranger = ForceFactory()
    with pytest.raises(RuleBroken, match=f"{stranger} is not in that region"):
        plan(bodies=[force, stranger])


def test_an_inspection_needs_a_body(plan: Plan) -> None:
    with pytest.raises(RuleBroken, match="at least one body"):
        plan(bodies=[])
    assert not Inspection.objects.exists()


def test_a_second_inspection_of_that_address_is_refused(plan: Plan) -> None:
    plan()
    with pytest.raises(RuleBroken, match="Another inspection has this short name"):
        plan()
    assert Inspection.objects.count() == 1


def test_only_inspectors_join_a_team(plan: Plan, force_lead: User) -> None:
    with pytest.raises(RuleBroken, match="is not an inspector"):
        plan(team=[force_lead])
    assert not InspectedBody.objects.exists()
