"""Events of webhooks: told in the transaction of what happened, delivered later by `sending`."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial

from celery import current_app
from django.db import transaction
from django.db.models import F

from inspection_portal.core.addresses import address_of
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import Delivery, Endpoint, Event, Identified
from inspection_portal.core.webhooks import types

JOB = "inspection_portal.core.tasks.send_webhooks"
LASTS = timedelta(days=3)
_GROWING = (
    timedelta(seconds=5),
    *(timedelta(minutes=minutes) for minutes in (1, 5, 30)),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20)),
)
# Between two attempts; after the last gap, and three days, comes the last attempt.
GAPS = (*_GROWING, LASTS - sum(_GROWING, timedelta()))
ATTEMPTS = len(GAPS) + 1

NOT_OPEN = "This delivery is waiting to be sent already, so it needs no other attempt."
TESTED_AGAIN = "Another test was sent since."
NOT_IN_USE = "The endpoint is disabled or closed. Enable it, then send again."


def tell(event_type: str, about: Identified, *, route: str, at: datetime) -> None:
    """Have the endpoints that chose the type told that something happened to a thing, as `tell_all`
    does.
    """
    tell_all(event_type, [about], route=route, at=at)


def tell_all(event_type: str, things: Iterable[Identified], *, route: str, at: datetime) -> None:
    """Have the endpoints that chose the type told that something happened to each of the things.

    Call it inside the transaction of the change, while they are locked: what happens to one is then
    told in order. `route` is the name of the address in the API by which each is read. Whether the
    owner of an endpoint may know is asked at the moment of delivery. Where nobody chose the type
    nothing is written. Raises LookupError for a type that is not registered.
    """
    if types.find(event_type) is None:
        raise LookupError(f"Register the type of event “{event_type}” before telling of it.")
    if endpoints := list(Endpoint.objects.choosing(event_type)):
        _make(endpoints, event_type, things, route=route, at=at)


def tell_test(endpoint: Endpoint, *, route: str, at: datetime) -> None:
    """Have one endpoint told of itself, so that its keeper sees whether it is reached.

    It is held by the caller. A test that waits for its next attempt is given up: the new one would
    wait for hours behind it.
    """
    waiting = endpoint.deliveries.filter(event__type=types.TEST, state=Delivery.State.DUE)
    waiting.update(
        state=Delivery.State.CANCELLED, next_attempt_at=None, reason=TESTED_AGAIN, settled_at=at
    )
    _make([endpoint], types.TEST, [endpoint], route=route, at=at)


def make_again(delivery: Delivery, *, at: datetime) -> None:
    """Let a delivery that is settled be tried for three more days; its event keeps its id.

    The caller knows who may ask for it, and records it.
    """
    if not delivery.endpoint.is_in_use:
        raise RuleBroken(NOT_IN_USE)
    settled = Delivery.objects.filter(pk=delivery.pk, settled_at__isnull=False)
    if not settled.update(
        state=Delivery.State.DUE,
        next_attempt_at=at,
        attempts_allowed=F("attempts") + ATTEMPTS,
        settled_at=None,
    ):
        raise RuleBroken(NOT_OPEN)
    delivery.refresh_from_db()
    _wake()


def hasten(endpoint: Endpoint, *, at: datetime) -> None:
    """Try what waits for its next attempt now: the endpoint has another address."""
    endpoint.deliveries.filter(state=Delivery.State.DUE).update(next_attempt_at=at)
    _wake()


def forget(*, before: datetime) -> None:
    """Delete what was settled before that moment, and the events that nothing is left of."""
    Delivery.objects.filter(settled_at__lt=before).delete()
    Event.objects.filter(at__lt=before, deliveries=None).delete()


def _make(
    endpoints: Sequence[Endpoint],
    event_type: str,
    things: Iterable[Identified],
    *,
    route: str,
    at: datetime,
) -> None:
    events = Event.objects.bulk_create(
        Event(
            type=event_type,
            object_kind=str(each._meta.verbose_name).replace(" ", "_"),
            object_uuid=each.uuid,
            link=address_of(route, each.uuid),
            at=at,
        )
        for each in things
    )
    Delivery.objects.bulk_create(
        Delivery(
            event=event,
            endpoint=endpoint,
            object_uuid=event.object_uuid,
            attempts_allowed=ATTEMPTS,
            next_attempt_at=at,
        )
        for event in events
        for endpoint in endpoints
    )
    _wake()


def _wake() -> None:
    """Have a sender look at once: where that is lost, the next sweep does."""
    transaction.on_commit(partial(current_app.send_task, JOB), robust=True)
