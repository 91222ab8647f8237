"""Who is told of what by webhooks: endpoints are added, changed, tried out, stopped, and what they
missed is sent again (ADR 0038).
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction

from forces.permissions import can_add_endpoint, can_keep_endpoint
from inspection_portal.core import audit, webhooks
from inspection_portal.core.editing import as_revised, differences, refuse_invalid, update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import Delivery, Endpoint, EndpointSecret, User
from inspection_portal.core.templatetags.govuk import moment
from inspection_portal.core.webhooks import reaching, secrets
from inspection_portal.core.webhooks import types as event_types

MOST_OF_AN_OWNER = 20
OVERLAP = timedelta(hours=24)
ROUTE = "api:webhookendpoint-detail"
# What is said of an endpoint, and can be changed.
SAID = ("url", "description", "types")

TOO_MANY = f"{{owner}} has {MOST_OF_AN_OWNER} endpoints. Close one that is not needed any more."
CLOSED = "The endpoint is closed, so it stays as it is. Add another one."
UNKNOWN = "There is no type of event “{type}”. Choose among those that there are."
DISABLED_ALREADY = "The endpoint is disabled already."
ENABLED_ALREADY = "The endpoint is enabled already."
ENABLE_FIRST = "The endpoint is disabled, so nothing is sent to it. Enable it first."
ROTATED_LATELY = (
    "The secret was rotated less than a day ago, and the one before it still signs. Wait until "
    "{until}, or disable the endpoint if a secret is known to others."
)
BY_HAND = "It was disabled by {by}."


class Added(NamedTuple):
    """An endpoint, and the secret that its receiver is told this once."""

    endpoint: Endpoint
    secret: str


@transaction.atomic
def add_endpoint(
    *,
    owner: User,
    url: str,
    description: str = "",
    types: Collection[str],
    by: User,
    at: datetime,
) -> Added:
    """Have another system told of the chosen types of event, with the rights of `owner`.

    Raises RuleBroken for an address that the portal sends nothing to.
    """
    if not can_add_endpoint(by, owner):
        raise PermissionDenied
    said = _told(url=url, description=description, types=types)
    owner = User.objects.select_for_update(no_key=True).get(pk=owner.pk)
    if owner.endpoints.kept().count() >= MOST_OF_AN_OWNER:
        raise RuleBroken(TOO_MANY.format(owner=owner))
    endpoint = Endpoint(owner=owner, made_by=by, made_at=at, **said)
    refuse_invalid(endpoint)
    endpoint.save()
    secret = _new_secret(endpoint, at=at)
    told = {"owner": str(owner), "url": endpoint.url, "types": audit.in_lines(endpoint.types)}
    audit.record("webhook.added", endpoint, by=by, at=at, **told)
    return Added(endpoint, secret)


@transaction.atomic
def revise_endpoint(
    endpoint: Endpoint, *, seen_version: int, by: User, at: datetime, **said: Any
) -> None:
    """Send to another address, or tell of other types of event, from the next delivery on: `said`
    are these fields of the endpoint, and what is left out stays.
    """
    if not can_keep_endpoint(by, endpoint):
        raise PermissionDenied
    changes = _told(**{name: getattr(endpoint, name) for name in SAID} | said)
    held = _hold(endpoint, by)
    changed = differences(held, changes)
    refuse_invalid(as_revised(held, changes))
    update_as_seen(endpoint, seen_version=seen_version, **changes)
    if "url" in changed:
        webhooks.hasten(held, at=at)
    audit.record("webhook.revised", endpoint, by=by, at=at, **changed)


@transaction.atomic
def rotate_secret(endpoint: Endpoint, *, seen_version: int, by: User, at: datetime) -> str:
    """A new secret, told this once; the one before it signs beside it for another day.

    Raises RuleBroken while two of them sign already.
    """
    held = _hold(endpoint, by)
    before = held.secrets.in_force(at)
    if ending := before.filter(ends_at__isnull=False).first():
        raise RuleBroken(ROTATED_LATELY.format(until=moment(ending.ends_at)))
    update_as_seen(endpoint, seen_version=seen_version)
    before.update(ends_at=at + OVERLAP)
    secret = _new_secret(held, at=at)
    audit.record("webhook.secret_rotated", endpoint, by=by, at=at)
    return secret


@transaction.atomic
def send_test(endpoint: Endpoint, *, by: User, at: datetime) -> None:
    """Have the endpoint told of itself, to see whether it is reached."""
    if not _hold(endpoint, by).is_in_use:
        raise RuleBroken(ENABLE_FIRST)
    webhooks.tell_test(endpoint, route=ROUTE, at=at)
    audit.record("webhook.tested", endpoint, by=by, at=at)


@transaction.atomic
def disable_endpoint(endpoint: Endpoint, *, by: User, at: datetime) -> None:
    """Tell the endpoint nothing until it is enabled; what waits for it is not sent."""
    if not _hold(endpoint, by).is_in_use:
        raise RuleBroken(DISABLED_ALREADY)
    _change(endpoint, disabled_at=at, disabled_reason=BY_HAND.format(by=by))
    audit.record("webhook.disabled", endpoint, by=by, at=at)


@transaction.atomic
def enable_endpoint(endpoint: Endpoint, *, seen_version: int, by: User, at: datetime) -> None:
    """Tell the endpoint again of what happens from now on; what it missed can be sent again."""
    if _hold(endpoint, by).is_in_use:
        raise RuleBroken(ENABLED_ALREADY)
    update_as_seen(
        endpoint,
        seen_version=seen_version,
        disabled_at=None,
        disabled_reason="",
        failing_since=None,
    )
    audit.record("webhook.enabled", endpoint, by=by, at=at)


@transaction.atomic
def close_endpoint(endpoint: Endpoint, *, by: User, at: datetime) -> None:
    """End the endpoint for good, and its secrets; it is kept for the record."""
    held = _hold(endpoint, by)
    _change(endpoint, closed_at=at)
    held.secrets.all().delete()
    audit.record("webhook.closed", endpoint, by=by, at=at)


@transaction.atomic
def deliver_again(delivery: Delivery, *, by: User, at: datetime) -> None:
    """Send once more what was delivered, failed or was cancelled; its event keeps its id."""
    endpoint = _hold(delivery.endpoint, by)
    webhooks.make_again(delivery, at=at)
    event = delivery.event
    audit.record("webhook.sent_again", endpoint, by=by, at=at, event=event.id_told, type=event.type)


def _hold(endpoint: Endpoint, by: User) -> Endpoint:
    """The stored endpoint, held, for who keeps it. Raises RuleBroken where it is closed."""
    if not can_keep_endpoint(by, endpoint):
        raise PermissionDenied
    held = Endpoint.objects.select_for_update(no_key=True).get(pk=endpoint.pk)
    if held.closed_at:
        raise RuleBroken(CLOSED)
    return held


def _change(endpoint: Endpoint, **changes: object) -> None:
    """Write what the caller, who holds the endpoint, has decided."""
    endpoint.refresh_from_db(fields=["version"])
    update_as_seen(endpoint, seen_version=endpoint.version, **changes)


def _told(*, url: str, description: str, types: Collection[str]) -> dict[str, Any]:
    """What an endpoint holds of what was said. Raises RuleBroken for what can't be.

    Looks the address up, so nothing is held yet for which others wait.
    """
    known = {each.name for each in event_types.known()}
    for each in types:
        if each not in known:
            raise RuleBroken(UNKNOWN.format(type=each))
    try:
        reaching.find(url)
    except reaching.Unreachable as refusal:
        raise RuleBroken(str(refusal)) from refusal
    return {"url": url, "description": description.strip(), "types": sorted(set(types))}


def _new_secret(endpoint: Endpoint, *, at: datetime) -> str:
    secret = secrets.new()
    EndpointSecret.objects.create(endpoint=endpoint, sealed=secrets.seal(secret), made_at=at)
    return secret
