from datetime import datetime

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from forces.actions import revise_person
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, Message, User
from inspection_portal.core.sending import send_due
from tests.factories import UserFactory, person
from tests.factories.people import PASSWORD


@pytest.fixture
def mover(db: None) -> User:
    user = UserFactory(name="Alder", email="alder@old.example")
    user.set_password(PASSWORD)
    user.save()
    return user


def revise(user: User, by: User, at: datetime, name: str = "Alder", email: str = "") -> None:
    seen = (user.name, user.email)
    revise_person(user, name=name, email=email or user.email, seen=seen, by=by, at=at)


def test_another_name_ends_nothing(
    mover: User, administrator: User, moment: datetime, client: Client
) -> None:
    client.force_login(mover)
    revise(mover, administrator, moment, name="Alder Birch")
    assert client.get("/").status_code == 200
    assert mover.check_password(PASSWORD)
    assert not Message.objects.exists()


def test_another_address_ends_password_and_sessions(
    mover: User, administrator: User, moment: datetime, client: Client
) -> None:
    client.force_login(mover)
    EmailAddress.objects.create(user=mover, email=mover.email, verified=True)
    revise(mover, administrator, moment, email="Alder@New.example")
    assert mover.email == "alder@new.example"
    assert not mover.has_usable_password()
    assert client.get("/")["Location"].startswith(reverse("account_login"))
    assert not EmailAddress.objects.exists()


def test_the_old_address_is_told_and_the_new_one_has_to_prove_itself(
    mover: User, administrator: User, moment: datetime
) -> None:
    revise(mover, administrator, moment, email="alder@new.example")
    send_due()
    told = {message.to[0]: message for message in mail.outbox}
    assert set(told) == {"alder@old.example", "alder@new.example"}
    assert "no longer opens it" in told["alder@old.example"].body
    assert "alder@new.example" not in told["alder@old.example"].body
    assert reverse("account_reset_password") in told["alder@new.example"].body


def test_the_old_address_gets_no_link_any_more(
    mover: User, administrator: User, moment: datetime, client: Client
) -> None:
    revise(mover, administrator, moment, email="alder@new.example")
    for address in ("alder@old.example", "alder@new.example"):
        client.post(reverse("account_reset_password"), {"email": address})
    assert [message.to for message in mail.outbox] == [["alder@new.example"]]


def test_the_change_is_audited(mover: User, administrator: User, moment: datetime) -> None:
    revise(mover, administrator, moment, email="alder@new.example")
    event = AuditEvent.objects.about(mover).get()
    assert (event.verb, event.by) == ("person.revised", administrator)
    assert event.detail == {"email": ["alder@old.example", "alder@new.example"]}


def test_second_editor_is_refused(mover: User, administrator: User, moment: datetime) -> None:
    seen = (mover.name, mover.email)
    revise(mover, administrator, moment, name="Alder Birch")
    with pytest.raises(RuleBroken, match="has changed since you read it"):
        revise_person(
            mover, name="Cedar", email=mover.email, seen=seen, by=administrator, at=moment
        )
    assert User.objects.get(pk=mover.pk).name == "Alder Birch"


def test_address_of_somebody_else_is_refused(
    mover: User, administrator: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="is here already"):
        revise(mover, administrator, moment, email=administrator.email)
    assert User.objects.get(pk=mover.pk).check_password(PASSWORD)
    assert not AuditEvent.objects.exists()


def test_only_administrators_revise_people(mover: User, moderator: User, moment: datetime) -> None:
    with pytest.raises(PermissionDenied):
        revise(mover, moderator, moment, name="Cedar")


def test_page_keeps_what_was_typed_when_somebody_was_faster(
    mover: User, administrator: User, client: Client
) -> None:
    client.force_login(administrator)
    url = reverse("forces:person_revise", args=[mover.uuid])
    seen = {"seen_name": "Alder the elder", "seen_email": mover.email}
    page = client.post(url, {"name": "Cedar", "email": mover.email, **seen}).content.decode()
    assert "has changed since you read it" in page
    assert 'value="Cedar"' in page


def test_page_revises(mover: User, administrator: User, client: Client) -> None:
    client.force_login(administrator)
    url = reverse("forces:person_revise", args=[mover.uuid])
    seen = {"seen_name": mover.name, "seen_email": mover.email}
    page = client.post(url, {"name": "Cedar", "email": mover.email, **seen}, follow=True)
    assert "Cedar is saved." in page.content.decode()


def test_own_new_address_leads_to_sign_in(administrator: User, client: Client) -> None:
    person("administrator")
    client.force_login(administrator)
    url = reverse("forces:person_revise", args=[administrator.uuid])
    seen = {"seen_name": administrator.name, "seen_email": administrator.email}
    typed = {"name": administrator.name, "email": "new@admin.example", **seen}
    page = client.post(url, typed, follow=True)
    assert page.redirect_chain[-1][0].startswith(reverse("account_login"))
