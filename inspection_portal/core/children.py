"""Child processes for work that may run away: what they inherit, and what they may take."""

import os
import resource
import sys

# Where a child finds its libraries; secrets and addresses of services stay with the parent.
INHERITED = ("PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH")


def environment(*more: str) -> dict[str, str]:
    """What a child inherits, with the variables named besides, where they are set."""
    kept = {name: os.environ[name] for name in (*INHERITED, *more) if name in os.environ}
    return {**kept, "PYTHONUTF8": "1"}


def limit(*, seconds: int, memory: int) -> None:
    """Ceilings for this process, of CPU seconds and bytes, which the kernel holds it to when its
    parent is gone. macOS has none for memory.
    """
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def reason(
    error: Exception, *, known: type[Exception], too_large: str, too_deep: str, otherwise: str
) -> str:
    """Why the work failed, in one sentence: `known` errors say it themselves."""
    match error:
        case MemoryError():
            return too_large
        case RecursionError():
            return too_deep
        case _:
            return str(error) if isinstance(error, known) else otherwise
