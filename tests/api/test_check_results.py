"""The results of the quality checks as one list: pages, filters, streams, and who sees which."""

import csv
import json
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from disruptions.models import Plan
from disruptions.queries import results
from forces.models import Body
from inspection_portal.core.models import User
from tests.factories import CheckWaiverFactory, LocalProfileFactory, PlanEntryFactory, PlanFactory

LIST = "/api/v1/check-results/"
ACCEPT_LINES = {"accept": "application/x-ndjson"}


@pytest.fixture
def plans(force: Body, other_force: Body) -> list[Plan]:
    """Two plans of the force and one of another, each with entries under one P alone."""
    made = [PlanFactory(threat__body=body) for body in (force, force, other_force)]
    for plan in made:
        PlanEntryFactory(plan=plan)
    return made


def told(client: Client, **asked: object) -> list[dict[str, Any]]:
    answer = client.get(LIST, asked)
    assert answer.status_code == 200, answer.content
    assert answer.json()["on"] == str(localdate())
    rows: list[dict[str, Any]] = answer.json()["results"]
    return rows


def by_pages(client: Client, limit: int) -> list[dict[str, Any]]:
    rows, address = [], f"{LIST}?limit={limit}"
    while address:
        page = client.get(address).json()
        assert 0 < len(page["results"]) <= limit
        rows += page["results"]
        address = page["next"]
    return rows


def test_the_list_says_what_the_page_of_each_body_says(
    as_lead: Client, plans: list[Plan], force: Body
) -> None:
    of_body = as_lead.get(f"/api/v1/bodies/{force.uuid}/checks/").json()["results"]
    assert {each["of"] for each in of_body} == {"plan", "threat"}
    rows = told(as_lead)
    assert {each.pop("body") for each in rows} == {str(force.uuid)}
    key = json.dumps
    assert sorted(rows, key=key) == sorted(of_body, key=key)


def test_pages_of_any_size_have_every_result_once(
    as_inspector: Client, plans: list[Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = told(as_inspector, limit=200)
    monkeypatch.setattr(results, "CHUNK", 2)
    assert len(whole) > 7
    for limit in (1, 3, 7):
        assert by_pages(as_inspector, limit) == whole
    streamed = as_inspector.get(LIST, headers=ACCEPT_LINES).getvalue().splitlines()  # type: ignore[attr-defined]
    assert [json.loads(line) for line in streamed] == whole


def test_each_body_sees_its_own_and_who_compares_them_all(
    client: Client, plans: list[Plan], force_lead: User, other_force_lead: User, inspector: User
) -> None:
    own, others = {str(each.uuid) for each in plans[:2]}, {str(plans[2].uuid)}
    sees = ((force_lead, own), (other_force_lead, others), (inspector, own | others))
    for person, subjects in sees:
        client.force_login(person)
        rows = told(client, check_id="pursue_only")
        assert {each["subject"] for each in rows} == subjects
    client.force_login(force_lead)
    assert told(client, body=plans[2].threat.body.uuid) == []


def test_what_is_waived_is_told_apart(as_lead: Client, plans: list[Plan], force_lead: User) -> None:
    waiver = CheckWaiverFactory(plan=plans[0], until=localdate())
    [row] = told(as_lead, waived="true")
    assert (row["subject"], row["waived"]["uuid"]) == (str(plans[0].uuid), str(waiver.uuid))
    [rest] = told(as_lead, waived="false", check_id="pursue_only")
    assert (rest["subject"], rest["waived"]) == (str(plans[1].uuid), None)


def test_a_profile_that_a_later_one_follows_is_not_asked_about(
    as_lead: Client, force: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "CHUNK", 1)
    stale = {"body": force, "area": "North"}
    LocalProfileFactory(**stale, dated_on="2020-01-01")
    later = LocalProfileFactory(**stale, dated_on="2020-02-01")
    rows = [each for each in told(as_lead) if each["of"] == "profile"]
    assert {each["subject"] for each in rows} == {str(later.uuid)}


def test_a_table_has_the_waiver_in_a_cell(as_lead: Client, plans: list[Plan]) -> None:
    answer = as_lead.get(LIST, {"check_id": "pursue_only"}, headers={"accept": "text/csv"})
    rows = list(csv.DictReader(answer.getvalue().decode("utf-8-sig").splitlines()))  # type: ignore[attr-defined]
    assert [row["check_id"] for row in rows] == ["pursue_only"] * 2
    assert [row["waived"] for row in rows] == ["", ""]


@pytest.mark.parametrize(
    "asked",
    [
        {"check_id": "no_such"},
        {"waived": "perhaps"},
        {"limit": "0"},
        {"limit": "201"},
        {"cursor": "x"},
        {"cursor": "cGxhbnx4fHg="},
        {"body": "x"},
        {"updated_since": "2026-01-01T00:00:00Z"},
    ],
)
def test_what_makes_no_sense_is_refused_by_name(as_lead: Client, asked: dict[str, str]) -> None:
    answer = as_lead.get(LIST, asked)
    assert answer.status_code == 400
    assert next(iter(asked)) in answer.content.decode()
