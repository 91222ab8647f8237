"""How entries get on, over the API: the same rules, and each side's own words alone."""

import base64
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from forces.models import Body
from inspection_portal.core.models import User
from recommendations.models import Basis, ProgressUpdate, RegisterEntry, UpdateRequest
from tests.factories import ClaimFactory, EntryFileFactory
from tests.pages import call

Post = Callable[..., HttpResponse]
TODAY = localdate().isoformat()
CONTENT = base64.b64encode(b"Who was trained.").decode()


@pytest.fixture
def post(client: Client, force_lead: User) -> Post:
    client.force_login(force_lead)

    def do(route: str, row: Any, **sent: object) -> HttpResponse:
        url = reverse(f"api:{route}", args=[row.uuid])
        return call(client, url, sent)

    return do


def read(client: Client, name: str, row: Any = None, **query: str) -> Any:
    url = reverse(f"api:{name}", args=[row.uuid] if row else [])
    return client.get(url, query).json()


def test_an_update_gives_a_position(
    post: Post, client: Client, entry: RegisterEntry, other_force: Body
) -> None:
    sent = {"narrative": "They train us.", "position": "depends", "seen_version": 1}
    made = post("registerentry-update", entry, **sent, depends_on_body=str(other_force.uuid))
    assert made.status_code == 200, made.content
    told = made.json()
    assert (told["side"], told["narrative"], told["position"]) == ("body", *[*sent.values()][:2])
    shown = read(client, "registerentry-detail", entry)
    assert (shown["position"], shown["depends_on"], shown["version"]) == (
        "depends",
        other_force.name,
        2,
    )
    assert read(client, "progressupdate-list", entry=str(entry.uuid))["results"] == [told]


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"narrative": "Not ours.", "position": "depends", "seen_version": 1}, 409),
        ({"position": "not_accepted", "seen_version": 1}, 409),
        ({"position": "in_progress", "seen_version": 7}, 412),
        ({"seen_version": 1}, 409),
        ({"narrative": "Half."}, 428),
        ({"position": "nonsense", "seen_version": 1}, 400),
        ({"position": "submitted", "seen_version": 1}, 403),
    ],
)
def test_an_update_is_refused_as_on_the_page(
    post: Post, entry: RegisterEntry, sent: dict[str, object], code: int
) -> None:
    assert post("registerentry-update", entry, **sent).status_code == code
    assert not ProgressUpdate.objects.exists()


@pytest.mark.parametrize("who", ["force_lead", "inspector"])
def test_notes_stay_in_the_portal(
    client: Client, request: pytest.FixtureRequest, entry: RegisterEntry, who: str
) -> None:
    person = request.getfixturevalue(who)
    for narrative in ("Half.", ""):
        said = {"narrative": narrative, "internal_note": "Ours alone.", "at": now()}
        ProgressUpdate.objects.create(entry=entry, side="body", by=person, **said)
    client.force_login(person)
    (told,) = read(client, "progressupdate-list")["results"]
    assert "Ours alone." not in told.values()


def test_a_file_is_added_and_claimed_with(post: Post, client: Client, entry: RegisterEntry) -> None:
    sent = {"name": "plan.txt", "content": CONTENT, "describes": "The plan"}
    file = post("registerentry-add-file", entry, **sent).json()
    assert (file["name"], file["size"]) == ("plan.txt", 16)
    assert post("registerentry-add-file", entry, **sent).status_code == 409
    done = {"done": "All of it.", "done_from": TODAY, "seen_version": 1}
    taken = client.get(reverse("api:entryfile-content", args=[file["uuid"]]))
    assert (taken.content, taken["Content-Type"]) == (b"Who was trained.", "text/plain")
    claim = post("registerentry-claim", entry, **done, files=[file["uuid"]]).json()
    assert (claim["state"], claim["done"], claim["milestone"]) == ("made", "All of it.", None)
    assert read(client, "claim-list", open="true")["results"] == [claim]
    assert read(client, "claim-list", open="false")["results"] == []
    assert read(client, "entryfile-list")["results"] == [file]
    again = post("registerentry-claim", entry, **done, files=[file["uuid"]])
    assert again.status_code == 409
    assert "with the inspectorate already" in again.json()["detail"]


@pytest.mark.parametrize(
    "sent",
    [
        {"name": "plan.txt", "content": "no Base64!"},
        {"name": "plan.exe", "content": CONTENT},
        {"name": "plan.pdf", "content": CONTENT},
    ],
)
def test_what_is_no_file_is_refused(post: Post, entry: RegisterEntry, sent: dict[str, str]) -> None:
    assert post("registerentry-add-file", entry, **sent).status_code == 400


def test_a_claim_needs_evidence_of_the_entry(post: Post, entry: RegisterEntry) -> None:
    done = {"done": "All of it.", "done_from": TODAY, "seen_version": 1}
    assert post("registerentry-claim", entry, **done, files=[]).status_code == 409
    foreign = str(EntryFileFactory().uuid)
    assert post("registerentry-claim", entry, **done, files=[foreign]).status_code == 400


def test_a_claim_is_withdrawn_once(post: Post, entry: RegisterEntry) -> None:
    claim = ClaimFactory(entry=entry)
    assert post("claim-withdraw", claim, seen_version=1).json()["state"] == "withdrawn"
    assert post("claim-withdraw", claim, seen_version=2).status_code == 409


def test_a_body_is_not_told_of_what_waits_to_be_authorised(
    client: Client, entry: RegisterEntry, force_lead: User, inspector: User
) -> None:
    basis = Basis.objects.create(name="Insight visit", valid_from=date(2020, 1, 1))
    given = {"verified_by": inspector, "verified_at": now(), "basis": basis}
    claim = ClaimFactory(entry=entry, state="verified", verdict="All is well.", **given)
    for who, told in ((force_lead, ("made", "")), (inspector, ("verified", "All is well."))):
        client.force_login(who)
        shown = read(client, "claim-detail", claim)
        assert (shown["state"], shown["verdict"]) == told


def test_an_inspector_asks_and_the_answer_is_told(
    post: Post, client: Client, entry: RegisterEntry, inspector: User, force_lead: User
) -> None:
    client.force_login(inspector)
    sent = {"words": "How many?", "wanted_by": TODAY}
    asked = post("registerentry-request-update", entry, **sent).json()
    assert (asked["words"], asked["answer"]) == ("How many?", None)
    assert post("registerentry-request-update", entry, **sent).status_code == 409
    client.force_login(force_lead)
    answer = post("registerentry-update", entry, narrative="Half.", seen_version=1).json()
    request = UpdateRequest.objects.get()
    assert read(client, "updaterequest-detail", request)["answer"] == answer["uuid"]
