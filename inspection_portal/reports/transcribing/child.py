"""The program that a killable child process runs: a PDF on stdin, its transcript on stdout.

Its arguments are the seconds of CPU time and the bytes of memory that it may take. Where there is
no transcript it says why on stderr, in one line of JSON, `{"failure": "…"}`. The child knows no
settings, no database and no secrets.
"""

import json
import logging
import sys

from inspection_portal.core import children
from inspection_portal.reports.transcribing.failures import (
    NOT_A_PDF,
    TOO_DEEP,
    Unreadable,
    too_large,
)
from inspection_portal.reports.transcribing.transcript import transcript


def main(seconds: int, memory: int) -> int:
    children.limit(seconds=seconds, memory=memory)
    logging.disable()
    try:
        told = transcript(sys.stdin.buffer.read())
    # Whatever the reader stumbles over is a fault of the file: it is told in one sentence.
    except Exception as error:
        print(json.dumps({"failure": _reason(error, memory)}), file=sys.stderr)  # noqa: T201
        return 1
    sys.stdout.buffer.write(told.encode("utf-8", "replace"))
    return 0


def _reason(error: Exception, memory: int) -> str:
    return children.reason(
        error,
        known=Unreadable,
        too_large=too_large(memory),
        too_deep=TOO_DEEP,
        otherwise=NOT_A_PDF,
    )


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
