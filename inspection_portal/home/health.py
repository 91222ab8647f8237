"""Whether the portal works: what a load balancer and the person on duty ask."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import redis
from django.conf import settings
from django.db import Error as DatabaseFailure
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from redis.backoff import NoBackoff
from redis.retry import Retry

from inspection_portal.core.models import Message, Sweep
from recommendations.queries.reminders import WHOLE

HEARTBEAT = "heartbeat"
BEAT_IS_LATE_AFTER = timedelta(minutes=10)
MESSAGES_ARE_LATE_AFTER = timedelta(minutes=15)
REMINDERS_ARE_LATE_AFTER = timedelta(hours=30)
STARTED_AT = timezone.now()
PATIENCE = 1.0  # seconds that a broker may take to answer

OK = "ok"
NO_ANSWER = "does not answer"


@dataclass(frozen=True)
class Readiness:
    """The parts of the portal, each "ok" or what is wrong, and when beat last succeeded."""

    parts: dict[str, str]
    beat_succeeded_at: datetime | None

    @property
    def failed(self) -> list[str]:
        return [name for name, state in self.parts.items() if state != OK]


def readiness(*, at: datetime, started_at: datetime | None = None) -> Readiness:
    """How the portal is at that moment. Never raises, and takes seconds at most.

    Nothing counts as late before this process has run for as long: a portal that has just come up
    is ready before its first heartbeat, and before it has sent what waited. What rests on a part
    that failed is unknown.
    """
    started_at = started_at or STARTED_AT
    unknown, last = "unknown", None
    database = _state(DatabaseFailure, _ask_database)
    migrations = _migrations() if database == OK else unknown
    beat = unknown
    if migrations == OK:
        beat, last = _beat(at=at, started_at=started_at)
    parts = {"database": database, "migrations": migrations, "broker": _broker(), "beat": beat}
    parts["outbox"] = _outbox(at=at, started_at=started_at) if migrations == OK else unknown
    parts["reminders"] = unknown
    if migrations == OK:
        parts["reminders"] = _reminders(at=at, started_at=started_at)
    return Readiness(parts, last)


def _state(failure: type[Exception], ask: Callable[[], object]) -> str:
    try:
        ask()
    except failure:
        return NO_ANSWER
    return OK


def _ask_database() -> None:
    """Open a connection of our own: a frozen database never answers on one that is already open,
    but a new one is given up in seconds.
    """
    with closing(connection.copy()) as own:
        own.ensure_connection()


def _broker() -> str:
    """One attempt, since the usual retries would keep the one who asks waiting."""
    client = redis.Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=PATIENCE,
        socket_connect_timeout=PATIENCE,
        retry=Retry(NoBackoff(), 0),
    )
    with client:
        return _state(redis.RedisError, client.ping)


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


def _migrations() -> str:
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except DatabaseFailure:
        return NO_ANSWER
    missing = len(_known_migrations() - applied.keys())
    return f"{missing} not applied" if missing else OK


def _beat(*, at: datetime, started_at: datetime) -> tuple[str, datetime | None]:
    """How beat is, and when it last succeeded."""
    try:
        last = Sweep.objects.filter(name=HEARTBEAT).values_list("succeeded_at", flat=True).first()
    except DatabaseFailure:
        return NO_ANSWER, None
    late = at - max(filter(None, (last, started_at))) > BEAT_IS_LATE_AFTER
    return "no success for ten minutes" if late else OK, last


def _reminders(*, at: datetime, started_at: datetime) -> str:
    """How reminders are: whether a sweep has looked at the whole register in the last day."""
    try:
        last = Sweep.objects.filter(name=WHOLE).values_list("succeeded_at", flat=True).first()
    except DatabaseFailure:
        return NO_ANSWER
    late = at - max(filter(None, (last, started_at))) > REMINDERS_ARE_LATE_AFTER
    return "no sweep for more than a day" if late else OK


def _outbox(*, at: datetime, started_at: datetime) -> str:
    """How the outbox is: a message that waits for long shows that nothing sends them."""
    latest = at - MESSAGES_ARE_LATE_AFTER
    try:
        late = started_at <= latest and Message.objects.due(latest).exists()
    except DatabaseFailure:
        return NO_ANSWER
    return "messages wait for more than 15 minutes" if late else OK
