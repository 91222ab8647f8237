"""To close an entry, or to open it again, one asks and a second one decides (domain §3.3)."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from forces.models import Body
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, Message, User
from recommendations import actions
from recommendations.actions import Reasons
from recommendations.models import Basis, Claim, EntryLink, RegisterEntry, StatusRequest
from tests.factories import (
    BasisFactory,
    ClaimFactory,
    FindingFactory,
    RegisterEntryFactory,
    StatusRequestFactory,
    put_in_print,
)
from tests.pages import call

Status = RegisterEntry.Status
WHY = "Seen on a visit."
CLOSED_ON = date(2026, 2, 20)


@pytest.fixture
def basis(db: None) -> Basis:
    made: Basis = BasisFactory()
    return made


@pytest.fixture
def asked(entry: RegisterEntry, inspector: User) -> StatusRequest:
    made: StatusRequest = StatusRequestFactory(entry=entry, requested_by=inspector)
    return made


@pytest.fixture
def newer(force: Body) -> RegisterEntry:
    """A later entry of the same body."""
    entry: RegisterEntry = RegisterEntryFactory(body=force)
    put_in_print(entry.source.inspection)
    return entry


@pytest.fixture
def closed(entry: RegisterEntry) -> RegisterEntry:
    RegisterEntry.objects.filter(pk=entry.pk).update(status="complete", closed_on=CLOSED_ON)
    entry.refresh_from_db()
    return entry


def ask(
    entry: RegisterEntry, by: User, at: datetime, status: str = "complete", **reasons: object
) -> StatusRequest:
    given = Reasons(**{"narrative": WHY, **reasons})  # type: ignore[arg-type]
    return actions.request_status(
        entry, status=status, reasons=given, seen_version=entry.version, by=by, at=at
    )


# Asking


def test_asking_changes_nothing_yet(
    entry: RegisterEntry, basis: Basis, inspector: User, moment: datetime
) -> None:
    asked = ask(entry, inspector, moment, basis=basis, internal_note="Ask again in May.")
    entry.refresh_from_db()
    assert (entry.status, entry.version) == ("awaiting_review", 1)
    assert (asked.status, asked.requested_by, asked.is_waiting) == ("complete", inspector, True)
    event = AuditEvent.objects.about(entry).get()
    assert (event.verb, event.by) == ("status.requested", inspector)
    assert event.detail == {"status": ["awaiting_review", "complete"]}
    assert not Message.objects.exists()


@pytest.mark.parametrize("who", ["hmi", "publisher", "force_lead", "policing_body_person"])
def test_only_inspectors_and_moderators_ask(
    request: pytest.FixtureRequest, entry: RegisterEntry, basis: Basis, moment: datetime, who: str
) -> None:
    with pytest.raises(PermissionDenied):
        ask(entry, request.getfixturevalue(who), moment, basis=basis)


@pytest.mark.parametrize(
    ("status", "changed", "sentence"),
    [
        ("complete", {"basis": None}, "Say what the status rests on"),
        ("complete", {"narrative": " "}, "Say why the status changes"),
        ("superseded", {}, "Say which entry takes its place"),
        ("being_progressed", {}, "one person records"),
        ("awaiting_review", {}, "already awaiting review"),
    ],
)
def test_what_is_asked_for_must_be_whole(
    entry: RegisterEntry,
    basis: Basis,
    inspector: User,
    moment: datetime,
    status: str,
    changed: dict[str, object],
    sentence: str,
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        ask(entry, inspector, moment, status, **{"basis": basis, **changed})
    assert not StatusRequest.objects.exists()


def test_an_ended_basis_is_refused(
    entry: RegisterEntry, basis: Basis, inspector: User, moment: datetime
) -> None:
    Basis.objects.update(valid_until="2026-03-01")
    with pytest.raises(RuleBroken, match="can’t be chosen any more"):
        ask(entry, inspector, moment, basis=basis)


def test_one_status_is_asked_for_at_a_time(
    asked: StatusRequest, basis: Basis, moderator: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="has been asked for and is not decided yet"):
        ask(asked.entry, moderator, moment, basis=basis)


def test_a_claim_is_verified_instead(
    entry: RegisterEntry, basis: Basis, inspector: User, moment: datetime
) -> None:
    ClaimFactory(entry=entry)
    with pytest.raises(RuleBroken, match="Verify it instead"):
        ask(entry, inspector, moment, basis=basis)


def test_second_editor_is_refused_not_overwritten(
    entry: RegisterEntry, basis: Basis, inspector: User, moderator: User, moment: datetime
) -> None:
    stale = RegisterEntry.objects.get(pk=entry.pk)
    actions.record_status(
        entry, status="being_progressed", reason=WHY, seen_version=1, by=moderator, at=moment
    )
    with pytest.raises(RuleBroken, match="has changed since"):
        ask(stale, inspector, moment, basis=basis)


# Deciding


def test_a_second_person_closes_the_entry(
    asked: StatusRequest, hmi: User, force_lead: User, moment: datetime
) -> None:
    actions.authorise(asked, seen_version=1, by=hmi, at=moment)
    entry = RegisterEntry.objects.get()
    assert (entry.status, entry.closed_on) == ("complete", date(2026, 3, 2))
    change = entry.status_changes.get()
    assert (change.requested_by, change.by, change.basis) == (asked.requested_by, hmi, asked.basis)
    assert change.narrative == asked.narrative
    assert (asked.decision, asked.decided_by, asked.decided_at) == ("authorised", hmi, moment)
    assert set(AuditEvent.objects.about(entry).values_list("verb", flat=True)) == {
        "status.authorised",
        "entry.status_recorded",
    }
    assert [each.recipient for each in Message.objects.all()] == [force_lead]


def test_nobody_decides_on_their_own_request(
    entry: RegisterEntry, moderator: User, moment: datetime
) -> None:
    own = StatusRequestFactory(entry=entry, requested_by=moderator)
    sentence = "You asked for this status, so somebody else must decide on it."
    with pytest.raises(RuleBroken, match=sentence):
        actions.authorise(own, seen_version=1, by=moderator, at=moment)
    with pytest.raises(RuleBroken, match=sentence):
        actions.decline(own, reason="No.", seen_version=1, by=moderator, at=moment)
    with pytest.raises(IntegrityError, match="status_authorised_by_a_second_person"):
        StatusRequest.objects.update(decision="authorised", decided_by=moderator, decided_at=moment)


@pytest.mark.parametrize("who", ["inspector", "publisher", "auditor", "force_lead"])
def test_only_moderators_and_hmis_decide(
    request: pytest.FixtureRequest, entry: RegisterEntry, moment: datetime, who: str
) -> None:
    asked = StatusRequestFactory(entry=entry)
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        actions.authorise(asked, seen_version=1, by=person, at=moment)
    with pytest.raises(PermissionDenied):
        actions.decline(asked, reason="No.", seen_version=1, by=person, at=moment)


def test_it_is_declined_with_a_reason(
    asked: StatusRequest, moderator: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="Say why the status is not given"):
        actions.decline(asked, reason=" ", seen_version=1, by=moderator, at=moment)
    actions.decline(asked, reason="Too few seen.", seen_version=1, by=moderator, at=moment)
    assert (asked.decision, asked.decision_reason) == ("declined", "Too few seen.")
    assert RegisterEntry.objects.get().is_open
    event = AuditEvent.objects.about(asked.entry).get()
    assert (event.verb, event.detail["reason"]) == ("status.declined", "Too few seen.")
    assert not Message.objects.exists()


def test_it_is_taken_back_by_whoever_asked(
    asked: StatusRequest, inspector: User, moderator: User, moment: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        actions.withdraw_request(asked, seen_version=1, by=moderator, at=moment)
    actions.withdraw_request(asked, seen_version=1, by=inspector, at=moment)
    assert asked.decision == "withdrawn"


def test_it_is_decided_on_once(
    asked: StatusRequest, moderator: User, hmi: User, moment: datetime
) -> None:
    stale = StatusRequest.objects.get()
    actions.decline(asked, reason="Too few seen.", seen_version=1, by=moderator, at=moment)
    with pytest.raises(RuleBroken, match="This request is declined"):
        actions.authorise(stale, seen_version=1, by=hmi, at=moment)


def test_the_second_who_decides_has_seen_it_as_it_is(
    asked: StatusRequest, hmi: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="has changed since"):
        actions.authorise(asked, seen_version=0, by=hmi, at=moment)


# What goes with it


def test_what_is_superseded_is_linked_to_its_successor(
    entry: RegisterEntry,
    newer: RegisterEntry,
    basis: Basis,
    inspector: User,
    hmi: User,
    moment: datetime,
) -> None:
    asked = ask(entry, inspector, moment, "superseded", basis=basis, successor=newer)
    actions.authorise(asked, seen_version=1, by=hmi, at=moment)
    link = EntryLink.objects.get()
    assert (link.entry, link.other, link.kind) == (newer, entry, "supersedes")
    assert entry.status_changes.get().successor == newer


def test_a_claim_that_came_meanwhile_is_accepted_with_the_entry(
    asked: StatusRequest, hmi: User, moment: datetime
) -> None:
    ClaimFactory(entry=asked.entry)
    actions.authorise(asked, seen_version=1, by=hmi, at=moment)
    claim = Claim.objects.get()
    assert (claim.state, claim.verdict, claim.closed_at) == ("accepted", asked.narrative, moment)
    assert claim.verified_by == asked.requested_by


def test_what_is_closed_is_opened_again_after_a_later_entry(
    closed: RegisterEntry, newer: RegisterEntry, inspector: User, hmi: User, moment: datetime
) -> None:
    asked = ask(closed, inspector, moment, "being_progressed", later_entry=newer)
    actions.authorise(asked, seen_version=1, by=hmi, at=moment)
    closed.refresh_from_db()
    assert (closed.status, closed.closed_on, closed.position) == (
        "being_progressed",
        None,
        "in_progress",
    )
    link = EntryLink.objects.get()
    assert (link.entry, link.other, link.kind) == (newer, closed, "repeats")


def test_a_later_finding_is_told_where_it_may_be_read(
    client: Client, closed: RegisterEntry, inspector: User, hmi: User, moment: datetime
) -> None:
    finding = FindingFactory()
    put_in_print(finding.inspection)
    asked = ask(closed, inspector, moment, "being_progressed", later_finding=finding)
    actions.authorise(asked, seen_version=1, by=hmi, at=moment)
    client.force_login(inspector)
    html = client.get(closed.get_absolute_url()).content.decode()
    assert "Opened again after" in html
    assert finding.get_absolute_url() in html


def test_an_entry_that_nobody_sees_is_not_named(
    closed: RegisterEntry, inspector: User, moment: datetime
) -> None:
    later = RegisterEntryFactory(published_at=datetime.fromisoformat("2999-01-01T00:00Z"))
    with pytest.raises(PermissionDenied):
        ask(closed, inspector, moment, "being_progressed", later_entry=later)


# Pages and API


def address(name: str, row: object) -> str:
    return reverse(f"recommendations:{name}", args=[row.uuid])  # type: ignore[attr-defined]


def test_the_page_asks_and_leads_to_the_request(
    client: Client, entry: RegisterEntry, basis: Basis, inspector: User
) -> None:
    client.force_login(inspector)
    sent = {"status": "complete", "narrative": WHY, "basis": basis.uuid, "seen_version": 1}
    response = client.post(address("entry_request_status", entry), sent)
    asked = StatusRequest.objects.get()
    assert response.url == asked.get_absolute_url()
    assert "You asked for this status" in client.get(response.url).content.decode()
    assert (
        "is not decided yet"
        in client.post(address("entry_request_status", entry), sent).content.decode()
    )


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"status": "complete"}, "Choose what it rests on"),
        ({"status": "superseded"}, "Enter the reference of the entry that takes its place"),
        ({"status": "superseded", "successor": "nowhere/9"}, "No entry has the reference"),
        ({}, "Choose a status"),
    ],
)
def test_the_page_says_what_is_missing(
    client: Client, entry: RegisterEntry, inspector: User, sent: dict[str, str], sentence: str
) -> None:
    client.force_login(inspector)
    sent = {"narrative": WHY, "seen_version": "1", **sent}
    html = client.post(address("entry_request_status", entry), sent).content.decode()
    assert sentence in html
    assert WHY in html


def test_the_page_opens_again_what_is_closed(
    client: Client, closed: RegisterEntry, inspector: User
) -> None:
    finding = FindingFactory()
    put_in_print(finding.inspection)
    client.force_login(inspector)
    url = address("entry_request_status", closed)
    sent = {"status": "being_progressed", "narrative": WHY, "seen_version": closed.version}
    wrong = client.post(url, {**sent, "later_finding": "/findings/nothing/"})
    assert "There is no finding at that address" in wrong.content.decode()
    named = f"http://testserver{finding.get_absolute_url()}"
    client.post(url, {**sent, "later_finding": named})
    assert StatusRequest.objects.get().later_finding == finding


def test_the_pages_decide(client: Client, asked: StatusRequest, hmi: User, inspector: User) -> None:
    client.force_login(hmi)
    assert "Authorise" in client.get(asked.get_absolute_url()).content.decode()
    declined = client.post(address("status_request_decline", asked), {"seen_version": 1})
    assert "Enter why the status is not given" in declined.content.decode()
    client.post(address("status_request_authorise", asked), {"seen_version": 1})
    assert RegisterEntry.objects.get().status == "complete"
    again = client.post(
        address("status_request_authorise", asked), {"seen_version": 2}, follow=True
    )
    assert "This request is authorised" in again.content.decode()
    client.force_login(inspector)
    assert client.post(address("status_request_authorise", asked)).status_code == 403


def test_the_page_takes_a_request_back(
    client: Client, asked: StatusRequest, inspector: User
) -> None:
    client.force_login(inspector)
    client.post(address("status_request_withdraw", asked), {"seen_version": 1})
    asked.refresh_from_db()
    assert asked.decision == "withdrawn"


def test_the_api_asks_decides_and_answers_409(
    client: Client, entry: RegisterEntry, basis: Basis, moderator: User, hmi: User
) -> None:
    client.force_login(moderator)
    url = f"/api/v1/register-entries/{entry.uuid}/request-status/"
    sent = {"status": "complete", "narrative": WHY, "basis": basis.name, "seen_version": 1}
    unfounded = call(client, url, {**sent, "basis": "Hearsay"})
    assert unfounded.status_code == 400
    asked = call(client, url, sent).json()
    decide = f"/api/v1/status-requests/{asked['uuid']}/authorise/"
    own = call(client, decide, {"seen_version": 1})
    assert (own.status_code, "somebody else must" in own.json()["detail"]) == (409, True)
    client.force_login(hmi)
    (listed,) = client.get("/api/v1/status-requests/?is_waiting=true").json()["results"]
    assert listed["uuid"] == asked["uuid"]
    given = call(client, decide, {"seen_version": 1})
    assert (given.status_code, given.json()["decision"]) == (200, "authorised")
    assert client.get("/api/v1/status-requests/?is_waiting=true").json()["results"] == []


def test_the_api_declines_and_withdraws(
    client: Client, asked: StatusRequest, inspector: User, hmi: User
) -> None:
    url = f"/api/v1/status-requests/{asked.uuid}"
    client.force_login(hmi)
    sent = {"seen_version": 1}
    taken = call(client, f"{url}/withdraw/", sent)
    assert taken.status_code == 403
    declined = call(client, f"{url}/decline/", {**sent, "reason": "Too few seen."})
    assert declined.json()["decision"] == "declined"
    client.force_login(inspector)
    late = call(client, f"{url}/withdraw/", sent)
    assert late.status_code == 409
