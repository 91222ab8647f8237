"""What an inspector finds of a body's claim, and what becomes of it (domain §3.3)."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, Message, User
from recommendations import actions
from recommendations.actions import Found, Outcome
from recommendations.models import Basis, Claim, RegisterEntry, StatusChange, StatusRequest
from tests.factories import BasisFactory, ClaimFactory
from tests.pages import call

SEEN = "Seen on a visit."
LATER = date(2026, 6, 1)


@pytest.fixture
def basis(db: None) -> Basis:
    made: Basis = BasisFactory()
    return made


@pytest.fixture
def claim(entry: RegisterEntry) -> Claim:
    """A claim of `force` that waits for the inspectorate."""
    RegisterEntry.objects.filter(pk=entry.pk).update(position="submitted")
    entry.refresh_from_db()
    made: Claim = ClaimFactory(entry=entry)
    return made


def verify(claim: Claim, by: User, at: datetime, outcome: str, **found: object) -> None:
    said = Found(**{"outcome": Outcome(outcome), "verdict": SEEN, **found})  # type: ignore[arg-type]
    actions.verify(claim, found=said, seen_version=claim.version, by=by, at=at)


def stored(claim: Claim) -> RegisterEntry:
    return RegisterEntry.objects.get(pk=claim.entry_id)


# Complete


def test_what_is_done_waits_for_a_second_person(
    claim: Claim, basis: Basis, inspector: User, force_lead: User, moment: datetime
) -> None:
    verify(claim, inspector, moment, "complete", basis=basis, internal_note="Ask in May.")
    assert (claim.state, claim.verdict, claim.basis) == ("verified", SEEN, basis)
    assert (claim.verified_by, claim.verified_at, claim.answered_at) == (
        *(inspector, moment, moment),
    )
    asked = StatusRequest.objects.get()
    assert (asked.claim, asked.status, asked.narrative) == (claim, "complete", SEEN)
    assert (asked.basis, asked.internal_note) == (basis, "Ask in May.")
    assert (asked.requested_by, asked.is_waiting) == (inspector, True)
    assert stored(claim).is_open
    assert not Message.objects.exists()


def test_a_second_person_accepts_it(
    claim: Claim, basis: Basis, inspector: User, hmi: User, force_lead: User, moment: datetime
) -> None:
    verify(claim, inspector, moment, "complete", basis=basis)
    actions.authorise(StatusRequest.objects.get(), seen_version=1, by=hmi, at=moment)
    claim.refresh_from_db()
    assert (claim.state, claim.closed_at) == ("accepted", moment)
    assert stored(claim).status == "complete"
    assert Message.objects.get().recipient == force_lead


@pytest.mark.parametrize("taken_back", [True, False])
def test_what_is_not_given_is_verified_anew(
    claim: Claim,
    basis: Basis,
    inspector: User,
    hmi: User,
    moment: datetime,
    taken_back: bool,
) -> None:
    verify(claim, inspector, moment, "complete", basis=basis)
    asked = StatusRequest.objects.get()
    if taken_back:
        actions.withdraw_request(asked, seen_version=1, by=inspector, at=moment)
    else:
        actions.decline(asked, reason="Too few seen.", seen_version=1, by=hmi, at=moment)
    claim.refresh_from_db()
    assert (claim.state, claim.verified_by, claim.verdict) == ("made", None, "")
    assert (claim.basis, claim.answered_at) == (None, None)
    verify(claim, inspector, moment, "more_needed")
    assert claim.state == "sent_back"


def test_a_milestone_that_is_not_the_last_is_met_once_a_second_person_says_so(
    claim: Claim, basis: Basis, inspector: User, hmi: User, moment: datetime
) -> None:
    entry = claim.entry
    entry.milestones.create(position=2, kind="date", original_on=LATER)
    first = entry.milestones.get(position=1)
    Claim.files.through.objects.filter(claim=claim).delete()
    part = _instead(claim, milestone=first)
    verify(part, inspector, moment, "complete", basis=basis)
    first.refresh_from_db()
    asked = StatusRequest.objects.get()
    assert (part.state, first.met_on, asked.asks) == ("verified", None, "One milestone met")
    with pytest.raises(PermissionDenied):
        actions.authorise(asked, seen_version=1, by=inspector, at=moment)

    actions.authorise(asked, seen_version=1, by=hmi, at=moment)
    for each in (part, first):
        each.refresh_from_db()
    assert (part.state, part.closed_at, first.met_on) == ("accepted", moment, moment.date())
    now = stored(part)
    assert (now.status, now.due_on, now.position) == (entry.status, LATER, "in_progress")
    assert not StatusChange.objects.exists()


def test_the_last_milestone_closes_the_entry(
    claim: Claim, basis: Basis, inspector: User, moment: datetime
) -> None:
    part = _instead(claim, milestone=claim.entry.milestones.get())
    verify(part, inspector, moment, "complete", basis=basis)
    assert (part.state, StatusRequest.objects.get().claim) == ("verified", part)


def _instead(claim: Claim, **said: object) -> Claim:
    Claim.objects.filter(pk=claim.pk).update(state="withdrawn", closed_at=claim.made_at)
    made: Claim = ClaimFactory(entry=claim.entry, **said)
    return made


# Otherwise


@pytest.mark.parametrize(
    ("outcome", "state"), [("more_needed", "sent_back"), ("rejected", "rejected")]
)
def test_what_is_not_done_is_in_progress_again(
    claim: Claim, inspector: User, force_lead: User, moment: datetime, outcome: str, state: str
) -> None:
    verify(claim, inspector, moment, outcome)
    assert (claim.state, claim.closed_at, claim.verdict) == (state, moment, SEEN)
    assert (stored(claim).position, stored(claim).is_open) == ("in_progress", True)
    message = Message.objects.get()
    assert (message.recipient, SEEN in message.text) == (force_lead, False)


def test_a_demonstration_leaves_the_claim_open_until_it_ends(
    claim: Claim, basis: Basis, inspector: User, moment: datetime
) -> None:
    verify(claim, inspector, moment, "demonstration", demonstration_until=LATER)
    assert (claim.state, claim.is_open, claim.demonstration_until) == ("demonstration", True, LATER)
    with pytest.raises(RuleBroken, match="shows until 1 June 2026"):
        verify(claim, inspector, moment, "complete", basis=basis)
    after = moment + timedelta(days=100)
    verify(claim, inspector, after, "complete", basis=basis)
    assert (claim.state, claim.answered_at, claim.verified_at) == ("verified", moment, after)


@pytest.mark.parametrize(
    ("outcome", "found", "sentence"),
    [
        ("complete", {}, "Say what the verification rests on"),
        ("demonstration", {}, "Say until when"),
        ("demonstration", {"demonstration_until": date(2026, 3, 2)}, "must end in the future"),
        ("rejected", {"verdict": " "}, "Say what was found"),
        ("more_needed", {"verdict": "SECRET: see it."}, "OFFICIAL"),
    ],
)
def test_what_is_found_must_be_whole(
    claim: Claim,
    inspector: User,
    moment: datetime,
    outcome: str,
    found: dict[str, object],
    sentence: str,
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        verify(claim, inspector, moment, outcome, **found)
    claim.refresh_from_db()
    assert (claim.state, claim.version) == ("made", 1)


def test_an_ended_basis_is_refused(
    claim: Claim, basis: Basis, inspector: User, moment: datetime
) -> None:
    Basis.objects.update(valid_until="2026-03-01")
    with pytest.raises(RuleBroken, match="can’t be chosen any more"):
        verify(claim, inspector, moment, "complete", basis=basis)


@pytest.mark.parametrize("who", ["hmi", "auditor", "force_lead", "policing_body_person"])
def test_only_inspectors_and_moderators_verify(
    request: pytest.FixtureRequest, claim: Claim, moment: datetime, who: str
) -> None:
    with pytest.raises(PermissionDenied):
        verify(claim, request.getfixturevalue(who), moment, "rejected")


def test_it_is_answered_once(claim: Claim, inspector: User, moment: datetime) -> None:
    verify(claim, inspector, moment, "rejected")
    with pytest.raises(RuleBroken, match="This claim is rejected"):
        verify(claim, inspector, moment, "more_needed")


def test_second_editor_is_refused_not_overwritten(
    claim: Claim, inspector: User, moderator: User, moment: datetime
) -> None:
    stale = Claim.objects.get()
    verify(claim, inspector, moment, "demonstration", demonstration_until=LATER)
    with pytest.raises(RuleBroken, match="has changed since"):
        verify(stale, moderator, moment, "rejected")


def test_verifying_is_audited_without_the_internal_note(
    claim: Claim, inspector: User, moment: datetime
) -> None:
    verify(claim, inspector, moment, "rejected", internal_note="Ask in May.")
    event = AuditEvent.objects.about(claim.entry).get()
    assert (event.verb, event.by, event.at) == ("claim.verified", inspector, moment)
    told = {"claim": str(claim.uuid), "outcome": "rejected", "verdict": SEEN}
    assert event.detail == told


# Pages and API


def page(claim: Claim) -> str:
    return reverse("recommendations:claim_verify", args=[claim.uuid])


def test_the_page_verifies(client: Client, claim: Claim, basis: Basis, inspector: User) -> None:
    client.force_login(inspector)
    assert claim.done in client.get(page(claim)).content.decode()
    sent = {"outcome": "complete", "verdict": SEEN, "basis": basis.uuid, "seen_version": 1}
    response = client.post(page(claim), sent)
    assert response.url == claim.entry.get_absolute_url()
    assert "asks for “Complete”" in client.get(response.url).content.decode()
    assert "This claim can’t be verified now" in client.get(page(claim)).content.decode()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"outcome": "complete"}, "Choose what it rests on"),
        ({"outcome": "demonstration"}, "Enter the last day of the demonstration period"),
        ({"outcome": "rejected", "verdict": ""}, "Enter what you tell the body"),
        ({}, "Choose what you found"),
        ({"outcome": "rejected", "seen_version": "0"}, "has changed since"),
    ],
)
def test_the_page_shows_the_refusal_and_keeps_what_was_typed(
    client: Client, claim: Claim, inspector: User, sent: dict[str, str], sentence: str
) -> None:
    client.force_login(inspector)
    typed = {"verdict": SEEN, "internal_note": "Ask in May.", "seen_version": "1"}
    html = client.post(page(claim), typed | sent).content.decode()
    assert sentence in html
    assert "Ask in May." in html


def test_the_api_verifies_and_answers_409(
    client: Client, claim: Claim, basis: Basis, inspector: User
) -> None:
    client.force_login(inspector)
    url = f"/api/v1/claims/{claim.uuid}/verify/"
    until = (localdate() - timedelta(days=1)).isoformat()
    sent = {"outcome": "demonstration", "verdict": SEEN, "seen_version": 1}
    past = {**sent, "demonstration_until": until}
    refused = call(client, url, past)
    assert (refused.status_code, "in the future" in refused.json()["detail"]) == (409, True)
    sent = {**sent, "outcome": "complete", "basis": basis.name}
    answer = call(client, url, sent)
    assert (answer.status_code, answer.json()["state"]) == (200, "verified")
