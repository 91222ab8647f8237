"""Publishing an inspection, and re-opening it for a correction.

What a publication needs of recommendations and issues is checked above, by
`inspection_portal.reports`.
"""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from findings import permissions
from findings.actions.access import lock
from findings.models import Correction, Inspection
from inspection_portal.core import audit
from inspection_portal.core.dates import LONDON
from inspection_portal.core.editing import refuse_invalid, update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.following import tell_anew
from inspection_portal.core.models import User


@transaction.atomic
def issue(
    inspection: Inspection, *, publish_at: datetime, seen_version: int, by: User, at: datetime
) -> None:
    """Issue a report: from now on it changes only through a correction, and from `publish_at` on
    everyone may read it.

    Raises RuleBroken for a day before the fieldwork, and where it is issued already.
    """
    if not permissions.can_publish(by, inspection):
        raise PermissionDenied
    held = lock(inspection)
    _refuse_day(held, localdate(publish_at, LONDON))
    if held.is_issued:
        raise RuleBroken(f"“{held}” is issued already.")
    update_as_seen(
        inspection,
        seen_version=seen_version,
        stage=Inspection.Stage.ISSUED,
        publish_at=publish_at,
        issued_by=by,
    )
    moment = publish_at.isoformat()
    audit.record("inspection.issued", inspection, by=by, at=at, publish_at=moment)


@transaction.atomic
def open_correction(inspection: Inspection, *, reason: str, by: User, at: datetime) -> Correction:
    """Re-open a published inspection; its text can be changed until the correction is closed."""
    if not permissions.can_work_on(by, inspection):
        raise PermissionDenied
    held = lock(inspection)
    if not held.is_published_at(at) or held.withdrawn_at:
        raise RuleBroken(f"“{held}” is not published, so there is nothing to correct.")
    if permissions.is_open_to_change(held):
        raise RuleBroken("A correction of this report is already open.")
    correction = Correction(inspection=held, reason=reason, opened_by=by, opened_at=at)
    refuse_invalid(correction)
    correction.save()
    tell_anew(Inspection.objects.filter(pk=held.pk))
    audit.record("correction.opened", held, by=by, at=at, reason=reason)
    return correction


@transaction.atomic
def close_correction(correction: Correction, *, by: User, at: datetime) -> None:
    """Close a correction, when the issue that supersedes the published one is made."""
    held = lock(correction.inspection)
    if not permissions.can_publish(by, held):
        raise PermissionDenied
    still_open = Correction.objects.open().filter(pk=correction.pk)
    if not still_open.exists():
        raise RuleBroken("The correction is already closed.")
    # Before it is closed: what is published is frozen again then.
    tell_anew(Inspection.objects.filter(pk=held.pk))
    still_open.update(closed_by=by, closed_at=at)
    correction.refresh_from_db()
    audit.record("correction.closed", held, by=by, at=at)


def _refuse_day(inspection: Inspection, on: date) -> None:
    phase = inspection.phases.filter(starts_on__gt=on).first()
    if phase is not None:
        raise RuleBroken(
            f"The publication date is before the fieldwork “{phase.name}” starts. "
            "Choose a later day, or correct the dates of the fieldwork."
        )
