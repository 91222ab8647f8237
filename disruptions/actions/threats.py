"""The SOC master list: threats are added, revised, closed and opened again (domain §5)."""

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from disruptions import permissions
from disruptions.actions.kept import apart
from disruptions.models import CrimeType, Threat, ThreatPhase
from forces.models import Body
from inspection_portal.core import audit
from inspection_portal.core.editing import (
    as_revised,
    differences,
    refuse_invalid,
    replaced,
    update_as_seen,
)
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User

CHOSEN = ("supporting_bodies", "crime_types")
NOT_BEGUN = "The operation has not begun on that day. Leave its start empty until it has."


class Told(TypedDict, total=False):
    """What the master list says of a threat; what is left out stays as it was."""

    kind: str
    reference: str
    phase: ThreatPhase | None
    tier: int | None
    is_soc: bool
    operation_started_on: date | None
    supporting_bodies: Iterable[Body]
    crime_types: Iterable[CrimeType]


@transaction.atomic
def add_threat(*, body: Body, by: User, at: datetime, **told: Unpack[Told]) -> Threat:
    """Put a threat on the master list of the body that owns it."""
    if not permissions.can_keep(by, body):
        raise PermissionDenied
    said, chosen = apart(told, CHOSEN)
    threat = Threat(body=body, **said)
    _refuse_unfit(threat, None, chosen, at)
    threat.save()
    for name, rows in chosen.items():
        getattr(threat, name).set(rows)
    audit.record("threat.added", threat, by=by, at=at, kind=threat.get_kind_display())
    return threat


@transaction.atomic
def revise_threat(
    threat: Threat, *, seen_version: int, by: User, at: datetime, **told: Unpack[Told]
) -> None:
    """Change what the master list says of a threat.

    Raises RuleBroken where a body would lose its part while an officer of it is responsible.
    """
    held = lock(threat, by)
    said, chosen = apart(told, CHOSEN)
    revised = as_revised(held, said)
    _refuse_unfit(revised, held, chosen, at)
    _refuse_leaving_officers(held, chosen, at)
    changed = differences(held, said)
    for name, rows in chosen.items():
        changed |= replaced(name, getattr(held, name).all(), rows)
    update_as_seen(threat, seen_version=seen_version, **said)
    for name, rows in chosen.items():
        getattr(threat, name).set(rows)
    audit.record("threat.revised", threat, by=by, at=at, **changed)


@transaction.atomic
def close_threat(
    threat: Threat, *, closed_on: date, seen_version: int, by: User, at: datetime
) -> None:
    """Say since which day a threat is not managed any more."""
    held = lock(threat, by)
    if held.closed_on:
        raise RuleBroken(f"“{held}” is closed already. Open it again first.")
    if closed_on > localdate(at):
        raise RuleBroken("The day of closing has not come yet. Choose today or an earlier day.")
    closed = copy(held)
    closed.closed_on = closed_on
    refuse_invalid(closed)
    update_as_seen(threat, seen_version=seen_version, closed_on=closed_on)
    audit.record("threat.closed", threat, by=by, at=at, closed_on=closed_on.isoformat())


@transaction.atomic
def reopen_threat(threat: Threat, *, seen_version: int, by: User, at: datetime) -> None:
    """Manage a threat again that was closed."""
    held = lock(threat, by)
    if not held.closed_on:
        raise RuleBroken(f"“{held}” is open, so there is nothing to open again.")
    update_as_seen(threat, seen_version=seen_version, closed_on=None)
    audit.record("threat.reopened", threat, by=by, at=at, was_closed_on=held.closed_on.isoformat())


def lock(threat: Threat, by: User) -> Threat:
    """The threat as it is stored, held until the transaction ends, for who keeps it."""
    held = Threat.objects.select_for_update(of=("self",), no_key=True).select_related(
        "body", "phase"
    )
    found = held.get(pk=threat.pk)
    if not permissions.can_keep(by, found.body):
        raise PermissionDenied
    return found


def _refuse_unfit(
    threat: Threat, held: Threat | None, chosen: Mapping[str, list[Any]], at: datetime
) -> None:
    refuse_invalid(threat)
    if threat.body in chosen.get("supporting_bodies", ()):
        raise RuleBroken(f"{threat.body} owns the threat. Choose only others that support it.")
    today = localdate(at)
    if threat.operation_started_on and threat.operation_started_on > today:
        raise RuleBroken(NOT_BEGUN)
    kept: set[Any] = {held.phase, *held.crime_types.all()} if held else set()
    for item in (threat.phase, *chosen.get("crime_types", ())):
        if item is None or item in kept:
            continue
        if not type(item).objects.in_force(today).filter(pk=item.pk).exists():
            raise RuleBroken(f"“{item}” can’t be chosen any more. Choose another one.")


def _refuse_leaving_officers(held: Threat, chosen: Mapping[str, list[Any]], at: datetime) -> None:
    if "supporting_bodies" not in chosen:
        return
    staying = {held.body_id, *(body.pk for body in chosen["supporting_bodies"])}
    gone = held.responsibilities.lasting(localdate(at)).exclude(officer__body__in=staying)
    if (first := gone.for_list().first()) is not None:
        raise RuleBroken(
            f"An officer of {first.officer.body} is responsible for the threat. End that first."
        )
