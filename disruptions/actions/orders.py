"""The register of serious crime prevention orders: entered, released, checked, managed, ended
(domain §7).
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from disruptions.actions.kept import refuse_days_to_come, refuse_others, write
from disruptions.models import Officer, OrderBreach, PreventionOrder
from forces.models import Body
from inspection_portal.core import audit
from inspection_portal.core.editing import (
    as_revised,
    differences,
    refuse_invalid,
    refuse_marked_text,
    update_as_seen,
)
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User

ENDED = "“{order}” was discharged on {on:%-d %B %Y}, so it is not managed any more."
NOT_IN_CUSTODY = "The person is not in custody. Correct the custody status if that is wrong."
CHECKED_LATER = "A check on {on:%-d %B %Y} is recorded already. Enter the latest check."
CHECKED_BEFORE = "The order was checked before it was made. Correct one of the two days."
LEFT = "{officer} has left. Choose somebody who serves."


@transaction.atomic
def add_order(body: Body, *, by: User, at: datetime, **said: object) -> PreventionOrder:
    """Enter an order that a body manages; `said` are its fields. The body need not have applied
    for it.
    """
    refuse_others(by, body)
    order = PreventionOrder(body=body, **said)
    _refuse_unfit(order, today=localdate(at))
    order.save()
    told = {"reference": order.reference, "made_on": str(order.made_on)}
    audit.record("order.added", order, by=by, at=at, **told)
    return order


@transaction.atomic
def revise_order(
    order: PreventionOrder, *, seen_version: int, by: User, at: datetime, **changes: object
) -> None:
    """Put right what is recorded of an order; `changes` are its fields."""
    held = _lock(order, by)
    _refuse_unfit(as_revised(held, changes), today=localdate(at))
    write(order, held, "order.revised", changes, seen_version=seen_version, by=by, at=at)


@transaction.atomic
def record_release(
    order: PreventionOrder, *, released_on: date, seen_version: int, by: User, at: datetime
) -> None:
    """Record that the person left custody. An order without a day from which it binds does so from
    that day.
    """
    held = _lock_to_manage(order, by)
    if held.custody != PreventionOrder.Custody.IN_CUSTODY:
        raise RuleBroken(NOT_IN_CUSTODY)
    changes = {
        "custody": PreventionOrder.Custody.RELEASED,
        "released_on": released_on,
        "in_force_on": held.in_force_on or released_on,
    }
    _refuse_unfit(as_revised(held, changes), today=localdate(at))
    write(order, held, "order.released", changes, seen_version=seen_version, by=by, at=at)


@transaction.atomic
def record_check(
    order: PreventionOrder,
    *,
    kind: str,
    checked_on: date,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Record the latest check that the order is kept; `kind` is a `PreventionOrder.Check`."""
    held = _lock_to_manage(order, by)
    refuse_days_to_come(checked_on, today=localdate(at))
    if held.last_checked_on and checked_on < held.last_checked_on:
        raise RuleBroken(CHECKED_LATER.format(on=held.last_checked_on))
    changes = {"last_check": kind, "last_checked_on": checked_on}
    _refuse_unfit(as_revised(held, changes), today=localdate(at))
    write(order, held, "order.checked", changes, seen_version=seen_version, by=by, at=at)


@transaction.atomic
def manage_order(
    order: PreventionOrder,
    *,
    manager: Officer | None,
    unit: str,
    is_actively_managed: bool,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Say which officer of the body and which unit manage the order, and whether actively."""
    held = _lock_to_manage(order, by)
    if manager and manager != held.manager and manager.has_left(localdate(at)):
        raise RuleBroken(LEFT.format(officer=manager))
    changes = {"manager": manager, "unit": unit, "is_actively_managed": is_actively_managed}
    _refuse_unfit(as_revised(held, changes), today=localdate(at))
    write(order, held, "order.managed", changes, seen_version=seen_version, by=by, at=at)


@transaction.atomic
def discharge_order(
    order: PreventionOrder, *, discharged_on: date, seen_version: int, by: User, at: datetime
) -> None:
    """Record that a court ended the order before its expiry."""
    held = _lock_to_manage(order, by)
    changes = {"discharged_on": discharged_on, "is_actively_managed": False}
    _refuse_unfit(as_revised(held, changes), today=localdate(at))
    write(order, held, "order.discharged", changes, seen_version=seen_version, by=by, at=at)


@transaction.atomic
def record_breach(
    order: PreventionOrder,
    *,
    happened_on: date,
    what: str,
    outcome: str = "",
    by: User,
    at: datetime,
) -> OrderBreach:
    """Record that an order was breached while it was in force; ended orders included."""
    held = _lock(order, by)
    refuse_days_to_come(happened_on, today=localdate(at))
    if not held.binds_on(happened_on):
        raise RuleBroken("The order was not in force on that day. Check the day of the breach.")
    refuse_marked_text(what, outcome)
    breach = OrderBreach(order=held, happened_on=happened_on, what=what, outcome=outcome)
    refuse_invalid(breach)
    breach.save()
    told = {"happened_on": str(happened_on), "what": what}
    audit.record("order_breach.recorded", held, by=by, at=at, **told)
    return breach


@transaction.atomic
def record_outcome(
    breach: OrderBreach, *, outcome: str, seen_version: int, by: User, at: datetime
) -> None:
    """Record what came of a breach, or correct it."""
    order = _lock(breach.order, by)
    refuse_marked_text(outcome)
    changes = {"outcome": outcome}
    told = differences(OrderBreach.objects.get(pk=breach.pk), changes)
    update_as_seen(breach, seen_version=seen_version, **changes)
    audit.record("order_breach.settled", order, by=by, at=at, **told)


def _lock(order: PreventionOrder, by: User) -> PreventionOrder:
    """The stored order, held. Raises PermissionDenied for those who don't keep it."""
    refuse_others(by, order.body)
    rows = PreventionOrder.objects.for_list().select_for_update(of=("self",), no_key=True)
    held: PreventionOrder = rows.get(pk=order.pk)
    return held


def _lock_to_manage(order: PreventionOrder, by: User) -> PreventionOrder:
    """The same. Raises RuleBroken where the order was discharged."""
    held = _lock(order, by)
    if held.discharged_on:
        raise RuleBroken(ENDED.format(order=held, on=held.discharged_on))
    return held


def _refuse_unfit(order: PreventionOrder, *, today: date) -> None:
    """Raise RuleBroken for what can't be true of an order. A release is to come while the person
    is in custody, and only then.
    """
    refuse_marked_text(order.reference, order.court, order.unit, order.conditions)
    refuse_invalid(order)
    happened = [order.made_on, order.discharged_on, order.last_checked_on]
    if order.custody != PreventionOrder.Custody.IN_CUSTODY:
        happened.append(order.released_on)
    refuse_days_to_come(*happened, today=today)
    if order.last_checked_on and order.last_checked_on < order.made_on:
        raise RuleBroken(CHECKED_BEFORE)
    if order.manager and order.manager.body_id != order.body_id:
        raise RuleBroken("An officer of the body itself manages its orders. Choose one of them.")
    if order.threat and order.threat.body_id != order.body_id:
        raise RuleBroken("The threat is another body’s. Choose one that the body itself owns.")
