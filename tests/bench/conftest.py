"""A benchmark says `measured(name, limit=…, measured=…)`; the rows and their sum end the run."""

from collections.abc import Callable
from contextlib import closing

import psycopg2
import pytest

from inspection_portal.local.postgres import Cluster
from tests.bench.measuring import Row, summing_up

SEED = 20_240_830
rows_key = pytest.StashKey[list[Row]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[rows_key] = []


@pytest.fixture
def seed() -> int:
    """What made-up rows are drawn from."""
    return SEED


@pytest.fixture
def owner(cluster: Cluster) -> Callable[..., None]:
    """Does as the owner of the tables what the portal may not."""

    def do(statement: str, **values: object) -> None:
        with closing(psycopg2.connect(cluster.url("soc_owner"))) as connected:
            connected.autocommit = True
            connected.cursor().execute(statement, values or None)

    return do


@pytest.fixture
def measured(pytestconfig: pytest.Config) -> Callable[..., None]:
    """Takes down one row; a short one fails the run at its end, not the benchmark it is from."""
    rows = pytestconfig.stash[rows_key]

    def take_down(name: str, *, limit: float, measured: float) -> None:
        rows.append(Row(name, limit, measured))

    return take_down


def pytest_sessionfinish(session: pytest.Session) -> None:
    rows = session.config.stash.get(rows_key, [])
    if session.exitstatus == pytest.ExitCode.OK and any(row.is_short for row in rows):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    rows = config.stash.get(rows_key, [])
    if not rows:
        return
    for row in rows:
        terminalreporter.write_line(str(row))
    terminalreporter.write_line(summing_up(rows, SEED))
