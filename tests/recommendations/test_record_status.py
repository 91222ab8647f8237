"""Only the inspectorate says how an entry stands (domain §3.3)."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from recommendations import actions
from recommendations.models import RegisterEntry, StatusChange
from tests.pages import call

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
def test_nobody_closes_an_entry_alone(
    entry: RegisterEntry, moderator: User, moment: datetime, status: str
) -> None:
    with pytest.raises(RuleBroken, match="takes two people"):
        record(entry, status, moderator, moment)
    entry.refresh_from_db()
    assert entry.is_open


def test_nobody_opens_a_closed_entry_alone(
    entry: RegisterEntry, inspector: User, moment: datetime
) -> None:
    RegisterEntry.objects.update(status="complete", closed_on=date(2026, 3, 1))
    entry.refresh_from_db()
    with pytest.raises(RuleBroken, match="takes two people"):
        record(entry, Status.BEING_PROGRESSED, inspector, moment)
    assert not StatusChange.objects.exists()


def test_recording_is_audited(entry: RegisterEntry, inspector: User, moment: datetime) -> None:
    record(entry, Status.BEING_PROGRESSED, inspector, moment)
    event = AuditEvent.objects.about(entry).get()
    assert (event.verb, event.by, event.at) == ("entry.status_recorded", inspector, moment)
    assert event.detail == {"status": ["awaiting_review", "being_progressed"], "reason": WHY}


def test_a_force_never_sets_a_status(
    entry: RegisterEntry,
    force_lead: User,
    force_contributor: User,
    administrator: User,
    moment: datetime,
) -> None:
    for somebody in (force_lead, force_contributor, administrator):
        with pytest.raises(PermissionDenied):
            record(entry, Status.BEING_PROGRESSED, somebody, moment)
    assert not StatusChange.objects.exists()


def test_the_same_status_is_not_recorded_again(
    entry: RegisterEntry, inspector: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="already awaiting review"):
        record(entry, Status.AWAITING_REVIEW, inspector, moment)


def test_a_status_needs_a_reason(entry: RegisterEntry, inspector: User, moment: datetime) -> None:
    with pytest.raises(RuleBroken, match="Say why"):
        actions.record_status(
            entry, status="being_progressed", reason=" ", seen_version=1, by=inspector, at=moment
        )


def test_second_editor_is_refused_not_overwritten(
    entry: RegisterEntry, inspector: User, moment: datetime
) -> None:
    record(entry, Status.BEING_PROGRESSED, inspector, moment)
    with pytest.raises(RuleBroken, match="has changed since"):
        record(entry, Status.AWAITING_REVIEW, inspector, moment, seen_version=1)
    entry.refresh_from_db()
    assert entry.status == "being_progressed"
    assert StatusChange.objects.count() == 1


def test_the_api_records_a_status_and_answers_412(
    client: Client, entry: RegisterEntry, inspector: User
) -> None:
    client.force_login(inspector)
    url = f"/api/v1/register-entries/{entry.uuid}/record-status/"
    sent = {"status": "being_progressed", "reason": WHY, "seen_version": 1}
    answer = call(client, url, sent)
    assert (answer.status_code, answer.json()["status"]) == (200, "being_progressed")
    again = call(client, url, sent)
    assert (again.status_code, "has changed since" in again.json()["detail"]) == (412, True)
