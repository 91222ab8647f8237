"""The short form of the fault run: in every test run, a few kills."""

import pytest
from pytest_django import Settings

from tests.faults import outbox

SEED = 20_240_830


@pytest.mark.django_db(transaction=True)
def test_killed_senders_lose_no_message(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = outbox.run(settings, monkeypatch, messages=300, rounds=12, seed=SEED)
    assert (outcome.lost, outcome.unsent, outcome.strange) == (0, 0, 0)
    assert outcome.kills >= 5
    assert outcome.repeated <= outcome.kills
