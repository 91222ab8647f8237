"""The pre-publication check over the API: the same rules, refused with 403, 404 and 409."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from findings.actions import challenges
from findings.models import Challenge, Extract, Finding
from inspection_portal.core.models import AuditEvent, User

WRONG = "There were seven plans in March."
Call = Callable[..., Any]


@pytest.fixture
def call(client: Client) -> Call:
    def call(user: User, path: str, data: object = None) -> Any:
        client.force_login(user)
        url = f"/api/v1/{path}"
        if data is None:
            return client.get(url)
        return client.post(url, data, content_type="application/json")

    return call


@pytest.fixture
def challenge(extract: Extract, force_lead: User, today: datetime) -> Challenge:
    return challenges.raise_challenge(
        extract, passage_number=2, text=WRONG, by=force_lead, at=today
    )


def test_a_body_reads_its_own_extract_and_that_is_recorded(
    extract: Extract, other_extract: Extract, finding: Finding, force_lead: User, call: Call
) -> None:
    listed = call(force_lead, "extracts/").json()["results"]
    assert [each["uuid"] for each in listed] == [str(extract.uuid)]
    assert "passages" not in listed[0]
    passages = call(force_lead, f"extracts/{extract.uuid}/").json()["passages"]
    assert finding.text in [each["text"] for each in passages]
    assert [each["is_heading"] for each in passages] == [True, False, True, False]
    assert AuditEvent.objects.about(extract).get().verb == "extract.opened"
    assert call(force_lead, f"extracts/{other_extract.uuid}/").status_code == 404


def test_a_challenge_is_raised_decided_and_confirmed(
    extract: Extract, force_lead: User, inspector: User, moderator: User, call: Call
) -> None:
    sent = {"passage_number": 2, "text": WRONG}
    raised = call(force_lead, f"extracts/{extract.uuid}/challenge/", sent).json()
    at = f"challenges/{raised['uuid']}"
    answer = {"decision": "rejected", "reason": "It was six."}
    decided = call(inspector, f"{at}/decide/", answer).json()
    assert decided["decision"] == "rejected"
    assert call(force_lead, f"{at}/").json()["decision"] == ""
    assert call(force_lead, f"{at}/").json()["decided_at"] is None
    seen = {"seen_decided_at": decided["decided_at"]}
    refused = call(inspector, f"{at}/confirm/", seen)
    assert refused.status_code == 409
    assert refused.json()["detail"].startswith("You decided this challenge.")
    assert call(moderator, f"{at}/confirm/", seen).status_code == 200
    told = call(force_lead, f"{at}/").json()
    assert (told["decision"], told["reason"]) == ("rejected", "It was six.")


def test_a_second_person_has_it_decided_anew(
    challenge: Challenge, inspector: User, moderator: User, call: Call
) -> None:
    at = f"challenges/{challenge.uuid}"
    answer = {"decision": "rejected", "reason": "It was six."}
    decided = call(inspector, f"{at}/decide/", answer).json()
    back = {"seen_decided_at": decided["decided_at"], "reason": "Look at March"}
    assert call(moderator, f"{at}/send-back/", back).json()["decision"] == ""


def test_a_body_withdraws_and_says_that_there_is_nothing(
    challenge: Challenge, force_lead: User, call: Call
) -> None:
    extract = f"extracts/{challenge.extract.uuid}"
    assert call(force_lead, f"{extract}/nothing/", {}).status_code == 409
    withdrawn = call(force_lead, f"challenges/{challenge.uuid}/withdraw/", {}).json()
    assert withdrawn["withdrawn_at"]
    assert call(force_lead, f"{extract}/nothing/", {}).status_code == 200


@pytest.mark.parametrize(
    ("who", "code"), [("force_contributor", 403), ("inspector", 403), ("other_force_lead", 404)]
)
def test_only_leads_of_the_body_challenge(
    who: str, code: int, extract: Extract, call: Call, request: pytest.FixtureRequest
) -> None:
    sent = {"passage_number": 2, "text": WRONG}
    asker = request.getfixturevalue(who)
    assert call(asker, f"extracts/{extract.uuid}/challenge/", sent).status_code == code


@pytest.mark.parametrize(
    ("who", "code"), [("force_lead", 403), ("hmi", 403), ("other_force_lead", 404)]
)
def test_only_those_who_run_the_check_decide(
    who: str, code: int, challenge: Challenge, call: Call, request: pytest.FixtureRequest
) -> None:
    answer = {"decision": "rejected", "reason": "No"}
    asker = request.getfixturevalue(who)
    assert call(asker, f"challenges/{challenge.uuid}/decide/", answer).status_code == code
