"""PostgreSQL and Valkey for one checkout, and those who share them."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from redis import Redis
from redis.exceptions import AuthenticationError

from inspection_portal.local import postgres, process, services
from inspection_portal.local.bootstrap import ROOT, Problem
from inspection_portal.local.postgres import Cluster

HOLDER = """
import sys
from pathlib import Path
from inspection_portal.local import services
with services.own("the portal", address="http://localhost:1", var=Path(sys.argv[1])):
    print("ready", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def no_services_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def open_folder() -> Iterator[Path]:
    """A folder that everybody may pass through, which pytest's own are not."""
    with tempfile.TemporaryDirectory(prefix="a checkout ") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module")
def var(open_folder: Path) -> Path:
    """Shared, since a start on files that are there already is ten times as fast."""
    return open_folder / "var"


@pytest.fixture
def holder(var: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that runs the services of `var`."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, var],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout
        assert child.stdout.readline() == "ready\n"
        yield child
        child.kill()


def answers(url: str) -> bool:
    try:
        with closing(psycopg2.connect(url)):
            return True
    except psycopg2.OperationalError:
        return False


def test_services_end_with_the_block(var: Path) -> None:
    with services.own("a test", var=var) as ours:
        assert answers(ours.database_url)
        assert answers(ours.owner_url)
        assert Redis.from_url(ours.redis_url).ping()
    assert not answers(ours.database_url)


def test_data_stays_for_the_next_start(var: Path) -> None:
    with services.own("a test", var=var) as ours, closing(psycopg2.connect(ours.owner_url)) as one:
        one.cursor().execute("CREATE TABLE kept (number integer)")
        one.commit()
    with (
        services.own("a test", var=var) as ours,
        closing(psycopg2.connect(ours.database_url)) as two,
    ):
        two.cursor().execute("INSERT INTO kept VALUES (1)")


def test_passwords_are_needed_and_kept_from_others(var: Path) -> None:
    with services.own("a test", var=var) as ours:
        assert not answers(ours.owner_url.replace("soc_owner:", "soc_owner:wrong"))
        with pytest.raises(AuthenticationError):
            Redis.from_url(ours.redis_url.replace("redis://:", "redis://:wrong")).ping()
        for file in (var / "run" / "services.json", Path(ours.folder or "") / "passwords.json"):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_second_copy_is_told_who_runs_the_first(var: Path, holder: subprocess.Popen[str]) -> None:
    said = rf"same data at http://localhost:1: the portal, process {holder.pid}\."
    with pytest.raises(Problem, match=said), services.own("another", var=var):
        pass


def test_running_services_are_borrowed(var: Path, holder: subprocess.Popen[str]) -> None:
    with services.borrow_or_own("a command", var=var) as borrowed:
        assert answers(borrowed.database_url)
        assert services.read_state(var) == services.State(
            holder.pid, "the portal", borrowed, "http://localhost:1"
        )
    assert answers(borrowed.database_url)


def test_owner_goes_on_until_its_borrowers_have_ended(var: Path) -> None:
    events: list[str] = []
    borrowed = threading.Event()
    lent = threading.Event()

    def borrow() -> None:
        with services.borrow_or_own("a borrower", var=var) as ours:
            borrowed.set()
            lent.wait()
            time.sleep(0.3)
            events.append("used" if answers(ours.database_url) else "lost")

    borrower = threading.Thread(target=borrow)
    with services.borrow_or_own("the owner", var=var):
        borrower.start()
        assert borrowed.wait(10)
        lent.set()
    events.append("stopped")
    borrower.join()
    assert events == ["used", "stopped"]


def test_two_who_come_at_once_share_one_server(var: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        meeting = threading.Barrier(2)

        def come(who: str) -> str:
            with services.borrow_or_own(who, var=var) as ours:
                meeting.wait(20)
                return ours.database_url

        assert len(set(pool.map(come, ("one", "another")))) == 1


def test_killed_holder_leaves_nothing_in_the_way(var: Path, holder: subprocess.Popen[str]) -> None:
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert services.read_state(var) is None
    with services.borrow_or_own("a command", var=var) as ours:
        assert answers(ours.database_url)


def test_given_addresses_are_used_as_they_are(
    open_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    address = tmp_path / "database_url"
    address.write_text("postgres://app@elsewhere/soc\n")
    monkeypatch.setenv("DATABASE_URL_FILE", str(address))
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    with services.running(open_folder / "unused") as given:
        assert given == services.Services(
            database_url="postgres://app@elsewhere/soc",
            owner_url="postgres://app@elsewhere/soc",
            redis_url="redis://elsewhere",
        )
    assert not (open_folder / "unused" / "postgres" / "data").exists()


def test_files_of_another_version_are_refused(open_folder: Path) -> None:
    cluster = Cluster(open_folder / "old" / "postgres")
    cluster.data.mkdir(parents=True)
    (cluster.data / "PG_VERSION").write_text("9\n")
    with pytest.raises(Problem, match="made by PostgreSQL 9"):
        cluster.start()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as another user")
def test_checkout_closed_to_nobody_links_to_data_that_is_not(
    open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "PUBLIC", open_folder / "public")
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)

    cluster = Cluster(closed / "postgres", durable=False)
    cluster.start()
    cluster.stop()

    assert (closed / "postgres").is_symlink()
    assert (open_folder / "public") in cluster.data.parents
    assert Cluster(closed / "postgres").folder == cluster.folder


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as another user")
def test_programs_closed_to_nobody_are_copied(
    open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "PUBLIC", open_folder / "public")
    monkeypatch.setattr(process, "reaches", lambda account, path: False)

    copied = postgres.programs(process.unprivileged())

    assert copied.is_relative_to(open_folder / "public")
    assert copied == postgres.programs(process.unprivileged())
    nobody = process.unprivileged()
    assert nobody
    said = subprocess.check_output(
        [copied / "postgres", "--version"], text=True, cwd="/", user=nobody.uid, group=nobody.gid
    )
    assert "PostgreSQL) 18" in said
