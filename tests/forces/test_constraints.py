"""What the database refuses of bodies and roles, whoever writes."""

import pytest
from django.db import IntegrityError, transaction

from forces.models import Body, LocalPolicingBody, RoleGrant
from inspection_portal.core.models import User


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
