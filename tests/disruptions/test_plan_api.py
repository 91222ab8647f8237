"""4P plans by the API: every verb, refusals as 409, and partners who read their action alone."""

from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from disruptions.actions.access import NO_PART
from disruptions.models import Officer, Plan, PlanAction
from forces.models import Body, Organisation
from inspection_portal.core.models import User
from tests.factories import (
    OfficerFactory,
    PlanActionFactory,
    PlanEntryFactory,
    PlanFactory,
    ThreatFactory,
)
from tests.pages import call, wrong

ON = "2026-02-02"


@pytest.fixture
def lead(force_lead: User) -> APIClient:
    client = APIClient()
    client.force_login(force_lead)
    return client


def send(client: APIClient, verb: str, row: Any = None, **data: object) -> Any:
    url = reverse(f"api:{verb}", args=[row] if row else [])
    return call(client, url, data)


def test_a_plan_by_its_verbs(
    lead: APIClient, force: Body, officer: Officer, council: Organisation, partner: User
) -> None:
    threat = ThreatFactory(body=force)
    opened = {"threat": threat.uuid, "opened_on": ON, "written_by": officer.uuid}
    plan = send(lead, "plan-open", **opened).json()
    assert (plan["state"], plan["written_by"]["title"]) == ("draft", officer.title)
    assert send(lead, "plan-open", **opened).status_code == 409
    uuid = plan["uuid"]
    assert send(lead, "plan-put-in-force", uuid, seen_version=1).json()["state"] == "in_force"
    assert send(lead, "plan-put-in-force", uuid, seen_version=1).status_code == 409
    named = {"written_by": officer.uuid, "template_version": "2", "seen_version": 2}
    assert send(lead, "plan-name-writer", uuid, **named).json()["template_version"] == "2"
    checked = {"checked_by": OfficerFactory(body=force).uuid, "checked_on": ON, "seen_version": 3}
    assert send(lead, "plan-record-check", uuid, **checked).json()["checked_on"] == ON
    reviewed = {"reviewed_on": ON, "reviewed_by": officer.uuid, "outcome": "Protect more."}
    assert send(lead, "plan-record-review", uuid, **reviewed).json()["outcome"] == "Protect more."
    link = send(lead, "plan-link", uuid, kind="scpo", reference="S/1").json()
    assert send(lead, "planlink-unlink", link["uuid"]).status_code == 428
    assert send(lead, "planlink-unlink", link["uuid"], seen_version=9).status_code == 412
    unlinked = send(lead, "planlink-unlink", link["uuid"], seen_version=link["version"])
    assert unlinked.status_code == 200
    entry = send(lead, "plan-write-entry", uuid, strand="prevent", text="A school.").json()
    revised = send(lead, "planentry-detail", entry["uuid"], text="Two.", seen_version=1).json()
    assert (revised["strand"], revised["text"]) == ("prevent", "Two.")
    assert send(lead, "planentry-remove", entry["uuid"], seen_version=1).status_code == 412
    assert send(lead, "planentry-remove", entry["uuid"], seen_version=2).status_code == 200
    access = send(lead, "plan-give-access", uuid, organisation=council.uuid, scope="actions").json()
    made = {"strand": "protect", "what": "Light it.", "partner": council.uuid}
    action = send(lead, "plan-add-action", uuid, **made).json()
    assert action["plan"] == uuid
    moved = send(lead, "planaction-detail", action["uuid"], due_on=ON, seen_version=1).json()
    assert (moved["due_on"], moved["partner"]) == (ON, str(council.uuid))
    other = APIClient()
    other.force_login(partner)
    told = send(other, "planaction-report", action["uuid"], result="Lit.", seen_version=2).json()
    assert (told["result"], told["plan"]) == ("Lit.", None)
    assert send(lead, "planaccess-end", access["uuid"]).json()["ended_at"]
    assert (
        send(other, "planaction-report", action["uuid"], result="A", seen_version=3).status_code
        == 404
    )
    assert send(lead, "plan-close", uuid, closed_on=ON, seen_version=4).json()["state"] == "closed"
    assert send(lead, "plan-write-entry", uuid, strand="prevent", text="Late.").status_code == 409


def test_a_partner_reads_the_action_and_nothing_else(
    partner: User, own_plan: Plan, lent: PlanAction
) -> None:
    PlanEntryFactory(plan=own_plan)
    PlanActionFactory(plan=own_plan)
    client = APIClient()
    client.force_login(partner)
    for name in ("plan", "planentry", "planreview", "planlink", "planaccess"):
        assert client.get(reverse(f"api:{name}-list")).json()["results"] == []
    (row,) = client.get(reverse("api:planaction-list")).json()["results"]
    assert (row["uuid"], row["plan"], row["officer"]) == (str(lent.uuid), None, None)
    assert (
        send(client, "plan-write-entry", own_plan.uuid, strand="pursue", text="A").status_code
        == 404
    )
    assert send(client, "planaction-detail", lent.uuid, what="A", seen_version=1).status_code == 403


OF_OFFICERS: dict[str, dict[str, object]] = {
    "plan-open": {"written_by": None, "opened_on": ON},
    "plan-name-writer": {"written_by": None, "template_version": "", "seen_version": 1},
    "plan-record-check": {"checked_by": None, "checked_on": ON, "seen_version": 1},
    "plan-record-review": {"reviewed_by": None, "reviewed_on": ON, "outcome": "Go on."},
    "plan-add-action": {"officer": None, "strand": "protect", "what": "Light it."},
    "threat-give-responsibility": {"officer": None, "role": "lro", "since": ON},
}


@pytest.mark.parametrize("verb", OF_OFFICERS)
def test_an_officer_nobody_may_know_of_is_as_one_who_is_not_there(
    verb: str, lead: APIClient, own_plan: Plan, other_force: Body
) -> None:
    threat, told, of = own_plan.threat, OF_OFFICERS[verb], own_plan.uuid
    if verb == "plan-open":
        threat, of = ThreatFactory(body=threat.body), None
        told = {**told, "threat": threat.uuid}
    elif verb.startswith("threat"):
        of = threat.uuid

    def answered(officer: object) -> tuple[int, str]:
        named = {name: officer if value is None else value for name, value in told.items()}
        answer = send(lead, verb, of, **named)
        return answer.status_code, answer.content.decode().replace(str(officer), "…")

    stranger, missing = OfficerFactory(body=other_force).uuid, answered(uuid4())
    assert missing[0] == 400
    assert answered(stranger) == missing
    threat.supporting_bodies.add(other_force)
    assert answered(stranger)[0] == 200


def test_an_officer_who_is_known_by_another_threat_is_refused_with_a_sentence(
    lead: APIClient, own_plan: Plan, force: Body, other_force: Body
) -> None:
    ThreatFactory(body=force).supporting_bodies.add(other_force)
    named = OF_OFFICERS["plan-name-writer"] | {"written_by": OfficerFactory(body=other_force).uuid}
    refused = send(lead, "plan-name-writer", own_plan.uuid, **named)
    assert (refused.status_code, refused.json()["detail"]) == (409, NO_PART)


def test_other_bodies_and_readers_change_nothing(
    other_force_lead: User, inspector: User, force_contributor: User, own_plan: Plan, force: Body
) -> None:
    client = APIClient()
    checked = {"checked_by": OfficerFactory(body=force).uuid, "checked_on": ON, "seen_version": 1}
    for user, code in ((other_force_lead, 404), (inspector, 403), (force_contributor, 403)):
        client.force_login(user)
        assert send(client, "plan-record-check", own_plan.uuid, **checked).status_code == code
    client.force_login(other_force_lead)
    foreign = send(client, "plan-open", threat=own_plan.threat.uuid, opened_on=ON)
    assert foreign.status_code == 400


@pytest.mark.parametrize(
    ("verb", "name", "more"),
    [
        ("record-check", "checked_by", {"checked_on": "2026-02-02"}),
        ("name-writer", "written_by", {"template_version": ""}),
        ("record-review", "reviewed_by", {"reviewed_on": "2026-02-02", "outcome": "Kept."}),
        ("add-action", "officer", {"strand": "pursue", "what": "Visit the sites."}),
    ],
)
def test_an_officer_of_another_body_is_as_if_missing(
    verb: str, name: str, more: dict[str, str], as_lead: Client, force: Body, other_force: Body
) -> None:
    plan, told = PlanFactory(threat__body=force), []
    for uuid in (OfficerFactory(body=other_force).uuid, uuid4()):
        address, sent = f"/api/v1/plans/{plan.uuid}/{verb}/", {name: f"{uuid}", **more}
        answer = as_lead.post(address, sent, "application/json", headers={"If-Match": '"1"'})
        told.append((answer.status_code, answer.content.decode().replace(f"{uuid}", "")))
    assert told[0] == told[1]
    assert told[0][0] == 400


def test_a_time_with_a_zone_is_refused_not_misread(lead: APIClient, own_plan: Plan) -> None:
    said = {"strand": "prevent", "text": "A school.", "dated_on": "2026-02-02"}
    send_at = partial(send, lead, "plan-write-entry", own_plan.uuid, **said)
    assert send_at(timed_at="09:30").json()["timed_at"] == "09:30:00"
    for value in ("09:30+05:00", "9:30", "09:30Z", "24:00", 930):
        assert set(wrong(send_at(timed_at=value))) == {"/timed_at"}
