"""A PDF read by a child process that can be killed: nobody knows what a file that is handed in
does to its reader.
"""

import json
import subprocess
import sys
from math import ceil
from pathlib import Path
from signal import Signals

from inspection_portal.core.children import environment
from inspection_portal.reports.transcribing.failures import (
    NOT_A_PDF,
    Unreadable,
    too_large,
    too_slow,
)

CHILD = "inspection_portal.reports.transcribing.child"
ROOT = Path(__file__).resolve().parents[3]
SECONDS, MEMORY = 180.0, 1024**3


def transcribe(content: bytes, *, seconds: float = SECONDS, memory: int = MEMORY) -> str:
    """What a PDF says as HTML with a block on each line, each with its page: for `reading.read`.

    Takes `seconds` and `memory` bytes at most. Raises `Unreadable` with the reason.
    """
    try:
        child = subprocess.run(  # noqa: S603 - our own program, no shell
            [sys.executable, "-m", CHILD, str(ceil(seconds)), str(memory)],
            input=content,
            capture_output=True,
            timeout=seconds,
            cwd=ROOT,
            env=environment(),
            start_new_session=True,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(too_slow(seconds)) from error
    if child.returncode == -Signals.SIGXCPU:
        raise Unreadable(too_slow(seconds))
    if child.returncode:
        raise Unreadable(_failure(child.stderr, memory))
    return child.stdout.decode()


def _failure(told: bytes, memory: int) -> str:
    """What the child said last. One that ended without a word ran out of memory."""
    lines = told.decode(errors="replace").splitlines()
    if "MemoryError" in (lines[-1] if lines else "MemoryError"):
        return too_large(memory)
    if not lines[-1].startswith("{"):
        return NOT_A_PDF
    return str(json.loads(lines[-1])["failure"])
