"""`make run`: the services, the web server, four Celery workers and beat, until Ctrl-C."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from inspection_portal.local import assets, database, process, services, system
from inspection_portal.local.bootstrap import ROOT, VAR, Problem, say, shown

SECONDS_TO_ANSWER = 60
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
QUEUES = "celery"
# A long report takes minutes: no mail is to wait behind it.
PDFS = "pdf"
# Extracts take minutes, and one waits for the other: nothing else is to wait behind them.
EXTRACTS = "extracts"
# Those who tell other systems wait for their answers most of the time: many fit into one process.
WEBHOOKS = "webhooks"
Children = dict[str, subprocess.Popen[bytes]]


def set_up() -> None:
    system.require_pango()
    assets.prepare()


def run(port: int) -> None:
    """Start everything and keep it until Ctrl-C, SIGTERM or a closed terminal: a good end."""
    address = f"http://localhost:{port}"
    require_free(port)
    set_up()
    with endings_interrupt(), services.own("the portal", address=address) as ours:
        database.bring_up_to_date(ours)
        with portal(ours, port, address) as children:
            watch(children)


@contextmanager
def endings_interrupt() -> Iterator[None]:
    """Every wish to end is a KeyboardInterrupt, once: the ending itself is not interrupted."""

    def interrupt(number: int, _: object) -> None:
        for ending in ENDING:
            signal.signal(ending, signal.SIG_IGN)
        raise KeyboardInterrupt

    for ending in ENDING:
        signal.signal(ending, interrupt)
    try:
        yield
    except KeyboardInterrupt:
        say("\nStopped.")


def require_free(port: int) -> None:
    if not process.is_free(port):
        raise Problem(
            f"port {port} is taken, by another program or another copy of the portal. "
            f"End that one, or choose another port: make run PORT={port + 1}"
        )


@contextmanager
def portal(ours: services.Services, port: int, address: str) -> Iterator[Children]:
    """The processes of the portal; the web server first, so that it answers soonest."""
    env = {**database.environment(ours), "PORTAL_URL": address}
    children: Children = {}
    try:
        children["web"] = start("web", env, *web_command(port))
        sign_ins = database.seed_demonstration(ours)
        wait_for(f"http://127.0.0.1:{port}/health/live", children)
        children["worker"] = start("worker", env, *worker_command())
        children["printer"] = start("printer", env, *printer_command())
        children["loader"] = start("loader", env, *loader_command())
        children["teller"] = start("teller", env, *teller_command())
        children["beat"] = start("beat", env, *beat_command())
        sys.stdout.write(f"\nThe portal runs at {address}\n\n{sign_ins}\n\n")
        sys.stdout.write(f"Logs are in {shown(VAR / 'log')}. Ctrl-C stops everything.\n")
        sys.stdout.flush()
        yield children
    finally:
        process.stop(*children.values())


def log_of(name: str) -> Path:
    return VAR / "log" / f"{name}.log"


def start(name: str, env: Mapping[str, str], *args: str) -> subprocess.Popen[bytes]:
    return process.start([sys.executable, "-m", *args], log=log_of(name), env=env, cwd=ROOT)


def web_command(port: int) -> list[str]:
    return [
        *("gunicorn", "inspection_portal.wsgi", f"--bind=127.0.0.1:{port}", "--workers=2"),
        *("--preload", "--timeout=600", "--graceful-timeout=5", "--no-control-socket"),
        "--access-logfile=-",
    ]


def worker_command() -> list[str]:
    return _worker_command("--concurrency=2", f"--queues={QUEUES}")


def printer_command() -> list[str]:
    return _worker_command("--concurrency=1", f"--queues={PDFS}", "--hostname=printer@%h")


def loader_command() -> list[str]:
    return _worker_command("--concurrency=1", f"--queues={EXTRACTS}", "--hostname=loader@%h")


def teller_command() -> list[str]:
    several = ("--pool=threads", "--concurrency=8")
    return _worker_command(*several, f"--queues={WEBHOOKS}", "--hostname=teller@%h")


def _worker_command(*options: str) -> list[str]:
    return [
        *("celery", "--app=inspection_portal", "worker", *options),
        *("--loglevel=INFO", "--without-mingle", "--without-gossip"),
    ]


def beat_command(schedule: Path = VAR / "run" / "beat-schedule") -> list[str]:
    return ["celery", "--app=inspection_portal", "beat", f"--schedule={schedule}"]


def wait_for(url: str, children: Children) -> None:
    until = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < until:
        check_alive(children)
        try:
            with urlopen(url, timeout=5):  # noqa: S310
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise Problem(f"the web server does not answer. Details: {shown(log_of('web'))}")


def watch(children: Children) -> None:
    while True:
        check_alive(children)
        time.sleep(0.5)


def check_alive(children: Children) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            raise Problem(
                f"the {name} process ended by itself, so everything was stopped. "
                f"Details: {shown(log_of(name))}"
            )
