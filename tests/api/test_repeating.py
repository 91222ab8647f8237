"""What is sent twice under one `Idempotency-Key` is done once and answered alike."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.client import encode_multipart
from django.urls import reverse
from django.utils.timezone import now

from forces.models import RoleGrant
from inspection_portal.celery import app
from inspection_portal.core import repeating, tasks
from inspection_portal.core.models import AuditEvent, KeptAnswer, User
from recommendations import actions
from recommendations.models import RegisterEntry, TrackerImport, UpdateRequest
from tests.factories import person

Post = Callable[..., HttpResponse]


@pytest.fixture
def body() -> dict[str, Any]:
    return {"words": "How far are you?", "wanted_by": f"{now().date() + timedelta(days=30)}"}


@pytest.fixture
def post(
    client: Client,
    inspector: User,
    force_lead: User,
    entry: RegisterEntry,
    body: dict[str, Any],
) -> Post:
    """Ask for an update of the entry as an inspector, under a key."""
    client.force_login(inspector)

    def do(key: str = "k-1", **changes: object) -> HttpResponse:
        return ask(client, entry, key, {**body, **changes})

    return do


def ask(client: Client, entry: RegisterEntry, key: str, sent: object, **how: Any) -> HttpResponse:
    return client.post(
        reverse("api:registerentry-request-update", args=[entry.uuid]),
        sent if isinstance(sent, str) else json.dumps(sent),
        content_type="application/json",
        headers={"Idempotency-Key": key},
        **how,
    )


def test_a_second_time_it_is_answered_alike_and_not_done(post: Post) -> None:
    first, again = post(), post()
    assert first.status_code == again.status_code == 200
    assert first.content == again.content
    assert first["Content-Type"] == again["Content-Type"]
    assert ("Idempotency-Replayed" in first, again["Idempotency-Replayed"]) == (False, "true")
    assert UpdateRequest.objects.count() == 1
    assert AuditEvent.objects.filter(verb="update.requested").count() == 1


def test_the_order_of_names_makes_no_other_request(
    post: Post, client: Client, entry: RegisterEntry, body: dict[str, Any]
) -> None:
    first = post()
    turned = json.dumps(dict(reversed(body.items())), indent=2)
    assert ask(client, entry, "k-1", turned).content == first.content


def test_another_request_under_the_key_is_refused(post: Post) -> None:
    post()
    refused = post(words="And now?")
    assert refused.status_code == 422
    assert "new key" in refused.json()["detail"]
    assert UpdateRequest.objects.count() == 1


def test_another_version_of_the_thing_is_another_request(
    post: Post, client: Client, entry: RegisterEntry, body: dict[str, Any]
) -> None:
    post()
    url = reverse("api:registerentry-request-update", args=[entry.uuid])
    headers = {"Idempotency-Key": "k-1", "If-Match": '"7"'}
    again = client.post(url, json.dumps(body), content_type="application/json", headers=headers)
    assert again.status_code == 422


def test_what_was_refused_stays_refused(post: Post) -> None:
    first, again = post(wanted_by="2019-13-01"), post(wanted_by="2019-13-01")
    assert (first.status_code, again.status_code) == (400, 400)
    assert first.content == again.content
    assert again["Idempotency-Replayed"] == "true"


def test_without_a_key_each_is_done(
    post: Post, client: Client, entry: RegisterEntry, body: dict[str, Any]
) -> None:
    url = reverse("api:registerentry-request-update", args=[entry.uuid])
    codes = [client.post(url, body, content_type="application/json").status_code for _ in range(2)]
    assert codes == [200, 409]
    assert not KeptAnswer.objects.exists()


@pytest.mark.parametrize("key", ["", " ", "two words", "x" * 256, "naïve", "tab\there"])
def test_a_malformed_key_is_refused(post: Post, key: str) -> None:
    assert post(key).status_code == 400
    assert not UpdateRequest.objects.exists()


@pytest.mark.parametrize("key", ["x", '"8e03978e-40d5-43dd-bc93-6894a57f9324"', "x" * 255])
def test_a_key_of_visible_characters_is_taken(post: Post, key: str) -> None:
    assert post(key).status_code == 200


def test_the_key_of_another_person_is_another_key(
    post: Post, entry: RegisterEntry, body: dict[str, Any], moderator: User
) -> None:
    post()
    other = Client()
    other.force_login(moderator)
    answer = ask(other, entry, "k-1", body)
    assert "Idempotency-Replayed" not in answer
    assert KeptAnswer.objects.count() == 2


def test_it_is_told_again_for_a_day(post: Post) -> None:
    post()
    KeptAnswer.objects.update(made_at=now() - repeating.KEPT_FOR + timedelta(minutes=1))
    assert "Idempotency-Replayed" in post()
    KeptAnswer.objects.update(made_at=now() - repeating.KEPT_FOR - timedelta(minutes=1))
    assert "Idempotency-Replayed" not in post()
    assert KeptAnswer.objects.count() == 1


def test_tidying_forgets_what_is_older_than_a_day(post: Post) -> None:
    post("old")
    KeptAnswer.objects.update(made_at=now() - timedelta(hours=25))
    post("new")
    tasks.tidy()
    assert [kept.key for kept in KeptAnswer.objects.all()] == ["new"]


def test_it_is_not_told_again_to_whoever_has_other_rights(post: Post, inspector: User) -> None:
    post()
    also = {"given_by": inspector, "given_at": now()}
    RoleGrant.objects.create(user=inspector, role=RoleGrant.Role.AUDITOR, **also)
    refused = post()
    assert refused.status_code == 403
    assert "rights have changed" in refused.json()["detail"]


def test_it_is_not_told_again_to_whoever_may_not_sign_in(post: Post, inspector: User) -> None:
    post()
    User.objects.filter(pk=inspector.pk).update(is_active=False)
    assert post().status_code == 401


def test_a_failure_is_not_kept_and_leaves_nothing(
    post: Post, client: Client, body: dict[str, Any]
) -> None:
    """The action is done, and then the answer can't be written: both are taken back."""
    client.raise_request_exception = False
    with patch.object(repeating.KeptAnswer.objects, "update_or_create", side_effect=RuntimeError):
        assert post().status_code == 500
    assert not UpdateRequest.objects.exists()
    assert not KeptAnswer.objects.exists()
    assert post().status_code == 200


def test_a_failing_action_is_not_kept(post: Post, client: Client) -> None:
    client.raise_request_exception = False
    with patch.object(actions, "request_update", side_effect=RuntimeError):
        assert post().status_code == 500
    assert not KeptAnswer.objects.exists()
    assert post().status_code == 200


def test_a_lock_that_is_held_too_long_is_said(post: Post) -> None:
    class Held(OperationalError):
        __cause__ = repeating.LockNotAvailable()

    held = patch.object(connection, "cursor", side_effect=Held)
    with held, pytest.raises(repeating.KeyInUse):
        repeating._hold(User(pk=1), "k")


def test_hooks_run_after_the_answer_is_kept(
    post: Post, django_capture_on_commit_callbacks: Any
) -> None:
    seen: list[int] = []

    def act(*args: Any, **kwargs: Any) -> UpdateRequest:
        transaction.on_commit(lambda: seen.append(KeptAnswer.objects.count()))
        return request_update(*args, **kwargs)

    request_update = actions.request_update
    with patch.object(actions, "request_update", act):
        for _ in range(2):
            with django_capture_on_commit_callbacks(execute=True):
                post()
    assert seen == [1]


def test_a_form_with_a_file_is_known_again(client: Client, entry: RegisterEntry) -> None:
    """Each time it is sent with another boundary."""
    client.force_login(person(RoleGrant.Role.FORCE_LEAD, entry.body))
    said = f"Reference,Position\n{entry.reference},In progress\n"

    def send(text: str) -> HttpResponse:
        tracker = SimpleUploadedFile("ours.csv", text.encode(), "text/csv")
        boundary = uuid4().hex
        return client.post(
            reverse("api:trackerimport-upload"),
            encode_multipart(boundary, {"tracker": tracker, "policy": "take"}),
            content_type=f"multipart/form-data; boundary={boundary}",
            headers={"Idempotency-Key": "file"},
        )

    first, again = send(said), send(said)
    assert (first.status_code, again.content) == (200, first.content), first.content
    assert TrackerImport.objects.count() == 1
    assert send(said + "\n").status_code == 422


@pytest.fixture
def quiet() -> Iterator[None]:
    """No worker hears of what is committed."""
    with patch.object(app, "send_task"):
        yield


@pytest.mark.django_db(transaction=True)
def test_one_key_from_twenty_threads_makes_one_row(
    quiet: None, inspector: User, force_lead: User, entry: RegisterEntry, body: dict[str, Any]
) -> None:
    client = Client()
    client.force_login(inspector)

    def send(_: int) -> HttpResponse:
        own = Client()
        own.cookies = client.cookies
        try:
            return ask(own, entry, "all-at-once", body)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(send, range(20)))
    assert UpdateRequest.objects.count() == 1
    assert KeptAnswer.objects.count() == 1
    told = {(each.status_code, each.content) for each in answers if each.status_code != 409}
    assert len(told) == 1
    assert {status for status, _ in told} == {200}
