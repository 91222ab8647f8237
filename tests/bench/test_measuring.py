"""The bench itself: what counts as short, and that short fails the run."""

import os
import subprocess
import sys
from math import nan
from pathlib import Path

import pytest

from tests.bench.measuring import Row, medians, summing_up


@pytest.mark.parametrize(
    ("measured", "line"),
    [
        (1.2345, "register 1.5 1.23 ok"),
        (1.5, "register 1.5 1.5 ok"),
        (1.51, "register 1.5 1.51 short"),
        (nan, "register 1.5 nan short"),
    ],
)
def test_row(measured: float, line: str) -> None:
    assert str(Row("register", 1.5, measured)) == line


def test_summing_up_counts_what_is_short() -> None:
    rows = [Row("one", 1, 0.5), Row("two", 1, 2), Row("three", 1, 3)]
    assert summing_up(rows, 7) == "3 rows, 2 short, seed 7"


def test_each_round_does_all_in_turn_and_medians_come_of_it() -> None:
    done: list[str] = []
    ticks = iter([0, 1, 0, 10, 0, 5, 0, 50, 0, 2, 0, 20])

    found = medians(
        lambda: done.append("a"), lambda: done.append("b"), rounds=3, clock=lambda: next(ticks)
    )

    assert done == ["a", "b"] * 4
    assert found == [2, 20]


@pytest.mark.parametrize(("measured", "status"), [(1, 0), (2, 1)])
def test_a_short_row_fails_the_run(tmp_path: Path, measured: int, status: int) -> None:
    benchmark = tmp_path / "bench_one.py"
    benchmark.write_text(f"def test(measured): measured('one', limit=1, measured={measured})\n")
    options = ("-c", os.devnull, "-p", "tests.bench.conftest", "-p", "no:cacheprovider", "-qq")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(benchmark)],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == status, run.stdout + run.stderr
    assert run.stdout.splitlines()[-1] == f"1 rows, {status} short, seed 20240830"
