"""How much one client may ask in a minute, and what it is told of that."""

import re
from base64 import b64encode
from collections.abc import Iterator
from time import monotonic
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIRequestFactory, force_authenticate

from forces.api import RegionViewSet
from inspection_portal.core import limits
from inspection_portal.core.models import User

URL = "/api/v1/regions/"


@pytest.fixture
def few(settings: Any) -> None:
    settings.REQUESTS_A_MINUTE = {"read": 3, "write": 2, "token": 2}


@pytest.fixture
def nobody_answers(settings: Any) -> Iterator[None]:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    limits.counter.cache_clear()
    yield
    limits.counter.cache_clear()


def test_every_answer_tells_what_is_left(few: None, client: Client, inspector: User) -> None:
    client.force_login(inspector)
    first, second = client.get(URL), client.get(f"{URL}{uuid4()}/")
    assert (first.status_code, second.status_code) == (200, 404)
    assert first["RateLimit-Policy"] == second["RateLimit-Policy"] == '"read";q=3;w=60'
    assert first["RateLimit"] == '"read";r=2;t=60'
    assert re.fullmatch(r'"read";r=1;t=(59|60)', second["RateLimit"])


def test_over_the_limit_it_is_told_to_wait(few: None, client: Client, inspector: User) -> None:
    client.force_login(inspector)
    codes = [client.get(URL).status_code for _ in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    refused = client.get(URL)
    assert 0 < int(refused["Retry-After"]) <= 60
    assert refused["RateLimit"].startswith('"read";r=0;')
    assert f"wait {refused['Retry-After']} seconds" in refused.json()["detail"]


def test_the_next_minute_begins_anew(few: None, client: Client, inspector: User) -> None:
    client.force_login(inspector)
    for _ in range(4):
        client.get(URL)
    counter = limits.counter(limits.settings.REDIS_URL)
    counter._client.pexpire(f"limit:read:user:{inspector.uuid}", 1)
    while counter._client.exists(f"limit:read:user:{inspector.uuid}"):
        pass
    assert client.get(URL).status_code == 200


def test_writing_is_counted_apart(few: None, client: Client, inspector: User) -> None:
    client.force_login(inspector)
    url = reverse("api:reminder_preference_choose")
    codes = [client.post(url, {}, content_type="application/json").status_code for _ in range(3)]
    assert codes == [400, 400, 429]
    assert client.get(URL).status_code == 200


def test_each_person_has_a_limit_of_their_own(
    few: None, client: Client, inspector: User, moderator: User
) -> None:
    client.force_login(inspector)
    for _ in range(4):
        client.get(URL)
    other = Client()
    other.force_login(moderator)
    assert other.get(URL).status_code == 200


def test_whoever_is_not_signed_in_is_counted_by_address(few: None, client: Client) -> None:
    here = {"REMOTE_ADDR": f"2001:db8::{uuid4().hex[:4]}"}
    codes = [client.get(URL, **here).status_code for _ in range(4)]
    assert codes == [401, 401, 401, 429]
    assert client.get(URL, REMOTE_ADDR=f"2001:db8:1::{uuid4().hex[:4]}").status_code == 401


def test_a_token_is_counted_by_its_key(few: None, inspector: User) -> None:
    def ask(key: str) -> int:
        request = APIRequestFactory().get(URL)
        token: Any = SimpleNamespace(key=key, scopes=frozenset())
        force_authenticate(request, user=inspector, token=token)
        return RegionViewSet.as_view({"get": "list"})(request).status_code

    one, other = f"client-{uuid4()}", f"client-{uuid4()}"
    assert [ask(one) for _ in range(4)] == [200, 200, 200, 429]
    assert ask(other) == 200


def test_it_answers_while_valkey_is_away(
    nobody_answers: None, client: Client, inspector: User, caplog: pytest.LogCaptureFixture
) -> None:
    """And asks it again only after some seconds, so that no request waits for it in between."""
    client.force_login(inspector)
    answers = [client.get(URL) for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 200]
    assert "RateLimit" not in answers[0]
    said = [each for each in caplog.messages if "not limited" in each]
    assert len(said) == 1
    limits.counter("redis://127.0.0.1:1/0")._asked_again_at = monotonic()
    client.get(URL)
    assert len([each for each in caplog.messages if "not limited" in each]) == 2


def test_it_costs_no_query(
    client: Client, inspector: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert limits.count("read", f"user:{uuid4()}")


@limits.for_tokens
def tokens(request: HttpRequest) -> HttpResponse:
    return HttpResponse("a token")


@pytest.mark.parametrize("how", ["form", "header"])
def test_tokens_are_limited_for_each_address_and_client(few: None, how: str) -> None:
    def ask(client_id: str, address: str) -> HttpResponse:
        # The secret is another each time: whoever guesses it is counted as the same client.
        basic = SimpleNamespace(form={}, header=_basic(client_id, f"{uuid4()}"))
        sent = {"client_id": client_id} if how == "form" else {}
        headers = getattr(basic, how)
        request = RequestFactory().post("/", sent, headers=headers, REMOTE_ADDR=address)
        return tokens(request)

    here, there = "192.0.2.1", "192.0.2.2"
    one = f"{uuid4()}"
    assert [ask(one, here).status_code for _ in range(3)] == [200, 200, 429]
    refused = ask(one, here)
    assert int(refused["Retry-After"]) > 0
    assert refused["RateLimit-Policy"] == '"token";q=2;w=60'
    assert ask(one, there).status_code == ask(f"{uuid4()}", here).status_code == 200


def _basic(client_id: str, secret: str) -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(f'{client_id}:{secret}'.encode()).decode()}"}


def test_a_broken_header_is_of_no_client(few: None) -> None:
    request = RequestFactory().post("/", headers={"Authorization": "Basic §"})
    assert limits._client_of(request) == ""
