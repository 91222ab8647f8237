"""Orders as a page shows them on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Count, F, Q

from disruptions import permissions
from disruptions.models import PlanSettings, PreventionOrder, PreventionOrderQuerySet
from disruptions.models.order import is_expiring, was_released
from disruptions.models.settings import chosen
from inspection_portal.core.models import User


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
    with the name for people of the same body. `is_neglected` says that the order is in force, the
    person released, and that nobody actively manages it.
    """

    order: PreventionOrder
    standing: Standing
    manager: str
    is_neglected: bool


@dataclass(frozen=True)
class OrderFigures:
    """How many orders of a list stand how on a day: those in force, and what is true of them."""

    in_force: int
    released: int
    active: int
    released_active: int
    expiring: int


def standing_of(order: PreventionOrder, on: date, days: int) -> Standing:
    """How it stands; it is expiring within so many days of its last."""
    if order.discharged_on and order.discharged_on <= on:
        return Standing.DISCHARGED
    if order.has_ended(on):
        return Standing.EXPIRED
    if not order.binds_on(on):
        return Standing.NOT_YET
    soon = on + timedelta(days=days)
    return Standing.EXPIRING if order.expires_on and order.expires_on <= soon else Standing.IN_FORCE


def order_lines(orders: Iterable[PreventionOrder], user: User, on: date) -> list[Line]:
    """Orders that were read `for_list`, as lines."""
    settings = PlanSettings.objects.in_force(on)
    return [
        Line(
            each,
            standing_of(each, on, chosen(settings, each.body_id).expiry_days),
            manager_told(each, user),
            each.binds_on(on) and each.is_released(on) and not each.is_actively_managed,
        )
        for each in orders
    ]


def manager_told(order: PreventionOrder, user: User) -> str:
    """Who manages the order, as that person may know; empty where nobody does."""
    officer = order.manager
    if officer is None:
        return ""
    if officer.name and permissions.can_read_names(user, officer.body):
        return f"{officer.name}, {officer}"
    return str(officer)


def order_figures(orders: PreventionOrderQuerySet, on: date) -> OrderFigures:
    """The figures of those of `orders` that are in force on a day."""
    settings = PlanSettings.objects.in_force(on)
    counted = orders.in_force(on).aggregate(
        in_force=Count("pk"),
        released=Count("pk", filter=was_released(on)),
        active=Count("pk", filter=Q(is_actively_managed=True)),
        released_active=Count("pk", filter=was_released(on) & Q(is_actively_managed=True)),
        expiring=Count("pk", filter=is_expiring(on, settings)),
    )
    return OrderFigures(**counted)


def with_breaches(orders: PreventionOrderQuerySet) -> PreventionOrderQuerySet:
    """Orders with how often each was breached, as `breach_count`."""
    counted: PreventionOrderQuerySet = orders.annotate(breach_count=Count(F("breaches")))
    return counted
