"""Orders as a page shows them on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Count, F, Q

from disruptions import permissions
from disruptions.models import PreventionOrder, PreventionOrderQuerySet
from inspection_portal.core.models import User

# From how many days before its expiry an order counts as expiring.
SOON = 90


class Standing(StrEnum):
    """How an order stands on a day, in words."""

    NOT_YET = "Not in force yet"
    IN_FORCE = "In force"
    EXPIRING = "Expiring"
    EXPIRED = "Expired"
    DISCHARGED = "Discharged"


@dataclass(frozen=True)
class Line:
    """An order as a list shows it on a day. `manager` is the title of the officer who manages it,
    with the name for people of the same body.
    """

    order: PreventionOrder
    standing: Standing
    manager: str

    @property
    def is_neglected(self) -> bool:
        """Whether the person is out of custody and nobody actively manages the order in force."""
        in_force = self.standing in (Standing.IN_FORCE, Standing.EXPIRING)
        is_out = self.order.custody != PreventionOrder.Custody.IN_CUSTODY
        return in_force and is_out and not self.order.is_actively_managed


@dataclass(frozen=True)
class OrderFigures:
    """How many orders of a list stand how on a day: those in force, and what is true of them."""

    in_force: int
    released: int
    active: int
    expiring: int


def standing_of(order: PreventionOrder, on: date) -> Standing:
    if order.discharged_on and order.discharged_on <= on:
        return Standing.DISCHARGED
    if order.has_ended(on):
        return Standing.EXPIRED
    if not order.binds_on(on):
        return Standing.NOT_YET
    soon = on + timedelta(days=SOON)
    return Standing.EXPIRING if order.expires_on and order.expires_on <= soon else Standing.IN_FORCE


def order_lines(orders: Iterable[PreventionOrder], user: User, on: date) -> list[Line]:
    """Orders that were read `for_list`, as lines."""
    return [Line(each, standing_of(each, on), manager_told(each, user)) for each in orders]


def manager_told(order: PreventionOrder, user: User) -> str:
    """Who manages the order, as that person may know; empty where nobody does."""
    officer = order.manager
    if officer is None:
        return ""
    if officer.name and permissions.can_read_names(user, officer.body):
        return f"{officer.name}, {officer}"
    return str(officer)


def order_figures(orders: PreventionOrderQuerySet, on: date) -> OrderFigures:
    """The figures of those of `orders` that are in force on a day, in one query."""
    out = Q(custody=PreventionOrder.Custody.RELEASED, released_on__lte=on)
    soon = on + timedelta(days=SOON)
    counted = orders.in_force(on).aggregate(
        in_force=Count("pk"),
        released=Count("pk", filter=out),
        active=Count("pk", filter=Q(is_actively_managed=True)),
        expiring=Count("pk", filter=Q(expires_on__lte=soon)),
    )
    return OrderFigures(**counted)


def with_breaches(orders: PreventionOrderQuerySet) -> PreventionOrderQuerySet:
    """Orders with how often each was breached, as `breach_count`."""
    counted: PreventionOrderQuerySet = orders.annotate(breach_count=Count(F("breaches")))
    return counted
