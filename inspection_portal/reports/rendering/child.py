"""The program that a killable child process runs: an order on stdin, a PDF on stdout.

The order is `{"html", "identifier", "document", "seconds", "memory"}` as JSON; `document` is null
for what is no report. Each line on stderr is JSON too: `{"percent": 40}` while it works,
`{"failure": "…"}` where there is no PDF. The child knows no settings, no database and no secrets:
it gets finished HTML.
"""

import gc
import json
import resource
import sys

from inspection_portal.reports.rendering.failures import RenderingFailed, too_large
from inspection_portal.reports.rendering.printing import to_pdf

TOO_DEEP = "Its lists are nested too deeply to print."


def main() -> int:
    # The process ends with its one report: looking for garbage would only cost time.
    gc.disable()
    order = json.load(sys.stdin.buffer)
    _limit(seconds=order["seconds"], memory=order["memory"])
    try:
        pdf = to_pdf(
            order["html"],
            identifier=order["identifier"].encode(),
            document=order["document"] and order["document"].encode(),
            on_progress=lambda percent: _say(percent=percent),
        )
    # Whatever WeasyPrint stumbles over is told to the author, since nobody reads this traceback.
    except Exception as error:
        _say(failure=_reason(error, memory=order["memory"]))
        return 1
    sys.stdout.buffer.write(pdf)
    return 0


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


def _say(**line: str | int) -> None:
    print(json.dumps(line), file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
