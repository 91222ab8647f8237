"""Tests that are shared out: each process has services of its own, and they end with the run."""

import os
import signal
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from redis import Redis
from redis.exceptions import RedisError

from inspection_portal.local.bootstrap import ROOT
from inspection_portal.local.pytest_plugin import only_hands_out

SECONDS_TO_START = 90
# Tells which services it has, and is still at it when the interrupt comes.
TEST = """
import os, time
from pathlib import Path
def test_that_takes_long():
    unfinished = Path(__file__).with_suffix(".unfinished")
    unfinished.write_text(os.environ["DATABASE_URL"] + " " + os.environ["REDIS_URL"])
    unfinished.rename(Path(__file__).with_suffix(".services"))
    time.sleep(600)
"""


@pytest.mark.parametrize(
    ("options", "worker", "hands_out"),
    [
        (Namespace(numprocesses="logical"), None, True),
        (Namespace(numprocesses=2), None, True),
        (Namespace(numprocesses=2), "gw0", False),
        (Namespace(numprocesses=0), None, False),
        (Namespace(numprocesses=None), None, False),
        (Namespace(), None, False),
    ],
)
def test_only_a_process_with_workers_goes_without_services(
    options: Namespace, worker: str | None, hands_out: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    if worker:
        monkeypatch.setenv("PYTEST_XDIST_WORKER", worker)
    assert only_hands_out(options) is hands_out


def wait_for(*files: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while not all(file.exists() for file in files):
        assert time.monotonic() < until, files
        time.sleep(0.1)


def services_answer(database: str, broker: str) -> list[str]:
    answering = []
    try:
        with closing(psycopg2.connect(database)):
            answering.append(database)
    except psycopg2.OperationalError:
        pass
    try:
        Redis.from_url(broker).ping()
        answering.append(broker)
    except RedisError:
        pass
    return answering


@pytest.fixture
def heeding_interrupts() -> Iterator[None]:
    """A run in the background of a shell ignores them, and so do all processes that it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.long
def test_workers_share_no_service_and_an_interrupt_stops_them_all(
    tmp_path: Path, heeding_interrupts: None
) -> None:
    files = [tmp_path / f"test_{name}.py" for name in ("one", "two")]
    for file in files:
        file.write_text(TEST)
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    config = ("--config-file=pyproject.toml", f"--rootdir={tmp_path}")

    with subprocess.Popen(
        [sys.executable, "-m", "pytest", *config, "-n2", *files],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as run:
        try:
            wait_for(*(file.with_suffix(".services") for file in files))
            os.killpg(run.pid, signal.SIGINT)
            said, _ = run.communicate(timeout=60)
        finally:
            run.kill()

    assert run.returncode == pytest.ExitCode.INTERRUPTED, said
    services = [file.with_suffix(".services").read_text().split() for file in files]
    assert len({url for pair in services for url in pair}) == 4
    assert [services_answer(*pair) for pair in services] == [[], []]
