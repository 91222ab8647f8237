"""Every version of a row is kept by the database, whoever writes it and however."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.utils import InternalError, ProgrammingError
from django.test import Client
from django.urls import reverse

from inspection_portal.core.models import User
from inspection_portal.home.tasks import heartbeat
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

UserEvent = User.pgh_event_model


def labels(person: User) -> list[str]:
    return list(
        UserEvent.objects.filter(pgh_obj=person).order_by("pgh_id").values_list("pgh_label", "name")
    )


def test_one_row_changed_by_its_model() -> None:
    person = UserFactory(name="Before")
    person.name = "After"
    person.save()
    assert labels(person) == [("insert", "Before"), ("update", "After")]


def test_many_rows_changed_at_once() -> None:
    people = User.objects.bulk_create(
        [User(email=f"{number}@example.org", name="Before") for number in range(3)]
    )
    User.objects.filter(pk__in=[person.pk for person in people]).update(name="After")
    for person in people:
        assert labels(person) == [("insert", "Before"), ("update", "After")]


def test_rows_changed_by_plain_sql_and_by_copy() -> None:
    lines = StringIO("copied@example.org\tCopied\tperson\t!\tt\t0\t2026-03-02\t" + "0" * 32 + "\n")
    columns = "email, name, kind, password, is_active, session_epoch, created_at, uuid"
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY core_user ({columns}) FROM STDIN", lines)
        cursor.execute("UPDATE core_user SET name = 'After' WHERE name = 'Copied'")
    person = User.objects.get(email="copied@example.org")
    assert labels(person) == [("insert", "Copied"), ("update", "After")]


def test_a_row_that_is_deleted_leaves_its_last_version() -> None:
    person = UserFactory(name="Gone")
    key = person.pk
    person.delete()
    last = UserEvent.objects.filter(pgh_obj=key).latest("pgh_id")
    assert (last.pgh_label, last.name) == ("delete", "Gone")


def test_what_is_secret_or_only_repeats_makes_no_version() -> None:
    person = UserFactory()
    person.set_password("three random words")
    person.save()
    assert len(labels(person)) == 1
    kept = {field.name for field in UserEvent._meta.get_fields()}
    assert not kept & {"password", "last_login"}


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE core_userevent SET name = 'Another'",
        "DELETE FROM core_userevent",
        "TRUNCATE core_userevent",
        "ALTER TABLE core_userevent DISABLE TRIGGER ALL",
        "ALTER TABLE core_user DISABLE TRIGGER ALL",
        "DROP TABLE core_userevent",
    ],
)
def test_nobody_changes_a_version(attack: str) -> None:
    person = UserFactory(name="Before")
    with (
        pytest.raises((InternalError, ProgrammingError)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(attack)
    assert labels(person) == [("insert", "Before")]


def test_request_names_who_acts_and_where(
    client: Client, administrator: User, inspector: User
) -> None:
    client.force_login(administrator)
    client.post(reverse("forces:person_add"), {"name": "New Person", "email": "new@example.org"})
    version = UserEvent.objects.get(email="new@example.org")
    assert version.pgh_context == {
        "user": administrator.pk,
        "page": "forces:person_add",
        "method": "POST",
    }
    assert version.pgh_context_id


def test_command_is_named() -> None:
    call_command("make_administrator", "first@example.org", name="First", stdout=StringIO())
    assert UserEvent.objects.get(email="first@example.org").pgh_context == {
        "system": "make_administrator"
    }


def test_task_is_named() -> None:
    heartbeat()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('pghistory.context_metadata', true)")
        assert cursor.fetchone() == ('{"system": "inspection_portal.home.tasks.heartbeat"}',)
