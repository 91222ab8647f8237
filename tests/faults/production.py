"""The portal as it runs in production, with a supervisor that starts again what was killed."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from inspection_portal.local import database, launcher, process
from inspection_portal.local.bootstrap import ROOT, Problem
from inspection_portal.local.postgres import Cluster
from inspection_portal.local.services import Services
from inspection_portal.local.valkey import Broker

WORKERS, CHILDREN = 2, 4
SECONDS_TO_COME_BACK = 60


@dataclass
class Production:
    """A durable database, a broker, two workers with two children each, and two beats."""

    folder: Path
    mail_url: str
    cluster: Cluster = field(init=False)
    broker: Broker = field(init=False)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    kills: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.cluster = Cluster(self.folder / "postgres", durable=True)
        self.broker = Broker(self.folder)

    def start(self) -> None:
        """Start the database and the broker, and make the tables."""
        self.cluster.start()
        self.broker.start()
        self.manage("migrate", owner=True)

    def start_processes(self) -> None:
        for name, command in self.commands.items():
            self._start(name, command)

    def stop_processes(self) -> None:
        while self.running:
            end(self.running.popitem()[1])

    def stop(self) -> None:
        self.stop_processes()
        self.broker.stop()
        self.cluster.stop()

    @property
    def commands(self) -> dict[str, list[str]]:
        """What `make run` and docker-compose.yml start, twice."""
        worker, beats = launcher.worker_command(), ("beat-1", "beat-2")
        return {
            **{name: [*worker, f"--hostname={name}@%h"] for name in self.workers},
            **{name: launcher.beat_command(self.folder / name) for name in beats},
        }

    @property
    def workers(self) -> list[str]:
        return [f"worker-{number + 1}" for number in range(WORKERS)]

    def environment(self, *, owner: bool = False) -> dict[str, str]:
        urls = self.cluster.url("soc_app"), self.cluster.url("soc_owner"), self.broker.url
        return {**database.environment(Services(*urls), owner=owner), "EMAIL_URL": self.mail_url}

    def manage(self, command: str, *, owner: bool = False) -> str:
        """Run `manage.py command` to its end; answers what it wrote."""
        return subprocess.run(
            [sys.executable, "manage.py", command],
            cwd=ROOT,
            env={**os.environ, **self.environment(owner=owner)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def supervise(self) -> None:
        """Start again every process that has ended, with all that it left behind."""
        for name, child in self.running.items():
            if child.poll() is not None:
                end(child)
                self._start(name, self.commands[name])

    def _start(self, name: str, command: list[str]) -> None:
        self.running[name] = process.start(
            [sys.executable, "-m", *command],
            log=self.folder / f"{name}.log",
            env=self.environment(),
            cwd=ROOT,
            at_parents_death=signal.SIGKILL,
        )

    def kill(self, kind: str, chance: random.Random) -> None:
        """SIGKILL one of that kind, and start the services again at once."""
        worker = self.running[chance.choice(self.workers)]
        match kind:
            case "worker":
                worker.kill()
            case "child":
                children = children_of(worker.pid)
                if not children:  # The worker is just starting.
                    return
                with suppress(ProcessLookupError):
                    os.kill(chance.choice(children), signal.SIGKILL)
            case "valkey":
                kill(self.broker.server)
                self.broker.start()
            case "postgres":
                kill(self.cluster.server)
                come_back(self.cluster.start)
        self.kills[kind] += 1


def children_of(pid: int) -> list[int]:
    """The processes that a worker has forked to do its tasks."""
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [int(each) for each in text.split()]


def kill(server: subprocess.Popen[bytes] | None) -> None:
    assert server is not None
    server.kill()
    server.wait()


def end(child: subprocess.Popen[bytes]) -> None:
    """End a process and its children, as the end of its container does."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def come_back(start: Callable[[], None]) -> None:
    """A database whose server was killed can't start before the last of its processes is gone."""
    until = time.monotonic() + SECONDS_TO_COME_BACK
    while True:
        try:
            start()
        except Problem:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


@contextmanager
def in_production(folder: Path, mail_url: str) -> Iterator[Production]:
    """The portal, with Django's connection in this process on its database."""
    folder.chmod(0o755)
    production = Production(folder, mail_url)
    before = {name: connection.settings_dict[name] for name in ("PORT", "PASSWORD")}
    try:
        production.start()
        connection.close()
        connection.settings_dict.update(
            PORT=production.cluster.port, PASSWORD=production.cluster.passwords["soc_app"]
        )
        yield production
    finally:
        connection.close()
        connection.settings_dict.update(before)
        production.stop()
