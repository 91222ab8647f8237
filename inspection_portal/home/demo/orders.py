"""The serious crime prevention orders of the south-east, as many in each force as the report of
August 2024 counts. References, courts and days are invented.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from disruptions.actions import add_order, record_breach, record_check
from disruptions.models import PreventionOrder
from forces.models import Body
from inspection_portal.core.models import User
from inspection_portal.home.demo.moments import moment
from inspection_portal.home.demo.people import Cast
from inspection_portal.home.demo.sign_ins import (
    HAMPSHIRE_LEAD,
    SURREY_LEAD,
    SUSSEX_LEAD,
    THAMES_VALLEY_LEAD,
    SignIn,
)

ENTERED_AT = moment(2026, 11, 2)
CHECKED_ON = date(2026, 11, 9)
COURTS = ("Crown Court at Winchester", "Crown Court at Reading", "Crown Court at Guildford")
SEVERITIES = ("medium", "high", "low")
CONDITIONS = "One telephone, declared to the police. No more than £1,000 in cash. No company."
Custody, Check = PreventionOrder.Custody, PreventionOrder.Check


@dataclass(frozen=True)
class Register:
    """How many orders a force has, of people how many of whom are released, who manages how many
    actively, and how the others are checked. Where orders bind in custody they do so once made.
    """

    lead: SignIn
    prefix: str
    orders: int
    released: int
    active: int
    unit: str
    check: str
    is_rated: bool = False
    binds_in_custody: bool = False


REGISTERS = (
    Register(HAMPSHIRE_LEAD, "HAM", 26, 12, 2, "Offender management", Check.DATABASE),
    Register(SURREY_LEAD, "SUR", 17, 9, 6, "High harm unit", Check.CONTACT),
    Register(
        *(SUSSEX_LEAD, "SUX", 14, 8, 8, "Integrated offender management", Check.VISIT),
        binds_in_custody=True,
    ),
    Register(
        *(THAMES_VALLEY_LEAD, "TVP", 22, 13, 13, "Lifetime offender manager", Check.VISIT),
        is_rated=True,
        binds_in_custody=True,
    ),
)


def tell(cast: Cast) -> None:
    """Enter the orders, unless some force has any."""
    if PreventionOrder.objects.exists():
        return
    for register in REGISTERS:
        by = cast[register.lead]
        body = Body.objects.get(slug=register.lead.body)
        for number, said in enumerate(_orders(register)):
            order = add_order(body, **said, by=by, at=ENTERED_AT)
            if number < register.released:
                _check(order, register, number, by, moment(2026, 11, 10))
    _breach(cast)


def _orders(register: Register) -> Iterator[dict[str, Any]]:
    """What is known of each order, those of people released first."""
    for number in range(register.orders):
        made_on = date(2022, 1, 17) + timedelta(days=45 * number)
        is_out, is_active = number < register.released, number < register.active
        released_on = made_on + timedelta(days=60) if is_out else None
        begun_on = made_on if register.binds_in_custody else released_on
        yield {
            "reference": f"{register.prefix}/{made_on.year}/{number + 1:02}",
            "court": COURTS[number % 3],
            "made_on": made_on,
            "in_force_on": begun_on,
            "expires_on": begun_on + timedelta(days=5 * 365) if begun_on else None,
            "custody": Custody.RELEASED if is_out else Custody.IN_CUSTODY,
            "released_on": released_on or date(2027, 1, 11) + timedelta(days=70 * number),
            "severity": SEVERITIES[number % 3] if register.is_rated else "",
            "conditions": CONDITIONS,
            "is_marsoc": number % 11 == 3,
            "unit": register.unit if is_active else "",
            "is_actively_managed": is_active,
        }


def _check(order: PreventionOrder, register: Register, number: int, by: User, at: datetime) -> None:
    kind = Check.VISIT if order.is_actively_managed else register.check
    checked_on = CHECKED_ON - timedelta(days=number % 7)
    record_check(order, kind=kind, checked_on=checked_on, seen_version=order.version, by=by, at=at)


def _breach(cast: Cast) -> None:
    order = PreventionOrder.objects.get(reference__startswith="TVP", reference__endswith="/03")
    record_breach(
        order,
        happened_on=date(2026, 9, 14),
        what="A second telephone was found on a visit. It had not been declared.",
        outcome="Four months in custody, suspended.",
        by=cast[THAMES_VALLEY_LEAD],
        at=moment(2026, 11, 12),
    )
