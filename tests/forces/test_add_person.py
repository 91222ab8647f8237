from datetime import datetime

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from forces.actions import add_person
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User


def test_person_has_no_password_yet(administrator: User, moment: datetime) -> None:
    person = add_person(
        name="New Person", email="New.Person@Example.org", by=administrator, at=moment
    )
    assert person.email == "new.person@example.org"
    assert not person.has_usable_password()


def test_adding_is_audited(administrator: User, moment: datetime) -> None:
    person = add_person(name="New", email="new@example.org", by=administrator, at=moment)
    event = AuditEvent.objects.about(person).get()
    assert (event.verb, event.by, event.at) == ("person.added", administrator, moment)
    assert event.detail == {"email": "new@example.org"}


def test_only_administrators_add_people(inspector: User, moment: datetime) -> None:
    with pytest.raises(PermissionDenied):
        add_person(name="New", email="new@example.org", by=inspector, at=moment)
    assert not User.objects.filter(email="new@example.org").exists()


def test_an_email_address_belongs_to_one_person(administrator: User, moment: datetime) -> None:
    with pytest.raises(RuleBroken, match="is here already"):
        add_person(name="Twin", email=administrator.email.upper(), by=administrator, at=moment)
    assert not AuditEvent.objects.exists()


def test_forgotten_password_mail_reaches_a_person_without_a_password(
    administrator: User, moment: datetime, client: Client
) -> None:
    add_person(name="New", email="new@example.org", by=administrator, at=moment)
    client.post(reverse("account_reset_password"), {"email": "new@example.org"})
    assert [message.to for message in mail.outbox] == [["new@example.org"]]
