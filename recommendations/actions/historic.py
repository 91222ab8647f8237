"""How entries of a report that was published elsewhere stood when it was loaded."""

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from findings.models import Inspection
from findings.permissions import can_load_historic
from inspection_portal.core import audit
from inspection_portal.core.dates import ONE_PAST_MIDNIGHT, london
from inspection_portal.core.editing import refuse_marked_text
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from recommendations import queries
from recommendations.actions.access import lock
from recommendations.actions.status import give_status
from recommendations.models import RegisterEntry

AS_LOADED = "So it stood on {day:%-d %B %Y}, as is known from elsewhere. Source: {source}"
NO_SOURCE = "Say where the statuses are known from."
NO_STATUS = "Choose the status of at least one entry."
TOO_EARLY = "The report was published on {day:%-d %B %Y}. Give a day that is not before it."
TOO_LATE = "The day has not come yet. Give the day on which the entries stood so."
NOT_OPEN_TO_THIS = (
    "“{entry}” is of another report, or has a status that was given here. "
    "Change that in the register."
)


@transaction.atomic
def tell_loaded_statuses(
    inspection: Inspection,
    *,
    statuses: Mapping[RegisterEntry, RegisterEntry.Status],
    source: str,
    on: date,
    by: User,
    at: datetime,
) -> None:
    """Say how entries of a historic report stood on a day, and where that is known from.

    One person is enough: the inspectorate gave these statuses elsewhere, and `source` is where
    anybody can see it. Raises RuleBroken, and changes nothing, for an entry that has been given a
    status here, of another report, or of one that was not loaded.
    """
    if not can_load_historic(by):
        raise PermissionDenied
    refuse_marked_text(source)
    _refuse_unfit(inspection, statuses, source, on, localdate(at))
    told = AS_LOADED.format(day=on, source=source.strip())
    since = london(on, ONE_PAST_MIDNIGHT)
    for entry, status in statuses.items():
        held = lock(entry)
        if not queries.without_status(inspection).filter(pk=held.pk).exists():
            raise RuleBroken(NOT_OPEN_TO_THIS.format(entry=entry))
        seen = held.version
        give_status(held, status, narrative=told, seen_version=seen, by=by, at=at, since=since)
    audit.record("inspection.statuses_told", inspection, by=by, at=at, source=source, on=str(on))


def _refuse_unfit(
    inspection: Inspection,
    statuses: Mapping[RegisterEntry, RegisterEntry.Status],
    source: str,
    on: date,
    today: date,
) -> None:
    if not statuses:
        raise RuleBroken(NO_STATUS)
    if not source.strip():
        raise RuleBroken(NO_SOURCE)
    if inspection.published_on and on < inspection.published_on:
        raise RuleBroken(TOO_EARLY.format(day=inspection.published_on))
    if on > today:
        raise RuleBroken(TOO_LATE)
