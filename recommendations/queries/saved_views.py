"""Views of the register that people keep: whom they are shared with, and how much is in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from forces.models import Body, LocalPolicingBody, standing
from forces.rights import Right, holds
from inspection_portal.core.models import User
from recommendations import permissions
from recommendations.models import (
    DUE_SOON,
    RegisterEntryQuerySet,
    SavedView,
    ViewSubscription,
)


@dataclass(frozen=True)
class Circle:
    """People with whom somebody may share a view, and what a view holds that is shared so."""

    label: str
    held: Mapping[str, object]


NOBODY_ELSE = Circle("Nobody", {"body": None, "policing_body": None, "is_for_inspectorate": False})


def circles_of(user: User) -> dict[str, Circle]:
    """The people that the person is one of today, as `SavedView.shared_with` names them."""
    who, nobody = standing(user), NOBODY_ELSE.held
    found = {"": NOBODY_ELSE}
    if holds(user, Right.REGISTER_READ_ALL):
        everybody = {**nobody, "is_for_inspectorate": True}
        found[SavedView.INSPECTORATE] = Circle("Everybody in the inspectorate", everybody)
    for body in Body.objects.filter(pk__in=who.bodies):
        found[str(body.uuid)] = Circle(f"Everybody at {body}", {**nobody, "body": body})
    for office in LocalPolicingBody.objects.filter(pk__in=who.policing_bodies):
        of_the_office = {**nobody, "policing_body": office}
        found[str(office.uuid)] = Circle(f"Everybody at {office}", of_the_office)
    return found


def rhythms_of(user: User) -> dict[int, ViewSubscription]:
    """What the person is told of, by the keys of the views."""
    return {each.view_id: each for each in ViewSubscription.objects.filter(user=user)}


@dataclass(frozen=True)
class ViewFigures:
    """How much is in a view for one person on a day.

    `due_soon` are due on that day or in the 30 days after it. `left_out` are the labels of the
    filters that the view names and that are none for the person.
    """

    total: int
    open: int
    overdue: int
    due_soon: int
    left_out: tuple[str, ...]


def view_figures(entries: RegisterEntryQuerySet, left_out: Iterable[str], on: date) -> ViewFigures:
    """The figures of these entries, in one query."""
    is_open = Q(closed_on=None)
    counted: dict[str, Any] = entries.aggregate(
        total=Count("pk"),
        open=Count("pk", filter=is_open),
        overdue=Count("pk", filter=is_open & Q(due_on__lt=on)),
        due_soon=Count("pk", filter=is_open & Q(due_on__range=(on, on + DUE_SOON))),
    )
    return ViewFigures(**counted, left_out=tuple(left_out))


def reach_of(user: User) -> list[str]:
    """What decides which entries the person sees: another one means other entries."""
    if holds(user, Right.REGISTER_READ_ALL):
        return ["all"]
    if not permissions.can_read_register(user):
        return []
    who = standing(user)
    bodies = (f"body {key}" for key in sorted(who.answered_for))
    return [*bodies, *(f"office {key}" for key in sorted(who.policing_bodies))]
