"""Files are handed in and taken over the API, and that they were taken is recorded."""

from base64 import b64encode
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from findings.models import Challenge, ChallengeFile, Evidence, EvidenceFile
from forces.models import Body
from inspection_portal.core.models import AuditEvent, User
from tests.factories import (
    EngageLetterFactory,
    EngageSpellFactory,
    EvidenceFactory,
    FindingFactory,
    InspectedBodyFactory,
    InspectionFactory,
    JudgmentFactory,
)
from tests.factories.checking import give_out
from tests.pages import call, signed_in, wrong

FILE = {"name": "plan.txt", "content": b64encode(b"What was planned.").decode()}


@pytest.fixture
def evidence(inspector: User) -> Evidence:
    evidence: Evidence = EvidenceFactory(inspection=InspectionFactory(team=[inspector]))
    return evidence


def readings(row: Any) -> list[str]:
    return list(AuditEvent.objects.about(row).readings().values_list("verb", flat=True))


def taken(client: Client, name: str, row: Any) -> bytes:
    answer = client.get(reverse(f"api:{name}-content", args=[row.uuid]))
    assert (answer.status_code, answer["X-Content-Type-Options"]) == (200, "nosniff")
    return bytes(answer.content)


def test_a_file_is_put_behind_evidence_and_taken(
    evidence: Evidence, inspector: User, force_lead: User
) -> None:
    client, url = signed_in(inspector), reverse("api:evidence-add-file", args=[evidence.uuid])
    told = call(client, url, FILE).json()
    assert (told["evidence"], told["name"], told["size"]) == (str(evidence.uuid), "plan.txt", 17)
    file = EvidenceFile.objects.get()
    assert taken(client, "evidencefile", file) == b"What was planned."
    assert readings(evidence) == ["evidence_file.read"]
    assert call(client, url, FILE).status_code == 409
    assert wrong(call(client, url, {**FILE, "content": "no Base64!"})) == {
        "/content": "This is not Base64."
    }
    stranger = signed_in(force_lead)
    assert call(stranger, url, FILE).status_code == 404
    content = reverse("api:evidencefile-content", args=[file.uuid])
    assert stranger.get(content).status_code == 404


def test_a_challenge_has_the_document_that_shows_it(
    inspector: User, force: Body, force_lead: User, other_force_lead: User
) -> None:
    inspection = InspectionFactory(team=[inspector])
    chapter = InspectedBodyFactory(inspection=inspection, body=force)
    FindingFactory(chapter=chapter)
    JudgmentFactory(inspected_body=chapter)
    check = give_out(inspection, by=inspector, at=now() - timedelta(hours=1))
    url = reverse("api:extract-challenge", args=[check.extracts.get().uuid])
    sent = {"passage_number": 1, "text": "It was May.", "file": FILE}
    told = call(signed_in(force_lead), url, sent).json()
    assert [each["name"] for each in told["files"]] == ["plan.txt"]
    file, challenge = ChallengeFile.objects.get(), Challenge.objects.get()
    for user in (force_lead, inspector):
        assert taken(signed_in(user), "challengefile", file) == b"What was planned."
    assert readings(challenge) == ["challenge_file.read"] * 2
    other = reverse("api:challengefile-detail", args=[file.uuid])
    assert signed_in(other_force_lead).get(other).status_code == 404


def test_the_letter_of_a_stage_is_taken_by_the_force(
    force: Body, force_lead: User, other_force_lead: User
) -> None:
    letter = EngageLetterFactory(spell=EngageSpellFactory(body=force))
    assert taken(signed_in(force_lead), "engageletter", letter) == letter.content
    assert readings(letter.spell) == ["engage_letter.read"]
    other = reverse("api:engageletter-content", args=[letter.uuid])
    assert signed_in(other_force_lead).get(other).status_code == 404
