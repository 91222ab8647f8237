"""Delivering what webhooks have to tell. Any number of senders may run at once, and each may be
stopped.

A sender claims one delivery with a lease and commits, looks whether the owner of the endpoint may
know of it now, sends it, and settles it only while the claim is its own. One that is killed leaves
its delivery in doubt: after the lease it is sent again, with the same id. No transaction is open
while a receiver is waited for.
"""

import json
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from cryptography.fernet import InvalidToken
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from inspection_portal.core import audit, message_kinds, outbox
from inspection_portal.core.models import (
    Attempt,
    Delivery,
    Endpoint,
    User,
    system_user,
)
from inspection_portal.core.webhooks import secrets, types
from inspection_portal.core.webhooks.posting import Answer, post
from inspection_portal.core.webhooks.telling import ATTEMPTS, GAPS, LASTS

# To look a name up, connect to several addresses and wait for an answer takes half of it at most.
LEASE = timedelta(minutes=2)
# A sender takes up nothing new after so many seconds: the next sweep sends another one.
RUN_SECONDS = 30.0
DISABLED = "webhook.disabled"

OWNER_LEFT = "The client or person that the endpoint belongs to is no more let in."
NOT_TO_KNOW = "The client or person that the endpoint belongs to may not know of it."
NOT_IN_USE = "The endpoint was disabled or closed before it took this."
NO_TYPE = "The portal no longer tells of “{type}”."
STOPPED = "Sending was interrupted every time. Look at the log of the worker."
SEALED = "Its secret can’t be opened: put the old SECRET_KEY among SECRET_KEY_FALLBACKS."
WANTS_NOTHING = "The server answered 410: it wants nothing any more."
FAILED_TOO_LONG = "Every delivery failed for three days."

logger = logging.getLogger(__name__)
State = Delivery.State
Clock = Callable[[], datetime]


def register_kind() -> None:
    message_kinds.register(DISABLED, outdated=message_kinds.never_outdated)


def send_due(now: Clock = timezone.now) -> int:
    """Send what is due, the endpoints by turns, and answer how many deliveries were taken."""
    _take_up_abandoned(now())
    _give_up_unused(now())
    taken, until = 0, time.monotonic() + RUN_SECONDS
    while time.monotonic() < until and (delivery := _claim(now())) is not None:
        taken += _send(delivery, now)
    return taken


def _take_up_abandoned(at: datetime) -> None:
    """Decide what becomes of the claims of senders that were stopped."""
    abandoned = Delivery.objects.abandoned(at)
    over = abandoned.filter(attempts__gte=F("attempts_allowed"))
    over.update(state=State.FAILED, lease_until=None, reason=STOPPED, settled_at=at)
    abandoned.update(state=State.DUE, lease_until=None, next_attempt_at=at)


def _give_up_unused(at: datetime) -> None:
    """Settle what waits for endpoints that were disabled or closed."""
    in_use = Endpoint.objects.in_use()
    waiting = Delivery.objects.filter(state=State.DUE).exclude(endpoint__in=in_use)
    waiting.update(state=State.FAILED, next_attempt_at=None, reason=NOT_IN_USE, settled_at=at)


@transaction.atomic
def _claim(at: datetime) -> Delivery | None:
    """Take the delivery whose turn it is, so that no other sender does; None where none is due."""
    waiting = Endpoint.objects.in_use().with_work(at)
    # Held while it is claimed for: so no two senders are at one endpoint, or overtake each other.
    endpoint = waiting.select_for_update(skip_locked=True, no_key=True).first()
    delivery = endpoint and Delivery.objects.ready(at).filter(endpoint=endpoint).first()
    if not (endpoint and delivery):
        return None
    Endpoint.objects.filter(pk=endpoint.pk).update(tried_at=at)
    lease = at + LEASE
    Delivery.objects.filter(pk=delivery.pk).update(
        state=State.SENDING, attempts=F("attempts") + 1, lease_until=lease, next_attempt_at=None
    )
    delivery.attempts, delivery.lease_until = delivery.attempts + 1, lease
    return delivery


def _send(delivery: Delivery, now: Clock) -> bool:
    """Send what was claimed, if its receiver may still have it; whether it was taken."""
    # Read anew, owner and all: rights that ended a moment ago count.
    endpoint = Endpoint.objects.select_related("owner").get(pk=delivery.endpoint_id)
    at = now()
    if not endpoint.is_in_use:
        _settle(delivery, State.FAILED, reason=NOT_IN_USE, settled_at=at)
        return False
    if reason := _why_not(delivery, endpoint.owner):
        _settle(delivery, State.CANCELLED, reason=reason, settled_at=at)
        return False
    answer = _post(delivery, endpoint, at)
    return _keep(delivery, endpoint, answer, now())


def _why_not(delivery: Delivery, owner: User) -> str:
    """Why the owner is not told after all; empty where they are."""
    event = delivery.event
    if not types.is_let_in(owner):
        return OWNER_LEFT
    if event.type == types.TEST:
        return ""
    known = types.find(event.type)
    if known is None:
        return NO_TYPE.format(type=event.type)
    may = types.is_let_in(owner, known.scope) and known.may_know(owner, event)
    return "" if may else NOT_TO_KNOW


def _post(delivery: Delivery, endpoint: Endpoint, at: datetime) -> Answer:
    event = delivery.event
    body = json.dumps(
        {
            "type": event.type,
            "timestamp": event.at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
            "data": {
                "id": str(event.object_uuid),
                "object": event.object_kind,
                "url": event.url,
            },
        },
        separators=(",", ":"),
    )
    try:
        signed = secrets.signatures(endpoint, event_id=event.id_told, at=at, body=body)
    except InvalidToken:
        logger.error("The secret of endpoint %s can’t be opened", endpoint.uuid)
        return Answer(None, SEALED, 0)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "SOC-inspection-portal",
        "Connection": "close",
        "webhook-id": event.id_told,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signed,
    }
    return post(endpoint.url, body.encode(), headers)


@transaction.atomic
def _keep(delivery: Delivery, endpoint: Endpoint, answer: Answer, at: datetime) -> bool:
    """Settle what was sent, or put it off, and log the attempt; nothing of a lost claim."""
    held = Endpoint.objects.select_for_update(no_key=True).get(pk=endpoint.pk)
    told = {"status": answer.status, "reason": answer.reason, "took_ms": answer.took_ms}
    outcome = _outcome(delivery, answer, at)
    if not _settle(delivery, **outcome, **told):
        return False
    if held.is_in_use and (until := outcome.get("next_attempt_at")):
        _put_off_later(delivery, until)
    Attempt.objects.create(delivery=delivery, at=at, **told)
    since = None if answer.is_taken else held.failing_since or at
    if since != held.failing_since:
        Endpoint.objects.filter(pk=held.pk).update(failing_since=since)
    if answer.is_gone or (since and since + LASTS <= at):
        _disable(held, WANTS_NOTHING if answer.is_gone else FAILED_TOO_LONG, at=at)
    return answer.is_taken


def _outcome(delivery: Delivery, answer: Answer, at: datetime) -> dict[str, object]:
    """The state that an answer leads to: delivered, failed for good, or due again later."""
    if answer.is_taken:
        return {"state": State.DELIVERED, "settled_at": at}
    if answer.is_gone or delivery.attempts >= delivery.attempts_allowed:
        return {"state": State.FAILED, "settled_at": at}
    before = delivery.attempts - (delivery.attempts_allowed - ATTEMPTS)
    return {"state": State.DUE, "next_attempt_at": at + GAPS[before - 1]}


def _put_off_later(delivery: Delivery, until: object) -> None:
    """What tells of the same object can't go before: until then no claim has to look at it."""
    of_object = delivery.endpoint.deliveries.filter(object_uuid=delivery.object_uuid)
    of_object.filter(state=State.DUE, next_attempt_at__lt=until).update(next_attempt_at=until)


def _settle(delivery: Delivery, state: object, **more: object) -> bool:
    """Note what became of a delivery, if the claim is still ours."""
    claim = Delivery.objects.filter(
        pk=delivery.pk, state=State.SENDING, lease_until=delivery.lease_until
    )
    return bool(claim.update(state=state, lease_until=None, **more))


def _disable(endpoint: Endpoint, reason: str, *, at: datetime) -> None:
    """Tell an endpoint nothing more until somebody enables it, and tell that to its keepers."""
    in_use = Endpoint.objects.in_use().filter(pk=endpoint.pk)
    changes = {"disabled_at": at, "disabled_reason": reason, "version": F("version") + 1}
    if not in_use.update(**changes):
        return
    audit.record("webhook.disabled", endpoint, by=system_user(), at=at, reason=reason)
    outbox.post_to_all(
        types.keepers(endpoint),
        kind=DISABLED,
        subject="A webhook endpoint is disabled",
        text=(
            f"The portal no longer tells “{endpoint}”, of {endpoint.owner}, what happens. {reason} "
            "See its deliveries, mend it there, then enable it and send again what it missed."
        ),
        link=endpoint.get_absolute_url(),
        key=f"{DISABLED}:{endpoint.uuid}:{at.isoformat()}",
        about={"endpoint": str(endpoint.uuid)},
        by=system_user(),
        at=at,
    )
