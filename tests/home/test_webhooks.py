"""Administrators manage webhook endpoints, and follow what is delivered to them."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from pytest_django import Settings
from standardwebhooks import Webhook

from inspection_portal.core import webhooks
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, Delivery, Endpoint, User
from inspection_portal.core.webhooks.reaching import REFUSED
from inspection_portal.core.webhooks.sending import send_due
from inspection_portal.home import actions
from inspection_portal.home.actions.webhooks import MOST_OF_AN_OWNER
from tests.core.receiver import Receiver, deserted, listening
from tests.factories import EndpointFactory, client_user

pytestmark = pytest.mark.django_db
TYPE = "claim.made"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listening(Receiver()) as receiver:
        yield receiver


@pytest.fixture
def api_client(db: None) -> User:
    return client_user("Tracker of a force")


@pytest.fixture
def endpoint(api_client: User, receiver: Receiver) -> Endpoint:
    return EndpointFactory(owner=api_client, url=receiver.url)


@pytest.fixture
def as_administrator(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


@pytest.fixture
def press(as_administrator: Client, endpoint: Endpoint) -> Callable[[str], HttpResponse]:
    def do(verb: str) -> HttpResponse:
        url = reverse(f"home:webhook_{verb}", args=[endpoint.uuid])
        return as_administrator.post(url, follow=True)

    return do


def verbs(endpoint: Endpoint) -> list[str]:
    return [event.verb for event in AuditEvent.objects.about(endpoint)]


def everything_kept() -> str:
    """All that the trail and the row history hold."""
    trail = AuditEvent.objects.values_list("object_label", "detail")
    history = Endpoint.pgh_event_model.objects.values()
    return f"{list(trail)}{list(history)}"


def test_an_endpoint_is_added_and_its_secret_is_shown_once(
    as_administrator: Client,
    api_client: User,
    receiver: Receiver,
    caplog: pytest.LogCaptureFixture,
) -> None:
    sent = {"owner": str(api_client.uuid), "url": receiver.url, "types": [TYPE]}
    page = as_administrator.post(reverse("home:webhook_add"), sent)
    assert page.status_code == 200
    secret = page.context["secret"]
    assert secret in page.content.decode()
    endpoint = Endpoint.objects.get()
    assert (endpoint.owner, endpoint.types) == (api_client, [TYPE])
    actions.send_test(endpoint, by=api_client, at=now())
    assert send_due() == 1
    assert Webhook(secret).verify(receiver.arrived[0].body, receiver.arrived[0].headers)
    assert receiver.arrived[0].told["type"] == "webhook.test"
    for address in (endpoint.get_absolute_url(), reverse("home:webhooks")):
        assert secret not in as_administrator.get(address).content.decode()
    assert secret not in everything_kept() + caplog.text


def test_a_form_that_is_wrong_says_how(as_administrator: Client, api_client: User) -> None:
    sent = {"owner": str(api_client.uuid), "url": "http://10.0.0.1/hook", "types": [TYPE]}
    page = as_administrator.post(reverse("home:webhook_add"), sent)
    assert "a network that is not public" in page.content.decode()
    assert not Endpoint.objects.exists()


def test_an_endpoint_of_an_inner_network_is_refused_in_production(
    endpoint: Endpoint, api_client: User, moment: datetime, settings: Settings
) -> None:
    settings.DEVELOPMENT = False
    for url, sentence in (("https://127.0.0.1/", "not public"), (endpoint.url, "https://")):
        said = {"url": url, "types": [TYPE], "by": api_client, "at": moment}
        with pytest.raises(RuleBroken, match=sentence):
            actions.add_endpoint(owner=api_client, **said)
        with pytest.raises(RuleBroken, match=sentence):
            actions.revise_endpoint(endpoint, seen_version=1, **said)


def test_one_that_was_saved_is_judged_again_at_each_delivery(
    endpoint: Endpoint, receiver: Receiver, api_client: User, settings: Settings
) -> None:
    actions.send_test(endpoint, by=api_client, at=now())
    settings.DEVELOPMENT = False
    assert send_due() == 0
    assert not receiver.arrived
    assert "https://" in Delivery.objects.get().reason


def test_only_its_owner_and_administrators_manage_it(
    endpoint: Endpoint, api_client: User, administrator: User, moderator: User, moment: datetime
) -> None:
    said = {"url": endpoint.url, "types": [TYPE], "at": moment}
    for stranger in (moderator, client_user()):
        with pytest.raises(PermissionDenied):
            actions.add_endpoint(owner=api_client, by=stranger, **said)
        with pytest.raises(PermissionDenied):
            actions.revise_endpoint(endpoint, seen_version=1, by=stranger, **said)
        rotate = partial(actions.rotate_secret, seen_version=1)
        for verb in (rotate, actions.send_test, actions.disable_endpoint):
            with pytest.raises(PermissionDenied):
                verb(endpoint, by=stranger, at=moment)
    with pytest.raises(PermissionDenied):
        actions.add_endpoint(owner=moderator, by=moderator, **said)
    for keeper in (api_client, administrator):
        actions.send_test(endpoint, by=keeper, at=moment)


def test_an_owner_has_a_limited_number(
    endpoint: Endpoint, api_client: User, moment: datetime
) -> None:
    said = {"owner": api_client, "url": endpoint.url, "types": [TYPE]}
    for _ in range(MOST_OF_AN_OWNER - 1):
        actions.add_endpoint(**said, by=api_client, at=moment)
    with pytest.raises(RuleBroken, match="Close one"):
        actions.add_endpoint(**said, by=api_client, at=moment)


def test_a_second_editor_is_refused_not_overwritten(
    as_administrator: Client, endpoint: Endpoint, api_client: User, moment: datetime
) -> None:
    said = {"url": endpoint.url, "types": [TYPE], "by": api_client, "at": moment}
    actions.revise_endpoint(endpoint, description="Theirs", seen_version=1, **said)
    url = reverse("home:webhook_revise", args=[endpoint.uuid])
    sent = {"url": endpoint.url, "description": "Mine", "types": [TYPE], "seen_version": 1}
    page = as_administrator.post(url, sent).content.decode()
    assert "has changed since you read it" in page
    assert "Theirs" in page
    assert "Mine" in page
    as_administrator.post(url, sent | {"seen_version": 2})
    endpoint.refresh_from_db()
    assert (endpoint.description, endpoint.version) == ("Mine", 3)


def test_what_waits_is_tried_at_once_at_a_new_address(
    endpoint: Endpoint, receiver: Receiver, api_client: User
) -> None:
    actions.send_test(endpoint, by=api_client, at=now())
    Delivery.objects.update(next_attempt_at=now() + timedelta(hours=20))
    moved = f"{receiver.url}moved"
    said = {"by": api_client, "at": now()}
    actions.revise_endpoint(endpoint, description="The same", seen_version=1, **said)
    assert send_due() == 0
    actions.revise_endpoint(endpoint, url=moved, seen_version=2, **said)
    assert send_due() == 1
    assert Delivery.objects.get().state == "delivered"


def test_a_secret_is_rotated_once_a_day(
    press: Callable[[str], HttpResponse], endpoint: Endpoint
) -> None:
    page = press("rotate")
    secret = page.context["secret"]
    assert endpoint.secrets.in_force(now()).count() == 2
    assert endpoint.secrets.in_force(now() + timedelta(hours=25)).count() == 1
    again = press("rotate").content.decode()
    assert "rotated less than a day ago" in again
    assert secret not in again + everything_kept()


def test_it_is_disabled_and_enabled(
    press: Callable[[str], HttpResponse], endpoint: Endpoint, administrator: User
) -> None:
    assert f"It was disabled by {administrator}." in press("disable").content.decode()
    assert "Enable it first" in press("test").content.decode()
    assert "disabled already" in press("disable").content.decode()
    press("enable")
    endpoint.refresh_from_db()
    assert endpoint.is_in_use
    assert verbs(endpoint) == ["webhook.enabled", "webhook.disabled"]


def test_a_closed_one_stays_to_be_read_and_its_secrets_are_gone(
    press: Callable[[str], HttpResponse], endpoint: Endpoint
) -> None:
    assert "It is told of nothing any more." in press("close").content.decode()
    assert not endpoint.secrets.exists()
    assert "stays as it is" in press("enable").content.decode()


def test_deliveries_are_followed_and_sent_again(
    as_administrator: Client, endpoint: Endpoint, receiver: Receiver, api_client: User
) -> None:
    receiver.answer = lambda arrived: 410
    actions.send_test(endpoint, by=api_client, at=now())
    send_due()
    delivery = Delivery.objects.get()
    again = reverse("home:delivery_send_again", args=[delivery.uuid])
    assert "disabled or closed" in as_administrator.post(again, follow=True).content.decode()
    endpoint.refresh_from_db()
    actions.enable_endpoint(endpoint, seen_version=endpoint.version, by=api_client, at=now())
    receiver.answer = lambda arrived: 200
    as_administrator.post(again)
    send_due()
    page = as_administrator.get(endpoint.get_absolute_url()).content.decode()
    assert "200 in" in page
    assert "The server answered 410. (" in page
    assert receiver.ids == [delivery.event.id_told] * 2
    for state, is_shown in (("delivered", True), ("failed", False), ("nonsense", False)):
        found = as_administrator.get(f"{endpoint.get_absolute_url()}?state={state}")
        assert (delivery.event.id_told in found.content.decode()) is is_shown


def test_a_test_does_not_wait_for_one_that_failed(
    endpoint: Endpoint, receiver: Receiver, api_client: User
) -> None:
    receiver.answer = lambda arrived: 500 if len(receiver.arrived) == 1 else 200
    for _ in range(2):
        actions.send_test(endpoint, by=api_client, at=now())
        send_due()
    assert len(set(receiver.ids)) == 2
    states = endpoint.deliveries.order_by("pk").values_list("state", flat=True)
    assert [*states] == ["cancelled", "delivered"]


def test_what_failed_is_told_in_a_sentence(
    as_administrator: Client, endpoint: Endpoint, api_client: User
) -> None:
    Endpoint.objects.update(url=deserted())
    actions.send_test(endpoint, by=api_client, at=now())
    send_due()
    page = as_administrator.get(endpoint.get_absolute_url()).content.decode()
    assert page.count(REFUSED) == 2
    assert "Errno" not in page


def test_the_page_costs_no_more_for_many_deliveries(
    as_administrator: Client,
    endpoint: Endpoint,
    assert_queries_do_not_grow: Callable[[str, Callable[[], object]], None],
) -> None:
    def add() -> None:
        webhooks.tell_test(endpoint, route="api:webhookendpoint-detail", at=now())

    assert_queries_do_not_grow(endpoint.get_absolute_url(), add)


def test_the_list_costs_no_more_for_many_endpoints(
    as_administrator: Client,
    assert_queries_do_not_grow: Callable[[str, Callable[[], object]], None],
) -> None:
    assert_queries_do_not_grow(reverse("home:webhooks"), EndpointFactory)
