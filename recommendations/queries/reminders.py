"""Reminders as people read of them: what they chose, and who was told what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q

from inspection_portal.core.models import Message, Sweep, User
from recommendations import permissions
from recommendations.messages import reminders as messages
from recommendations.models import RegisterEntry, Reminder, ReminderPreference
from recommendations.queries import reminding

# What the last sweep leaves behind, and the last that looked at the whole register.
SWEEP, WHOLE = "reminders", "reminders of everything"


def preference_of(user: User) -> ReminderPreference:
    """What the person has chosen, or what holds until they do."""
    chosen = ReminderPreference.objects.filter(user=user).first()
    return chosen or ReminderPreference(user=user)


@dataclass(frozen=True)
class Notice:
    """One line of the proof of notice. `told` is what came of it, `why` the reason where nothing
    did; `at` is when the words stood in the portal, `mailed_at` when the mail server took the mail.
    """

    reminder: Reminder
    recipient: str
    told: str
    why: str

    @property
    def at(self) -> datetime | None:
        return self.reminder.told_at

    @property
    def mailed_at(self) -> datetime | None:
        return self.reminder.message.sent_at if self.reminder.message else None

    @property
    def days(self) -> str:
        """Which of the schedule's days it is for: "7 days before", "on the day"."""
        days = self.reminder.days
        if days == 0:
            return "On the day"
        count = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
        return f"{count} {'before' if days < 0 else 'after'}"


def notice(reminder: Reminder) -> Notice:
    """How a reminder stands: once it is in a message, as that stands."""
    message = reminder.message
    if reminder.told_at is None or message is None:
        return Notice(
            reminder, reminder.recipient.name, reminder.get_state_display(), reminder.reason
        )
    state = Message.State(message.state)
    mail = {
        Message.State.SENT: "Told by mail",
        Message.State.SHOWN: "Told in the portal",
    }.get(state, f"Told in the portal, mail: {state.label.lower()}")
    return Notice(reminder, reminder.recipient.name, mail, message.reason)


def notices_of(entry: RegisterEntry, user: User) -> list[Notice] | None:
    """Who was told of the dates of an entry, newest first, without those that a later one made
    needless; None for whom it is not to read.
    """
    if not permissions.can_read_notices(user, entry):
        return None
    shown = Reminder.objects.visible_to(user).for_list().filter(entry=entry)
    return [notice(each) for each in shown.exclude(state=Reminder.State.PASSED_OVER)]


@dataclass(frozen=True)
class Jobs:
    """How reminders stand for the person who looks after the jobs.

    `missing` are deadlines with a day that has come and nobody told: 0 after a sweep of the whole
    register, and until then what has changed since.
    """

    swept_at: datetime | None
    whole_at: datetime | None
    planned: int
    attached: int
    oldest: datetime | None
    unconfirmed: int
    missing: int


def jobs(at: datetime) -> Jobs:
    figures: dict[str, Any] = Reminder.objects.waiting().aggregate(
        planned=Count("pk", filter=Q(state=Reminder.State.PLANNED)),
        attached=Count("pk", filter=Q(state=Reminder.State.ATTACHED)),
        oldest=Min("planned_at"),
    )
    swept = dict(Sweep.objects.values_list("name", "succeeded_at"))
    stuck = Message.objects.stuck().filter(kind=messages.REMINDER)
    return Jobs(
        swept_at=swept.get(SWEEP),
        whole_at=swept.get(WHOLE),
        unconfirmed=Reminder.objects.filter(message__in=stuck).count(),
        missing=reminding.missing(at=at),
        **figures,
    )
