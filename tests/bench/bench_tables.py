"""A long workbook is written in the memory of a short one."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from inspection_portal.core.tables import Cell, Stamp, workbook
from tests.fuzz.reading import ROOT, STATUS, peak

FEW, MANY = 1_000, 100_000
HEADINGS = [(f"Heading {number}", 20) for number in range(10)]


def rows(number: int) -> Iterator[list[Cell]]:
    for at in range(number):
        yield [f"Train {at} of them", date(2026, 3, 2), *["In progress"] * 8]


def peak_of(number: int) -> float:
    """The most memory, in MiB, of a process that writes a workbook of so many rows."""
    command = [sys.executable, "-m", "tests.bench.bench_tables", str(number)]
    return float(subprocess.check_output(command, cwd=ROOT))


@pytest.mark.skipif(not STATUS.exists(), reason="only Linux says how much memory it took")
def test_a_long_workbook(measured: Callable[..., None]) -> None:
    measured("xlsx-100000-rows-peak-to-1000", limit=1.1, measured=peak_of(MANY) / peak_of(FEW))


if __name__ == "__main__":
    stamp = Stamp(date(2026, 3, 2), "OFFICIAL")
    with Path("/dev/null").open("wb") as file:
        file.writelines(workbook("Register", HEADINGS, rows(int(sys.argv[1])), stamp))
    sys.stdout.write(str(peak()))
