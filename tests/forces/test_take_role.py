from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from forces.actions import give_role, take_role
from forces.models import RoleGrant, standing
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User, system_user
from tests.factories import person

Role = RoleGrant.Role


def grant_of(user: User) -> RoleGrant:
    return RoleGrant.objects.get(user=user)


def test_the_record_that_it_was_held_stays(
    administrator: User, inspector: User, moment: datetime
) -> None:
    grant = grant_of(inspector)
    take_role(grant, by=administrator, at=moment)
    stored = RoleGrant.objects.get(pk=grant.pk)
    assert (stored.taken_by, stored.taken_at) == (administrator, moment)
    assert not standing(grant.user).roles


def test_taking_is_audited(administrator: User, force_lead: User, moment: datetime) -> None:
    take_role(grant_of(force_lead), by=administrator, at=moment)
    event = AuditEvent.objects.about(force_lead).get()
    assert (event.verb, event.by, event.at) == ("role.taken_away", administrator, moment)
    assert event.detail["role"].startswith("Force lead, ")


def test_only_administrators_take_roles(moderator: User, inspector: User, moment: datetime) -> None:
    with pytest.raises(PermissionDenied):
        take_role(grant_of(inspector), by=moderator, at=moment)
    assert RoleGrant.objects.current().filter(user=inspector).exists()


def test_second_taking_is_refused(administrator: User, inspector: User, moment: datetime) -> None:
    grant = grant_of(inspector)
    take_role(grant, by=administrator, at=moment)
    with pytest.raises(RuleBroken, match="has already ended"):
        take_role(grant, by=administrator, at=moment + timedelta(hours=1))
    assert RoleGrant.objects.get(pk=grant.pk).taken_at == moment


def test_role_may_be_given_again(administrator: User, inspector: User, moment: datetime) -> None:
    take_role(grant_of(inspector), by=administrator, at=moment)
    give_role(inspector, role=Role.INSPECTOR, by=administrator, at=moment)
    assert inspector.role_grants.count() == 2
    assert standing(inspector).is_inspector


def test_nobody_takes_away_their_own_administrator_role(
    administrator: User, moment: datetime
) -> None:
    person(Role.ADMINISTRATOR)
    with pytest.raises(RuleBroken, match="your own administrator role"):
        take_role(grant_of(administrator), by=administrator, at=moment)


def test_administrators_may_lose_another_role_by_their_own_hand(
    administrator: User, moment: datetime
) -> None:
    grant = give_role(administrator, role=Role.INSPECTOR, by=system_user(), at=moment)
    take_role(grant, by=administrator, at=moment)
    assert standing(grant.user).roles == {Role.ADMINISTRATOR}


def test_last_administrator_who_can_sign_in_stays(administrator: User, moment: datetime) -> None:
    person(Role.ADMINISTRATOR, is_active=False)
    with pytest.raises(RuleBroken, match="The last administrator stays"):
        take_role(grant_of(administrator), by=system_user(), at=moment)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_take_each_others_role_leave_one(moment: datetime) -> None:
    first, second = person(Role.ADMINISTRATOR), person(Role.ADMINISTRATOR)

    def take(by: User, other: User) -> str:
        standing(by)  # decided before either role is gone
        try:
            take_role(grant_of(other), by=by, at=moment)
        except (RuleBroken, PermissionDenied) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "taken"

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(take, [first, second], [second, first]))
    assert sorted(outcomes) == ["PermissionDenied", "taken"]
    assert RoleGrant.objects.current().filter(role=Role.ADMINISTRATOR).count() == 1
