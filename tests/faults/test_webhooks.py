"""In every test run, a few kills of those who send webhooks."""

from datetime import timedelta
from pathlib import Path

import pytest

from inspection_portal.celery import app
from tests.faults import webhooks

SEED = 20_261_129


@pytest.mark.django_db(transaction=True)
def test_killed_senders_lose_no_event_and_keep_the_order(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(app, "send_task", lambda *_, **__: None)
    how = {"events": 150, "rounds": 8, "rate": 120.0, "unwell": timedelta(minutes=6)}
    outcome = webhooks.run(monkeypatch, tmp_path, **how, seed=SEED)
    assert (outcome.lost, outcome.undelivered, outcome.overtaken) == (0, 0, 0)
    assert (outcome.unsigned, outcome.confused, outcome.forbidden) == (0, 0, 0)
    assert outcome.kills >= 5
    assert outcome.untried == set()
