"""Whose entries of the register a person sees."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from forces.models import Body, LocalPolicingBody, RoleGrant, forget_standing
from inspection_portal.core.models import User
from recommendations.models import RegisterEntry
from tests.factories import RegisterEntryFactory, UserFactory, person


@pytest.fixture
def own(force: Body) -> RegisterEntry:
    return RegisterEntryFactory(body=force)


@pytest.fixture
def others(other_force: Body) -> RegisterEntry:
    return RegisterEntryFactory(body=other_force)


def seen_by(user: User) -> set[RegisterEntry]:
    forget_standing(user)
    return set(RegisterEntry.objects.visible_to(user))


@pytest.mark.parametrize("who", ["inspector", "moderator", "hmi", "publisher", "auditor"])
def test_the_inspectorate_sees_all(
    who: str, request: pytest.FixtureRequest, own: RegisterEntry, others: RegisterEntry
) -> None:
    assert seen_by(request.getfixturevalue(who)) == {own, others}


@pytest.mark.parametrize("who", ["administrator", "operator", "rocu_lead"])
def test_who_has_no_part_in_it_sees_nothing(
    who: str, request: pytest.FixtureRequest, own: RegisterEntry, others: RegisterEntry
) -> None:
    assert seen_by(request.getfixturevalue(who)) == set()
    assert seen_by(UserFactory()) == set()


@pytest.mark.parametrize("who", ["force_lead", "force_contributor", "policing_body_person"])
def test_a_body_and_what_oversees_it_see_its_own(
    who: str, request: pytest.FixtureRequest, own: RegisterEntry, others: RegisterEntry
) -> None:
    assert seen_by(request.getfixturevalue(who)) == {own}


def test_an_office_that_is_abolished_sees_no_more(
    policing_body_person: User, own: RegisterEntry
) -> None:
    LocalPolicingBody.objects.update(valid_to=timezone.localdate() - timedelta(days=1))
    assert seen_by(policing_body_person) == set()


def test_a_role_reaches_to_the_end_of_its_last_day(force_lead: User, own: RegisterEntry) -> None:
    grants = RoleGrant.objects.filter(user=force_lead)
    grants.update(ends_on=timezone.localdate())
    assert seen_by(force_lead) == {own}
    grants.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert seen_by(force_lead) == set()


@pytest.mark.parametrize("who", ["inspector", "force_lead", "policing_body_person"])
def test_nobody_sees_what_is_under_embargo(
    who: str, request: pytest.FixtureRequest, force: Body
) -> None:
    RegisterEntryFactory(body=force, published_at=timezone.now() + timedelta(hours=1))
    assert seen_by(request.getfixturevalue(who)) == set()


def test_who_oversees_two_forces_sees_both(
    policing_body_person: User, other_force: Body, own: RegisterEntry, others: RegisterEntry
) -> None:
    grant = policing_body_person.role_grants.get()
    mayor = LocalPolicingBody.objects.create(body=other_force, kind="mayor", name="The Mayor")
    other = person(RoleGrant.Role.POLICING_BODY, mayor).role_grants.get()
    RoleGrant.objects.filter(pk=other.pk).update(user=grant.user)
    assert seen_by(policing_body_person) == {own, others}


def test_standing_is_that_of_the_day(force_lead: User) -> None:
    grants = RoleGrant.objects.filter(user=force_lead)
    grants.update(ends_on=date(2026, 3, 31))
    assert grants.current(date(2026, 3, 31)).exists()
    assert not grants.current(date(2026, 4, 1)).exists()
    assert grants.ended(date(2026, 4, 1)).exists()
