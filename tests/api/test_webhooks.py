"""A client of the API keeps its own webhook endpoints."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from standardwebhooks import Webhook

from inspection_portal.core.models import Delivery, Endpoint, User
from inspection_portal.core.webhooks import types
from inspection_portal.core.webhooks.reaching import REFUSED
from inspection_portal.core.webhooks.sending import send_due
from tests.core.receiver import Receiver, deserted, listening
from tests.factories import EndpointFactory, client_user
from tests.pages import call

Post = Callable[..., HttpResponse]
LIST, DELIVERIES = "/api/v1/webhook-endpoints/", "/api/v1/webhook-deliveries/"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listening(Receiver()) as receiver:
        yield receiver


@pytest.fixture
def post(client: Client, db: None) -> Post:
    """As a client of the API sends something to an address."""
    client.force_login(client_user())

    def do(path: str, **sent: object) -> Any:
        return call(client, path, sent)

    return do


@pytest.fixture
def added(post: Post, receiver: Receiver) -> dict[str, Any]:
    answer = post(f"{LIST}add/", url=receiver.url, types=["claim.made"], description="Tracker")
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def test_an_endpoint_is_added_with_its_secret(
    added: dict[str, Any], client: Client, receiver: Receiver
) -> None:
    assert added["secret"].startswith("whsec_")
    assert (added["url"], added["types"], added["version"]) == (receiver.url, ["claim.made"], 1)
    one = client.get(f"{LIST}{added['uuid']}/").json()
    assert one == {name: value for name, value in added.items() if name != "secret"}
    (listed,) = client.get(LIST).json()["results"]
    assert listed == one


def test_it_is_tried_followed_and_sent_again(
    added: dict[str, Any], post: Post, client: Client, receiver: Receiver
) -> None:
    assert post(f"{LIST}{added['uuid']}/test/").status_code == 200
    send_due()
    (arrived,) = receiver.arrived
    assert Webhook(added["secret"]).verify(arrived.body, arrived.headers)
    (delivery,) = client.get(f"{DELIVERIES}?state=delivered").json()["results"]
    assert (delivery["event_id"], delivery["endpoint"]) == (arrived.id, added["uuid"])
    assert (delivery["status"], len(delivery["log"])) == (204, 1)
    assert client.get(arrived.told["data"]["url"].removeprefix("http://localhost:8000")).json()
    again = post(f"{DELIVERIES}{delivery['uuid']}/send-again/")
    assert again.json()["state"] == "due"
    assert post(f"{DELIVERIES}{delivery['uuid']}/send-again/").status_code == 409
    assert client.get(f"{DELIVERIES}?state=delivered").json()["results"] == []
    assert client.get(f"{DELIVERIES}?state=lost").status_code == 400


def test_what_failed_is_told_in_a_sentence(
    added: dict[str, Any], post: Post, client: Client
) -> None:
    Endpoint.objects.update(url=deserted())
    post(f"{LIST}{added['uuid']}/test/")
    send_due()
    (delivery,) = client.get(DELIVERIES).json()["results"]
    (attempt,) = delivery["log"]
    assert attempt["reason"] == delivery["reason"] == REFUSED


def test_it_is_revised_rotated_stopped_and_closed(
    added: dict[str, Any], post: Post, receiver: Receiver
) -> None:
    one = f"{LIST}{added['uuid']}/"
    said = {"url": receiver.url, "types": ["deadline.moved", "claim.made"], "seen_version": 1}
    revised = post(one, **said).json()
    assert (revised["types"], revised["version"]) == (["claim.made", "deadline.moved"], 2)
    assert post(one, **said).status_code == 412
    assert post(f"{one}rotate/").status_code == 428
    assert post(f"{one}rotate/", seen_version=1).status_code == 412
    assert post(f"{one}rotate/", seen_version=2).json()["secret"] not in ("", added["secret"])
    assert post(f"{one}disable/").json()["disabled_reason"]
    assert post(f"{one}enable/").status_code == 428
    assert post(f"{one}enable/", seen_version=3).status_code == 412
    assert post(f"{one}enable/", seen_version=4).json()["disabled_at"] is None
    assert post(f"{one}close/").json()["closed_at"]
    assert post(f"{one}test/").status_code == 409


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"types": []}, 400),
        ({"types": "claim.made"}, 400),
        ({"types": ["claim.unmade"]}, 409),
        ({"types": [None]}, 400),
        ({"url": "http://169.254.169.254/latest/"}, 409),
        ({"url": "x" * 501}, 400),
        ({"url": "https://host.example/\u0000"}, 400),
        ({"url": 7}, 400),
        ({"description": "x" * 201}, 400),
    ],
)
def test_what_can_not_be_is_refused(
    post: Post, receiver: Receiver, changed: dict[str, object], code: int
) -> None:
    said = {"url": receiver.url, "types": ["claim.made"]} | changed
    assert post(f"{LIST}add/", **said).status_code == code
    assert not Endpoint.objects.exists()


def test_those_of_others_are_not_there(post: Post, client: Client) -> None:
    theirs = EndpointFactory()
    for verb in ("", "rotate/", "test/", "disable/", "enable/", "close/"):
        assert post(f"{LIST}{theirs.uuid}/{verb}").status_code == 404
    assert client.get(f"{LIST}{theirs.uuid}/").status_code == 404
    assert client.get(LIST).json()["results"] == []
    assert not Delivery.objects.exists()


def test_a_person_without_that_right_adds_none(
    client: Client, moderator: User, receiver: Receiver
) -> None:
    client.force_login(moderator)
    said = {"url": receiver.url, "types": ["claim.made"]}
    answer = client.post(f"{LIST}add/", said, content_type="application/json")
    assert answer.status_code == 403


def test_what_can_be_told_is_listed(client: Client, moderator: User) -> None:
    client.force_login(moderator)
    told = client.get("/api/v1/webhook-event-types/").json()
    assert [each["type"] for each in told] == [
        *("claim.decided", "claim.made", "deadline.moved", "entry.status_changed"),
        *("extract.loaded", "national_report.published", "plan.error_found", "report.published"),
    ]
    assert all(each["happened"] for each in told)
    assert types.find("webhook.test") is None
