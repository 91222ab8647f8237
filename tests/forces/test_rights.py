"""The table of rights: whole, asked for, and told in docs/rights.md as it is."""

import re
from pathlib import Path

import pytest

from findings.models import TeamMember
from findings.permissions import can_work_on
from forces.matrix import in_markdown
from forces.models import Body, RoleGrant, standing
from forces.rights import DUTIES, HOLDERS, Right, holds
from inspection_portal.core.models import User, system_user
from tests.factories import (
    InspectionFactory,
    LocalPolicingBodyFactory,
    OrganisationFactory,
    RocuFactory,
    person,
)

ROOT = Path(__file__).resolve().parents[2]
CODE = ("forces", "findings", "recommendations", "disruptions", "inspection_portal")
Role = RoleGrant.Role


def of(role: Role, force: Body) -> object:
    if role in RoleGrant.OF_A_POLICING_BODY:
        return LocalPolicingBodyFactory(body=force)
    if role in RoleGrant.OF_AN_ORGANISATION:
        return OrganisationFactory()
    if role == Role.ROCU_LEAD:
        return RocuFactory()
    return force if role in RoleGrant.OF_A_BODY else None


def test_every_right_is_held_and_every_role_explained() -> None:
    assert set(HOLDERS) == set(Right)
    assert all(HOLDERS.values())
    assert set(DUTIES) == set(Role)


def test_every_right_is_asked_for() -> None:
    """A right that nothing asks for would be a promise of the table alone."""
    sources = [path for name in CODE for path in (ROOT / name).rglob("*.py")]
    asked = {
        name
        for path in sources
        if path.name not in ("rights.py", "matrix.py")
        for name in re.findall(r"Right\.([A-Z_]+)", path.read_text())
    }
    assert asked == {right.name for right in Right}


def test_the_page_of_rights_is_current() -> None:
    """To mend it: python manage.py describe_rights"""
    assert (ROOT / "docs" / "rights.md").read_text() == in_markdown()


@pytest.mark.parametrize("role", list(Role))
def test_a_role_carries_its_rights_and_no_others(role: Role, force: Body) -> None:
    user = person(role, of(role, force))
    assert {right for right in Right if holds(user, right)} == {
        right for right in Right if role in HOLDERS[right]
    }


@pytest.mark.parametrize("who", ["administrator", "operator", "auditor"])
def test_who_looks_after_the_portal_reads_no_drafts(
    who: str, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    assert standing(user).is_inspectorate
    assert not holds(user, Right.DRAFTS_READ_ALL)
    assert not holds(user, Right.TEXT_WRITE)


def test_who_publishes_neither_writes_nor_signs_off() -> None:
    publishing = HOLDERS[Right.REPORT_PUBLISH]
    for right in (Right.TEXT_WRITE, Right.GRADES_MODERATE, Right.REPORT_SIGN_OFF):
        assert publishing.isdisjoint(HOLDERS[right])


@pytest.mark.parametrize("right", [Right.TEXT_WRITE, Right.EVIDENCE_WRITE, Right.GRADES_PROPOSE])
def test_an_inspector_is_bound_to_their_team(
    right: Right, inspector: User, moderator: User, hmi: User
) -> None:
    inspection = InspectionFactory()
    assert not can_work_on(inspector, inspection, right)
    TeamMember.objects.create(inspection=inspection, user=inspector)
    assert can_work_on(inspector, inspection, right)
    assert can_work_on(moderator, inspection, right)
    assert not can_work_on(hmi, inspection, right)


@pytest.mark.django_db
def test_the_portal_itself_holds_what_the_inspectorate_holds() -> None:
    assert holds(system_user(), Right.REPORT_PUBLISH)
    assert not holds(system_user(), Right.ENTRIES_ASSIGN)
