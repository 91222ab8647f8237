"""Ports, children, and what is asked of the machine."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from inspection_portal.local import bootstrap, browser, launcher, process, system
from inspection_portal.local.bootstrap import ROOT, Problem

PARENT = """
import sys, time
from pathlib import Path
from inspection_portal.local import process
child = process.start([sys.executable, "-c", "import time; time.sleep(60)"], log=Path(sys.argv[1]))
print(child.pid, flush=True)
time.sleep(60)
"""
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready", flush=True)
time.sleep(60)
"""


def test_taken_port_is_named_with_another_to_choose() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert not process.is_free(port)
        with pytest.raises(Problem, match=rf"port {port} is taken.*PORT={port + 1}"):
            launcher.require_free(port)
    launcher.require_free(port)


def test_stop_does_not_wait_for_a_child_that_will_not_end(tmp_path: Path) -> None:
    log = tmp_path / "log"
    child = process.start([sys.executable, "-c", STUBBORN], log=log)
    while not log.read_text():
        time.sleep(0.02)
    process.stop(child, patience=0.2)
    assert child.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a parent's death")
def test_child_ends_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, tmp_path / "log"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        parent.kill()
    until = time.monotonic() + 5
    while Path(f"/proc/{child}/exe").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(f"/proc/{child}/exe").exists()


def test_process_that_ends_by_itself_is_named(tmp_path: Path) -> None:
    child = process.start([sys.executable, "-c", "raise SystemExit(3)"], log=tmp_path / "beat.log")
    child.wait()
    with pytest.raises(Problem, match=r"the beat process ended by itself.*var/log/beat\.log"):
        launcher.check_alive({"beat": child})


@pytest.fixture
def plain_user_of_debian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system.shutil, "which", lambda name: f"/usr/bin/{name}")


@pytest.mark.usefixtures("plain_user_of_debian")
def test_missing_pango_stops_with_the_exact_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "has_pango", lambda: False)
    command = (
        r"Run: sudo apt-get install --no-install-recommends libpango-1\.0-0 libpangoft2-1\.0-0"
    )
    with pytest.raises(Problem, match=command):
        system.require_pango()


@pytest.mark.usefixtures("plain_user_of_debian")
def test_missing_chromium_stops_only_where_it_is_required(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(browser, "chromium", lambda: None)
    monkeypatch.delenv("REQUIRE_BROWSER", raising=False)
    browser.look_for()
    assert (
        "sudo apt-get install --no-install-recommends chromium libatomic1"
        in capsys.readouterr().err
    )
    monkeypatch.setenv("REQUIRE_BROWSER", "1")
    with pytest.raises(Problem, match="Chromium is missing"):
        browser.look_for()


@pytest.mark.usefixtures("plain_user_of_debian")
def test_apt_is_left_alone_by_a_plain_user() -> None:
    assert bootstrap.apt_install(["hello"], what="a greeting") is False


@pytest.mark.parametrize("port", ["", "0", "80", "65536", "http", "８０００"])
def test_impossible_port_is_refused(port: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "inspection_portal.local", "run", port],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (f"Problem: PORT is {port!r}; it must be a number from 1024 to 65535.\n")


def test_manage_without_the_packages_says_what_to_do() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "manage.py", "check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Run `make setup`" in done.stderr
    assert done.stderr.count("\n") == 1
