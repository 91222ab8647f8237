"""The first items of the lists of bases and of monitoring tests and the first schedules of
reminders, loaded from files.
"""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from forces.actions.lists import begin_list
from inspection_portal.core import audit
from inspection_portal.core.models import User
from inspection_portal.core.reference import load, read
from recommendations.models import Basis, MonitoringTest, ReminderSchedule

DATA = Path(__file__).resolve().parent.parent / "data"


@transaction.atomic
def load_reference(*, by: User, at: datetime, folder: Path = DATA) -> int:
    """Fill the lists where they are empty, and begin the schedules of reminders that are missing;
    from then on they belong to those who edit them. Returns the number of rows written.
    """
    begun = begin_list(Basis, folder / "bases.csv", by=by, at=at)
    begun += begin_list(MonitoringTest, folder / "monitoring_tests.csv", by=by, at=at)
    return begun + _begin_schedules(folder / "reminder_schedules.csv", by=by, at=at)


def _begin_schedules(path: Path, *, by: User, at: datetime) -> int:
    known = set(ReminderSchedule.objects.values_list("kind", flat=True))
    missing = [line for line in read(path) if line["kind"] not in known]
    loaded = load(ReminderSchedule, missing, identity=["kind"])
    for schedule in loaded.created:
        audit.record("reminder_schedule.loaded", schedule, by=by, at=at)
    return loaded.written
