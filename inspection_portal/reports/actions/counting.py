"""Counts of several bodies: what of them stands in the report, as a chart."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from findings.actions.access import lock_for_work
from findings.models import Inspection
from forces.rights import Right
from inspection_portal.core import audit
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from inspection_portal.reports.document import Counts, Subject
from inspection_portal.reports.models import PrintedCounts
from inspection_portal.reports.permissions import can_print_counts
from inspection_portal.reports.queries import counts_for

NOTHING = "There is nothing to count of these bodies. Leave the chart out."


@transaction.atomic
def print_counts(
    inspection: Inspection, *, subject: Subject, by: User, at: datetime
) -> PrintedCounts:
    """Count it as it stands, and print it in the report in place of what was counted before.

    Raises RuleBroken where there is nothing to count.
    """
    held = _lock(inspection, by)
    counts = counts_for(held, subject, at=at)
    if not any(number for row in counts.rows for number in row.numbers):
        raise RuleBroken(NOTHING)
    row, _ = PrintedCounts.objects.update_or_create(
        inspection=held,
        subject=subject,
        defaults={**_stored(counts), "printed_by": by, "printed_at": at},
    )
    told = {"subject": subject, "as_at": str(counts.as_at)}
    audit.record("counts.printed", held, by=by, at=at, **told)
    return row


@transaction.atomic
def leave_out_counts(inspection: Inspection, *, subject: Subject, by: User, at: datetime) -> None:
    """Print it no longer. Raises RuleBroken where it is not printed."""
    held = _lock(inspection, by)
    deleted, _ = PrintedCounts.objects.filter(inspection=held, subject=subject).delete()
    if not deleted:
        raise RuleBroken("The report does not show these counts. Look at its charts again.")
    audit.record("counts.left_out", held, by=by, at=at, subject=subject)


def _lock(inspection: Inspection, by: User) -> Inspection:
    """For who gathers evidence there, and reads the records of every body."""
    if not can_print_counts(by, inspection):
        raise PermissionDenied
    return lock_for_work(inspection, by, Right.EVIDENCE_WRITE)


def _stored(counts: Counts) -> dict[str, object]:
    return {
        "as_at": counts.as_at,
        "source": counts.source,
        "counted": counts.counted,
        "content": {
            "parts": counts.parts,
            "rows": [(row.name, row.numbers) for row in counts.rows],
        },
    }
