from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from forces.actions import give_role
from forces.models import Body, RoleGrant, standing
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User, system_user
from tests.factories import UserFactory

Role = RoleGrant.Role


def test_role_counts_at_once(administrator: User, force: Body, moment: datetime) -> None:
    newcomer = UserFactory()
    assert not standing(newcomer).roles
    grant = give_role(newcomer, role=Role.FORCE_LEAD, body=force, by=administrator, at=moment)
    assert standing(newcomer).led == {force.pk}
    assert (grant.given_by, grant.given_at) == (administrator, moment)


def test_giving_is_audited_with_role_and_body(
    administrator: User, force: Body, moment: datetime
) -> None:
    newcomer = UserFactory()
    give_role(newcomer, role=Role.FORCE_LEAD, body=force, by=administrator, at=moment)
    event = AuditEvent.objects.about(newcomer).get()
    assert (event.verb, event.by, event.at) == ("role.given", administrator, moment)
    assert event.detail == {"role": f"Force lead, {force}"}


@pytest.mark.parametrize("who", ["inspector", "moderator", "force_lead"])
def test_only_administrators_give_roles(
    who: str, request: pytest.FixtureRequest, moment: datetime
) -> None:
    by = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        give_role(UserFactory(), role=Role.INSPECTOR, by=by, at=moment)
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("role", list(Role))
def test_a_role_names_the_body_it_is_of_and_no_other(
    role: Role, administrator: User, force: Body, moment: datetime
) -> None:
    wrong = None if role in RoleGrant.OF_A_BODY else force
    with pytest.raises(RuleBroken, match="Choose a force or ROCU for a role in one"):
        give_role(UserFactory(), role=role, body=wrong, by=administrator, at=moment)


@pytest.mark.parametrize("of_a_body", [True, False])
def test_a_role_is_held_once(
    of_a_body: bool, administrator: User, force: Body, moment: datetime
) -> None:
    person, body = UserFactory(), force if of_a_body else None
    role = Role.FORCE_LEAD if of_a_body else Role.MODERATOR
    give_role(person, role=role, body=body, by=administrator, at=moment)
    with pytest.raises(RuleBroken, match="already holds this role"):
        give_role(person, role=role, body=body, by=administrator, at=moment)


def test_one_person_may_lead_two_bodies(
    administrator: User, force: Body, other_force: Body, moment: datetime
) -> None:
    person = UserFactory()
    for body in (force, other_force):
        give_role(person, role=Role.FORCE_LEAD, body=body, by=administrator, at=moment)
    assert standing(person).led == {force.pk, other_force.pk}


def test_nobody_who_cannot_sign_in_gets_a_role(administrator: User, moment: datetime) -> None:
    for person in (UserFactory(is_active=False), system_user()):
        with pytest.raises(RuleBroken, match="can’t sign in"):
            give_role(person, role=Role.INSPECTOR, by=administrator, at=moment)


def test_a_role_is_given_until_a_day_and_then_anew(
    administrator: User, force: Body, moment: datetime
) -> None:
    newcomer = UserFactory()
    give = {"role": Role.FORCE_LEAD, "body": force, "by": administrator}
    grant = give_role(newcomer, ends_on=moment.date(), at=moment, **give)
    event = AuditEvent.objects.about(newcomer).get()
    assert event.detail == {"role": f"Force lead, {force}", "last_day": "2026-03-02"}
    again = give_role(newcomer, at=moment + timedelta(days=1), **give)
    assert list(RoleGrant.objects.filter(user=newcomer)) == [grant, again]


def test_a_role_does_not_end_in_the_past(administrator: User, moment: datetime) -> None:
    yesterday = moment.date() - timedelta(days=1)
    with pytest.raises(RuleBroken, match="The last day of the role has passed"):
        give_role(
            UserFactory(), role=Role.INSPECTOR, ends_on=yesterday, by=administrator, at=moment
        )


def test_a_lead_is_of_the_kind_of_body(
    administrator: User, force: Body, rocu: Body, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match=r"has no Force lead\. Choose “ROCU lead”"):
        give_role(UserFactory(), role=Role.FORCE_LEAD, body=rocu, by=administrator, at=moment)
    give_role(UserFactory(), role=Role.FORCE_CONTRIBUTOR, body=rocu, by=administrator, at=moment)
