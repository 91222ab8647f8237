"""A million broken tables, and what each of the corpus costs in a process of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.core.sheet_corpus import CASES
from tests.fuzz import inputs
from tests.fuzz.reading import MOST_MIB, MOST_SECONDS, cost_of


@pytest.mark.parametrize(
    ("make", "number"),
    [(inputs.a_csv, 900_000), (inputs.a_zip, 40_000), (inputs.a_workbook, 60_000)],
)
def test_broken(make: inputs.Make, number: int, measured: Callable[..., None], seed: int) -> None:
    found = list(inputs.unexpected(make, number, seed))
    measured(f"{number}-of-{make.__name__}-unexpected", limit=0, measured=len(found))
    assert found == []


def test_corpus(measured: Callable[..., None], tmp_path: Path) -> None:
    costs = [cost_of(case, tmp_path) for case in CASES]
    measured("corpus-cases-short-of-54", limit=0, measured=max(0, 54 - len(costs)))
    measured("corpus-slowest-seconds", limit=MOST_SECONDS, measured=max(c.seconds for c in costs))
    measured("corpus-peak-mib", limit=MOST_MIB, measured=max(cost.mib for cost in costs))
