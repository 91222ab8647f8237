"""The address of a person’s calendar: made, and revoked."""

import secrets
from datetime import datetime

from django.db import transaction

from inspection_portal.core import audit
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from recommendations.models import CalendarAddress
from recommendations.queries.calendar import digest_of

BYTES = 32


@transaction.atomic
def make_calendar_address(*, by: User, at: datetime) -> str:
    """Give the person a new address, which ends the one before; answers its secret part, which is
    told this once and never again.
    """
    held = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    _revoke(held, at=at)
    secret = secrets.token_urlsafe(BYTES)
    address = CalendarAddress.objects.create(user=held, digest=digest_of(secret), made_at=at)
    audit.record("calendar_address.made", address, by=by, at=at)
    return secret


@transaction.atomic
def revoke_calendar_address(*, by: User, at: datetime) -> None:
    """End the person's address at once: calendar programs find nothing there any more."""
    if not (address := _revoke(by, at=at)):
        raise RuleBroken("You have no calendar address, so there is nothing to end.")
    audit.record("calendar_address.revoked", address, by=by, at=at)


def _revoke(person: User, *, at: datetime) -> CalendarAddress | None:
    address = CalendarAddress.objects.filter(user=person, revoked_at=None).first()
    if address:
        CalendarAddress.objects.filter(pk=address.pk).update(revoked_at=at)
    return address
