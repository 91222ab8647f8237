"""What the database refuses of bodies and roles, whoever writes."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.utils.timezone import localdate

from forces.models import Body, LocalPolicingBody, RoleGrant
from inspection_portal.core.models import User
from tests.factories import person


def test_a_kind_of_local_policing_body(force: Body) -> None:
    with (
        pytest.raises(IntegrityError, match="local_policing_body_kind_is_known"),
        transaction.atomic(),
    ):
        LocalPolicingBody.objects.create(body=force, kind="sheriff", name="The sheriff")


def test_a_role(inspector: User) -> None:
    grants = RoleGrant.objects.filter(user=inspector)
    with (
        pytest.raises(IntegrityError, match="role_names_the_body_it_is_of"),
        transaction.atomic(),
    ):
        grants.update(role="sheriff")


@pytest.mark.parametrize("role", ["force_lead", "rocu_lead"])
def test_a_lead_of_a_body_of_another_kind(role: str, force: Body, rocu: Body) -> None:
    with pytest.raises(InternalError, match="A force lead leads a force"), transaction.atomic():
        person(role, rocu if role == "force_lead" else force)


def test_the_same_role_twice_at_a_time(force_lead: User, force: Body) -> None:
    first = force_lead.role_grants.get()
    second = person("force_lead", force).role_grants.get()
    with pytest.raises(IntegrityError, match="role_held_once_at_a_time"), transaction.atomic():
        RoleGrant.objects.filter(pk=second.pk).update(user=force_lead)
    last = localdate(first.given_at)
    RoleGrant.objects.filter(pk=first.pk).update(ends_on=last)
    later = {"user": force_lead, "given_at": first.given_at + timedelta(days=1)}
    assert RoleGrant.objects.filter(pk=second.pk).update(**later) == 1


def test_a_role_that_ends_before_it_begins(inspector: User) -> None:
    with pytest.raises(IntegrityError, match="role_ends_after_it_begins"), transaction.atomic():
        inspector.role_grants.update(ends_on=date(2020, 1, 1))
