"""Only the inspectorate says how an entry stands (domain §3.3)."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from recommendations import actions
from recommendations.models import RegisterEntry, StatusChange

Status = RegisterEntry.Status
WHY = "Seen on a visit."


def record(entry: RegisterEntry, status: str, by: User, at: datetime, **seen: int) -> None:
    version = {"seen_version": entry.version} | seen
    actions.record_status(entry, status=status, reason=WHY, **version, by=by, at=at)


def test_a_status_is_recorded_and_logged(
    entry: RegisterEntry, inspector: User, moment: datetime
) -> None:
    record(entry, Status.BEING_PROGRESSED, inspector, moment)
    assert (entry.status, entry.closed_on, entry.version) == ("being_progressed", None, 2)
    logged = StatusChange.objects.get()
    assert (logged.entry, logged.status, logged.narrative) == (entry, "being_progressed", WHY)
    assert (logged.by, logged.at) == (inspector, moment)


@pytest.mark.parametrize("status", sorted(set(Status) - set(RegisterEntry.OPEN)))
def test_a_closing_status_closes_on_that_day(
    entry: RegisterEntry, moderator: User, moment: datetime, status: str
) -> None:
    record(entry, status, moderator, moment)
    assert entry.closed_on == date(2026, 3, 2)
    assert not entry.is_open


def test_what_was_closed_by_mistake_is_opened_again(
    entry: RegisterEntry, inspector: User, moment: datetime
) -> None:
    record(entry, Status.COMPLETE, inspector, moment)
    record(entry, Status.BEING_PROGRESSED, inspector, moment)
    assert (entry.closed_on, entry.is_open) == (None, True)
    assert entry.status_changes.count() == 2


def test_recording_is_audited(entry: RegisterEntry, inspector: User, moment: datetime) -> None:
    record(entry, Status.COMPLETE, inspector, moment)
    event = AuditEvent.objects.about(entry).get()
    assert (event.verb, event.by, event.at) == ("entry.status_recorded", inspector, moment)
    assert event.detail == {"status": ["awaiting_review", "complete"], "reason": WHY}


def test_a_force_never_sets_a_status(
    entry: RegisterEntry,
    force_lead: User,
    force_contributor: User,
    administrator: User,
    moment: datetime,
) -> None:
    for somebody in (force_lead, force_contributor, administrator):
        with pytest.raises(PermissionDenied):
            record(entry, Status.COMPLETE, somebody, moment)
    assert not StatusChange.objects.exists()


def test_the_same_status_is_not_recorded_again(
    entry: RegisterEntry, inspector: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="already awaiting review"):
        record(entry, Status.AWAITING_REVIEW, inspector, moment)


def test_a_status_needs_a_reason(entry: RegisterEntry, inspector: User, moment: datetime) -> None:
    with pytest.raises(RuleBroken, match="Say why"):
        actions.record_status(
            entry, status="complete", reason=" ", seen_version=1, by=inspector, at=moment
        )


def test_second_editor_is_refused_not_overwritten(
    entry: RegisterEntry, inspector: User, moment: datetime
) -> None:
    record(entry, Status.COMPLETE, inspector, moment)
    with pytest.raises(RuleBroken, match="has changed since"):
        record(entry, Status.SUPERSEDED, inspector, moment, seen_version=1)
    entry.refresh_from_db()
    assert entry.status == "complete"
    assert StatusChange.objects.count() == 1
