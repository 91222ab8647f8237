"""Waiving the checks of a threat, a plan or an order; what a body is checked by; and the counts of
each day (domain §4, ADR 0026).
"""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from disruptions import events, permissions, queries
from disruptions.checks import CHECKS, Of, Severity
from disruptions.models import (
    CheckCount,
    CheckWaiver,
    Plan,
    PlanError,
    PlanSettings,
    PreventionOrder,
    Threat,
)
from forces.models import Body
from inspection_portal.core import audit
from inspection_portal.core.dates import months_after
from inspection_portal.core.editing import differences, refuse_invalid
from inspection_portal.core.errors import Changed, RuleBroken
from inspection_portal.core.models import User

CHOOSE = "Choose a check that fails."
NO_REASON = "Say why the check need not hold."
NO_END = "Give the last day of the waiver. A waiver without an end is refused."
IN_THE_PAST = "The last day of the waiver has passed. Give today or a later day."
TOO_LONG = "A waiver holds for a year at most. Give an earlier last day, and waive again then."
MOST_MONTHS = 12
WITHDRAWN = "The waiver was withdrawn already. Nothing is left to do."
NOT_BEFORE = "Settings hold from today or a later day: what was found before stays true."
Checked = Threat | Plan | PreventionOrder


@transaction.atomic
def waive_check(
    thing: Checked, *, check: str, reason: str, until: date | None, by: User, at: datetime
) -> CheckWaiver:
    """Have a check not hold for a threat, a plan or an order, with the reason, until a last day."""
    if not permissions.can_oversee(by, queries.body_of(thing)):
        raise PermissionDenied
    type(thing)._default_manager.select_for_update(no_key=True, of=("self",)).get(pk=thing.pk)
    if not reason.strip():
        raise RuleBroken(NO_REASON)
    last = _last_day(until, localdate(at))
    _refuse_unfailed(thing, check, localdate(at))
    about: dict[str, Any] = {str(_kind_of(thing)): thing, "check_id": check}
    waiver = CheckWaiver(**about, reason=reason, until=last, given_by=by, given_at=at)
    refuse_invalid(waiver)
    waiver.save()
    told = {"check": CHECKS[check].title, "reason": reason, "until": str(last)}
    audit.record("check.waived", thing, by=by, at=at, **told)
    return waiver


@transaction.atomic
def withdraw_waiver(waiver: CheckWaiver, *, by: User, at: datetime) -> None:
    """Have the check hold again. The waiver stays as the record of it."""
    thing = waiver.of
    if not permissions.can_oversee(by, queries.body_of(thing)):
        raise PermissionDenied
    open_ones = CheckWaiver.objects.filter(pk=waiver.pk, withdrawn_at=None)
    if not open_ones.update(withdrawn_by=by, withdrawn_at=at):
        raise RuleBroken(WITHDRAWN)
    waiver.refresh_from_db()
    told = {"check": CHECKS[waiver.check_id].title, "reason": waiver.reason}
    audit.record("check.waiver_withdrawn", thing, by=by, at=at, **told)


@transaction.atomic
def set_plan_settings(
    body: Body, *, valid_from: date, seen_version: int, by: User, at: datetime, **values: object
) -> PlanSettings:
    """Check a body by other numbers from that day on, today or later.

    `values` are all fields that a body sets; `seen_version` is how many settings the body had when
    they were read.
    """
    if not permissions.can_oversee(by, body):
        raise PermissionDenied
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    made = PlanSettings.objects.filter(body=body)
    if made.count() != seen_version:
        raise Changed(
            f"The settings of {body} have changed since you read them. Look at the change, then "
            "try again."
        )
    if valid_from < localdate(at):
        raise RuleBroken(NOT_BEFORE)
    before = made.in_force(valid_from).get(body.pk, PlanSettings(body=body))
    settings = PlanSettings(body=body, valid_from=valid_from, set_by=by, set_at=at, **values)
    refuse_invalid(settings)
    settings.save()
    changed = differences(before, values)
    audit.record("plan_settings.set", body, by=by, at=at, valid_from=str(valid_from), **changed)
    return settings


def count_checks(*, at: datetime) -> int:
    """Count what each check finds today: of each body once a day, and again of those whose rows
    were changed a short while ago. Says how many bodies were counted.
    """
    bodies = queries.bodies_to_count(at)
    for body in bodies:
        _count(body, at)
    return len(bodies)


@transaction.atomic
def _count(body: Body, at: datetime) -> None:
    """Put the counts of now in the place of what was counted earlier in the day."""
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    on = localdate(at)
    checked = queries.check(queries.of_bodies([body.pk]), on=on)
    CheckCount.objects.filter(body=body, on=on).delete()
    CheckCount.objects.bulk_create(
        CheckCount(
            body=body,
            check_id=line.check.id,
            on=on,
            counted_at=at,
            found=line.found,
            waived=line.waived,
            asked=line.asked,
        )
        for line in checked.lines(body.pk)
    )
    _keep_errors(body, checked, at)


def _keep_errors(body: Body, checked: queries.Checked, at: datetime) -> None:
    """Remember which errors the plans of the body have, and tell of the plans with new ones."""
    found = {
        (each.subject.pk, each.check.id)
        for each in checked.to_mend()
        if each.check.of == Of.PLAN and each.check.severity == Severity.ERROR
    }
    rows = PlanError.objects.filter(plan__threat__body=body)
    held = {(row.plan_id, row.check_id): row.pk for row in rows}
    PlanError.objects.filter(pk__in=[held[gone] for gone in held.keys() - found]).delete()
    new = sorted(found - held.keys())
    PlanError.objects.bulk_create(PlanError(plan_id=plan, check_id=check) for plan, check in new)
    events.errors_found(Plan.objects.filter(pk__in={plan for plan, _ in new}), at=at)


def _last_day(until: date | None, today: date) -> date:
    """That day. Raises RuleBroken where it is none, has passed, or is too far ahead."""
    if until is None:
        raise RuleBroken(NO_END)
    if until < today:
        raise RuleBroken(IN_THE_PAST)
    if until > months_after(today, MOST_MONTHS):
        raise RuleBroken(TOO_LONG)
    return until


def _refuse_unfailed(thing: Checked, check: str, on: date) -> None:
    """Raise RuleBroken for a check that does not fail for it on that day, or is waived."""
    of = _kind_of(thing)
    if check not in CHECKS or CHECKS[check].of != of:
        raise RuleBroken(f"No check of that name is asked of a {of}. Choose one that failed.")
    found = queries.check(queries.scope_of(thing), on=on).of(check)
    failed = next((each for each in found if each.subject.pk == thing.pk), None)
    if failed is None:
        raise RuleBroken(f"“{CHECKS[check].title}” does not fail for {thing}. {CHOOSE}")
    if failed.waived:
        raise RuleBroken("The check is waived already. Withdraw that waiver first.")


def _kind_of(thing: Checked) -> Of:
    if isinstance(thing, Plan):
        return Of.PLAN
    return Of.THREAT if isinstance(thing, Threat) else Of.ORDER
