"""What the portal's records count of a body on a day, each with the filter in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Exists, OuterRef

from disruptions.models import Officer, Plan, PreventionOrder, Threat, ThreatResponsibility
from disruptions.models.officer import OfficerQuerySet
from disruptions.models.threat import ThreatQuerySet
from disruptions.queries.orders import order_figures
from forces.models import Body
from inspection_portal.core.models import User


class Countable(StrEnum):
    """What can be counted."""

    GROUPS = "groups"
    GROUPS_WITH_PLAN = "groups_with_plan"
    ORDERS = "orders"
    ORDERS_RELEASED = "orders_released"
    ORDERS_ACTIVE = "orders_active"
    LROS_TRAINED = "lros_trained"


# What is counted and what is left out, for who reads the number years later (domain §5, §7).
GROUPS = (
    "Organised crime groups on the body’s master list with the SOC flag, neither closed nor in a "
    "phase that ends the work, without tier 5."
)
FILTERS: Mapping[Countable, str] = {
    Countable.GROUPS: GROUPS,
    Countable.GROUPS_WITH_PLAN: f"{GROUPS} Of these, those with a 4P plan in draft or in force.",
    Countable.ORDERS: (
        "Orders that have neither expired nor been discharged by that day, in force or not yet."
    ),
    Countable.ORDERS_RELEASED: "Orders in force on that day, of people released by then.",
    Countable.ORDERS_ACTIVE: (
        "Orders in force on that day, of people released by then, that are marked as actively "
        "managed."
    ),
    Countable.LROS_TRAINED: (
        "Officers of the body who had not left, led the response to a managed threat on that day "
        "and were trained for it by then. Each is counted once."
    ),
}


@dataclass(frozen=True)
class RecordCount:
    """How many there are, and by which filter."""

    value: int
    filter: str


def count_records(body: Body, user: User, *, on: date) -> Mapping[Countable, RecordCount]:
    """Everything that can be counted of a body today, of what the person sees, in five queries.

    The rows tell how things stand now, so `on` is today: of the past nobody knows which orders
    were actively managed, or in which phase a threat was.
    """
    groups = _groups(body, user)
    orders = PreventionOrder.objects.visible_to(user).filter(body=body)
    figures = order_figures(orders, on)
    plans = Plan.objects.visible_to(user).open().filter(threat=OuterRef("pk"))
    values = {
        Countable.GROUPS: groups.count(),
        Countable.GROUPS_WITH_PLAN: groups.filter(Exists(plans)).count(),
        Countable.ORDERS: orders.standing(on).count(),
        Countable.ORDERS_RELEASED: figures.released,
        Countable.ORDERS_ACTIVE: figures.released_active,
        Countable.LROS_TRAINED: _trained(body, user, on).count(),
    }
    return {what: RecordCount(value, FILTERS[what]) for what, value in values.items()}


def _groups(body: Body, user: User) -> ThreatQuerySet:
    """The groups that inspections count."""
    managed = Threat.objects.visible_to(user).managed()
    return managed.filter(body=body, kind=Threat.Kind.OCG, is_soc=True).exclude(
        tier=Threat.Tier.FIVE
    )


def _trained(body: Body, user: User, on: date) -> OfficerQuerySet:
    leading = ThreatResponsibility.objects.visible_to(user).leading().current(on)
    leading = leading.filter(threat__in=Threat.objects.managed(), officer=OuterRef("pk"))
    serving = Officer.objects.visible_to(user).serving(on)
    return serving.filter(Exists(leading), body=body, trained_on__lte=on)
