"""What the chain costs whoever writes a line, and what the row history costs an import."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from django.db import connection, transaction

from forces.models import Body
from inspection_portal.core import audit
from inspection_portal.core.chain import verify
from inspection_portal.core.models import User
from inspection_portal.local.postgres import Cluster
from inspection_portal.local.pytest_fixtures import as_owner
from tests.bench.measuring import medians

LINES, ROWS, ROUNDS = 300, 20_000, 5


@contextmanager
def without(cluster: Cluster, trigger: str, table: str) -> Iterator[None]:
    """The table without a trigger, for what the same would cost then."""

    def turn(how: str) -> None:
        with as_owner(cluster), connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table} {how} TRIGGER {trigger}")

    turn("DISABLE")
    try:
        yield
    finally:
        turn("ENABLE")


@pytest.mark.django_db(transaction=True)
def test_lines_of_the_trail(
    cluster: Cluster, measured: Callable[..., None], inspector: User, moment: datetime
) -> None:
    """One transaction a line, as actions write them; and the check of all that was written."""

    def write() -> None:
        for number in range(LINES):
            with transaction.atomic():
                audit.record("thing.done", inspector, by=inspector, at=moment, number=number)

    (chained,) = medians(write, rounds=ROUNDS, clock=time.perf_counter)
    lines = verify().lines
    (check,) = medians(verify, rounds=ROUNDS, clock=time.perf_counter)
    with without(cluster, "linked_at_commit", "core_auditevent"):
        (plain,) = medians(write, rounds=ROUNDS, clock=time.perf_counter)
    measured("audit-line-to-unchained-line", limit=2.5, measured=chained / plain)
    measured("audit-verify-to-write-per-line", limit=0.5, measured=check / lines / chained * LINES)


@pytest.mark.django_db(transaction=True)
def test_rows_with_their_history(cluster: Cluster, measured: Callable[..., None]) -> None:
    """A bulk import of rows whose every version is kept, to the same rows without history."""
    numbers = iter(range(10**9))

    def load() -> None:
        Body.objects.bulk_create(
            (
                Body(kind=Body.Kind.FORCE, name=f"Force {number}", slug=f"force-{number}")
                for number in (next(numbers) for _ in range(ROWS))
            ),
            batch_size=2000,
        )

    (kept,) = medians(load, rounds=3, clock=time.perf_counter)
    with without(cluster, "USER", "forces_body"):
        (plain,) = medians(load, rounds=3, clock=time.perf_counter)
    measured("import-with-history-to-without", limit=3, measured=kept / plain)
