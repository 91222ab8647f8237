"""Checks of serious crime prevention orders, and of local profiles (domain §7)."""

from datetime import date, timedelta

from disruptions.checks.base import Check, Found, Of, Severity, Where
from disruptions.checks.facts import OrderFacts, ProfileFacts, Rules
from inspection_portal.core.dates import months_after

# Management begins six months before release.
BEFORE_RELEASE = 6


def released_unmanaged(order: OrderFacts, rules: Rules, on: date) -> Found | None:
    if order.is_actively_managed:
        return None
    return Found("The person is released, and nobody actively manages the order.")


def databases_only(order: OrderFacts, rules: Rules, on: date) -> Found | None:
    if order.is_checked_in_databases_only:
        return Found("The person is released, and the last check was of databases alone.")
    return None


def expiring(order: OrderFacts, rules: Rules, on: date) -> Found | None:
    last = order.expires_on
    if last is None or last > on + timedelta(days=rules.expiry_days):
        return None
    return Found(f"The order expires on {last:%-d %B %Y}.")


def release_without_plan(order: OrderFacts, rules: Rules, on: date) -> Found | None:
    """A release that was expected before today counts too: its day is out of date."""
    if order.has_plan or order.released_on is None:
        return None
    if order.released_on > months_after(on, BEFORE_RELEASE):
        return None
    return Found(f"Release is expected on {order.released_on:%-d %B %Y}, and there is no plan.")


def profile_stale(profile: ProfileFacts, rules: Rules, on: date) -> Found | None:
    if profile.due_on >= on:
        return None
    return Found(f"The profile was due to be refreshed by {profile.due_on:%-d %B %Y}.")


def is_released(order: OrderFacts, on: date) -> bool:
    return order.is_in_force and order.is_released


ORDER_CHECKS: tuple[Check[OrderFacts], ...] = (
    Check(
        id="order_unmanaged",
        title="Released and not actively managed",
        reason="Twelve of a force’s people under an order were out of prison, and two were "
        "actively managed.",
        mend="Give the order to a manager who visits or meets the person.",
        of=Of.ORDER,
        where=Where.ORDER,
        severity=Severity.ERROR,
        find=released_unmanaged,
        applies=is_released,
    ),
    Check(
        id="order_databases_only",
        title="Checked in databases only",
        reason="Ten orders were looked after by a monthly look into national databases.",
        mend="Visit or meet the person, and enter that check.",
        of=Of.ORDER,
        where=Where.ORDER,
        severity=Severity.WARNING,
        find=databases_only,
        applies=is_released,
    ),
    Check(
        id="order_expiring",
        title="Order about to expire",
        reason="An order that ends unnoticed protects nobody.",
        mend="Decide whether to apply for another order.",
        of=Of.ORDER,
        where=Where.ORDER,
        severity=Severity.NOTE,
        find=expiring,
        applies=lambda order, on: order.is_in_force and order.expires_on is not None,
    ),
    Check(
        id="order_release_without_plan",
        title="Release is near and there is no plan",
        reason="Where management begins six months before release, orders are kept to.",
        mend="Link the order to a threat, and open a plan for it.",
        of=Of.ORDER,
        where=Where.ORDER,
        severity=Severity.WARNING,
        find=release_without_plan,
        applies=lambda order, on: order.is_in_custody and order.released_on is not None,
    ),
)

PROFILE_CHECKS: tuple[Check[ProfileFacts], ...] = (
    Check(
        id="profile_stale",
        title="Local profile is stale",
        reason="A force’s local profiles had not been refreshed for years.",
        mend="Refresh the profile of the area with its partners.",
        of=Of.PROFILE,
        where=Where.PROFILE,
        severity=Severity.WARNING,
        find=profile_stale,
    ),
)
