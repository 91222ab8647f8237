"""500 messages, two senders, and a kill every few tenths of a second."""

from collections.abc import Callable

import pytest
from pytest_django import Settings

from tests.faults import outbox


@pytest.mark.django_db(transaction=True)
def test_outbox(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    measured: Callable[..., None],
    seed: int,
) -> None:
    outcome = outbox.run(settings, monkeypatch, messages=500, rounds=60, seed=seed)
    assert outcome.kills >= 10, "the messages were sent before there was much to kill"
    measured("messages lost", limit=0, measured=outcome.lost)
    measured("messages neither sent nor visible", limit=0, measured=outcome.unsent)
    measured("copies of another identity", limit=0, measured=outcome.strange)
    measured("second copies per kill", limit=1, measured=outcome.repeated / outcome.kills)
