import io

import pytest
from django.core.management import CommandError, call_command

from forces.models import RoleGrant, standing
from inspection_portal.core.models import AuditEvent, User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
EMAIL = "first@inspectorate.example"


def make_administrator(*args: str) -> None:
    call_command("make_administrator", *args, stdout=io.StringIO())


def test_the_first_administrator_is_added_and_given_the_role() -> None:
    make_administrator(EMAIL.upper(), "--name", "First Person")
    person = User.objects.get(email=EMAIL)
    assert standing(person).is_administrator
    assert not person.has_usable_password()
    assert set(AuditEvent.objects.about(person).values_list("verb", flat=True)) == {
        "person.added",
        "role.given",
    }


def test_a_person_who_is_here_is_given_the_role() -> None:
    person = UserFactory(email=EMAIL)
    make_administrator(EMAIL)
    assert RoleGrant.objects.get(user=person).role == RoleGrant.Role.ADMINISTRATOR


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        ((EMAIL,), "give their name with --name"),
        (("not an address", "--name", "X"), "valid email"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_written(
    args: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        make_administrator(*args)
    assert not User.objects.filter(email=EMAIL).exists()


def test_an_administrator_is_not_made_twice() -> None:
    make_administrator(EMAIL, "--name", "First Person")
    with pytest.raises(CommandError, match="already holds this role"):
        make_administrator(EMAIL)
