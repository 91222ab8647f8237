"""5,000 events for six receivers, of which five are unwell, and senders that are killed meanwhile;
leases and gaps are those of the portal, on a clock that goes sixty times as fast.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from inspection_portal.celery import app
from tests.faults import webhooks

EVENTS, KILLS = 5_000, 60


@pytest.mark.django_db(transaction=True)
def test_webhooks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, measured: Callable[..., None], seed: int
) -> None:
    monkeypatch.setattr(app, "send_task", lambda *_, **__: None)
    how = {"events": EVENTS, "rounds": KILLS, "rate": 60.0, "unwell": timedelta(minutes=15)}
    outcome = webhooks.run(monkeypatch, tmp_path, **how, seed=seed)
    measured("webhooks: kills short of 60", limit=0, measured=KILLS - outcome.kills)
    measured("webhooks: kinds of failure that never came", limit=0, measured=len(outcome.untried))
    measured("webhooks: events lost", limit=0, measured=outcome.lost)
    measured("webhooks: not noted as delivered", limit=0, measured=outcome.undelivered)
    measured("webhooks: objects told out of order", limit=0, measured=outcome.overtaken)
    measured("webhooks: signatures that are wrong", limit=0, measured=outcome.unsigned)
    measured("webhooks: events with two ids or two bodies", limit=0, measured=outcome.confused)
    measured("webhooks: sent to an inner address", limit=0, measured=outcome.forbidden)
