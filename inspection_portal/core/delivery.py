"""Handing one message to the mail server, and what it answered. Touches no database."""

from dataclasses import dataclass
from enum import Enum, auto
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from inspection_portal.core.models import Message

BACKENDS_THAT_SEND = (
    "django.core.mail.backends.smtp.EmailBackend",
    "inspection_portal.core.notify.Backend",
)


def mail_leaves_this_machine() -> bool:
    """Whether the settings name something that carries mail to people."""
    return settings.EMAIL_BACKEND in BACKENDS_THAT_SEND


class Result(Enum):
    TAKEN = auto()
    REFUSED = auto()  # for good
    BUSY = auto()  # not taken now; perhaps later
    SILENT = auto()  # nobody knows whether it was taken


@dataclass(frozen=True)
class Answer:
    """What became of a message; `away` is set where the server can't be reached any more."""

    result: Result
    reason: str = ""
    away: OSError | SMTPException | None = None


def deliver(message: Message, connection: BaseEmailBackend) -> Answer:
    """Hand the message over. What goes wrong is in the answer; the connection is new after it."""
    try:
        _mail(message, connection).send()
    except ValueError as error:
        return Answer(Result.REFUSED, f"It can’t be written as a mail: {error}")
    except (OSError, SMTPException) as error:
        return Answer(*_meaning(error), away=_renew(connection))
    return Answer(Result.TAKEN)


def _mail(message: Message, connection: BaseEmailBackend) -> EmailMessage:
    link = f"\n\n{settings.PORTAL_URL}{message.link}" if message.link else ""
    return EmailMessage(
        message.subject,
        f"{message.text}{link}\n\nSOC inspection portal\n",
        to=[message.address or message.recipient.email],
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )


def _meaning(error: OSError | SMTPException) -> tuple[Result, str]:
    words: bytes | str
    if isinstance(error, SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    elif isinstance(error, SMTPResponseException):
        code, words = error.smtp_code, error.smtp_error
    else:
        return Result.SILENT, f"{type(error).__name__}: {error}"[:500]
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    return Result.REFUSED if code >= 500 else Result.BUSY, f"{code} {said}"[:500]


def _renew(connection: BaseEmailBackend) -> OSError | SMTPException | None:
    """Begin anew with the server; answers what went wrong."""
    try:
        connection.close()
        connection.open()
    except (OSError, SMTPException) as error:
        return error
    return None
