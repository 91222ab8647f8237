"""Signing in and out, and getting a new password."""

import os
import re
import subprocess
import sys
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from inspection_portal.core.models import User
from inspection_portal.local.process import free_port

PASSWORD = "correct horse battery"
SIGN_IN = "/accounts/sign-in/"
# Signs in with the address and the password given, and prints the answer's code and its page.
PROCESS = """
import sys, django
django.setup()
from django.test import Client
client = Client(headers={"host": "localhost"})
response = client.post(sys.argv[1], {"login": sys.argv[2], "password": sys.argv[3]})
print(response.status_code, response.content.decode())
"""


@pytest.fixture
def known(inspector: User) -> User:
    inspector.set_password(PASSWORD)
    inspector.save()
    return inspector


def sign_in(client: Client, user: User, password: str, **more: str) -> Any:
    return client.post(SIGN_IN, {"login": user.email, "password": password, **more})


def test_page_asks_the_stranger_to_sign_in_and_then_shows(client: Client, known: User) -> None:
    gallery = reverse("home:gallery")
    asked = client.get(gallery)
    assert asked.url == f"{SIGN_IN}?next={gallery}"

    assert f'value="{gallery}"' in client.get(asked.url).content.decode()
    assert sign_in(client, known, PASSWORD, next=gallery).url == gallery
    assert client.get(gallery).status_code == 200


def test_sign_in_leads_home(client: Client, known: User) -> None:
    assert sign_in(client, known, PASSWORD).url == reverse("home:home")


def test_sign_in_leads_nowhere_else(client: Client, known: User) -> None:
    response = sign_in(client, known, PASSWORD, next="https://elsewhere.example/")

    assert response.url == reverse("home:home")


def test_address_is_found_in_any_case(client: Client, known: User) -> None:
    client.post(SIGN_IN, {"login": known.email.upper(), "password": PASSWORD})

    assert client.session["_auth_user_id"] == str(known.pk)


def test_wrong_password_and_unknown_address_read_alike(client: Client, known: User) -> None:
    wrong = sign_in(client, known, "another password")
    unknown = sign_in(client, User(email="nobody@example.com"), PASSWORD)

    for response in (wrong, unknown):
        assert response.status_code == 200
        assert "The email address or the password is wrong." in response.content.decode()
        assert "<title>Error: Sign in" in response.content.decode()
        assert "_auth_user_id" not in client.session


def test_sixth_attempt_is_refused_even_with_the_right_password(client: Client, known: User) -> None:
    for _ in range(5):
        sign_in(client, known, "another password")

    assert "Too many wrong passwords" in sign_in(client, known, PASSWORD).content.decode()
    assert "_auth_user_id" not in client.session


def sign_in_elsewhere(user: User, password: str) -> str:
    """What another process of the portal answers, one that finds no broker."""
    return subprocess.run(
        [sys.executable, "-c", PROCESS, SIGN_IN, user.email, password],
        env={**os.environ, "REDIS_URL": f"redis://127.0.0.1:{free_port()}/0"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout


@pytest.mark.django_db(transaction=True)
def test_attempts_are_counted_over_all_processes(known: User) -> None:
    """At one address of the portal, which is part of what is counted."""
    client = Client(headers={"host": "localhost"})
    for _ in range(5):
        sign_in(client, known, "another password")

    assert "Too many wrong passwords" in sign_in_elsewhere(known, PASSWORD)


@pytest.mark.django_db(transaction=True)
def test_sign_in_works_while_the_broker_is_stopped(known: User) -> None:
    assert sign_in_elsewhere(known, PASSWORD).startswith("302")


def test_closed_account_cannot_sign_in(client: Client, known: User) -> None:
    known.is_active = False
    known.save()

    sign_in(client, known, PASSWORD)

    assert "_auth_user_id" not in client.session


def test_sign_out_needs_a_press_and_then_says_so(client: Client, known: User) -> None:
    client.force_login(known)
    assert known.name in client.get(reverse("account_logout")).content.decode()
    assert "_auth_user_id" in client.session

    after = client.post(reverse("account_logout"), follow=True)

    assert "_auth_user_id" not in client.session
    assert "You have signed out." in after.content.decode()


def test_new_password_comes_by_email(client: Client, known: User) -> None:
    sent = client.post(reverse("account_reset_password"), {"email": known.email}, follow=True)
    assert "Check your email" in sent.content.decode()
    [message] = mail.outbox
    assert message.to == [known.email]
    assert message.subject == "Choose a new password – SOC inspection portal"
    [link] = re.findall(r"http://\S+", message.body)

    chosen = {"password1": "three random words", "password2": "three random words"}
    form = client.get(link, follow=True)
    done = client.post(form.request["PATH_INFO"], chosen, follow=True)

    assert "Your password has been changed" in done.content.decode()
    known.refresh_from_db()
    assert known.check_password("three random words")
    assert "This link no longer works" in Client().get(link, follow=True).content.decode()


def test_unknown_address_gets_the_same_answer_and_no_mail(client: Client, known: User) -> None:
    url = reverse("account_reset_password")
    pages = [
        client.post(url, {"email": address}, follow=True)
        for address in (known.email, "nobody@example.com")
    ]

    assert pages[0].content == pages[1].content
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        (("short", "short"), "too short"),
        (("three random words", "three random word"), "same password"),
        (("", ""), "Enter a new password"),
    ],
)
def test_bad_new_password_is_explained(
    client: Client, known: User, chosen: tuple[str, str], sentence: str
) -> None:
    client.force_login(known)
    form = {"oldpassword": PASSWORD, "password1": chosen[0], "password2": chosen[1]}

    page = client.post(reverse("account_change_password"), form).content.decode()

    assert "There is a problem" in page
    assert sentence in page


def test_changing_the_password_needs_the_old_one(client: Client, known: User) -> None:
    client.force_login(known)
    form = {"oldpassword": "wrong", "password1": "three random words"}
    form["password2"] = form["password1"]
    url = reverse("account_change_password")

    assert "The current password is wrong" in client.post(url, form).content.decode()
    assert client.post(url, {**form, "oldpassword": PASSWORD}).url == reverse("home:home")
    known.refresh_from_db()
    assert known.check_password("three random words")


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_set_password"])
def test_nobody_signs_up(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)
