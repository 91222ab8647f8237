"""What a person looks for among serious crime prevention orders, as it stands in the address."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict

from disruptions import queries
from disruptions.models import PreventionOrder
from disruptions.models import PreventionOrderQuerySet as Orders
from forces.models import Body, Region
from inspection_portal.core.keyset import Order
from inspection_portal.core.models import User

STANDING, IN_FORCE, RELEASED, EXPIRING, ENDED, ANY = (
    *("standing", "in_force", "released"),
    *("expiring", "ended", "any"),
)
STATES = [
    (STANDING, "Not ended"),
    (IN_FORCE, "In force"),
    (RELEASED, "In force, and the person released"),
    (EXPIRING, f"Expiring within {queries.SOON} days"),
    (ENDED, "Ended"),
    (ANY, "Any"),
]
ACTIVE = [("yes", "Actively managed"), ("no", "Not actively managed")]
# An order without that day stands last.
NEVER = Value(date.max)
BY_EXPIRY = Coalesce(F("expires_on"), NEVER)
SORTS = {
    "expiry": (BY_EXPIRY,),
    "body": (F("body__name"), BY_EXPIRY),
    "reference": (F("reference"),),
    "release": (Coalesce(F("released_on"), NEVER),),
    "check": (Coalesce(F("last_checked_on"), Value(date.min)),),
}


def _choice(label: str, choices: Any = (), **extra: Any) -> django_filters.ChoiceFilter:
    wrong = {"invalid_choice": f"Choose one of the list under “{label}”"}
    return django_filters.ChoiceFilter(
        label=label, choices=choices, error_messages=wrong, **{"empty_label": "Any"} | extra
    )


class OrderFilter(django_filters.FilterSet):
    """The orders that a person sees, narrowed down; without a word about it, to those that have
    not ended. A filter that would offer the person no choice is not there.
    """

    state = _choice("State", STATES, method="in_state", empty_label=None)
    active = _choice("Management", ACTIVE, method="managed_so")
    manager = _choice("Manager", method="managed_by", empty_label="Anyone")
    custody = _choice("Custody status", PreventionOrder.Custody.choices)
    region = _choice("Region", method="in_region")
    body = _choice("Body", field_name="body__uuid")
    words = django_filters.CharFilter(label="Words or reference", method="about")
    sort = django_filters.CharFilter(widget=forms.HiddenInput, method="leave")

    def __init__(self, data: QueryDict, queryset: Orders, *, user: User, on: date) -> None:
        given = data.copy()
        given["state"] = data.get("state") or STANDING
        super().__init__(given, queryset)
        self.on = on
        self._offer("manager", queries.manager_choices(user))
        self._offer("region", queries.region_choices(user))
        self._offer("body", queries.body_choices(user))

    @property
    def rows(self) -> Orders:
        """The orders looked for; none where the address asks for something that makes no sense."""
        found: Orders = self.qs if self.is_valid() else self.queryset.none()
        return found

    @property
    def shows_several_bodies(self) -> bool:
        return "body" in self.filters

    @property
    def order(self) -> Order:
        """How the list is sorted; by expiry where the address names no way that is known."""
        sort = self.data.get("sort", "")
        by = SORTS.get(sort.removeprefix("-"))
        return Order(by, sort.startswith("-")) if by else Order(SORTS["expiry"])

    def in_state(self, orders: Orders, name: str, state: str) -> Orders:
        match state:
            case "standing":
                return orders.standing(self.on)
            case "in_force":
                return orders.in_force(self.on)
            case "released":
                return orders.in_force(self.on).released(self.on)
            case "expiring":
                return orders.expiring(self.on, queries.SOON)
            case "ended":
                return orders.ended(self.on)
        return orders

    def managed_so(self, orders: Orders, name: str, active: str) -> Orders:
        return orders.filter(is_actively_managed=active == "yes")

    def managed_by(self, orders: Orders, name: str, manager: str) -> Orders:
        if manager in (queries.SOMEBODY, queries.NOBODY):
            return orders.filter(manager__isnull=manager == queries.NOBODY)
        return orders.filter(manager__uuid=manager)

    def in_region(self, orders: Orders, name: str, region: str) -> Orders:
        bodies = Body.objects.in_region(Region.objects.get(uuid=region), self.on)
        return orders.filter(body__in=bodies)

    def about(self, orders: Orders, name: str, words: str) -> Orders:
        return orders.about(words)

    def leave(self, orders: Orders, name: str, value: str) -> Orders:
        return orders

    def _offer(self, name: str, choices: queries.Choices) -> None:
        if len(choices) > 1:
            self.filters[name].extra["choices"] = choices
        else:
            del self.filters[name]
