"""Messages to people: posted in the transaction of what they tell of, sent later by `sending`."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NotRequired, TypedDict, Unpack
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import transaction
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


def post_to_all(people: Iterable[User], **message: Unpack[Posted]) -> None:
    """Put a message to several people in the outbox; a second one to the same person with the same
    `key` changes nothing. Among them may be clients of the API: those read no messages.

    Call it inside the transaction of the change. Say what happened in plain words and give the
    page in `link`: never the text of a finding. The check of the kind reads `about` before sending.
    """
    _insert((each for each in people if each.kind != User.Kind.CLIENT), **message)


class Opened(TypedDict):
    """What is known of a message before its words are."""

    kind: str
    key: str
    by: User
    at: datetime
    due_at: NotRequired[datetime]
    link: NotRequired[str]
    about: NotRequired[Mapping[str, object]]


def open_for_all(people: Iterable[User], **message: Unpack[Opened]) -> dict[int, Message]:
    """The open message to each of the people, by their primary keys; made where there is none.

    For kinds with `compose`, whose messages gather what there is to tell until a sender takes them.
    Call it in a transaction, and attach rows of your own to the messages (a foreign key) in the
    same one: they are locked, so that no sender takes one before you commit. When a message is
    first taken, `compose` puts what is attached into words, once and for all, and the `key` is free
    again: the next call makes a new message. One that has no words by then is cancelled. Nobody
    sees an open message in the portal.

    There is one open message at a time for each person and `key`, sent from `due_at` on (else from
    `at`): give the next morning, and there is at most one a day, however often you call.

        messages = outbox.open_for_all(people, kind=REMINDER, key="reminders", by=…, at=…)
        LedgerRow.objects.bulk_create(LedgerRow(message=messages[person.pk], …) for …)

    Raises LookupError where the kind is unknown or has no `compose`.
    """
    if not message_kinds.is_composed(message["kind"]):
        raise LookupError(f"Register the kind “{message['kind']}” with `compose` first.")
    wanted = {_key(message["key"], person): person for person in people}
    while True:
        with transaction.atomic():
            # Everybody takes locks in this order, so that none waits for one who waits for them.
            _insert([wanted[key] for key in sorted(wanted)], subject="", text="", **message)
            locked = Message.objects.select_for_update().filter(key__in=wanted).order_by("key")
            found = {wanted[each.key].pk: each for each in locked}
            if len(found) == len(wanted):
                return found
            # One was taken between the two statements. All are let go, to be taken in order again.
            transaction.set_rollback(True)


def _insert(
    people: Iterable[User],
    *,
    kind: str,
    subject: str,
    text: str,
    key: str,
    by: User,
    at: datetime,
    due_at: datetime | None = None,
    link: str = "",
    about: Mapping[str, object] | None = None,
    address: str = "",
) -> None:
    """Add a message to each, but where there is one with the same key."""
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
            key=_key(key, person),
            message_id=f"<{uuid}@{_host()}>",
            made_by=by,
            made_at=at,
            attempts_allowed=ATTEMPTS,
            next_attempt_at=due_at or at,
        )
        for person in people
    ]
    Message.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)


def _key(key: str, person: User) -> str:
    return f"{key}:{person.uuid}"


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
