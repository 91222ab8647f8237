"""Lateness is computed, and means the same in Python and in SQL."""

from datetime import date, timedelta

import pytest

from recommendations.models import Lateness, RegisterEntry
from tests.factories import RegisterEntryFactory

DUE = date(2026, 5, 1)
CASES = [
    (DUE, None, DUE - timedelta(days=31), Lateness.ON_TIME),
    (DUE, None, DUE - timedelta(days=30), Lateness.DUE_SOON),
    (DUE, None, DUE, Lateness.DUE_SOON),
    (DUE, None, DUE + timedelta(days=1), Lateness.OVERDUE),
    (None, None, DUE, Lateness.NO_DEADLINE),
    (DUE, DUE, DUE + timedelta(days=1), Lateness.CLOSED),
    (None, DUE, DUE, Lateness.CLOSED),
]


@pytest.mark.parametrize(("due_on", "closed_on", "on", "expected"), CASES)
def test_lateness_in_python(
    due_on: date | None, closed_on: date | None, on: date, expected: Lateness
) -> None:
    status = "complete" if closed_on else "awaiting_review"
    entry = RegisterEntry(due_on=due_on, closed_on=closed_on, status=status)
    assert entry.lateness(on) == expected
    assert entry.is_overdue(on) is (expected == Lateness.OVERDUE)


@pytest.mark.django_db
@pytest.mark.parametrize(("due_on", "closed_on", "on", "expected"), CASES)
def test_lateness_in_sql(
    due_on: date | None, closed_on: date | None, on: date, expected: Lateness
) -> None:
    status = "complete" if closed_on else "awaiting_review"
    entry = RegisterEntryFactory(due_on=due_on, closed_on=closed_on, status=status)
    found = {each for each in Lateness if RegisterEntry.objects.standing_at(each, on).exists()}
    assert found == {expected}
    assert list(RegisterEntry.objects.overdue(on)) == [entry] * (expected == Lateness.OVERDUE)
