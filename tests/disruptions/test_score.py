"""The checks find what is planted and invent nothing, and keep nothing of it."""

from datetime import date

import pytest

from disruptions.checks import CHECKS
from disruptions.models import Threat
from disruptions.scoring import in_all, score


@pytest.mark.parametrize("seed", [1, 2])
def test_every_planted_fault_is_found_and_none_invented(db: None, seed: int) -> None:
    scores = score(seed=seed, on=date(2026, 3, 2), forces=1)

    wrong = [each for each in scores if each.precision < 1 or each.recall < 1]
    assert wrong == []
    assert in_all(scores).planted > len(CHECKS)
    assert [each.check for each in scores if not each.planted] == []
    assert not Threat.objects.exists()
