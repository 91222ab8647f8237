"""The daily check of the audit trail: it leaves its head outside the database, and finds breaks."""

import logging
from datetime import datetime

import pytest
from django.conf import settings
from django.db import connection

from inspection_portal.core import audit
from inspection_portal.core.chain import head
from inspection_portal.core.models import AuditCheck, AuditEvent, User
from inspection_portal.home.tasks import verify_audit


@pytest.fixture
def lines(inspector: User, moment: datetime) -> None:
    for _ in range(3):
        audit.record("thing.done", inspector, by=inspector, at=moment)
    connection.check_constraints()


def test_head_stands_in_the_log_and_the_check_is_kept(
    lines: None, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "inspection_portal.audit"):
        verify_audit()
    number = AuditEvent.objects.count()
    assert f"Audit trail: {number} lines, head {head()}" in caplog.text
    check = AuditCheck.objects.get()
    assert (check.lines, str(check), check.problem) == (number, str(head()), "")


def test_tail_cut_off_since_the_last_check_is_found(
    lines: None, moment: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    last = head()
    AuditCheck.objects.create(at=moment, sequence=last.sequence + 5, hash="f" * 64)
    verify_audit()
    assert "CRITICAL" in caplog.text
    assert AuditCheck.objects.latest("at").problem == (
        f"Line {last.sequence + 5} is missing: the chain ends at line {last.sequence}."
    )


def test_what_is_logged_reaches_the_log_and_the_check_is_daily() -> None:
    assert settings.LOGGING["loggers"]["inspection_portal.audit"]["level"] == "INFO"
    entry = settings.CELERY_BEAT_SCHEDULE["verify-audit"]
    assert entry["task"] == verify_audit.name
    assert (entry["schedule"].hour, entry["schedule"].day_of_week) == ({3}, set(range(7)))
