"""The checks find what is planted and invent nothing, and keep nothing of it."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from disruptions.checks import CHECKS
from disruptions.models import Disruption, Threat
from disruptions.scoring import in_all, score, score_records
from inspection_portal.core.models import User


@pytest.mark.parametrize("seed", [1, 2])
def test_every_planted_fault_is_found_and_none_invented(db: None, seed: int) -> None:
    scores = score(seed=seed, on=date(2026, 3, 2), forces=1)

    wrong = [each for each in scores if each.precision < 1 or each.recall < 1]
    assert wrong == []
    assert in_all(scores).planted > len(CHECKS)
    assert [each.check for each in scores if not each.planted] == []
    assert not Threat.objects.exists()


def test_double_counts_and_gaps_are_found_and_none_invented(db: None) -> None:
    scores = score_records(seed=2, on=date(2026, 3, 2))

    assert [each for each in scores if each.precision < 1 or each.recall < 1] == []
    assert [each.check for each in scores if each.planted < 6] == []
    assert not Disruption.objects.exists()
    assert not User.objects.filter(name="Made-up reader").exists()


def test_precision_and_recall_are_printed(db: None) -> None:
    out = StringIO()
    call_command("score_disruption_checks", "--seed", "1", stdout=out)
    printed = [line.split() for line in out.getvalue().splitlines()]
    assert printed[0] == ["kind", "planted", "found", "invented", "precision", "recall"]
    assert {line[0]: line[-2:] for line in printed[1:-1]} == {
        kind: ["1.000", "1.000"]
        for kind in (
            *("rocu_and_force", "two_forces", "both_coordinated", "two_lists"),
            *("one_body_twice", "led_and_coordinated", "next_day", "without_strand"),
            *("ended_action", "silent_team", "silent_body", "all"),
        )
    }
