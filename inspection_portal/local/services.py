"""PostgreSQL and Valkey for one checkout: started by who comes first, lent to who comes next."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import TextIOWrapper
from pathlib import Path

from inspection_portal.local.bootstrap import VAR, Problem, shown
from inspection_portal.local.postgres import Cluster
from inspection_portal.local.valkey import Broker

SECONDS_TO_APPEAR = 90
SECONDS_TO_LET_GO = 1


@dataclass(frozen=True)
class Services:
    """Their addresses; `owner_url` is for what changes tables, `database_url` for all else."""

    database_url: str
    owner_url: str
    redis_url: str
    # Where notes about this database's state are kept; none for a database that is not ours.
    folder: str | None = None


@dataclass(frozen=True)
class State:
    """Who runs the services of this checkout, and the `address` of the portal if that is who."""

    pid: int
    who: str
    services: Services
    address: str | None = None


def setting(name: str) -> str | None:
    """What the environment says of `name`, itself or in the file that `name`_FILE points to."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name) or None


@contextmanager
def running(folder: Path, *, durable: bool = True) -> Iterator[Services]:
    """Run whatever the environment does not name, under `folder`, until the block ends."""
    database, redis = setting("DATABASE_URL"), setting("REDIS_URL")
    cluster = Cluster(folder / "postgres", durable=durable)
    broker = Broker(folder / "log")
    try:
        if not database:
            cluster.start()
        if not redis:
            broker.start()
        yield Services(
            database_url=database or cluster.url("soc_app"),
            owner_url=setting("DATABASE_OWNER_URL") or database or cluster.url("soc_owner"),
            redis_url=redis or broker.url,
            folder=None if database else str(cluster.folder),
        )
    finally:
        broker.stop()
        cluster.stop()


def state_file(var: Path) -> Path:
    return var / "run" / "services.json"


def read_state(var: Path = VAR) -> State | None:
    """The state of the services that run now, or None; waits while they are being started."""
    file = state_file(var)
    until = time.monotonic() + SECONDS_TO_APPEAR
    while file.exists() and is_held(file):
        if time.monotonic() > until:
            raise Problem(
                "another copy has been starting its services for too long. End it, and see "
                f"{shown(var / 'log')}."
            )
        if text := file.read_text():
            content = json.loads(text)
            return State(**{**content, "services": Services(**content["services"])})
        time.sleep(0.1)
    return None


def is_held(file: Path) -> bool:
    with file.open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


@contextmanager
def held(file: Path) -> Iterator[TextIOWrapper | None]:
    """The state file, emptied and locked while the block runs; None where another holds it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    with file.open("r+") as lock:
        if locked(lock):
            lock.truncate()
            yield lock
        else:
            yield None


def locked(lock: TextIOWrapper) -> bool:
    """Whether we got the lock; one who only looks, in `is_held`, has it for a moment."""
    until = time.monotonic() + SECONDS_TO_LET_GO
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        else:
            return True


@contextmanager
def serving(lock: TextIOWrapper, who: str, address: str | None, var: Path) -> Iterator[Services]:
    """Run the services and write down in the locked file where they are."""
    with running(var) as services:
        lock.write(json.dumps(asdict(State(os.getpid(), who, services, address))))
        lock.flush()
        yield services


@contextmanager
def own(who: str, *, address: str | None = None, var: Path = VAR) -> Iterator[Services]:
    """Run the services of this checkout; a Problem where another process runs them already."""
    with held(state_file(var)) as lock:
        if lock is None:
            raise Problem(taken_by(read_state(var)))
        with serving(lock, who, address, var) as services:
            yield services


def taken_by(state: State | None) -> str:
    if state is None:
        return "another copy was just ending on the same data. Run the same command again."
    where = f" at {state.address}" if state.address else ""
    return (
        f"another copy already uses the same data{where}: {state.who}, process {state.pid}. "
        "End that one first, with Ctrl-C in its terminal."
    )


@contextmanager
def borrowers(var: Path, mode: int) -> Iterator[None]:
    file = var / "run" / "borrowers.lock"
    file.touch(mode=0o600)
    with file.open() as lock:
        fcntl.flock(lock, mode)
        yield


@contextmanager
def borrow_or_own(who: str, *, var: Path = VAR) -> Iterator[Services]:
    """The services that run already, or our own for the length of the block.

    Our own go on until those who borrowed them meanwhile have ended too.
    """
    while True:
        if (state := read_state(var)) is not None:
            with borrowers(var, fcntl.LOCK_SH):
                if read_state(var) == state:
                    yield state.services
                    return
            continue
        with held(state_file(var)) as lock:
            if lock is not None:
                with serving(lock, who, None, var) as services:
                    try:
                        yield services
                    finally:
                        with borrowers(var, fcntl.LOCK_EX):
                            pass
                return
