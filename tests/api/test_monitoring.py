"""The monitoring stages of forces, over the API."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from forces.models import Body
from inspection_portal.core.models import AuditEvent, User
from recommendations.models import EngageSpell
from tests.factories import EngageLetterFactory, EngageSpellFactory, MonitoringTestFactory
from tests.pages import call

LIST = "/api/v1/engage-spells/"
Send = Callable[..., HttpResponse]


@pytest.fixture
def spell(force: Body) -> EngageSpell:
    spell: EngageSpell = EngageSpellFactory(body=force)
    return spell


@pytest.fixture
def send(client: Client, hmi: User) -> Send:
    client.force_login(hmi)

    def do(verb: str, spell: EngageSpell | None = None, **sent: Any) -> HttpResponse:
        args = [spell.uuid] if spell else []
        address = reverse(f"api:engagespell-{verb}", args=args)
        return call(client, address, sent)

    return do


def test_it_is_read_with_its_letters(as_lead: Client, spell: EngageSpell) -> None:
    letter = EngageLetterFactory(spell=spell)
    told = as_lead.get(f"{LIST}{spell.uuid}/").json()
    assert told["body"] == str(spell.body.uuid)
    assert told["test"] == "Test of December 2024"
    assert (told["reasons"], told["left_on"]) == (["Calls are answered late."], None)
    assert [each["sha256"] for each in told["letters"]] == [letter.sha256]


def test_the_list_is_of_a_day_and_of_a_force(as_inspector: Client, spell: EngageSpell) -> None:
    EngageSpellFactory()

    def found(**asked: str) -> int:
        return len(as_inspector.get(LIST, asked).json()["results"])

    assert found() == found(on="2026-02-03") == 2
    assert found(on="2026-02-02") == 0
    assert found(body=str(spell.body.uuid)) == 1


def test_a_force_enters_leaves_and_is_corrected(send: Send, force: Body) -> None:
    MonitoringTestFactory()
    said = {"body": str(force.uuid), "entered_on": "2026-02-03", "reasons": ["Late."]}
    told = send("enter", **said).json()
    assert (told["version"], told["reasons"]) == (1, ["Late."])
    spell = EngageSpell.objects.get()
    left = {"left_on": "2026-02-20", "reasons_to_leave": ["Better."]}
    assert send("leave", spell, **left, seen_version=1).json()["left_on"] == "2026-02-20"
    corrected = {"reasons": ["Late.", "No plan."], "left_on": None, "reasons_to_leave": []}
    told = send("detail", spell, **corrected, seen_version=2).json()
    assert (told["left_on"], told["version"], len(told["reasons"])) == (None, 3, 2)
    verbs = AuditEvent.objects.about(spell).values_list("verb", flat=True)
    assert set(verbs) == {"engage_spell.begun", "engage_spell.ended", "engage_spell.corrected"}


def test_a_letter_is_added(send: Send, spell: EngageSpell) -> None:
    content = base64.b64encode(b"In Engage.").decode()
    told = send("add-letter", spell, name="letter.txt", content=content)
    assert told.json()["name"] == "letter.txt"
    again = send("add-letter", spell, name="letter.txt", content=content)
    assert (again.status_code, "here already" in again.json()["detail"]) == (409, True)


@pytest.mark.parametrize(
    ("verb", "sent", "code"),
    [
        ("enter", {"entered_on": "2026-02-03", "reasons": ["Late."]}, 409),
        ("enter", {"entered_on": "2026-02-03", "reasons": []}, 400),
        ("leave", {"left_on": "2026-01-01", "reasons_to_leave": ["B."], "seen_version": 1}, 409),
        ("leave", {"left_on": "2026-02-20", "reasons_to_leave": ["B."], "seen_version": 2}, 412),
        ("leave", {"left_on": "2026-02-20", "seen_version": 1}, 400),
        ("detail", {"entered_on": "2020-01-01", "reasons": ["B."], "seen_version": 1}, 409),
    ],
)
def test_what_cannot_be_is_refused_as_on_the_page(
    send: Send, spell: EngageSpell, verb: str, sent: dict[str, Any], code: int
) -> None:
    of = {"body": str(spell.body.uuid)} if verb == "enter" else {}
    assert send(verb, None if of else spell, **sent, **of).status_code == code
    spell.refresh_from_db()
    assert spell.version == 1


def test_others_change_nothing(
    send: Send, client: Client, spell: EngageSpell, force_lead: User, other_force_lead: User
) -> None:
    for user, code in ((force_lead, 403), (other_force_lead, 404)):
        client.force_login(user)
        for verb in ("leave", "detail", "add-letter"):
            assert send(verb, spell).status_code == code, verb
        assert send("enter").status_code == 403
