"""Several entries at once, and the people who may be responsible for them, over the API."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.timezone import localdate

from forces.models import Body
from inspection_portal.core.models import AuditEvent, User
from recommendations.models import ProgressUpdate, RegisterEntry, UpdateRequest
from tests.factories import RegisterEntryFactory

Post = Callable[..., HttpResponse]
LATER = (localdate() + timedelta(days=60)).isoformat()


@pytest.fixture
def closed(force: Body) -> RegisterEntry:
    made: RegisterEntry = RegisterEntryFactory(
        body=force, status="complete", closed_on=localdate(), position="closed_by_body"
    )
    return made


@pytest.fixture
def post(client: Client, force_lead: User) -> Post:
    """Posts a verb of several entries, as the lead of `force` unless somebody else signs in."""
    client.force_login(force_lead)

    def do(verb: str, *entries: RegisterEntry, **sent: object) -> HttpResponse:
        seen = [
            str(each.uuid)
            if verb in ("request-updates", "update-several")
            else {"entry": str(each.uuid), "version": 0 if verb == "set-targets" else each.version}
            for each in entries
        ]
        told = {"entries": seen, **sent}
        url = f"/api/v1/register-entries/{verb}/"
        return client.post(url, told, content_type="application/json")

    return do


def seen_of(entry: RegisterEntry, version: int) -> list[dict[str, object]]:
    return [{"entry": str(entry.uuid), "version": version}]


def came_of(response: HttpResponse) -> dict[str, Any]:
    """Whether each entry is changed, or why not, by its reference."""
    assert response.status_code == 200, response.content
    results = response.json()["results"]  # type: ignore[attr-defined]
    return {each["reference"]: each["changed"] or each["why"] for each in results}


def test_each_entry_is_told_of(
    post: Post,
    entry: RegisterEntry,
    closed: RegisterEntry,
    force_contributor: User,
    force_lead: User,
) -> None:
    told = came_of(post("assign-several", entry, closed, responsible=str(force_contributor.uuid)))
    assert told[entry.reference] is True
    assert "is closed" in told[closed.reference]
    told = came_of(post("assign-several", entry, responsible=str(force_lead.uuid)))
    assert "has changed since you read it" in told[entry.reference], "It was read before."
    entry.refresh_from_db()
    assert entry.owner == force_contributor
    assert AuditEvent.objects.get().verb == "entries.assigned"


def test_targets_and_notes(post: Post, entry: RegisterEntry, force: Body) -> None:
    other = RegisterEntryFactory(body=force)
    assert set(came_of(post("set-targets", entry, other, target_on=LATER)).values()) == {True}
    assert set(came_of(post("update-several", entry, other, narrative="Half.")).values()) == {True}
    moved = (localdate() + timedelta(days=70)).isoformat()
    stale = came_of(post("set-targets", entry, target_on=moved))
    assert "target has changed since you read it" in stale[entry.reference]
    entry.refresh_from_db()
    assert entry.target_on == localdate() + timedelta(days=60)
    assert ProgressUpdate.objects.count() == 2


def test_updates_are_asked_for(
    post: Post, client: Client, entry: RegisterEntry, inspector: User, force_lead: User
) -> None:
    assert post("request-updates", entry, wanted_by=LATER).status_code == 403
    client.force_login(inspector)
    assert came_of(post("request-updates", entry, wanted_by=LATER)) == {entry.reference: True}
    assert UpdateRequest.objects.get().entry == entry
    again = came_of(post("request-updates", entry, wanted_by=LATER))
    assert "has been asked for" in again[entry.reference]


def test_what_makes_no_sense_is_refused(
    post: Post, entry: RegisterEntry, other_force: Body, other_force_lead: User
) -> None:
    theirs = RegisterEntryFactory(body=other_force)
    missing = RegisterEntry(uuid=uuid4())
    for response in (
        post("set-targets", target_on=LATER),
        post("set-targets", target_on=LATER, entries=[str(entry.uuid)]),
        post("set-targets", target_on=LATER, entries=[{"entry": str(entry.uuid)}]),
        post("set-targets", target_on=LATER, entries=seen_of(entry, -1)),
        post("set-targets", entry, theirs, target_on=LATER),
        post("set-targets", entry, missing, target_on=LATER),
        post("set-targets", entry, target_on="soon"),
        post("update-several", entry, narrative=" "),
        post("assign-several", entry, responsible=str(other_force_lead.uuid)),
    ):
        assert response.status_code == 400
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("force_lead", 200),
        ("inspector", 200),
        ("force_contributor", 403),
        ("other_force_lead", 403),
        ("policing_body_person", 403),
    ],
)
def test_the_people_of_a_body_are_named_to_its_lead_and_the_inspectorate(
    client: Client,
    force: Body,
    force_lead: User,
    force_contributor: User,
    other_force_lead: User,
    request: pytest.FixtureRequest,
    who: str,
    code: int,
) -> None:
    client.force_login(request.getfixturevalue(who))
    response = client.get(f"/api/v1/bodies/{force.uuid}/people/")
    assert response.status_code == code
    if code == 200:
        people = sorted((force_lead, force_contributor), key=lambda person: person.name)
        named = [{"uuid": str(person.uuid), "name": person.name} for person in people]
        assert response.json() == named
    assert client.get(f"/api/v1/bodies/{uuid4()}/people/").status_code == 404
