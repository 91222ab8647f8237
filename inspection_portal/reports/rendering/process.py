"""The PDF of a report, made in this process or in a child that can be killed."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from math import ceil
from signal import Signals
from tempfile import TemporaryFile
from threading import Event, Timer
from typing import IO

from django.conf import settings

from inspection_portal.reports.document import Report, encoded
from inspection_portal.reports.rendering import markup
from inspection_portal.reports.rendering.failures import RenderingFailed, crashed, too_slow
from inspection_portal.reports.rendering.printing import Progress, to_pdf

EPOCH = date(1970, 1, 1)
CHILD = "inspection_portal.reports.rendering.child"
# What the child needs to find libraries and fonts; secrets and addresses of services stay here.
ENVIRONMENT = (
    "PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH",
    "FONTCONFIG_FILE", "FONTCONFIG_PATH", "XDG_CACHE_HOME",
)  # fmt: skip


def pdf(report: Report) -> bytes:
    """The report as a PDF/UA-1 and PDF/A-3a file that carries its document as JSON; equal reports
    give equal bytes.

    For commands and tests: nothing here bounds time or memory. Raises `RenderingFailed`.
    """
    return to_pdf(
        markup.html(report),
        identifier=markup.content_hash(report).encode(),
        document=encoded(report),
    )


def pdf_in_child(
    report: Report,
    *,
    timeout: float = 120,
    memory: int = 1024**3,
    on_progress: Progress | None = None,
) -> bytes:
    """The same bytes as `pdf`, made by a child that is killed when it takes too much.

    `timeout` in seconds, `memory` in bytes; `on_progress` hears a percentage that only grows.
    Raises `RenderingFailed` with the reason. It is a program of its own and not a fork, because
    a Celery worker may have no children of `multiprocessing`, and so that it inherits no secrets.
    """
    return print_in_child(
        markup.html(report),
        identifier=markup.content_hash(report),
        document=encoded(report),
        dated=report.published_on,
        timeout=timeout,
        memory=memory,
        on_progress=on_progress,
    )


def print_in_child(
    html: str,
    *,
    identifier: str,
    dated: date | None,
    timeout: float,
    memory: int = 1024**3,
    document: bytes | None = None,
    on_progress: Progress | None = None,
) -> bytes:
    """HTML that loads what is bundled alone, as a PDF of that date; bounded as `pdf_in_child`.

    `document` as in `printing.to_pdf`.
    """
    order = {
        "html": html,
        "identifier": identifier,
        "document": document.decode() if document is not None else None,
        "seconds": ceil(timeout),
        "memory": memory,
    }
    with TemporaryFile() as stdin, TemporaryFile() as stdout:
        stdin.write(json.dumps(order).encode())
        stdin.seek(0)
        _run(stdin, stdout, _environment(dated), timeout=timeout, on_progress=on_progress)
        stdout.seek(0)
        return stdout.read()


def _environment(dated: date | None) -> dict[str, str]:
    """`SOURCE_DATE_EPOCH` stands in for the clock wherever a library would write the time."""
    days = (dated - EPOCH).days if dated else 0
    kept = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    return {**kept, "SOURCE_DATE_EPOCH": str(max(0, days) * 86400), "PYTHONUTF8": "1"}


def _run(
    stdin: IO[bytes],
    stdout: IO[bytes],
    environment: Mapping[str, str],
    *,
    timeout: float,
    on_progress: Progress | None,
) -> None:
    """Run the child to its end, or kill it and raise the reason."""
    with subprocess.Popen(  # noqa: S603 - our own program, no shell
        [sys.executable, "-m", CHILD],
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
        cwd=settings.BASE_DIR,
        env=environment,
        text=True,
        start_new_session=True,
    ) as child:
        late = Event()

        def stop() -> None:
            late.set()
            child.kill()

        timer = Timer(timeout, stop)
        timer.start()
        try:
            failure = _listen(child, on_progress)
            child.wait()
        except BaseException:  # also when the worker itself is told to stop
            child.kill()
            raise
        finally:
            timer.cancel()
    if late.is_set() or child.returncode == -Signals.SIGXCPU:
        raise RenderingFailed(too_slow(timeout))
    if child.returncode:
        raise RenderingFailed(failure or crashed(child.returncode))


def _listen(child: subprocess.Popen[str], on_progress: Progress | None) -> str:
    """Pass progress on until the child ends; the reason that it gave, if any.

    Libraries below WeasyPrint may write to stderr as well: only lines of JSON are the child's.
    """
    failure = ""
    for line in child.stderr or ():
        told = json.loads(line) if line.startswith("{") else {}
        failure = told.get("failure", failure)
        if on_progress and "percent" in told:
            on_progress(told["percent"])
    return failure
