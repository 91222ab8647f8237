"""In every test run, a few kills of those who send webhooks."""

import pytest

from inspection_portal.celery import app
from tests.faults import webhooks

SEED = 20_261_129


@pytest.mark.django_db(transaction=True)
def test_killed_senders_lose_no_event_and_keep_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "send_task", lambda *_, **__: None)
    outcome = webhooks.run(monkeypatch, events=100, rounds=12, seed=SEED)
    assert (outcome.lost, outcome.undelivered, outcome.overtaken) == (0, 0, 0)
    assert outcome.kills >= 5
    assert outcome.repeated <= outcome.kills
