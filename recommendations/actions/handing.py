"""A person's entries go to a colleague, all at once: they leave, or do other work from now on."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Case, F, Value, When

from inspection_portal.core import audit
from inspection_portal.core.errors import Changed, RuleBroken
from inspection_portal.core.models import User
from recommendations import messages, permissions, queries
from recommendations.models import RegisterEntry

Position = RegisterEntry.Position

OTHERS = "What {owner} is responsible for has changed since you read it. Read it again first."


@transaction.atomic
def hand_over(
    *,
    owner: User,
    successor: User,
    seen: Mapping[RegisterEntry, int] | None = None,
    by: User,
    at: datetime,
) -> int:
    """Make `successor` responsible for every open entry that `owner` has in the bodies that `by`
    leads; returns how many.

    Raises Changed where these are not the entries, in the versions, that were `seen`, if that is
    said; RuleBroken where there is none, or the successor does not act for one of these bodies.
    """
    if not permissions.can_hand_over(by):
        raise PermissionDenied
    if owner == successor:
        raise RuleBroken(f"{owner} has these entries already. Choose somebody else.")
    found = RegisterEntry.objects.published(at).open().led_by(by).filter(owner=owner)
    held = list(found.select_for_update(no_key=True, of=("self",)).order_by("pk").for_list())
    if not held:
        raise RuleBroken(f"{owner} is responsible for nothing that is open.")
    if seen not in (None, {entry: entry.version for entry in held}):
        raise Changed(OTHERS.format(owner=owner))
    _refuse_stranger(successor, held)
    allocated = Case(
        When(position=Position.AWAITING_ALLOCATION, then=Value(Position.IN_PROGRESS)),
        default=F("position"),
    )
    rows = RegisterEntry.objects.filter(pk__in=[entry.pk for entry in held])
    rows.update(owner=successor, position=allocated, version=F("version") + 1)
    told = {"to": str(successor), "entries": audit.in_lines(entry.reference for entry in held)}
    audit.record("entries.handed_over", owner, by=by, at=at, **told)
    messages.tell_owner(held, owner=successor, by=by, at=at)
    return len(held)


def _refuse_stranger(successor: User, held: Sequence[RegisterEntry]) -> None:
    for addressee, entry in {entry.addressee: entry for entry in held}.items():
        if not queries.people_of(entry).filter(pk=successor.pk).exists():
            raise RuleBroken(f"{successor} does not act for {addressee}. Choose somebody who does.")
