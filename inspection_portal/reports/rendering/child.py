"""What a killable child of the warm parent does: an order on stdin, a PDF on stdout.

The order is `{"html", "identifier", "epoch", "seconds", "memory"}` as JSON. Each line on stderr is
JSON too: `{"percent": 40, "words": "…"}` while it works, `{"warning": "…", "place": "…"}`, and
`{"failure": "…"}` where there is no PDF. The child knows no settings, no database and no secrets:
it gets finished HTML.
"""

import ctypes
import gc
import json
import os
import resource
import sys

from inspection_portal.reports.rendering.failures import RenderingFailed, too_large
from inspection_portal.reports.rendering.hearing import Hearing, Warned
from inspection_portal.reports.rendering.printing import to_pdf

TOO_DEEP = "Its lists are nested too deeply to print."
# Of Linux: see unshare(2) and prctl(2).
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
# What a report never needs: to speak with others, and to start programs.
REFUSED = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "pty.")


def main() -> int:
    # The process ends with its one report: looking for garbage would only cost time.
    gc.disable()
    order = json.load(sys.stdin.buffer)
    # It stands in for the clock wherever a library would write the time.
    os.environ["SOURCE_DATE_EPOCH"] = str(order["epoch"])
    cut_off()
    _limit(seconds=order["seconds"], memory=order["memory"])
    hearing = Hearing(on_progress=_say_progress, on_warning=_say_warning)
    try:
        pdf = to_pdf(order["html"], identifier=order["identifier"].encode(), hearing=hearing)
    # Whatever WeasyPrint stumbles over is told to the author, since nobody reads this traceback.
    except Exception as error:
        _say(failure=_reason(error, memory=order["memory"]))
        return 1
    sys.stdout.buffer.write(pdf)
    sys.stdout.flush()
    return 0


def cut_off() -> None:
    """Leave this process no network and no programs: by the interpreter, and on Linux by the kernel
    as well, where it lets a process without rights do so; some containers forbid it.
    """

    def refuse(event: str, _: tuple[object, ...]) -> None:
        if event.startswith(REFUSED):
            raise RenderingFailed(f"A report may not do this while it is printed: {event}.")

    if sys.platform == "linux":
        ctypes.CDLL(None).unshare(CLONE_NEWUSER | CLONE_NEWNET)
    sys.addaudithook(refuse)


def _limit(*, seconds: int, memory: int) -> None:
    """Ceilings of the kernel, which hold when the parent is gone. macOS has none for memory."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _reason(error: Exception, *, memory: int) -> str:
    match error:
        case RenderingFailed():
            return str(error)
        case MemoryError():
            return too_large(memory)
        case RecursionError():
            return TOO_DEEP
        case _:
            return f"WeasyPrint could not print it: {type(error).__name__} {error}"[:500]


def _say_progress(percent: int, words: str) -> None:
    _say(percent=percent, words=words)


def _say_warning(warned: Warned) -> None:
    _say(warning=warned.text, place=warned.place)


def _say(**line: str | int) -> None:
    print(json.dumps(line), file=sys.stderr, flush=True)  # noqa: T201
