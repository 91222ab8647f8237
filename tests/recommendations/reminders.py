"""What the tests of reminders have in common: a short schedule, and days that go by."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

import time_machine

from inspection_portal.core.dates import london
from inspection_portal.core.models import User, system_user
from inspection_portal.core.sending import send_due
from recommendations.actions import sweep
from recommendations.actions.reminding import Swept
from recommendations.models import Milestone, RegisterEntry, Reminder, ReminderSchedule

DAYS = [-30, -7, -1, 0, 7, 14, 28]


def make_schedule(**changes: object) -> None:
    """The same days for every kind: leads at once, lead inspectors from 14 and the local policing
    body from 28 days late.
    """
    for kind in Milestone.Kind:
        upwards = {} if kind == "target" else {"overseers_from": 28, "inspectors_from": 14}
        schedule = {"days": DAYS, "leads_from": -30, **upwards, **changes}
        ReminderSchedule.objects.create(kind=kind, **schedule)


def noon(day: date) -> datetime:
    return london(day, time(12))


def sweep_on(day: date) -> Swept:
    return sweep(by=system_user(), at=noon(day))


@contextmanager
def on(day: date, clock: time = time(12)) -> Iterator[datetime]:
    """The portal's clock stands at that time in London."""
    at = london(day, clock)
    with time_machine.travel(at, tick=False):
        yield at


def remind_on(day: date) -> int:
    """A sweep at noon, and what is due sent right after it: how many messages went out."""
    with on(day):
        sweep_on(day)
        return send_due()


def ledger(entry: RegisterEntry, person: User | None = None) -> dict[int, str]:
    """The state of each reminder of an entry, by its days from the date."""
    found = Reminder.objects.filter(entry=entry)
    if person:
        found = found.filter(recipient=person)
    return dict(found.order_by("days", "pk").values_list("days", "state"))


def days_before(day: date, days: int) -> date:
    return day - timedelta(days=days)
