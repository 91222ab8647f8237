"""What the database refuses of people, whoever writes."""

import pytest
from django.db import IntegrityError, transaction

from inspection_portal.core.models import User, system_user
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("user_email_is_lower_case", {"email": "Ann@example.org"}),
        ("user_kind_is_known", {"kind": "robot"}),
        ("one_system_user", {"kind": "system"}),
    ],
)
def test_users(constraint: str, fields: dict[str, object]) -> None:
    person = UserFactory()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        User.objects.filter(pk=person.pk).update(**fields)
    assert system_user() != person
