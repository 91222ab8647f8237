"""Senders and their connections are killed while messages are open; nothing may be lost."""

import asyncio
import multiprocessing
import random
import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import Error as DatabaseFailure
from django.db import connection, connections
from django.utils import timezone

from inspection_portal.core import message_kinds, outbox, sending
from inspection_portal.core.models import Message, system_user
from inspection_portal.core.sending import send_due
from tests.core.mail import BUSY, Sink, serve
from tests.factories import UserFactory

KIND = "faults"
SENDERS = 2
BUSY_SHARE = 0.02
SECONDS_PER_MAIL = 0.01
OTHERS = "FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()"


@dataclass(frozen=True)
class Outcome:
    """What came of a run. `kills` counts the senders and connections that were ended."""

    kills: int
    lost: int
    unsent: int
    repeated: int
    strange: int


@dataclass
class SlowSink(Sink):
    """A mail server that takes its time, and says now and then that it is busy."""

    chance: random.Random | None = None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await asyncio.sleep(SECONDS_PER_MAIL)
        if self.chance and self.chance.random() < BUSY_SHARE:
            return BUSY
        return await super().handle_DATA(server, session, envelope)


def run(
    settings: Any, patch: pytest.MonkeyPatch, *, messages: int, rounds: int, seed: int
) -> Outcome:
    """Post so many messages and kill something in each round, as long as messages are open."""
    # Short, and in proportion: a claim outlasts its batch and the wait for a database that was cut.
    patch.setattr(sending, "LEASE", timedelta(seconds=2))
    patch.setattr(sending, "BATCH_SECONDS", 0.5)
    patch.setattr(sending, "SECONDS_BETWEEN", 0.1)
    patch.setattr(sending, "FIRST_PAUSE", timedelta(seconds=0.2))
    patch.setattr(message_kinds, "_kinds", {})
    message_kinds.register(KIND, outdated=message_kinds.never_outdated)
    chance = random.Random(seed)
    sink = SlowSink(chance=random.Random(seed))
    server = serve(sink)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, server.port
    try:
        identities = _post(messages)
        kills = _disturb(chance, rounds)
    finally:
        server.stop()
    return _outcome(kills, identities, sink.copies)


def _post(number: int) -> set[str]:
    people = [UserFactory(name=f"Recipient {each}") for each in range(number)]
    words = {"subject": "Something happened", "text": "Read it in the portal."}
    by, at = system_user(), timezone.now()
    outbox.post_to_all(people, kind=KIND, key="faults", by=by, at=at, **words)
    # Every attempt may be the one that is killed.
    Message.objects.update(attempts_allowed=1_000)
    return set(Message.objects.values_list("message_id", flat=True))


def _disturb(chance: random.Random, rounds: int) -> int:
    """Kill a sender or the connections, in turn, until messages or rounds are at their end."""
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    senders = [fork.Process(target=_send_on, daemon=True) for _ in range(SENDERS)]
    for sender in senders:
        sender.start()
    kills = 0
    try:
        for number in range(rounds):
            time.sleep(chance.uniform(0.1, 0.4))
            if not _open():
                break
            if number % 2:
                kills += _cut_connections()
            else:
                place = chance.randrange(SENDERS)
                senders[place].kill()
                senders[place].join()
                connections.close_all()
                senders[place] = fork.Process(target=_send_on, daemon=True)
                senders[place].start()
                kills += 1
        _wait()
    finally:
        for sender in senders:
            sender.kill()
            sender.join()
    return kills


def _send_on() -> None:
    """What a sender does until it is killed."""
    while True:
        try:
            send_due()
        except (DatabaseFailure, OSError, SMTPException):
            connection.close()
        time.sleep(0.05)


def _open() -> bool:
    return Message.objects.exclude(state=Message.State.SENT).exists()


def _cut_connections() -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_terminate_backend(pid) {OTHERS}")
        return len(cursor.fetchall())


def _wait() -> None:
    until = time.monotonic() + 60
    while _open() and time.monotonic() < until:
        time.sleep(0.05)


def _outcome(kills: int, identities: set[str], copies: Counter[str]) -> Outcome:
    return Outcome(
        kills=kills,
        lost=len(identities - copies.keys()),
        unsent=Message.objects.exclude(state=Message.State.SENT).count(),
        repeated=sum(copies.values()) - len(copies),
        strange=len(copies.keys() - identities),
    )
