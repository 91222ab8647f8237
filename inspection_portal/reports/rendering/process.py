"""The PDF of a report, made in this process or in a child that can be killed."""

import atexit
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import ceil
from select import select
from signal import Signals
from tempfile import TemporaryFile
from threading import Lock
from time import monotonic
from typing import IO

from django.conf import settings

from inspection_portal.reports.document import Report
from inspection_portal.reports.rendering import markup
from inspection_portal.reports.rendering.failures import (
    Interrupted,
    RenderingFailed,
    Unwanted,
    crashed,
    too_slow,
)
from inspection_portal.reports.rendering.hearing import DEAF, Hearing, Warned
from inspection_portal.reports.rendering.orders import ORDER, STATUS
from inspection_portal.reports.rendering.printing import to_pdf
from inspection_portal.reports.rendering.versions import NEWEST

EPOCH = date(1970, 1, 1)
GIGABYTE = 1024**3
PARENT = "inspection_portal.reports.rendering.warm"
# What the parent needs to find libraries and fonts; secrets and addresses of services stay here.
ENVIRONMENT = (
    "PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH",
    "FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_CACHE_HOME",
)  # fmt: skip
ASKED_EVERY = 1.0  # seconds between two questions whether the PDF is still wanted


def pdf(report: Report, layout: str = NEWEST) -> bytes:
    """The report as a tagged PDF/UA-1 file; equal reports give equal bytes.

    For commands and tests: nothing here bounds time or memory. Raises `RenderingFailed`.
    """
    return to_pdf(markup.html(report, layout), identifier=markup.content_hash(report).encode())


def pdf_in_child(
    report: Report,
    layout: str = NEWEST,
    *,
    timeout: float = 120,
    memory: int = GIGABYTE,
    hearing: Hearing = DEAF,
) -> bytes:
    """The same bytes as `pdf`, made by a child that is killed when it takes too much.

    `timeout` in seconds, `memory` in bytes. Raises `RenderingFailed` with the reason: `Interrupted`
    where a second attempt may go better, `Unwanted` where `hearing` wants it no more.
    """
    return print_in_child(
        markup.html(report, layout),
        identifier=markup.content_hash(report),
        dated=report.published_on,
        timeout=timeout,
        memory=memory,
        hearing=hearing,
    )


def print_in_child(
    html: str,
    *,
    identifier: str,
    dated: date | None,
    timeout: float,
    memory: int = GIGABYTE,
    hearing: Hearing = DEAF,
) -> bytes:
    """HTML that loads what is bundled alone, as a PDF of that date; bounded as `pdf_in_child`."""
    order = {
        "html": html,
        "identifier": identifier,
        "epoch": max(0, (dated - EPOCH).days if dated else 0) * 86400,
        "seconds": ceil(timeout),
        "memory": memory,
    }
    with TemporaryFile() as stdin, TemporaryFile() as stdout:
        stdin.write(json.dumps(order).encode())
        stdin.seek(0)
        _run(stdin, stdout, timeout=timeout, hearing=hearing)
        stdout.seek(0)
        return stdout.read()


@dataclass(frozen=True)
class _Parent:
    """A warm parent of this process, and our end of its pair of sockets."""

    owner: int
    program: subprocess.Popen[bytes]
    control: socket.socket

    @property
    def is_there(self) -> bool:
        """Whether it lives, and is ours: a fork of this process has to start its own."""
        return self.owner == os.getpid() and self.program.poll() is None

    def end(self) -> None:
        """Nobody asks any more: it ends its child and itself."""
        self.control.close()
        self.program.wait()


_lock = Lock()


@cache
def _kept() -> list[_Parent]:
    """The parent that this process has started, if any."""
    return []


@contextmanager
def warm_parent() -> Iterator[_Parent]:
    """The parent that waits for orders, started where there is none; one order at a time. It is
    ended where the order does not come to its end.
    """
    with _lock:
        kept = _kept()
        if not kept or not kept[0].is_there:
            kept[:] = [_start()]
        parent = kept[0]
        try:
            yield parent
        except ConnectionError as error:
            parent.end()
            raise Interrupted(crashed(parent.program.returncode)) from error
        except BaseException:  # also when the worker itself is told to stop
            parent.end()
            raise


def _start() -> _Parent:
    """Start a parent that inherits neither secrets nor files. It ends with us: our end of the pair
    is closed then, whatever ended us.
    """
    ours, theirs = socket.socketpair()
    kept = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    with theirs:
        program = subprocess.Popen(  # noqa: S603 - our own program, no shell
            [sys.executable, "-m", PARENT, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            cwd=settings.BASE_DIR,
            env={**kept, "PYTHONUTF8": "1"},
            start_new_session=True,
        )
    parent = _Parent(os.getpid(), program, ours)
    atexit.register(parent.end)
    return parent


def _run(stdin: IO[bytes], stdout: IO[bytes], *, timeout: float, hearing: Hearing) -> None:
    """Have a child work to its end, or kill it and raise the reason."""
    with warm_parent() as parent:
        heard, said = os.pipe()
        with open(heard, "rb", buffering=0) as stderr:
            try:
                files = [stdin.fileno(), stdout.fileno(), said]
                socket.send_fds(parent.control, [ORDER], files)
            finally:
                os.close(said)
            failure = _listen(stderr, until=monotonic() + timeout, hearing=hearing, limit=timeout)
        status = parent.control.recv(STATUS.size, socket.MSG_WAITALL)
        if not status:
            raise ConnectionError
    (returncode,) = STATUS.unpack(status)
    if returncode == -Signals.SIGXCPU:
        raise Interrupted(too_slow(timeout))
    if returncode:
        raise RenderingFailed(failure) if failure else Interrupted(crashed(returncode))


def _listen(stderr: IO[bytes], *, until: float, hearing: Hearing, limit: float) -> str:
    """Pass on what the child says until it ends; the reason that it gave, if any."""
    failure, unfinished = "", b""
    while True:
        ready, _, _ = select([stderr], [], [], max(0, min(ASKED_EVERY, until - monotonic())))
        if monotonic() >= until:
            raise Interrupted(too_slow(limit))
        if not hearing.is_wanted():
            raise Unwanted
        if not ready:
            continue
        read = stderr.read(65536)
        if not read:
            return failure
        *lines, unfinished = (unfinished + read).split(b"\n")
        for line in lines:
            failure = _hear(line, hearing) or failure


def _hear(line: bytes, hearing: Hearing) -> str:
    """Pass one line on; the reason of a failure, if it is one. Libraries below WeasyPrint may write
    to stderr as well: only lines of JSON are the child's.
    """
    told = json.loads(line) if line.startswith(b"{") else {}
    if "percent" in told:
        hearing.on_progress(told["percent"], told["words"])
    if "warning" in told:
        hearing.on_warning(Warned(told["warning"], told["place"]))
    return str(told.get("failure", ""))
