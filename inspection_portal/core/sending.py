"""Sending what is in the outbox. Any number of senders may run at once, and each may be stopped.

A sender claims a few messages with a lease, puts into words those that have none yet, and commits.
It sends them over one connection, marks each that the mail server took at once, and settles these
together at the end, in a commit that waits for the disk, where the claim is still its own. So one
that is killed leaves in doubt the one message it was about to mark; its other claims wait for the
end of the lease. Nothing is claimed while the mail server does not answer.
"""

import logging
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from inspection_portal.core import message_kinds
from inspection_portal.core.delivery import Answer, Result, deliver
from inspection_portal.core.models import Message, User

BATCH = 100
# A batch is begun no more after so many seconds. The lease outlasts its slowest message: the mail
# server may take EMAIL_TIMEOUT for each of four steps, and for two more of a new connection.
BATCH_SECONDS = 30.0
LEASE = timedelta(minutes=2)
# How many seconds old the last look at what still applies may be when a message goes out.
FRESH_SECONDS = 5.0
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
SECONDS_BETWEEN = 0.5  # two questions to a database that does not answer

# One round trip: both statements are one transaction, whose commit alone does not wait.
MARK = """
    SET LOCAL synchronous_commit TO off;
    UPDATE core_message SET sent_at = %s WHERE id = %s AND state = 'sending' AND lease_until = %s
"""

ACCOUNT_CLOSED = "The recipient’s account is closed."
STOPPED = "Sending was interrupted every time. Look at the log of the worker."
NO_WORDS = "The portal can’t put it into words. Look at the log of the worker."
NOTHING_LEFT = "There is nothing left to tell."
IN_DOUBT = "Sending was interrupted: nobody knows whether the message went out."

logger = logging.getLogger(__name__)
State = Message.State
CLOCK = time.monotonic


def send_due() -> int:
    """Send all that is due, and answer how many messages went out.

    Raises OSError or SMTPException where the mail server does not answer.
    """
    _take_up_abandoned()
    if not Message.objects.due(timezone.now()).exists():
        return 0
    sent = 0
    with mail.get_connection() as server:
        while (claimed := _claim()) is not None:
            sent += _send_batch(claimed, server)
    return sent


def _take_up_abandoned() -> None:
    """Decide what becomes of the claims of senders that were stopped."""
    now = timezone.now()
    abandoned = Message.objects.abandoned(now)
    taken = abandoned.exclude(sent_at=None)
    taken.update(state=State.SENT, lease_until=None, reason="")
    once = abandoned.filter(kind__in=message_kinds.coming_once())
    once.update(state=State.UNCONFIRMED, lease_until=None, reason=IN_DOUBT)
    tried_enough = abandoned.filter(attempts__gte=F("attempts_allowed"))
    tried_enough.update(state=State.FAILED, lease_until=None, reason=STOPPED)
    abandoned.update(state=State.DUE, lease_until=None, next_attempt_at=now)


@transaction.atomic
def _claim() -> list[Message] | None:
    """Take the messages that have waited longest, so that no other sender does; None where no
    message waits.
    """
    now = timezone.now()
    due = list(Message.objects.due(now).select_for_update(skip_locked=True)[:BATCH])
    if not due:
        return None
    wordless = _find_words([each for each in due if each.is_open], now)
    claimed = [each for each in due if each.pk not in wordless]
    Message.objects.filter(pk__in=[each.pk for each in claimed]).update(
        state=State.SENDING,
        attempts=F("attempts") + 1,
        lease_until=now + LEASE,
        next_attempt_at=None,
    )
    for message in claimed:
        message.attempts += 1
        message.lease_until = now + LEASE
    return claimed


def _find_words(opened: Sequence[Message], now: datetime) -> set[int]:
    """Let each kind say what its open messages tell, and answer which are still without words.

    A kind that can't holds up no other.
    """
    wordless: set[int] = set()
    for kind, of_kind in message_kinds.by_kind(opened).items():
        try:
            with transaction.atomic():
                wordless |= _say(of_kind)
        except Exception as error:
            logger.exception("Messages of the kind %s can’t be put into words", kind)
            keys = {each.pk for each in of_kind}
            Message.objects.filter(pk__in=keys).update(
                next_attempt_at=now + LONGEST_PAUSE, reason=f"{NO_WORDS} {error!r}"[:500]
            )
            wordless |= keys
    return wordless


def _say(opened: Sequence[Message]) -> set[int]:
    """Say once and for all what each of the messages tells; cancel, and answer, those that tell
    nothing.

    Its key is free from now on: what there is to tell later goes into a message of its own.
    """
    words = message_kinds.compose(opened)
    for message in opened:
        message.key = f"{message.key}:{message.uuid}"
        if message.pk in words:
            message.subject, message.text = words[message.pk]
            message.reason = ""
        else:
            message.state, message.next_attempt_at = State.CANCELLED, None
            message.reason = NOTHING_LEFT
        message.save(update_fields=["key", "subject", "text", "state", "next_attempt_at", "reason"])
    return {each.pk for each in opened} - words.keys()


@dataclass(frozen=True)
class _Look:
    """Who may still get what, as it was when we looked."""

    recipients: Mapping[int, User]
    outdated: Mapping[int, str]
    unmailed: AbstractSet[int]
    taken: float = field(default_factory=CLOCK)

    @classmethod
    def at(cls, messages: Sequence[Message]) -> "_Look":
        recipients = User.objects.in_bulk([each.recipient_id for each in messages])
        return cls(recipients, message_kinds.outdated(messages), message_kinds.unmailed(messages))

    @property
    def is_stale(self) -> bool:
        return CLOCK() - self.taken > FRESH_SECONDS

    def why_not(self, message: Message) -> str:
        """Why the message is not sent; empty where it is."""
        if not self.recipients[message.recipient_id].is_active:
            return ACCOUNT_CLOSED
        return self.outdated.get(message.pk, "")


def _send_batch(claimed: Sequence[Message], server: BaseEmailBackend) -> int:
    """Send what still applies, and give back what there is no time or no mail server for."""
    waiting, taken = deque(claimed), list[Message]()
    began, look = CLOCK(), _Look.at(claimed)
    try:
        while waiting and CLOCK() - began < BATCH_SECONDS:
            if look.is_stale:
                look = _Look.at(list(waiting))
            message = waiting.popleft()
            if reason := look.why_not(message):
                _settle([message], State.CANCELLED, reason=reason)
                continue
            if message.pk in look.unmailed:
                _settle([message], State.SHOWN, reason="")
                continue
            message.recipient = look.recipients[message.recipient_id]
            answer = deliver(message, server)
            if answer.result == Result.TAKEN:
                _mark_taken(message)
                taken.append(message)
            else:
                _put_off(message, answer)
            if answer.away:
                raise answer.away
    finally:
        sent = _settle(taken, State.SENT, sent_at=Coalesce("sent_at", Now()), reason="")
        _give_back(list(waiting))
    return sent


def _mark_taken(message: Message) -> None:
    """Note that the mail server took the message, without waiting for the disk.

    A sender that is killed after this costs no second copy. A database that is may forget the mark:
    then the sender still knows, and settles the message with its batch.
    """
    _insist(partial(_execute, MARK, [timezone.now(), message.pk, message.lease_until]), message)


def _execute(statement: str, values: list[datetime | int | None]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        count: int = cursor.rowcount
        return count


def _put_off(message: Message, answer: Answer) -> None:
    """Try again later, longer each time, unless the mail server refuses for good."""
    if answer.result == Result.SILENT and message.kind in message_kinds.coming_once():
        _settle([message], State.UNCONFIRMED, reason=f"{IN_DOUBT} {answer.reason}")
    elif answer.result == Result.REFUSED or message.attempts >= message.attempts_allowed:
        _settle([message], State.FAILED, reason=answer.reason)
    else:
        again = timezone.now() + min(FIRST_PAUSE * 2**message.put_off, LONGEST_PAUSE)
        more = {"next_attempt_at": again, "put_off": F("put_off") + 1}
        _settle([message], State.DUE, reason=answer.reason, **more)


def _settle(messages: Sequence[Message], state: State, **more: object) -> int:
    """Note what became of messages of one claim, and answer how many are still ours to note."""
    if not messages:
        return 0
    ours = Message.objects.filter(
        pk__in=[each.pk for each in messages],
        state=State.SENDING,
        lease_until=messages[0].lease_until,
    )
    return _insist(partial(ours.update, state=state, lease_until=None, **more), messages[0])


def _insist(write: Callable[[], int], message: Message) -> int:
    """Write what nobody else knows: a database that is away is waited for as long as the claim is
    ours.
    """
    while True:
        try:
            return write()
        except (OperationalError, InterfaceError):
            too_late = message.lease_until is None or timezone.now() > message.lease_until
            if connection.in_atomic_block or too_late:
                raise
            logger.warning("The database does not answer; it is asked again")
            connection.close()
            time.sleep(SECONDS_BETWEEN)


def _give_back(messages: Sequence[Message]) -> None:
    """Leave messages that were claimed, and not begun, to whoever comes next."""
    _settle(messages, State.DUE, next_attempt_at=timezone.now(), attempts=F("attempts") - 1)
