"""Disruptions and their minimum standards, over the API."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from disruptions.models import Disruption, DisruptionStandard
from forces.models import Body
from inspection_portal.core.models import User
from tests.factories import (
    DisruptionFactory,
    DisruptionStandardFactory,
    ModerationFactory,
    OrganisationFactory,
    ThreatFactory,
)
from tests.pages import call, wrong

LIST = "/api/v1/disruptions/"
Send = Callable[..., HttpResponse]
SAID: dict[str, Any] = {
    "type": "lead",
    "strand": "pursue",
    "category": "major",
    "narrative": "Two were charged.",
}


@pytest.fixture(autouse=True)
def _standard(db: None) -> None:
    DisruptionStandardFactory()


@pytest.fixture
def send() -> Send:
    def do(by: User, name: str, of: Any = None, **said: Any) -> HttpResponse:
        client = Client()
        client.force_login(by)
        address = reverse(f"api:{name}", args=[of.uuid] if of else [])
        return call(client, address, said)

    return do


def test_it_is_read_with_what_it_fails_and_without_a_name(
    as_inspector: Client, force: Body, force_lead: User
) -> None:
    faulty = DisruptionFactory(threat__body=force, category="major", evidence="")
    ModerationFactory(disruption=faulty, by=force_lead)
    DisruptionFactory()
    told = as_inspector.get(LIST, {"body": str(force.uuid), "category": "major"})
    (row,) = told.json()["results"]
    assert [each["id"] for each in row["failures"]] == ["missing_evidence"]
    assert row["failures"][0]["place"] == "evidence"
    assert [each["outcome"] for each in row["moderations"]] == ["returned"]
    assert as_inspector.get(f"{LIST}{faulty.uuid}/").json() == row
    for each in (force_lead, faulty.recorded_by):
        assert each.name not in told.content.decode()


def test_queries_do_not_grow(
    as_inspector: Client, force_lead: User, assert_queries_do_not_grow: Any
) -> None:
    assert_queries_do_not_grow(LIST, lambda: ModerationFactory(by=force_lead))


def test_each_verb(send: Send, force: Body, force_contributor: User, force_lead: User) -> None:
    threat, agency = ThreatFactory(body=force), OrganisationFactory()
    about = {"threat": str(threat.uuid), "event_on": str(localdate())}
    recorded = send(
        force_contributor, "disruption-record", body=str(force.uuid), **about, **SAID
    ).json()
    assert [each["id"] for each in recorded["failures"]] == ["missing_evidence"]
    record = Disruption.objects.get()
    steps: list[tuple[User, str, dict[str, Any]]] = [
        (force_lead, "moderate", {"outcome": "returned", "reason": "Add the evidence."}),
        (
            force_contributor,
            "detail",
            about
            | SAID
            | {"evidence": "Charge sheets.", "supporting_partners": [str(agency.uuid)]},
        ),
        (force_contributor, "resubmit", {}),
        (
            force_lead,
            "moderate",
            {"outcome": "downgraded", "to_category": "minor", "reason": "Short-lived."},
        ),
    ]
    for version, (by, verb, said) in enumerate(steps, start=1):
        told = send(by, f"disruption-{verb}", record, **said, seen_version=version)
        assert told.status_code == 200, told.content
    last = told.json()
    assert (last["moderation"], last["category"], last["version"]) == ("downgraded", "minor", 5)
    assert (last["lead_body"], last["supporting_partners"]) == (
        str(force.uuid),
        [str(agency.uuid)],
    )
    assert len(last["moderations"]) == 2


def test_the_queue_of_a_moderator(force_lead: User, force: Body) -> None:
    client = Client()
    client.force_login(force_lead)
    waiting = DisruptionFactory(threat__body=force)
    DisruptionFactory(threat=waiting.threat, recorded_by=force_lead)
    rows = client.get(LIST, {"for_me": "true"}).json()["results"]
    assert [each["uuid"] for each in rows] == [str(waiting.uuid)]


def test_what_was_returned_to_a_recorder(force_contributor: User, force: Body) -> None:
    client = Client()
    client.force_login(force_contributor)
    returned = DisruptionFactory(
        threat__body=force, recorded_by=force_contributor, moderation="returned"
    )
    DisruptionFactory(threat=returned.threat, moderation="returned")
    DisruptionFactory(threat=returned.threat, recorded_by=force_contributor)
    rows = client.get(LIST, {"returned_to_me": "true"}).json()["results"]
    assert [each["uuid"] for each in rows] == [str(returned.uuid)]


def test_a_broken_rule_is_a_409_and_nonsense_a_400(
    send: Send, force: Body, force_lead: User, force_contributor: User
) -> None:
    record = DisruptionFactory(threat__body=force, category="major", evidence="")
    passed = {"outcome": "moderated", "seen_version": 1}
    refused = send(force_lead, "disruption-moderate", record, **passed)
    assert refused.status_code == 409
    assert "Return the record or refuse it." in refused.json()["detail"]
    assert send(force_contributor, "disruption-moderate", record, **passed).status_code == 403
    hidden = {"threat": str(ThreatFactory().uuid), "event_on": "2026-02-02", **SAID}
    refused = send(force_contributor, "disruption-record", body=str(force.uuid), **hidden)
    assert list(wrong(refused)) == ["/threat"]


def test_a_record_keeps_its_threat_though_its_body_sees_it_no_more(
    send: Send, force: Body, force_contributor: User
) -> None:
    record = DisruptionFactory(body=force)
    said = {"threat": str(record.threat.uuid), "event_on": "2026-02-02", **SAID}
    told = send(force_contributor, "disruption-detail", record, **said, seen_version=1)
    assert (told.status_code, told.json()["narrative"]) == (200, SAID["narrative"])
    said["threat"] = str(ThreatFactory().uuid)
    other = send(force_contributor, "disruption-detail", record, **said, seen_version=2)
    assert list(wrong(other)) == ["/threat"]


def test_a_day_to_come_and_support_that_nobody_led_are_refused(
    send: Send, force: Body, force_contributor: User
) -> None:
    about = {"body": str(force.uuid), "threat": str(ThreatFactory(body=force).uuid), **SAID}
    for change, why in (
        ({"event_on": str(localdate() + timedelta(days=1))}, "That day has not come yet."),
        ({"event_on": str(localdate()), "type": "support"}, "Name that one, or choose lead"),
    ):
        refused = send(force_contributor, "disruption-record", **about | change)
        assert refused.status_code == 409
        assert why in refused.json()["detail"]


def test_standards_are_read_and_set(
    send: Send, as_lead: Client, administrator: User, force_lead: User
) -> None:
    said = {
        "valid_from": "2025-01-01",
        "threat_kinds": ["individual", "ocg"],
        "needs_major": ["evidence", "narrative"],
        "days_to_record": 14,
        "basis": "A letter of the national lead.",
    }
    assert send(force_lead, "disruptionstandard-set", **said, seen_version=1).status_code == 403
    assert send(administrator, "disruptionstandard-set", **said, seen_version=0).status_code == 412
    made = send(administrator, "disruptionstandard-set", **said, seen_version=1).json()
    assert (made["threat_kinds"], made["needs_major"]) == (
        ["ocg", "individual"],
        ["narrative", "evidence"],
    )
    assert DisruptionStandard.objects.count() == 2
    rows = as_lead.get("/api/v1/disruption-standards/").json()["results"]
    assert made in rows
