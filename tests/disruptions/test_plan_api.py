"""4P plans by the API: every verb, refusals as 409, and partners who read their action alone."""

from functools import partial
from typing import Any

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from disruptions.models import Officer, Plan, PlanAction
from forces.models import Body, Organisation
from inspection_portal.core.models import User
from tests.factories import OfficerFactory, PlanActionFactory, PlanEntryFactory, ThreatFactory
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
    assert send(lead, "planlink-unlink", link["uuid"]).status_code == 200
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


def test_a_time_with_a_zone_is_refused_not_misread(lead: APIClient, own_plan: Plan) -> None:
    said = {"strand": "prevent", "text": "A school.", "dated_on": "2026-02-02"}
    send_at = partial(send, lead, "plan-write-entry", own_plan.uuid, **said)
    assert send_at(timed_at="09:30").json()["timed_at"] == "09:30:00"
    for value in ("09:30+05:00", "9:30", "09:30Z", "24:00", 930):
        assert set(wrong(send_at(timed_at=value))) == {"/timed_at"}
