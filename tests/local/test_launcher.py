"""`make run`: what it starts, what it refuses, and that it stops all of it."""

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from inspection_portal.local import process
from tests.local.running import Portal, running

pytestmark = pytest.mark.long

# Which role a command of the same copy has, and whose services it uses.
REPORT = """
from django.db import connection
from inspection_portal.local.services import read_state
with connection.cursor() as cursor:
    cursor.execute("SELECT current_user")
    print(cursor.fetchone()[0], read_state().pid)
"""


on_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    """Shared by the tests of this module in their order: the interrupt stops it for good."""
    with running() as portal:
        yield portal


def test_portal_is_ready_when_it_says_so(portal: Portal) -> None:
    assert f"The portal runs at http://localhost:{portal.port}" in portal.said
    assert "inspector@" in portal.said
    with urlopen(f"http://127.0.0.1:{portal.port}/health/ready", timeout=10) as answer:
        assert answer.status == 200
        assert json.load(answer)


def test_second_portal_on_the_same_port_is_refused(portal: Portal) -> None:
    second = portal.start(portal.port)
    assert second.returncode == 1
    assert second.stderr.startswith(f"Problem: port {portal.port} is taken")


def test_second_portal_on_the_same_data_is_refused(portal: Portal) -> None:
    second = portal.start(process.free_port())
    assert second.returncode == 1
    assert f"already uses the same data at http://localhost:{portal.port}" in second.stderr


def test_command_uses_the_running_portals_services_as_the_application(portal: Portal) -> None:
    command = portal.command("manage.py", "shell", "--no-imports", "-c", REPORT)
    assert command.stdout.split() == ["soc_app", str(portal.launcher.pid)], command.stderr


@on_linux
def test_web_server_does_not_know_the_owner(portal: Portal) -> None:
    environments = [
        Path(f"/proc/{child}/environ").read_bytes() for child in children(portal.launcher.pid)
    ]
    known = [environment for environment in environments if b"soc_app:" in environment]
    assert len(known) == len(("web", "worker", "loader", "teller", "printer", "beat"))
    assert not [environment for environment in environments if b"soc_owner:" in environment]


@on_linux
def test_interrupt_stops_everything(portal: Portal) -> None:
    started = children(portal.launcher.pid)
    services = ("postgres", "valkey", "web", "worker", "loader", "teller", "printer", "beat")
    assert len(started) == len(services)

    portal.launcher.send_signal(signal.SIGINT)

    assert portal.launcher.wait(60) == 0
    assert not [pid for pid in started if is_alive(pid)]


def test_command_brings_its_own_services_where_no_portal_runs(portal: Portal) -> None:
    command = portal.command("manage.py", "shell", "--no-imports", "-c", REPORT)
    role, holder = command.stdout.split()
    assert role == "soc_app"
    assert not is_alive(int(holder))
    assert not Path(portal.env["PORTAL_VAR"], "postgres", "data", "postmaster.pid").exists()
