"""Messages to people: posted in the transaction of what they tell of, sent later by `sending`."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NotRequired, TypedDict, Unpack
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db.models import F

from inspection_portal.core import message_kinds
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import Message, User

ATTEMPTS = 12
BATCH = 1_000

State = Message.State


class Posted(TypedDict):
    """What is said of a message besides whom it goes to; `post_to_all` tells of each."""

    kind: str
    subject: str
    text: str
    key: str
    by: User
    at: datetime
    link: NotRequired[str]
    about: NotRequired[Mapping[str, object]]
    address: NotRequired[str]


def post(*, to: User, **message: Unpack[Posted]) -> None:
    """Put a message to one person in the outbox."""
    post_to_all([to], **message)


def post_to_all(
    people: Iterable[User],
    *,
    kind: str,
    subject: str,
    text: str,
    key: str,
    by: User,
    at: datetime,
    link: str = "",
    about: Mapping[str, object] | None = None,
    address: str = "",
) -> None:
    """Put a message to several people in the outbox; a second one to the same person with the same
    `key` changes nothing.

    Call it inside the transaction of the change. Say what happened in plain words and give the
    page in `link`: never the text of a finding. The check of the kind reads `about` before sending.
    """
    if not message_kinds.is_known(kind):
        raise LookupError(f"Register the kind of message “{kind}” before posting it.")
    rows = [
        Message(
            uuid=(uuid := uuid4()),
            recipient=person,
            address=address,
            kind=kind,
            subject=subject,
            text=text,
            link=link,
            about=dict(about or {}),
            key=f"{key}:{person.uuid}",
            message_id=f"<{uuid}@{_host()}>",
            made_by=by,
            made_at=at,
            attempts_allowed=ATTEMPTS,
            next_attempt_at=at,
        )
        for person in people
    ]
    Message.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)


def mark_read(messages: Iterable[Message], *, by: User, at: datetime) -> None:
    """Note that the person has read these of their own messages."""
    own = Message.objects.visible_to(by).unread()
    own.filter(pk__in=[each.pk for each in messages]).update(read_at=at)


def send_again(message: Message, *, at: datetime) -> None:
    """Let a message that failed, or may have gone out, be sent once more; its identity stays.

    The caller knows who may ask for it, and records it.
    """
    again = Message.objects.stuck().filter(pk=message.pk)
    if not again.update(
        state=State.DUE,
        next_attempt_at=at,
        attempts_allowed=F("attempts") + ATTEMPTS,
    ):
        raise RuleBroken("This message is not waiting for a decision any more. Look at it again.")
    message.refresh_from_db()


def _host() -> str:
    return urlsplit(settings.PORTAL_URL).hostname or "localhost"
