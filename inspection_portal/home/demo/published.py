"""The inspection published in 2024, and what has become of its recommendations since."""

from datetime import date, timedelta
from pathlib import Path

from findings.models import Inspection
from inspection_portal.core.models import system_user
from inspection_portal.home.demo import dates, doing
from inspection_portal.home.demo.moments import moment
from inspection_portal.home.demo.people import Cast
from inspection_portal.home.demo.progress import PROGRESS, Progress, Step
from inspection_portal.home.demo.sign_ins import HMI, INSPECTOR
from inspection_portal.reports import backloading
from inspection_portal.reports.reading import read
from recommendations.actions import (
    Reasons,
    assign_owner,
    authorise,
    record_status,
    request_status,
)
from recommendations.models import Basis, RegisterEntry

SLUG = "south-east-2024"
TEXT = Path(__file__).with_name("south_east_2024.txt")
PUBLISHED_ON = date(2024, 8, 30)
DAYS_TO_AUTHORISE = timedelta(days=2)


def tell(cast: Cast) -> None:
    """Load the published report and replay the register's first two years."""
    inspection = backloading.load(
        read(TEXT.read_bytes(), published_on=PUBLISHED_ON),
        slug=SLUG,
        filename=TEXT.name,
        published_on=PUBLISHED_ON,
        by=system_user(),
        at=moment(2024, 8, 30, 9),
        demonstration=True,
    )
    for progress in PROGRESS:
        _replay(progress, _entry(inspection, progress), cast)
    doing.tell(inspection, cast)
    dates.tell(inspection, cast)


def _entry(inspection: Inspection, progress: Progress) -> RegisterEntry:
    entries = RegisterEntry.objects.of(inspection).filter(body__slug=progress.body)
    return entries.asking_for(progress.asked).get()


def _replay(progress: Progress, entry: RegisterEntry, cast: Cast) -> None:
    if progress.owner:
        assign_owner(
            entry,
            owner=cast[progress.owner],
            seen_version=entry.version,
            by=cast[progress.assigned_by or progress.owner],
            at=moment(2024, 10, 7, 14),
        )
    for step in progress.steps:
        _give(step, entry, cast)


def _give(step: Step, entry: RegisterEntry, cast: Cast) -> None:
    """One inspector moves an entry between the open statuses; a closing one a second person of
    the inspectorate authorises.
    """
    status, seen, inspector = step.status, entry.version, cast[INSPECTOR]
    if status in RegisterEntry.OPEN:
        record_status(
            entry, status=status, reason=step.reason, seen_version=seen, by=inspector, at=step.at
        )
        return
    reasons = Reasons(step.reason, basis=Basis.objects.get(name=step.basis))
    asked_at = step.at - DAYS_TO_AUTHORISE
    request = request_status(
        entry, status=status, reasons=reasons, seen_version=seen, by=inspector, at=asked_at
    )
    if step.is_authorised:
        authorise(request, seen_version=request.version, by=cast[HMI], at=step.at)
