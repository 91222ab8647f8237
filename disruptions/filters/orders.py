"""What a person looks for among serious crime prevention orders, as it stands in the address."""

from collections.abc import Mapping
from datetime import date

import django_filters
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict

from disruptions import queries
from disruptions.filters.regions import RegionalFilter
from disruptions.models import PlanSettings, PreventionOrder
from disruptions.models import PreventionOrderQuerySet as Orders
from inspection_portal.core.listing import choice
from inspection_portal.core.models import User
from inspection_portal.core.natural import Natural

STANDING, IN_FORCE, RELEASED, EXPIRING, ENDED, ANY = (
    *("standing", "in_force", "released"),
    *("expiring", "ended", "any"),
)
STATES = [
    (STANDING, "Not ended"),
    (IN_FORCE, "In force"),
    (RELEASED, "In force, and the person released"),
    (EXPIRING, "Expiring, as its body counts"),
    (ENDED, "Ended"),
    (ANY, "Any"),
]
ACTIVE = [("yes", "Actively managed"), ("no", "Not actively managed")]
# An order without that day stands last.
NEVER = Value(date.max)
BY_EXPIRY = Coalesce(F("expires_on"), NEVER)


class OrderFilter(RegionalFilter):
    """The orders that a person sees, narrowed down; without a word about it, to those that have
    not ended.
    """

    SORTS = {
        "expiry": (BY_EXPIRY,),
        "body": (F("body__name"), BY_EXPIRY),
        "reference": (Natural("reference"),),
        "release": (Coalesce(F("released_on"), NEVER),),
        "check": (Coalesce(F("last_checked_on"), Value(date.min)),),
    }

    state = choice("State", STATES, method="in_state", empty_label=None)
    active = choice("Management", ACTIVE, method="managed_so")
    manager = choice("Manager", method="managed_by", empty_label="Anyone")
    custody = choice("Custody status", PreventionOrder.Custody.choices)
    region = choice("Region", method="in_region")
    body = choice("Body", field_name="body__uuid")
    words = django_filters.CharFilter(label="Words or reference", method="about")

    def __init__(self, data: QueryDict, queryset: Orders, *, user: User, on: date) -> None:
        given = data.copy()
        given["state"] = data.get("state") or STANDING
        super().__init__(given, queryset)
        self.on = on
        self._offer("manager", queries.manager_choices(user))
        self._offer("region", queries.region_choices(user))
        self._offer("body", queries.body_choices(user))

    @property
    def begins_as(self) -> Mapping[str, str]:
        return {"state": STANDING}

    def in_state(self, orders: Orders, name: str, state: str) -> Orders:
        match state:
            case "standing":
                return orders.standing(self.on)
            case "in_force":
                return orders.in_force(self.on)
            case "released":
                return orders.in_force(self.on).released(self.on)
            case "expiring":
                return orders.expiring(self.on, PlanSettings.objects.in_force(self.on))
            case "ended":
                return orders.ended(self.on)
        return orders

    def managed_so(self, orders: Orders, name: str, active: str) -> Orders:
        return orders.filter(is_actively_managed=active == "yes")

    def managed_by(self, orders: Orders, name: str, manager: str) -> Orders:
        if manager in (queries.SOMEBODY, queries.NOBODY):
            return orders.filter(manager__isnull=manager == queries.NOBODY)
        return orders.filter(manager__uuid=manager)

    def about(self, orders: Orders, name: str, words: str) -> Orders:
        return orders.about(words)
