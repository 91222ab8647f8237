"""The short form: some thousand broken tables, and the costliest files of the corpus."""

from pathlib import Path

import pytest

from tests.core.sheet_corpus import CASES, Case
from tests.fuzz import inputs
from tests.fuzz.reading import MOST_MIB, MOST_SECONDS, STATUS, cost_of

COSTLY = {"many-elements", "much-text", "last-cell-of-all", "bomb-that-lies", "entries-of-5-MB"}


@pytest.mark.parametrize(
    ("make", "number"), [(inputs.a_csv, 5_000), (inputs.a_zip, 1_000), (inputs.a_workbook, 1_000)]
)
def test_broken_tables_are_read_or_refused(make: inputs.Make, number: int) -> None:
    assert list(inputs.unexpected(make, number, seed=20_240_830)) == []


@pytest.mark.skipif(not STATUS.exists(), reason="only Linux says how much memory it took")
@pytest.mark.parametrize("case", [case for case in CASES if case.id in COSTLY], ids=str)
def test_the_costliest_files_are_bounded(case: Case, tmp_path: Path) -> None:
    cost = cost_of(case, tmp_path)
    assert cost.seconds <= MOST_SECONDS
    assert cost.mib <= MOST_MIB
