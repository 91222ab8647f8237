"""Reads one file as an upload in a process of its own: `python -m tests.fuzz.reading FILE`.

Prints the seconds of processor time that it took and the most memory, in MiB, that the process had.
"""

import re
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from inspection_portal.core.sheets import SheetRefused, read
from tests.core.sheet_corpus import COLUMNS, Case

# Only Linux has it.
STATUS = Path("/proc/self/status")
ROOT = Path(__file__).parents[2]
# As an import may take, of a process of the portal.
MOST_SECONDS, MOST_MIB = 5, 256


@dataclass(frozen=True)
class Cost:
    seconds: float
    mib: float


def cost_of(case: Case, folder: Path) -> Cost:
    """What reading that file costs. Fails if anything but a refusal comes of it."""
    file = folder / case.name
    file.write_bytes(case.content())
    command = [sys.executable, "-m", "tests.fuzz.reading", file]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{case}: {done.stderr}"
    seconds, mib = map(float, done.stdout.split())
    return Cost(seconds, mib)


def peak() -> float:
    """The most memory that this process had. Not its parent's, which ru_maxrss would count in."""
    found = re.search(r"VmHWM:\s+(\d+) kB", STATUS.read_text(encoding="ascii"))
    assert found
    return int(found[1]) / 1024


def main(file: Path) -> None:
    content = file.read_bytes()
    began = time.process_time()
    with suppress(SheetRefused):
        read(file.name, content, COLUMNS)
    sys.stdout.write(f"{time.process_time() - began} {peak()}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
