"""What a person wants of reminders, on which days they come, and who took a proof of them."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from forces.permissions import can_edit_lists
from inspection_portal.core import audit
from inspection_portal.core.editing import as_revised, differences, refuse_invalid, update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from recommendations import queries
from recommendations.models import RegisterEntry, ReminderPreference, ReminderSchedule

FURTHEST = 3 * 365


@transaction.atomic
def choose_reminders(*, before_the_date: bool, by_mail: bool, by: User, at: datetime) -> None:
    """Say which reminders one wants oneself, and how. Those on the date and after it always come,
    and all are shown in the portal; what is chosen holds for what waits to be told as well.
    """
    before = queries.preference_of(by)
    chosen = {"before_the_date": before_the_date, "by_mail": by_mail}
    changed = differences(before, chosen)
    ReminderPreference.objects.update_or_create(user=by, defaults=chosen)
    if changed:
        audit.record("reminders.chosen", by, by=by, at=at, **changed)


@transaction.atomic
def revise_schedule(
    schedule: ReminderSchedule,
    *,
    days: list[int],
    leads_from: int | None,
    overseers_from: int | None,
    inspectors_from: int | None,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Change on which days people are reminded of deadlines of a kind, and from when on whom.

    The next sweep goes by it; what is told already stays told.
    """
    if not can_edit_lists(by):
        raise PermissionDenied
    if any(abs(day) > FURTHEST for day in days):
        raise RuleBroken(f"Choose days that are at most {FURTHEST:,} days from the date.")
    changes = {
        "days": sorted(set(days)),
        "leads_from": leads_from,
        "overseers_from": overseers_from,
        "inspectors_from": inspectors_from,
    }
    revised = as_revised(schedule, changes)
    refuse_invalid(revised)
    changed = differences(schedule, changes)
    update_as_seen(schedule, seen_version=seen_version, **changes)
    audit.record("reminder_schedule.revised", schedule, by=by, at=at, **changed)


@transaction.atomic
def record_notices_export(
    *,
    of: RegisterEntry | None = None,
    filters: Mapping[str, str] | None = None,
    by: User,
    at: datetime,
) -> None:
    """Note that a person took a file of who was told what: of an entry, or of many."""
    audit.record("notices.exported", of or by, by=by, at=at, filters=dict(filters or {}))
