"""The warm parent and its children: what they may not do, and what outlives what."""

import hashlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from inspection_portal.local.bootstrap import ROOT
from inspection_portal.reports import rendering
from inspection_portal.reports.document import Report
from inspection_portal.reports.rendering import (
    Hearing,
    Interrupted,
    RenderingFailed,
    Unwanted,
    process,
)
from tests.reports.sample import BARE, SAMPLE
from tests.reports.test_pdf_safety import HUGE_TABLE, VECTORS, Listener, hostile, listener, page

__all__ = ["listener"]  # a fixture

SHORT = replace(SAMPLE, bodies=SAMPLE.bodies[:1])
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
CUT_OFF = "from inspection_portal.reports.rendering import child; child.cut_off()\n"
CONNECT = "import socket; socket.create_connection(('127.0.0.1', {port}), timeout=5)"
# By the C library, which no audit hook of Python hears.
CONNECT_BELOW = """
import ctypes, struct, sys
libc = ctypes.CDLL(None)
from inspection_portal.reports.rendering import child; child.cut_off()
made = libc.socket(2, 1, 0)
address = struct.pack("<H", 2) + struct.pack("!H4s8x", {port}, bytes([127, 0, 0, 1]))
sys.exit(libc.connect(made, address, len(address)) == 0)
"""
PRINT = """
import hashlib, os, django
django.setup()
from inspection_portal.reports import rendering
from tests.reports.test_warm_parent import SHORT
made = rendering.pdf if {here} else rendering.pdf_in_child
print(hashlib.sha256(made(SHORT)).hexdigest())
"""


def fresh(program: str, **more: str) -> subprocess.CompletedProcess[str]:
    """That program, in a process of its own."""
    needed = {"DEVELOPMENT": "1", "DJANGO_SETTINGS_MODULE": "inspection_portal.settings"}
    env = {**os.environ, **needed, "SOURCE_DATE_EPOCH": "1724976000", **more}
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=env, text=True, capture_output=True
    )


@pytest.fixture(autouse=True)
def parent() -> None:
    """Each test begins with a parent that waits."""
    rendering.pdf_in_child(BARE)


def program() -> int:
    return process._kept()[0].program.pid


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def until(true: Callable[[], bool]) -> bool:
    ends = time.monotonic() + 10
    while not true() and time.monotonic() < ends:
        time.sleep(0.02)
    return true()


def endless(monkeypatch: pytest.MonkeyPatch, then: Callable[[], object]) -> None:
    """Print without end, and do something while the child works."""
    done: list[bool] = []

    def act(percent: int, words: str) -> None:
        if not done:
            done.append(True)
            then()

    report = hostile(monkeypatch, HUGE_TABLE)
    rendering.pdf_in_child(report, timeout=60, hearing=Hearing(on_progress=act))


def outcome(report: Report) -> str:
    """That it was made, or why not, in a sentence."""
    try:
        made = rendering.pdf_in_child(report, timeout=60)
    except RenderingFailed as failure:
        return str(failure)
    return "It was made." if made.startswith(b"%PDF") else ""


@pytest.mark.parametrize("vector", VECTORS.values(), ids=VECTORS)
def test_no_request_leaves_a_child(
    vector: str, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome(hostile(monkeypatch, vector.format(url=listener.url)))
    assert listener.asked == []


def test_python_has_no_sockets_once_it_is_cut_off(listener: Listener) -> None:
    connect = CONNECT.format(port=listener.server_port)
    assert fresh(connect).returncode == 0
    refused = fresh(CUT_OFF + connect)
    assert "A report may not do this while it is printed: socket." in refused.stderr
    assert "may not do this" in fresh(CUT_OFF + "import os; os.system('true')").stderr
    assert "may not do this" in fresh(CUT_OFF + "import subprocess; subprocess.run('true')").stderr


@LINUX
def test_the_kernel_leads_nowhere_where_it_lets_a_process_choose_so(listener: Listener) -> None:
    allowed = subprocess.run(["unshare", "--user", "--net", "true"], capture_output=True)
    if allowed.returncode:
        pytest.skip("this kernel gives unprivileged processes no network namespace")
    below = CONNECT_BELOW.format(port=listener.server_port)
    assert fresh(below.replace("child.cut_off()", "None")).returncode == 1
    assert fresh(below).returncode == 0


def test_the_bytes_are_the_same_forked_and_fresh() -> None:
    made = {fresh(PRINT.format(here=here)).stdout for here in (True, False)}
    made |= {fresh(PRINT.format(here=True), PYTHONHASHSEED="7", TZ="Asia/Tokyo").stdout}
    forked = [hashlib.sha256(rendering.pdf_in_child(SHORT)).hexdigest() for _ in range(2)]
    assert made == {f"{each}\n" for each in forked}


@LINUX
def test_the_parent_waits_with_one_thread_and_no_children() -> None:
    assert len(list(Path(f"/proc/{program()}/task").iterdir())) == 1
    assert until(lambda: children(program()) == [])


def test_one_parent_serves_order_after_order() -> None:
    before = program()
    rendering.pdf_in_child(BARE)
    assert program() == before


@LINUX
def test_a_child_that_is_killed_leaves_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    before = program()
    with pytest.raises(Interrupted, match="SIGKILL"):
        endless(monkeypatch, lambda: os.kill(children(before)[0], signal.SIGKILL))
    monkeypatch.undo()
    assert rendering.pdf_in_child(BARE).startswith(b"%PDF")
    assert program() == before


@LINUX
def test_a_parent_that_is_killed_takes_its_child_along_and_is_started_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, working = program(), []

    def kill() -> None:
        working.extend(children(before))
        os.kill(before, signal.SIGKILL)

    with pytest.raises(Interrupted, match="SIGKILL"):
        endless(monkeypatch, kill)
    assert until(lambda: is_gone(working[0]))
    monkeypatch.undo()
    assert rendering.pdf_in_child(BARE).startswith(b"%PDF")
    assert program() != before


def test_an_idle_parent_that_was_killed_is_started_again() -> None:
    os.kill(program(), signal.SIGKILL)
    process._kept()[0].program.wait()
    assert rendering.pdf_in_child(BARE).startswith(b"%PDF")


@LINUX
def test_nothing_is_left_of_a_worker_that_is_killed(tmp_path: Path) -> None:
    told = tmp_path / "told"
    worker = f"""
import os, django, pathlib
django.setup()
from inspection_portal.reports.rendering import Hearing, print_in_child, process
def tell(percent, words):
    pathlib.Path({str(told)!r}).write_text(str(process._kept()[0].program.pid))
html = {page(HUGE_TABLE)!r}
print_in_child(html, identifier="x", dated=None, timeout=60, hearing=Hearing(on_progress=tell))
"""
    env = {**os.environ, "DEVELOPMENT": "1"}
    with subprocess.Popen([sys.executable, "-c", worker], cwd=ROOT, env=env) as running:
        assert until(lambda: told.exists() and bool(told.read_text()))
        pids = [int(told.read_text()), *children(int(told.read_text()))]
        running.kill()
    assert len(pids) == 2
    assert until(lambda: all(is_gone(pid) for pid in pids))


def test_what_nobody_wants_any_more_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    report, began = hostile(monkeypatch, HUGE_TABLE), time.monotonic()
    wanted = iter([True, True, False])
    with pytest.raises(Unwanted):
        rendering.pdf_in_child(
            report, timeout=60, hearing=Hearing(is_wanted=lambda: next(wanted, False))
        )
    assert time.monotonic() - began < 20


def test_warnings_name_the_place_in_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    warned: list[rendering.Warned] = []
    body = '<h2>Threats</h2><p><a href="#nowhere">x</a></p><p style="colour: red">x</p>'
    rendering.pdf_in_child(hostile(monkeypatch, body), hearing=Hearing(on_warning=warned.append))
    places = {each.text: each.place for each in warned}
    assert places["No anchor #nowhere for internal URI reference"] == "“Threats”"
    assert [place for text, place in places.items() if "colour" in text] == ["the style sheet"]


STRANGE = {
    "right-to-left override": "\u202eevil\u202c \u2066text",
    "emoji": "👮🏽‍♀️ 🏴󠁧󠁢󠁷󠁬󠁳󠁿 " * 50,
    "nested quotes": ">" * 3000 + " x",
    "controls": "\x01\x02\ufffe\ud7ff x",
    "combining": "a" + "\u0301" * 5000,
}


@pytest.mark.parametrize("typed", STRANGE.values(), ids=STRANGE)
def test_strange_text_is_printed_or_refused_in_words(typed: str) -> None:
    report = replace(BARE, regional_introduction=f"Before.\n\n{typed}\n\nAfter.")
    assert outcome(report).endswith(".")


@pytest.mark.long
@pytest.mark.parametrize("typed", ["x" * 2_000_000, "A sentence of a report. " * 70_000])
def test_endless_text_is_bounded_and_others_go_on(typed: str) -> None:
    report, began = replace(BARE, regional_introduction=typed), time.monotonic()
    assert re.search("made|seconds|memory", outcome(report))
    assert time.monotonic() - began < 90
    assert rendering.pdf_in_child(BARE).startswith(b"%PDF")
