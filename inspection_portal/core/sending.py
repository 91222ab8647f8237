"""Sending what is in the outbox. Any number of senders may run at once, and each may be stopped.

A sender claims a few messages with a lease, puts into words those that have none yet, and commits;
sends them over one connection; and settles each of them by itself, where the claim is still its
own. Nothing is claimed while the mail server does not answer. A sender that is stopped leaves its
claims to the lease.
"""

import logging
import time
from collections import deque
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from inspection_portal.core import message_kinds
from inspection_portal.core.models import Message, User

BATCH = 20
LEASE = timedelta(minutes=3)
# A batch is begun no more after so many seconds: the lease must outlast its slowest message.
BATCH_SECONDS = 90.0
# How many seconds old the last look at what still applies may be when a message goes out.
FRESH_SECONDS = 5.0
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)

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
    with mail.get_connection() as connection:
        while (claimed := _claim()) is not None:
            sent += _send_batch(claimed, connection)
    return sent


def _take_up_abandoned() -> None:
    """Decide what becomes of the claims of senders that were stopped."""
    now = timezone.now()
    abandoned = Message.objects.abandoned(now)
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


def _send_batch(claimed: Sequence[Message], connection: BaseEmailBackend) -> int:
    """Send what still applies, and give back what there is no time or no mail server for."""
    waiting, sent = deque(claimed), 0
    began, look = CLOCK(), _Look.at(claimed)
    try:
        while waiting and CLOCK() - began < BATCH_SECONDS:
            if look.is_stale:
                look = _Look.at(list(waiting))
            message = waiting.popleft()
            if reason := look.why_not(message):
                _settle(message, State.CANCELLED, reason=reason)
            elif message.pk in look.unmailed:
                _settle(message, State.SHOWN, reason="")
            else:
                message.recipient = look.recipients[message.recipient_id]
                sent += _send(message, connection)
    finally:
        _give_back(list(waiting))
    return sent


def _send(message: Message, connection: BaseEmailBackend) -> bool:
    """Whether the mail server took the message. Raises where it does not answer any more."""
    try:
        _mail(message, connection).send()
    except ValueError as error:
        _settle(message, State.FAILED, reason=f"It can’t be written as a mail: {error}")
    except (OSError, SMTPException) as error:
        _put_off(message, error)
        connection.close()
        connection.open()
    else:
        return _settle(message, State.SENT, sent_at=timezone.now(), reason="")
    return False


def _mail(message: Message, connection: BaseEmailBackend) -> EmailMessage:
    link = f"\n\n{settings.PORTAL_URL}{message.link}" if message.link else ""
    return EmailMessage(
        message.subject,
        f"{message.text}{link}\n\nSOC inspection portal\n",
        to=[message.address or message.recipient.email],
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )


def _put_off(message: Message, error: OSError | SMTPException) -> None:
    """Try again later, longer each time, unless the mail server refuses for good."""
    code, reason = _reply(error)
    if code is None and message.kind in message_kinds.coming_once():
        _settle(message, State.UNCONFIRMED, reason=f"{IN_DOUBT} {reason}")
    elif (code or 0) >= 500 or message.attempts >= message.attempts_allowed:
        _settle(message, State.FAILED, reason=reason)
    else:
        pause = min(FIRST_PAUSE * 2 ** (message.attempts - 1), LONGEST_PAUSE)
        _settle(message, State.DUE, next_attempt_at=timezone.now() + pause, reason=reason)


def _reply(error: OSError | SMTPException) -> tuple[int | None, str]:
    """What the mail server answered, as code and words; no code where it fell silent."""
    words: bytes | str
    if isinstance(error, SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    elif isinstance(error, SMTPResponseException):
        code, words = error.smtp_code, error.smtp_error
    else:
        return None, f"{type(error).__name__}: {error}"[:500]
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    return code, f"{code} {said}"[:500]


def _settle(message: Message, state: State, **more: str | datetime) -> bool:
    """Note what became of the message; nothing happens where the claim is not ours any more."""
    ours = Message.objects.filter(pk=message.pk, state=State.SENDING, attempts=message.attempts)
    return bool(ours.update(state=state, lease_until=None, **more))


def _give_back(messages: Sequence[Message]) -> None:
    """Leave messages that were claimed, and not begun, to whoever comes next."""
    if messages:
        ours = Message.objects.filter(
            pk__in=[each.pk for each in messages],
            state=State.SENDING,
            lease_until=messages[0].lease_until,
        )
        ours.update(state=State.DUE, lease_until=None, next_attempt_at=timezone.now())
