"""Reminders: sweeps plan what has come, and each person is told in one message a day.

Any number of sweeps at once, and any number of days without one, plan each reminder once. What is
told is looked at again in the moment when a sender takes the message.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from forces.rights import Right, holds
from inspection_portal.core import message_kinds, outbox
from inspection_portal.core.dates import LONDON, london
from inspection_portal.core.models import Message, Sweep, User
from recommendations.messages import reminders as messages
from recommendations.models import Claim, Reminder, ReminderPreference
from recommendations.queries import reminders as queries
from recommendations.queries import reminding

# When the day's message goes out; what comes to be told after it waits for the next day's.
MORNING = time(7)
# A sweep each night is one of the whole register: what is sent in the morning is complete.
WHOLE_EVERY = timedelta(hours=20)
ONE_AT_A_TIME = 5_511_004
LEFT = "What it tells goes into another message."

State = Reminder.State

PLAN = """
    INSERT INTO recommendations_reminder (
        entry_id, milestone_id, response_id, due_on, days, recipient_id, role, state, reason,
        planned_at
    )
    SELECT entry_id, milestone_id, response_id, due_on, days, recipient_id, role,
           CASE WHEN is_declined THEN 'cancelled' WHEN is_passed THEN 'passed_over'
                ELSE 'planned' END,
           CASE WHEN is_declined THEN %(declined)s ELSE '' END,
           %(at)s
    FROM ({due}) AS due
    ON CONFLICT DO NOTHING
"""
SETTLE = """
    {judged}
    UPDATE recommendations_reminder AS reminder
    SET state = settled.state, reason = settled.reason,
        message_id = CASE WHEN settled.state = 'told' THEN reminder.message_id END,
        told_at = CASE WHEN settled.state = 'told' THEN %(at)s::timestamptz END
    FROM (
        SELECT id, reason,
               CASE WHEN reason <> '' THEN 'cancelled' WHEN is_passed THEN 'passed_over'
                    WHEN is_paused THEN 'planned' ELSE %(otherwise)s END AS state
        FROM judged
    ) AS settled
    WHERE settled.id = reminder.id
"""
ATTACH = """
    UPDATE recommendations_reminder AS reminder
    SET state = 'attached', message_id = message.id
    FROM core_message AS message
    WHERE message.id = ANY(%(messages)s) AND message.recipient_id = reminder.recipient_id
      AND reminder.state = 'planned' AND NOT {paused}
"""


def register_kind() -> None:
    message_kinds.register(
        messages.REMINDER, outdated=_outdated, compose=_compose, unmailed=_unmailed
    )


@dataclass(frozen=True)
class Swept:
    """How many reminders a sweep put into the ledger, and how many into messages."""

    planned: int
    attached: int


@transaction.atomic
def sweep(*, by: User, at: datetime) -> Swept:
    """Plan what has come, and attach what is to be told to a message for each person.

    A sweep looks at what has come since the day of the last one, by an index: a day's own reminders
    wait for nothing longer. Once a day it looks at the whole register instead, so that a
    claim sent back, a date moved, a new owner and whatever was missed are caught up. Where several
    days of a deadline have come, the last is told and the others are passed over. While another
    sweep is at work this one leaves everything to it.
    """
    if not holds(by, Right.JOBS_RUN):
        raise PermissionDenied
    if not _alone():
        return Swept(0, 0)
    last = dict(Sweep.objects.values_list("name", "succeeded_at"))
    whole = last.get(queries.WHOLE)
    looks_at_all = whole is None or at - whole >= WHOLE_EVERY
    planned = plan(at=at, since=None if looks_at_all else _last_day_of(last[queries.SWEEP], at))
    _settle(reminding.WAITING, State.PLANNED, at)
    attached = _attach(by, at)
    for name in (queries.SWEEP, queries.WHOLE)[: 2 if looks_at_all else 1]:
        Sweep.objects.update_or_create(name=name, defaults={"succeeded_at": at})
    return Swept(planned, attached)


def plan(*, at: datetime, since: date | None) -> int:
    """Put into the ledger what has come after that day, or ever, and answer how many lines that is:
    one statement, whatever the length of the register.
    """
    after = {"since": since} if since else {}
    return _execute(PLAN.format(due=reminding.DUE), at, **after)


def _last_day_of(swept_at: datetime, at: datetime) -> date:
    """The last day that a sweep was done with: the day of the sweep, unless that is today."""
    return min(localdate(swept_at, LONDON), localdate(at, LONDON) - timedelta(days=1))


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        (is_alone,) = cursor.fetchone()
    return bool(is_alone)


def _execute(statement: str, at: datetime, **more: object) -> int:
    """Carry it out, and answer how many rows it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(statement, reminding.facts(at, **more))
        return int(cursor.rowcount)


def _settle(which: str, otherwise: State, at: datetime, **more: object) -> None:
    """Cancel those of these reminders that do not apply any more, with the reason; pass over those
    of which a later one tells more, and hold back what a claim pauses. All others are `otherwise`.
    """
    settle = SETTLE.format(judged=reminding.judged(which))
    _execute(settle, at, otherwise=otherwise.value, **more)


def _attach(by: User, at: datetime) -> int:
    """Attach what is planned to the open message of each person: this morning's, or tomorrow's
    where today's is out already.
    """
    paused = Claim.objects.open().filter(entry=OuterRef("entry"))
    planned = Reminder.objects.filter(~Exists(paused), state=State.PLANNED)
    people = list(User.objects.filter(pk__in=planned.values("recipient")))
    today = localdate(at, LONDON)
    told = set(
        Reminder.objects.told()
        .filter(recipient__in=people, told_at__gte=london(today, time.min))
        .values_list("recipient", flat=True)
    )
    opened: list[Message] = []
    for is_told, due_at in (
        (False, max(london(today, MORNING), at)),
        (True, london(today + timedelta(days=1), MORNING)),
    ):
        if these := [each for each in people if (each.pk in told) == is_told]:
            opened += _open(these, by=by, at=at, due_at=due_at)
    attach = ATTACH.format(paused=reminding.PAUSED.format(entry="reminder.entry_id"))
    return _execute(attach, at, messages=[each.pk for each in opened]) if opened else 0


def _open(people: Sequence[User], *, by: User, at: datetime, due_at: datetime) -> list[Message]:
    return [
        *outbox.open_for_all(
            people,
            kind=messages.REMINDER,
            key=messages.REMINDER,
            link=reverse("recommendations:register"),
            by=by,
            at=at,
            due_at=due_at,
        ).values()
    ]


def _compose(opened: Sequence[Message]) -> Mapping[int, tuple[str, str]]:
    """The words of what still applies; what does not leaves the ledger's open lines here."""
    at = timezone.now()
    _settle(reminding.OF_MESSAGES, State.TOLD, at, messages=[each.pk for each in opened])
    told: dict[int, list[Reminder]] = {}
    for each in Reminder.objects.told().filter(message__in=opened).for_list():
        told.setdefault(each.message_id or 0, []).append(each)
    today = localdate(at, LONDON)
    return {message: messages.words(those, today) for message, those in told.items()}


def _outdated(sent: Sequence[Message]) -> Mapping[int, str]:
    """The messages that tell something that does not apply any more: what is left of them is
    planned anew, and the next sweep puts it into another message.
    """
    at = timezone.now()
    found = reminding.changed([each.pk for each in sent], at=at)
    if found:
        _settle(reminding.OF_MESSAGES, State.PLANNED, at, messages=list(found))
    told = Reminder.objects.told().filter(message__in=sent).values_list("message", flat=True)
    # A sender may have been stopped between this look and its note of it.
    left = dict.fromkeys({each.pk for each in sent} - set(told), LEFT)
    return {**left, **found}


def _unmailed(sent: Sequence[Message]) -> set[int]:
    """Those to people who want them in the portal alone."""
    people = {each.recipient_id for each in sent}
    unwanted = ReminderPreference.objects.filter(user__in=people, by_mail=False)
    without = set(unwanted.values_list("user", flat=True))
    return {each.pk for each in sent if each.recipient_id in without}
