"""What a reminder says: how much is late or due for which body, each by its reference or the title
of the report that is to be answered, its kind and its date; never what a report says.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse

from inspection_portal.core.templatetags.govuk import day, days_from
from recommendations.models import Milestone, Reminder

REMINDER = "register.reminder"


def words(reminders: Sequence[Reminder], on: date) -> tuple[str, str]:
    """Subject and text of the message that tells a person of these on that day.

    Where there are several of one deadline the last tells most; the caller gives no other.
    """
    bodies: dict[str, list[Reminder]] = {}
    for each in sorted(reminders, key=lambda each: (each.due_on, each.pk)):
        bodies.setdefault(each.addressee, []).append(each)
    parts = [_of_body(name, bodies[name], on) for name in sorted(bodies)]
    choose = f"{settings.PORTAL_URL}{reverse('recommendations:reminder_preferences')}"
    parts.append(f"Choose which of these reminders you get, and how:\n{choose}")
    return _counted(reminders, on, "Deadlines: "), "\n\n".join(parts)


def _of_body(name: str, reminders: Sequence[Reminder], on: date) -> str:
    heading = f"{_counted(reminders, on, f'{name}: ')}."
    return "\n\n".join([heading, *(_line(each, on) for each in reminders)])


def _counted(reminders: Iterable[Reminder], on: date, start: str) -> str:
    late = sum(each.due_on < on for each in reminders)
    to_come = sum(each.due_on >= on for each in reminders)
    counts = ((late, "late"), (to_come, "to come"))
    return start + ", ".join(f"{number} {what}" for number, what in counts if number)


def _line(reminder: Reminder, on: date) -> str:
    due_on, milestone = reminder.due_on, reminder.milestone
    is_target = milestone is not None and milestone.kind == Milestone.Kind.TARGET
    kind = f"{reminder.kind}, your own target" if is_target else reminder.kind
    verb = "was due" if due_on < on else "is due"
    link = f"{settings.PORTAL_URL}{reminder.of.get_absolute_url()}"
    return f"{reminder.reference} ({kind}): {verb} {day(due_on)}, {days_from(due_on, on)}\n{link}"
