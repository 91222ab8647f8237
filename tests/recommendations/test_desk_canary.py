"""What the inspectorate says inside of a claim or a status reaches no body (reliability row 5)."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client

from forces.models import Body
from inspection_portal.core.models import Message, User
from recommendations import actions
from recommendations.actions import Found, Outcome
from recommendations.models import Basis, Claim, RegisterEntry, StatusRequest
from tests.factories import BasisFactory, ClaimFactory, person

CANARY = "canary-5c1d"
BODIES = ["force_lead", "force_contributor", "policing_body_person"]


@pytest.fixture
def verifier(db: None) -> User:
    verifier = person("inspector")
    User.objects.filter(pk=verifier.pk).update(name=f"Inspector {CANARY}")
    verifier.refresh_from_db()
    return verifier


@pytest.fixture
def claim(entry: RegisterEntry) -> Claim:
    made: Claim = ClaimFactory(entry=entry)
    return made


@pytest.fixture
def basis(db: None) -> Basis:
    made: Basis = BasisFactory(name=f"Basis {CANARY}")
    return made


def channels(client: Client, claim: Claim) -> Iterator[tuple[str, str]]:
    """Each address where a body reads of its entry, with the answer."""
    entry = claim.entry
    for url in (
        *("/", "/register/", "/register/csv/?status=any", entry.get_absolute_url()),
        *("/messages/", "/api/v1/register-entries/", f"/api/v1/register-entries/{entry.uuid}/"),
        *("/api/v1/claims/", f"/api/v1/claims/{claim.uuid}/", "/api/v1/status-requests/"),
        *("/api/v1/entry-links/", claim.get_absolute_url(), "/register/claims/"),
    ):
        response = client.get(url)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        yield url, body.decode()


def verify(claim: Claim, by: User, at: datetime, **found: object) -> None:
    said = Found(**{"internal_note": f"Note {CANARY}", **found})  # type: ignore[arg-type]
    actions.verify(claim, found=said, seen_version=claim.version, by=by, at=at)


@pytest.mark.parametrize("who", BODIES)
def test_a_body_reads_nothing_of_a_status_that_is_not_decided(
    client: Client,
    request: pytest.FixtureRequest,
    claim: Claim,
    basis: Basis,
    verifier: User,
    moment: datetime,
    who: str,
) -> None:
    client.force_login(request.getfixturevalue(who))
    verdict = f"Seen {CANARY}"
    verify(claim, verifier, moment, outcome=Outcome.COMPLETE, verdict=verdict, basis=basis)
    for url, told in channels(client, claim):
        assert CANARY not in told, url
        assert "verified" not in told.lower(), url
        assert "authorise" not in told.lower(), url
    told = client.get(f"/api/v1/claims/{claim.uuid}/").json()
    assert (told["state"], told["verdict"], told["note"]) == ("made", "", "")
    request_url = StatusRequest.objects.get().get_absolute_url()
    assert client.get(request_url).status_code == 404
    assert client.get("/api/v1/status-requests/").json()["results"] == []


@pytest.mark.parametrize("who", BODIES)
def test_a_body_reads_the_verdict_and_neither_who_nor_the_note(
    client: Client,
    request: pytest.FixtureRequest,
    claim: Claim,
    verifier: User,
    moment: datetime,
    who: str,
) -> None:
    client.force_login(request.getfixturevalue(who))
    verify(claim, verifier, moment, outcome=Outcome.MORE_NEEDED, verdict="Train the nights too.")
    for url, told in channels(client, claim):
        assert CANARY not in told, url
    told = client.get(f"/api/v1/claims/{claim.uuid}/").json()
    assert (told["state"], told["verdict"]) == ("sent_back", "Train the nights too.")


def test_no_message_names_who_verified_or_what_was_noted(
    claim: Claim, force: Body, force_lead: User, verifier: User, basis: Basis, moment: datetime
) -> None:
    verify(claim, verifier, moment, outcome=Outcome.REJECTED, verdict=f"Not so {CANARY}")
    (message,) = Message.objects.all()
    assert message.recipient == force_lead
    assert CANARY not in f"{message.subject}{message.text}{message.link}"


def test_the_inspectorate_reads_all_of_it(
    client: Client,
    claim: Claim,
    basis: Basis,
    verifier: User,
    auditor: User,
    moment: datetime,
) -> None:
    verify(claim, verifier, moment, outcome=Outcome.COMPLETE, verdict="Seen.", basis=basis)
    client.force_login(auditor)
    told = client.get(f"/api/v1/claims/{claim.uuid}/").json()
    assert (told["state"], told["note"]) == ("verified", f"Note {CANARY}")
    html = client.get(StatusRequest.objects.get().get_absolute_url()).content.decode()
    assert f"Note {CANARY}" in html
