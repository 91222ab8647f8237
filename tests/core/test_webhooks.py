"""Webhooks are told once, signed, delivered in order for each object, and tried for three days."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from pytest_django import Settings
from standardwebhooks import Webhook

from forces.models import ApiClient
from forces.permissions import is_let_in
from inspection_portal.core import tasks, webhooks
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import (
    Attempt,
    AuditEvent,
    Delivery,
    Endpoint,
    EndpointSecret,
    Event,
    Message,
    User,
)
from inspection_portal.core.webhooks import failures, posting, secrets, sending, types
from inspection_portal.core.webhooks.sending import send_due
from inspection_portal.core.webhooks.telling import ATTEMPTS, GAPS, LASTS
from tests.core.receiver import Arrived, Receiver, dripping, listening
from tests.factories import EndpointFactory, UserFactory

HAPPENED = "thing.happened"
SCOPE = "register:read"
ROUTE = "api:registerentry-detail"
State = Delivery.State
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def shut_out() -> set[User]:
    """Who may not know of anything."""
    return set()


@pytest.fixture(autouse=True)
def _types(monkeypatch: pytest.MonkeyPatch, shut_out: set[User], keeper: User) -> None:
    monkeypatch.setattr(types, "_types", {})
    types.register(
        HAPPENED,
        words="A thing happened",
        scope=SCOPE,
        may_know=lambda user, event: user not in shut_out,
    )
    owners = types.Owners(lambda endpoint: [keeper], is_let_in)
    monkeypatch.setattr(types, "_owners", [owners])


@pytest.fixture
def keeper(db: None) -> User:
    return UserFactory()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listening(Receiver()) as receiver:
        yield receiver


@pytest.fixture
def secret() -> str:
    return secrets.new()


@pytest.fixture
def endpoint(receiver: Receiver, secret: str, moment: datetime) -> Endpoint:
    return endpoint_at(receiver.url, secret, moment)


def endpoint_at(url: str, secret: str, at: datetime) -> Endpoint:
    endpoint: Endpoint = EndpointFactory(url=url, secret=secret, made_at=at)
    return endpoint


def tell(*things: User, at: datetime) -> None:
    for thing in things or [UserFactory()]:
        webhooks.tell(HAPPENED, thing, route=ROUTE, at=at)


def send(at: datetime) -> int:
    return send_due(now=lambda: at)


def verified(arrived: Arrived, secret: str, at: datetime) -> object:
    with time_machine.travel(at, tick=False):
        return Webhook(secret).verify(arrived.body, arrived.headers)


def delivery_of(endpoint: Endpoint) -> Delivery:
    return endpoint.deliveries.get()


class TestTelling:
    def test_an_event_is_delivered_once_thin_and_signed(
        self, endpoint: Endpoint, receiver: Receiver, secret: str, moment: datetime
    ) -> None:
        thing = UserFactory()
        tell(thing, at=moment)
        assert (send(moment), send(moment)) == (1, 0)
        (arrived,) = receiver.arrived
        event = Event.objects.get()
        assert arrived.told == {
            "type": HAPPENED,
            "timestamp": "2026-03-02T10:30:00Z",
            "data": {
                "id": str(thing.uuid),
                "object": "user",
                "url": f"http://localhost:8000/api/v1/register-entries/{thing.uuid}/",
            },
        }
        assert arrived.path == "/hook"
        assert arrived.headers["content-type"] == "application/json"
        assert arrived.id == f"evt_{event.uuid.hex}"
        assert verified(arrived, secret, moment) == arrived.told
        delivery = delivery_of(endpoint)
        assert (delivery.state, delivery.status, delivery.settled_at) == ("delivered", 204, moment)
        assert [(each.status, each.reason) for each in delivery.log.all()] == [(204, "")]

    def test_it_goes_with_the_change(self, endpoint: Endpoint, moment: datetime) -> None:
        with transaction.atomic():
            tell(at=moment)
            transaction.set_rollback(True)
        assert not Event.objects.exists()

    def test_only_endpoints_in_use_that_chose_the_type_are_told(
        self, endpoint: Endpoint, secret: str, moment: datetime
    ) -> None:
        types.register(
            "other.happened", words="Another", scope="", may_know=lambda user, event: True
        )
        rows = {name: endpoint_at(endpoint.url, secret, moment) for name in "abc"}
        Endpoint.objects.filter(pk=rows["a"].pk).update(types=["other.happened"])
        Endpoint.objects.filter(pk=rows["b"].pk).update(closed_at=moment)
        disabled = {"disabled_at": moment, "disabled_reason": "Enough."}
        Endpoint.objects.filter(pk=rows["c"].pk).update(**disabled)
        tell(at=moment)
        assert Delivery.objects.get().endpoint == endpoint

    def test_where_nobody_listens_nothing_is_written(self, moment: datetime) -> None:
        with CaptureQueriesContext(connection) as queries:
            tell(UserFactory.build(), at=moment)
        assert len(queries) == 1
        assert not Event.objects.exists()

    def test_many_things_cost_no_more_queries(self, endpoint: Endpoint, moment: datetime) -> None:
        people = [UserFactory() for _ in range(5)]

        def cost(number: int) -> int:
            with CaptureQueriesContext(connection) as queries:
                webhooks.tell_all(HAPPENED, people[:number], route=ROUTE, at=moment)
            return len(queries)

        assert cost(5) == cost(1)

    def test_a_type_must_be_known(self, moment: datetime) -> None:
        with pytest.raises(LookupError):
            webhooks.tell("nothing.known", UserFactory(), route=ROUTE, at=moment)


class TestSigning:
    def test_for_a_day_the_old_secret_signs_beside_the_new_one(
        self, endpoint: Endpoint, receiver: Receiver, secret: str, moment: datetime
    ) -> None:
        endpoint.secrets.update(ends_at=moment + 24 * HOUR)
        new = secrets.new()
        sealed = secrets.seal(new)
        EndpointSecret.objects.create(endpoint=endpoint, sealed=sealed, made_at=moment)
        for at in (moment, moment + 25 * HOUR):
            tell(at=at)
            send(at)
        both, alone = receiver.arrived
        assert len(both.headers["webhook-signature"].split()) == 2
        assert verified(both, new, moment)
        assert verified(both, secret, moment)
        assert len(alone.headers["webhook-signature"].split()) == 1
        assert verified(alone, new, moment + 25 * HOUR)

    def test_a_secret_is_kept_sealed(self, endpoint: Endpoint, secret: str) -> None:
        sealed = bytes(endpoint.secrets.get().sealed)
        assert secret.encode() not in sealed
        assert secret.removeprefix("whsec_").encode() not in sealed

    def test_an_earlier_key_of_the_portal_still_opens_it(
        self,
        endpoint: Endpoint,
        receiver: Receiver,
        secret: str,
        moment: datetime,
        settings: Settings,
    ) -> None:
        old = settings.SECRET_KEY
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [old]
        tell(at=moment)
        send(moment)
        assert verified(receiver.arrived[0], secret, moment)

    def test_one_that_nothing_opens_says_so(
        self, endpoint: Endpoint, receiver: Receiver, moment: datetime, settings: Settings
    ) -> None:
        settings.SECRET_KEY = "another"
        tell(at=moment)
        assert send(moment) == 0
        assert delivery_of(endpoint).reason == sending.SEALED
        assert not receiver.arrived

    def test_summer_time_does_not_move_the_signature(
        self, endpoint: Endpoint, receiver: Receiver, secret: str
    ) -> None:
        at = datetime.fromisoformat("2026-07-01T10:00:00+01:00")
        tell(at=at)
        send(at)
        assert verified(receiver.arrived[0], secret, at.astimezone(UTC))


class TestTrying:
    def test_the_gaps_grow_over_three_days(self) -> None:
        assert list(GAPS[:-1]) == sorted(GAPS[:-1])
        assert sum(GAPS, timedelta()) == LASTS == timedelta(days=3)

    def test_what_is_refused_is_tried_again_later_with_the_same_id(
        self, endpoint: Endpoint, receiver: Receiver, moment: datetime
    ) -> None:
        receiver.answer = lambda arrived: 500 if len(receiver.arrived) == 1 else 200
        tell(at=moment)
        assert (send(moment), send(moment + 4 * SECOND), send(moment + 6 * SECOND)) == (0, 0, 1)
        assert len(receiver.arrived) == 2
        assert len(set(receiver.ids)) == 1
        assert receiver.arrived[0].body == receiver.arrived[1].body
        stamps = [int(each.headers["webhook-timestamp"]) for each in receiver.arrived]
        assert stamps[1] - stamps[0] == 6
        log = [(each.status, each.reason) for each in delivery_of(endpoint).log.all()]
        assert log == [(500, "The server answered 500."), (200, "")]

    @pytest.mark.parametrize("status", [301, 302, 307, 308])
    def test_an_answer_that_leads_elsewhere_is_not_followed(
        self, endpoint: Endpoint, receiver: Receiver, moment: datetime, status: int
    ) -> None:
        receiver.answer = lambda arrived: status
        receiver.headers = {"Location": receiver.url + "/elsewhere"}
        tell(at=moment)
        assert send(moment) == 0
        assert [each.path for each in receiver.arrived] == ["/hook"]
        assert delivery_of(endpoint).state == State.DUE

    def test_what_tells_of_one_thing_waits_for_what_came_before(
        self, endpoint: Endpoint, receiver: Receiver, moment: datetime
    ) -> None:
        one, other = UserFactory(), UserFactory()
        receiver.answer = lambda arrived: (
            500 if arrived.object_id == str(one.uuid) and len(receiver.arrived) < 3 else 200
        )
        tell(one, one, other, at=moment)
        first, second, third = (each.id_told for each in Event.objects.order_by("pk"))
        send(moment)
        assert receiver.ids == [first, third]
        send(moment + 6 * SECOND)
        assert receiver.ids == [first, third, first, second]

    def test_what_waits_for_an_earlier_event_is_put_off_as_long(
        self, endpoint: Endpoint, receiver: Receiver, moment: datetime
    ) -> None:
        """Or each claim would look at all that waits for a receiver that is away."""
        one, other = UserFactory(), UserFactory()
        receiver.answer = lambda arrived: 500 if arrived.object_id == str(one.uuid) else 200
        tell(one, one, one, other, other, at=moment)
        send(moment)
        waits = endpoint.deliveries.open().values_list("object_uuid", "next_attempt_at")
        assert set(waits) == {(one.uuid, moment + GAPS[0])}

    def test_a_receiver_that_hangs_up_is_tried_again(
        self, endpoint: Endpoint, receiver: Receiver, moment: datetime
    ) -> None:
        receiver.answer = lambda arrived: None
        tell(at=moment)
        send(moment)
        delivery = delivery_of(endpoint)
        assert (delivery.state, delivery.status) == (State.DUE, None)
        assert delivery.reason == failures.HUNG_UP

    def test_a_receiver_that_drips_is_cut_off(
        self,
        endpoint: Endpoint,
        receiver: Receiver,
        moment: datetime,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(posting, "SECONDS", 0.3)
        with dripping() as url:
            Endpoint.objects.update(url=url)
            tell(at=moment)
            send(moment)
        delivery = delivery_of(endpoint)
        assert delivery.reason == "The server did not answer within 0.3 seconds."
        assert 250 <= delivery.took_ms < 2_000

    def test_a_receiver_that_was_killed_for_an_hour_gets_everything_in_order(
        self, endpoint: Endpoint, receiver: Receiver, secret: str, moment: datetime
    ) -> None:
        """Three things change again and again, while it is away too."""
        things, at, is_away = [UserFactory() for _ in range(3)], moment, False
        receiver.answer = lambda arrived: None if is_away else 200
        sent_at: dict[int, datetime] = {}
        while at < moment + 4 * HOUR:
            is_away = moment + 10 * MINUTE <= at < moment + 70 * MINUTE
            if at < moment + 80 * MINUTE:
                tell(things[(at.minute // 5) % 3], at=at)
            before = len(receiver.arrived)
            send(at)
            sent_at |= dict.fromkeys(range(before, len(receiver.arrived)), at)
            at += 5 * MINUTE
        assert not Delivery.objects.exclude(state=State.DELIVERED).exists()
        events = list(Event.objects.order_by("pk"))
        assert len(events) == 16
        assert set(receiver.ids) == {each.id_told for each in events}
        for thing in things:
            told = [each.id for each in receiver.arrived if each.object_id == str(thing.uuid)]
            in_order = [each.id_told for each in events if each.object_uuid == thing.uuid]
            assert list(dict.fromkeys(told)) == in_order
            assert sorted(told, key=in_order.index) == told
        for number, arrived in enumerate(receiver.arrived):
            assert verified(arrived, secret, sent_at[number])

    def test_a_slow_endpoint_holds_up_no_other(
        self, endpoint: Endpoint, receiver: Receiver, secret: str, moment: datetime
    ) -> None:
        """They take turns: the one that waited longest is next, however much another has to do."""
        other = endpoint_at(receiver.url + "/other", secret, moment)
        for _ in range(3):
            tell(at=moment)
        clock = iter(moment + n * SECOND for n in range(100))
        send_due(now=lambda: next(clock))
        assert [each.path for each in receiver.arrived] == ["/hook", "/hook/other"] * 3
        assert other.deliveries.filter(state=State.DELIVERED).count() == 3

    def test_one_delivery_at_a_time_goes_to_an_endpoint(
        self, endpoint: Endpoint, receiver: Receiver, moment: datetime
    ) -> None:
        tell(at=moment)
        tell(at=moment)
        assert sending._claim(moment)
        assert sending._claim(moment) is None


class TestStopping:
    def test_a_killed_sender_leaves_it_to_another_after_the_lease(
        self, endpoint: Endpoint, receiver: Receiver, moment: datetime
    ) -> None:
        tell(at=moment)
        claimed = sending._claim(moment)
        assert claimed
        assert sending._post(claimed, endpoint, moment).is_taken
        # Here it is killed: nothing says that it was taken.
        assert send(moment + MINUTE) == 0
        assert send(moment + 3 * MINUTE) == 1
        assert len(receiver.arrived) == 2
        assert len(set(receiver.ids)) == 1

    def test_one_that_wakes_too_late_settles_nothing(
        self, endpoint: Endpoint, receiver: Receiver, moment: datetime
    ) -> None:
        tell(at=moment)
        claimed = sending._claim(moment)
        assert claimed
        send(moment + 3 * MINUTE)
        assert not sending._keep(claimed, endpoint, posting.Answer(500, "No.", 1), moment + HOUR)
        assert delivery_of(endpoint).state == State.DELIVERED
        assert Attempt.objects.count() == 1

    def test_one_whose_senders_are_killed_every_time_fails(
        self, endpoint: Endpoint, moment: datetime
    ) -> None:
        tell(at=moment)
        Delivery.objects.update(attempts=ATTEMPTS - 1)
        sending._claim(moment)
        send(moment + 3 * MINUTE)
        delivery = delivery_of(endpoint)
        assert (delivery.state, delivery.reason) == (State.FAILED, sending.STOPPED)


class TestRights:
    def test_what_the_owner_may_no_longer_know_is_cancelled(
        self, endpoint: Endpoint, receiver: Receiver, moment: datetime, shut_out: set[User]
    ) -> None:
        tell(at=moment)
        shut_out.add(endpoint.owner)
        send(moment)
        delivery = delivery_of(endpoint)
        assert (delivery.state, delivery.reason) == (State.CANCELLED, sending.NOT_TO_KNOW)
        assert not receiver.arrived

    def test_an_owner_whose_account_is_closed_is_told_nothing(
        self, endpoint: Endpoint, receiver: Receiver, moment: datetime
    ) -> None:
        tell(at=moment)
        User.objects.filter(pk=endpoint.owner_id).update(is_active=False)
        send(moment)
        assert delivery_of(endpoint).reason == sending.OWNER_LEFT
        assert not receiver.arrived

    def test_a_client_without_the_scope_is_not_told(
        self, endpoint: Endpoint, receiver: Receiver, moment: datetime
    ) -> None:
        tell(at=moment)
        ApiClient.objects.filter(user=endpoint.owner).update(scopes=["plans:read"])
        send(moment)
        delivery = delivery_of(endpoint)
        assert (delivery.state, delivery.reason) == (State.CANCELLED, sending.NOT_TO_KNOW)
        assert not receiver.arrived

    def test_a_client_past_its_last_day_is_told_nothing(
        self, endpoint: Endpoint, receiver: Receiver, moment: datetime
    ) -> None:
        tell(at=moment)
        yesterday = localdate() - timedelta(days=1)
        ApiClient.objects.filter(user=endpoint.owner).update(expires_on=yesterday)
        send(moment)
        assert delivery_of(endpoint).reason == sending.OWNER_LEFT
        assert not receiver.arrived

    def test_a_type_that_was_given_up_is_cancelled(
        self, endpoint: Endpoint, moment: datetime
    ) -> None:
        tell(at=moment)
        types._types.clear()
        send(moment)
        assert "no longer tells" in delivery_of(endpoint).reason


class TestDisabling:
    def test_three_days_of_failure_disable_it_and_its_keeper_is_told(
        self, endpoint: Endpoint, receiver: Receiver, keeper: User, moment: datetime
    ) -> None:
        receiver.answer = lambda arrived: 503
        tell(at=moment)
        at = moment
        for gap in GAPS:
            send(at)
            endpoint.refresh_from_db()
            assert endpoint.is_in_use
            at += gap
        tell(at=at)
        send(at)
        endpoint.refresh_from_db()
        assert (endpoint.disabled_at, endpoint.disabled_reason) == (at, sending.FAILED_TOO_LONG)
        assert len(receiver.arrived) == ATTEMPTS
        send(at + SECOND)
        assert not Delivery.objects.exclude(state=State.FAILED).exists()
        message = Message.objects.get()
        assert (message.recipient, message.link) == (keeper, endpoint.get_absolute_url())
        assert AuditEvent.objects.about(endpoint).first().verb == "webhook.disabled"

    def test_a_success_ends_the_count_of_failures(
        self, endpoint: Endpoint, receiver: Receiver, moment: datetime
    ) -> None:
        receiver.answer = lambda arrived: 500 if len(receiver.arrived) == 1 else 200
        tell(at=moment)
        send(moment)
        endpoint.refresh_from_db()
        assert endpoint.failing_since == moment
        send(moment + MINUTE)
        endpoint.refresh_from_db()
        assert endpoint.failing_since is None

    def test_410_disables_it_at_once(
        self, endpoint: Endpoint, receiver: Receiver, moment: datetime
    ) -> None:
        receiver.answer = lambda arrived: 410
        tell(at=moment)
        send(moment)
        endpoint.refresh_from_db()
        assert endpoint.disabled_reason == sending.WANTS_NOTHING
        assert delivery_of(endpoint).state == State.FAILED

    def test_what_waits_for_one_that_was_disabled_is_not_sent(
        self, endpoint: Endpoint, receiver: Receiver, moment: datetime
    ) -> None:
        tell(at=moment)
        Endpoint.objects.update(disabled_at=moment, disabled_reason="Enough.")
        send(moment)
        delivery = delivery_of(endpoint)
        assert (delivery.state, delivery.reason) == (State.FAILED, sending.NOT_IN_USE)
        assert not receiver.arrived


class TestSendingAgain:
    def test_it_is_the_same_event_for_three_more_days(
        self, endpoint: Endpoint, receiver: Receiver, moment: datetime
    ) -> None:
        tell(at=moment)
        send(moment)
        webhooks.make_again(delivery_of(endpoint), at=moment + HOUR)
        receiver.answer = lambda arrived: 500
        send(moment + HOUR)
        delivery = delivery_of(endpoint)
        assert delivery.next_attempt_at == moment + HOUR + GAPS[0]
        assert len(receiver.arrived) == 2
        assert len(set(receiver.ids)) == 1

    def test_what_waits_is_not_doubled(self, endpoint: Endpoint, moment: datetime) -> None:
        tell(at=moment)
        with pytest.raises(RuleBroken, match="waiting to be sent already"):
            webhooks.make_again(delivery_of(endpoint), at=moment)


def test_what_was_settled_is_forgotten_after_ninety_days(
    endpoint: Endpoint, receiver: Receiver, moment: datetime
) -> None:
    tell(at=moment)
    send(moment)
    for days, kept in ((89, True), (91, False)):
        with time_machine.travel(moment + timedelta(days=days), tick=False):
            tasks.tidy()
        assert Event.objects.exists() is Delivery.objects.exists() is kept


def test_a_claim_costs_no_more_where_much_waits(endpoint: Endpoint, moment: datetime) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            sending._claim(moment)
        Delivery.objects.update(
            state=State.DUE, lease_until=None, next_attempt_at=moment, settled_at=None
        )
        return len(queries)

    tell(at=moment)
    few = cost()
    for _ in range(20):
        tell(at=moment)
    assert cost() == few


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("endpoint_url_is_an_address", {"url": "ftp://host.example/"}),
        ("endpoint_url_is_an_address", {"url": "https://name:word@host.example/"}),
        ("endpoint_chooses_something", {"types": []}),
        ("endpoint_disabled_iff_reason", {"disabled_reason": "Enough."}),
    ],
)
def test_endpoints_that_cannot_be(
    endpoint: Endpoint, constraint: str, fields: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Endpoint.objects.filter(pk=endpoint.pk).update(**fields)
