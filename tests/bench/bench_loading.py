"""The same source a second time: nothing is written, and next to nothing is done."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import StringIO
from statistics import median
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from inspection_portal.home.demo.published import TEXT
from tests.bench.measuring import Work, cost

ROUNDS = 3
WRITES = ("INSERT", "UPDATE", "DELETE")


@contextmanager
def rows_written() -> Iterator[list[int]]:
    """How many rows each statement writes that is run meanwhile."""
    written: list[int] = []

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        if sql.lstrip().upper().startswith(WRITES):
            written.append(context["cursor"].rowcount)
        return answer

    with connection.execute_wrapper(count):
        yield written


def repeated(work: Work) -> tuple[float, int]:
    """The share of the first run that a second takes, and the rows that the second writes."""
    with transaction.atomic():
        with rows_written() as by_first:
            first = cost(work, time.perf_counter)
        with rows_written() as by_second:
            second = cost(work, time.perf_counter)
        transaction.set_rollback(True)
    assert sum(by_first) > 0
    return second / first, sum(by_second)


@pytest.mark.parametrize(
    "command", [("seed_demo",), ("backload", TEXT)], ids=["seed-demo", "backload"]
)
def test_again(
    db: None,
    measured: Callable[..., None],
    command: tuple[Any, ...],
    request: pytest.FixtureRequest,
) -> None:
    call_command("load_reference_data")
    work = partial(call_command, *command, stdout=StringIO(), stderr=StringIO())
    runs = [repeated(work) for _ in range(ROUNDS)]
    name = request.node.callspec.id
    measured(f"{name}-again-to-first", limit=0.1, measured=median(share for share, _ in runs))
    measured(f"{name}-again-rows-written", limit=0, measured=max(rows for _, rows in runs))
