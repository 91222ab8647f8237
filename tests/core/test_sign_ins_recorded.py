"""Who came, who went and who was refused stands in the audit trail, and no password does."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from inspection_portal.core.models import AuditEvent, User, system_user

SIGN_IN = reverse("account_login")
PASSWORD = "correct horse battery"
WRONG = "incorrect horse battery"


@pytest.fixture
def known(inspector: User) -> User:
    inspector.set_password(PASSWORD)
    inspector.save()
    return inspector


def sign_in(client: Client, email: str, password: str) -> Any:
    return client.post(SIGN_IN, {"login": email, "password": password})


def only_line() -> AuditEvent:
    line = AuditEvent.objects.get()
    assert PASSWORD not in str(line.detail)
    assert WRONG not in str(line.detail)
    return line


def test_sign_in(client: Client, known: User) -> None:
    sign_in(client, known.email, PASSWORD)
    line = only_line()
    assert (line.verb, line.by, line.object_uuid) == ("person.signed_in", known, known.uuid)


def test_sign_out(client: Client, known: User) -> None:
    client.force_login(known)
    client.post(reverse("account_logout"))
    line = only_line()
    assert (line.verb, line.by, line.object_uuid) == ("person.signed_out", known, known.uuid)


def test_wrong_password(client: Client, known: User) -> None:
    sign_in(client, known.email.upper(), WRONG)
    line = only_line()
    assert (line.verb, line.by, line.object_uuid) == (
        "sign_in.refused",
        system_user(),
        known.uuid,
    )
    assert line.detail == {"why": "wrong password"}


def test_unknown_address_is_shortened(client: Client, db: None) -> None:
    sign_in(client, "an.unknown.person@example.org", WRONG)
    line = only_line()
    assert (line.verb, line.object_uuid) == ("sign_in.refused", system_user().uuid)
    assert line.detail == {"why": "no account an…@example.org"}


def test_closed_account(client: Client, known: User) -> None:
    User.objects.filter(pk=known.pk).update(is_active=False)
    sign_in(client, known.email, PASSWORD)
    line = only_line()
    assert (line.verb, line.object_uuid) == ("sign_in.refused", known.uuid)
    assert line.detail == {"why": "closed account"}


def test_too_many_wrong_passwords(client: Client, known: User) -> None:
    while "Too many wrong passwords" not in sign_in(client, known.email, WRONG).content.decode():
        last = AuditEvent.objects.latest("pk")
        assert last.detail == {"why": "wrong password"}
    refused = AuditEvent.objects.latest("pk")
    assert (refused.verb, refused.object_uuid) == ("sign_in.refused", known.uuid)
    assert refused.detail == {"why": "too many wrong passwords"}


def test_new_password(client: Client, known: User) -> None:
    client.force_login(known)
    new = {"password1": WRONG, "password2": WRONG}
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **new})
    known.refresh_from_db()
    assert known.check_password(WRONG)
    assert (only_line().verb, only_line().by) == ("password.chosen", known)
