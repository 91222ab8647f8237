"""Another force's entries reach a force by no channel (reliability row 5)."""

import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from forces.models import Body
from inspection_portal.core.models import User
from recommendations.models import RegisterEntry, StatusChange
from tests.factories import RegisterEntryFactory, put_in_print

CANARY = "canary-7f3a"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
CHANNELS = [
    "/register/",
    "/register/?status=any&sort=body",
    "/register/?words=train+the",
    "/register/?owner=somebody",
    "/register/csv/?status=any",
]


def everything(client: Client, url: str) -> bytes:
    """What is served there, but for the token that is new each time."""
    response = client.get(url)
    assert response.status_code == 200
    return TOKEN.sub(b"", response.getvalue())


@pytest.fixture
def add_canary(other_force: Body, other_force_lead: User) -> Callable[[], RegisterEntry]:
    """Adds an entry of another force, with the word in all that can be written about it."""
    User.objects.filter(pk=other_force_lead.pk).update(name=f"Owner {CANARY}")
    Body.objects.filter(pk=other_force.pk).update(name=f"Police of {CANARY}")

    def do() -> RegisterEntry:
        entry = RegisterEntryFactory(
            body=other_force,
            asked=f"Train the {CANARY}.",
            owner=other_force_lead,
            due_on=localdate() - timedelta(days=1),
        )
        StatusChange.objects.create(
            entry=entry,
            status="being_progressed",
            narrative=f"Saw the {CANARY}.",
            by=other_force_lead,
            at="2026-03-02T10:00Z",
        )
        put_in_print(entry.source.inspection)
        return entry

    return do


@pytest.mark.parametrize("url", CHANNELS)
@pytest.mark.usefixtures("entry")
def test_no_word_of_another_forces_entry_is_shown(
    client: Client, force_lead: User, add_canary: Callable[[], object], url: str
) -> None:
    client.force_login(force_lead)
    add_canary()
    assert CANARY.encode() not in everything(client, url)


@pytest.mark.usefixtures("entry")
def test_no_word_of_it_is_in_any_part_of_a_workbook(
    client: Client, force_lead: User, add_canary: Callable[[], object]
) -> None:
    client.force_login(force_lead)
    add_canary()
    archive = zipfile.ZipFile(BytesIO(everything(client, "/register/xlsx/?status=any")))
    assert not [name for name in archive.namelist() if CANARY.encode() in archive.read(name)]


@pytest.mark.parametrize("url", ["/register/", "/register/csv/?status=any"])
@pytest.mark.usefixtures("entry")
def test_another_forces_entries_change_nothing(
    client: Client, force_lead: User, add_canary: Callable[[], object], url: str
) -> None:
    client.force_login(force_lead)
    before = everything(client, url)
    for _ in range(3):
        add_canary()
    assert everything(client, url) == before


@pytest.mark.parametrize("name", ["entry", "entry_assign", "entry_status"])
def test_another_forces_entry_is_as_if_it_were_not_there(
    client: Client, force_lead: User, add_canary: Callable[[], RegisterEntry], name: str
) -> None:
    client.force_login(force_lead)
    theirs = reverse(f"recommendations:{name}", args=[add_canary().uuid])
    nowhere = reverse(f"recommendations:{name}", args=["00000000-0000-4000-8000-000000000000"])
    refused, missing = client.get(theirs), client.get(nowhere)
    assert (refused.status_code, refused.content) == (404, missing.content)


def test_an_owner_is_chosen_among_ones_own_people(
    client: Client, force_lead: User, entry: RegisterEntry, add_canary: Callable[[], object]
) -> None:
    client.force_login(force_lead)
    add_canary()
    assert CANARY.encode() not in everything(client, f"/register/{entry.uuid}/assign/")


def test_a_page_after_another_forces_entry_is_the_first(
    client: Client, force_lead: User, entry: RegisterEntry, add_canary: Callable[[], RegisterEntry]
) -> None:
    client.force_login(force_lead)
    response = client.get("/register/", {"page": f"after-{add_canary().uuid}"})
    assert [line.entry for line in response.context["lines"]] == [entry]
