"""Threats, officers and assessments over the API: kept, refused in sentences, and listed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from disruptions.models import Threat
from forces.models import Body
from tests.factories import (
    AssessmentFactory,
    CrimeTypeFactory,
    OfficerFactory,
    ThreatFactory,
    ThreatPhaseFactory,
)
from tests.pages import call, wrong

Post = Callable[..., HttpResponse]


@pytest.fixture
def post(as_lead: Client) -> Post:
    def do(address: str, **sent: object) -> HttpResponse:
        return call(as_lead, f"/api/v1/{address}/", sent)

    return do


def test_a_threat_is_kept_over_the_api(post: Post, force: Body, rocu: Body) -> None:
    crime, phase = CrimeTypeFactory(name="Fraud"), ThreatPhaseFactory(name="Active")
    said: dict[str, Any] = {"body": str(force.uuid), "reference": "OCG 1", "kind": "ocg"}
    chosen = {"crime_types": ["Fraud"], "phase": "Active", "supporting_bodies": [str(rocu.uuid)]}
    told = post("threats/add", **said, **chosen).json()
    assert (told["crime_types"], told["phase"], told["defects"]) == (
        [crime.name],
        phase.name,
        ["unassessed"],
    )
    assert post("threats/add", **said).status_code == 409
    refused = post("threats/add", **said | {"reference": "2", "tier": 6, "phase": "Lost"})
    assert wrong(refused) == {
        "/tier": "Give a tier from 1 to 5, or none.",
        "/phase": "Choose a phase of the list, or none.",
    }
    of = f"threats/{told['uuid']}"
    assert post(of, tier=3, seen_version=1).json()["tier"] == 3
    assert post(of, tier=4, seen_version=1).status_code == 412
    closed = post(f"{of}/close", closed_on="2026-02-02", seen_version=2).json()
    assert (closed["closed_on"], closed["defects"]) == ("2026-02-02", [])
    assert post(f"{of}/reopen", seen_version=3).json()["closed_on"] is None
    assert Threat.objects.count() == 1


def test_officers_answer_for_a_threat(post: Post, force: Body, other_force: Body) -> None:
    threat = ThreatFactory(body=force)
    said = {"body": str(force.uuid), "reference": "P1", "name": "Robin", "rank": "inspector"}
    officer = post("officers/add", **said).json()
    assert (officer["name"], officer["title"]) == ("Robin", "Inspector")
    wanted = {"officer": officer["uuid"], "role": "lro", "since": "2026-02-02"}
    (held,) = post(f"threats/{threat.uuid}/give-responsibility", **wanted).json()[
        "responsibilities"
    ]
    assert held["title"] == "Inspector"
    assert post(f"threats/{threat.uuid}/give-responsibility", **wanted).status_code == 409
    stranger = {"officer": str(OfficerFactory(body=other_force).uuid)}
    refused = post(f"threats/{threat.uuid}/give-responsibility", **wanted | stranger)
    assert refused.status_code == 400
    end = {"responsibility": held["uuid"], "until": "2026-02-03", "seen_version": 1}
    told = post(f"threats/{threat.uuid}/end-responsibility", **end).json()
    assert told["responsibilities"][0]["until"] == "2026-02-03"
    of = f"officers/{officer['uuid']}"
    assert post(of, post="Fraud", seen_version=1).json()["title"] == "Inspector, Fraud"
    left = post(f"{of}/record-left", left_on="2026-03-01", seen_version=2).json()
    assert left["left_on"] == "2026-03-01"


def test_an_assessment_is_kept_and_lists_are_narrowed_down(
    as_lead: Client, post: Post, force: Body
) -> None:
    threat = ThreatFactory(body=force)
    ThreatFactory(body=force, closed_on="2026-02-02")
    sent = {"threat": str(threat.uuid), "scope": "operation", "assessed_on": "2026-02-02"}
    made = post("assessments/add", **sent, risk_score="7.50").json()
    assert (made["risk_score"], made["moderation"]) == ("7.50", "not_moderated")
    assert post("assessments/add", **sent).status_code == 409
    of = f"assessments/{made['uuid']}"
    assert post(of, scope="whole", seen_version=1).json()["scope"] == "whole"
    moderation = {"moderation": "moderated", "moderated_on": "2026-02-03", "seen_version": 2}
    assert post(f"{of}/record-moderation", **moderation).json()["moderated_on"] == "2026-02-03"
    AssessmentFactory(threat=threat, assessed_on="2025-02-02")
    for address, number in (
        (f"assessments/?threat={threat.uuid}&scope=whole", 2),
        ("threats/?is_managed=true", 1),
        ("threats/?is_managed=false", 1),
        ("threats/?defect=unassessed", 0),
        (f"officers/?body={force.uuid}", 0),
    ):
        assert len(as_lead.get(f"/api/v1/{address}").json()["results"]) == number, address


def test_only_who_keeps_threats_sends_any(as_inspector: Client, force: Body) -> None:
    threat = ThreatFactory(body=force)
    for address in ("threats/add", f"threats/{threat.uuid}/reopen", "officers/add"):
        assert as_inspector.post(f"/api/v1/{address}/").status_code == 403


@pytest.mark.parametrize(
    ("name", "value"),
    [("is_managed", "AAA"), ("is_managed", ""), ("is_managed", "1"), ("body", ""), ("kind", "")],
)
def test_a_filter_that_says_nothing_is_refused_not_passed_over(
    as_lead: Client, force: Body, name: str, value: str
) -> None:
    answer = as_lead.get("/api/v1/threats/", {name: value})
    assert answer.status_code == 400
    assert [part["parameter"] for part in answer.json()["errors"]] == [name]


def test_what_is_of_another_type_is_refused_not_read_as_what_it_could_mean(
    post: Post, force: Body
) -> None:
    said = {"body": str(force.uuid), "reference": "OCG 1", "kind": "ocg"}
    assert wrong(post("threats/add", **said | {"reference": 1})) == {"/reference": "Give a text."}
    assert wrong(post("threats/add", **said | {"is_soc": "true"})) == {
        "/is_soc": "Say true or false."
    }
    assert wrong(post("reminder-preference/choose", by_mail=0)) == {
        "/by_mail": "Say true or false."
    }
    assert not Threat.objects.exists()
