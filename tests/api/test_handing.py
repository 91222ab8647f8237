"""Who is responsible for entries, over the API; and how an entry tells its target and colour."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from forces.models import Body
from inspection_portal.core.models import AuditEvent, Message, User
from recommendations.models import BodyRules, RegisterEntry
from tests.factories import RegisterEntryFactory, put_in_print
from tests.pages import call

Post = Callable[..., HttpResponse]
LIST = "/api/v1/register-entries/"
HAND_OVER = f"{LIST}hand-over/"


@pytest.fixture
def assign(client: Client, force_lead: User, entry: RegisterEntry) -> Post:
    client.force_login(force_lead)

    def do(owner: User | None, **sent: object) -> HttpResponse:
        told = {"responsible": str(owner.uuid) if owner else None, "seen_version": 1} | sent
        url = reverse("api:registerentry-assign", args=[entry.uuid])
        return call(client, url, told)

    return do


def listed() -> list[dict[str, object]]:
    """The entries, as somebody has just read them."""
    rows = RegisterEntry.objects.values_list("uuid", "version")
    return [{"entry": uuid, "version": version} for uuid, version in rows]


@pytest.fixture
def hand_over(client: Client, force_lead: User) -> Post:
    client.force_login(force_lead)

    def do(owner: User, successor: User, **sent: object) -> HttpResponse:
        told = {"person": str(owner.uuid), "successor": str(successor.uuid), "entries": listed()}
        return call(client, HAND_OVER, told | sent)

    return do


def test_an_entry_gets_an_owner_and_loses_them(
    assign: Post, entry: RegisterEntry, force_contributor: User
) -> None:
    told = assign(force_contributor).json()
    assert (told["position"], told["version"]) == ("in_progress", 2)
    entry.refresh_from_db()
    assert entry.owner == force_contributor
    assert AuditEvent.objects.about(entry).get().verb == "entry.assigned"
    assert Message.objects.get().recipient == force_contributor
    assert assign(None, seen_version=2).status_code == 200
    entry.refresh_from_db()
    assert entry.owner is None


def test_assigning_is_refused_as_on_the_page(
    assign: Post, client: Client, force_contributor: User, other_force_lead: User
) -> None:
    assert assign(force_contributor, seen_version=7).status_code == 412
    assert assign(None).status_code == 409
    assert assign(other_force_lead).status_code == 400
    client.force_login(force_contributor)
    assert assign(force_contributor).status_code == 403
    client.force_login(other_force_lead)
    assert assign(other_force_lead).status_code == 404


def test_all_of_one_person_go_to_another(
    hand_over: Post, entry: RegisterEntry, force_lead: User, force_contributor: User
) -> None:
    RegisterEntryFactory(body=entry.body, owner=force_contributor)
    RegisterEntry.objects.update(owner=force_contributor)
    assert hand_over(force_contributor, force_lead).json() == {"entries": 2}
    assert not RegisterEntry.objects.exclude(owner=force_lead).exists()
    assert AuditEvent.objects.about(force_contributor).get().verb == "entries.handed_over"


def test_what_was_not_read_is_not_handed_over(
    hand_over: Post, entry: RegisterEntry, force_lead: User, force_contributor: User
) -> None:
    RegisterEntry.objects.update(owner=force_contributor)
    read = listed()
    RegisterEntryFactory(body=entry.body, owner=force_contributor)
    refused = hand_over(force_contributor, force_lead, entries=read)
    assert (refused.status_code, refused.json()["code"]) == (412, "stale")
    stale = [each | {"version": 7} for each in listed()]
    assert hand_over(force_contributor, force_lead, entries=stale).status_code == 412
    assert hand_over(force_contributor, force_lead, entries=[]).status_code == 400
    assert not RegisterEntry.objects.filter(owner=force_lead).exists()


def test_handing_over_is_refused_as_on_the_page(
    hand_over: Post,
    client: Client,
    entry: RegisterEntry,
    force_lead: User,
    force_contributor: User,
    other_force_lead: User,
) -> None:
    assert hand_over(force_contributor, force_lead).status_code == 400
    RegisterEntry.objects.update(owner=force_contributor)
    assert hand_over(force_contributor, force_contributor).status_code == 409
    assert hand_over(force_contributor, other_force_lead).status_code == 400
    client.force_login(force_contributor)
    assert hand_over(force_contributor, force_lead).status_code == 403
    client.force_login(other_force_lead)
    assert hand_over(force_contributor, other_force_lead).status_code == 400
    entry.refresh_from_db()
    assert entry.owner == force_contributor


def test_an_entry_tells_its_target_and_its_colour(
    client: Client, force: Body, force_lead: User
) -> None:
    target = localdate() - timedelta(days=1)
    entry = RegisterEntryFactory(body=force, due_on=localdate() + timedelta(days=90))
    entry.milestones.create(kind="target", original_on=target, position=0)
    client.force_login(force_lead)

    def told() -> Any:
        return client.get(f"{LIST}{entry.uuid}/").json()

    assert (told()["target_on"], told()["rag"]) == (
        str(target),
        {"colour": "green", "words": "On time"},
    )
    chosen = {"valid_from": localdate(), "chosen_by": force_lead, "chosen_at": now()}
    BodyRules.objects.create(body=entry.body, rule_set="audit", **chosen)
    assert told()["rag"] == {"colour": "red", "words": "Outstanding, past its target"}


def test_colours_cost_a_list_no_more_queries(
    client: Client,
    force: Body,
    inspector: User,
    assert_queries_do_not_grow: Callable[[str, Callable[[], object]], None],
) -> None:
    client.force_login(inspector)

    def add() -> None:
        put_in_print(RegisterEntryFactory().source.inspection)

    assert_queries_do_not_grow(LIST, add)
