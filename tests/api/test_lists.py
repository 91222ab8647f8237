"""What a list can be asked for: parts of rows, what they name, streams, and what has changed."""

import csv
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from io import StringIO
from threading import Event
from time import sleep
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.test import Client
from django.utils.timezone import now
from time_machine import TimeMachineFixture

from disruptions.actions import give_access
from findings.models import Correction, Inspection
from forces.models import Body
from inspection_portal.core.following import high_water_mark
from inspection_portal.core.models import User
from recommendations.models import RegisterEntry
from tests.factories import (
    FindingFactory,
    ForceFactory,
    ImprovementEntryFactory,
    PlanEntryFactory,
    RegisterEntryFactory,
    put_in_print,
    token_of,
    with_token,
)
from tests.pages import wrong

ENTRIES, BODIES, FINDINGS = "/api/v1/register-entries/", "/api/v1/bodies/", "/api/v1/findings/"


def read(client: Client, address: str = ENTRIES, **asked: object) -> dict[str, Any]:
    response = client.get(address, asked)
    assert response.status_code == 200, response.content
    told: dict[str, Any] = response.json()
    return told


def lines(client: Client, accept: str, address: str = ENTRIES, **asked: object) -> list[str]:
    response = client.get(address, asked, headers={"accept": accept})
    assert response.status_code == 200
    assert response["Content-Type"] == f"{accept}; charset=utf-8"
    streamed: Any = response
    return b"".join(streamed.streaming_content).decode("utf-8-sig").splitlines()


def test_only_the_fields_asked_for_are_told(as_inspector: Client) -> None:
    entry = RegisterEntryFactory()
    (row,) = read(as_inspector, fields="reference,rag")["results"]
    assert row == {"reference": entry.reference, "rag": row["rag"]}
    assert set(row["rag"]) == {"colour", "words"}


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"fields": "owner"}, "fields"),
        ({"fields": ""}, "fields"),
        ({"expand": "owner"}, "expand"),
        ({"limit": "0"}, "limit"),
        ({"limit": "201"}, "limit"),
        ({"limit": "²"}, "limit"),
        ({"updated_since": "yesterday"}, "updated_since"),
        ({"updated_since": "2026-11-29T09:00:00"}, "updated_since"),
        ({"updated_since": "2026-02-30T09:00:00Z"}, "updated_since"),
        ({"updated_since": "0001-01-01T00:00:00Z"}, "updated_since"),
        ({"updated_since": "9999-12-31T23:59:59-12:00"}, "updated_since"),
        ({"ordering": "password"}, "ordering"),
    ],
)
def test_what_has_no_sense_is_refused_by_name(
    asked: dict[str, str], named: str, as_inspector: Client
) -> None:
    response = as_inspector.get(ENTRIES, asked)
    assert (response.status_code, [*wrong(response)]) == (400, [named])


def test_pages_have_the_length_asked_for(as_inspector: Client) -> None:
    made = {str(RegisterEntryFactory().uuid) for _ in range(5)}
    address, seen = f"{ENTRIES}?limit=2", []
    while address:
        page = as_inspector.get(address).json()
        assert len(page["results"]) <= 2
        seen += [row["uuid"] for row in page["results"]]
        address = page["next"]
    assert (len(seen), set(seen)) == (5, made)


def test_what_rows_name_is_told_beside_them_once(as_inspector: Client, force: Body) -> None:
    finding = ImprovementEntryFactory(body=force).finding
    put_in_print(finding.inspection)
    put_in_print(RegisterEntryFactory(body=force).source.inspection)
    told = read(as_inspector, expand="body,finding,inspection")
    assert [body["uuid"] for body in told["included"]["body"]] == [str(force.uuid)]
    alone = as_inspector.get(f"{FINDINGS}{finding.uuid}/").json()
    assert alone in told["included"]["finding"]
    named = {row["inspection"] for row in told["results"]}
    assert {row["uuid"] for row in told["included"]["inspection"]} == named


def test_nothing_is_told_beside_that_is_not_seen(
    as_lead: Client, force: Body, moderator: User, moment: datetime
) -> None:
    finding = ImprovementEntryFactory(body=force).finding
    put_in_print(finding.inspection)
    assert len(read(as_lead, expand="finding")["included"]["finding"]) == 1
    Correction.objects.create(
        inspection=finding.inspection, reason="A date", opened_by=moderator, opened_at=moment
    )
    assert read(as_lead, expand="finding")["included"]["finding"] == []


def test_expanding_needs_the_scope_of_what_is_told_beside(force_lead: User, force: Body) -> None:
    """What a token may not read by itself, it does not read beside an entry either."""
    RegisterEntryFactory(body=force)
    entries = "/api/v1/register-entries/?expand=body,inspection"
    refused = with_token(token_of(force_lead, "register:read", "reference:read")[1]).get(entries)
    assert (refused.status_code, refused.json()["code"]) == (403, "insufficient_scope")
    assert "inspections:read" in refused["WWW-Authenticate"]
    scopes = ("register:read", "reference:read", "inspections:read")
    more = with_token(token_of(force_lead, *scopes, name="Other")[1])
    assert more.get(entries).status_code == 200


def test_queries_do_not_grow_with_all_that_can_be_asked(
    as_inspector: Client, assert_queries_do_not_grow: Callable[..., None]
) -> None:
    asked = f"{ENTRIES}?expand=body,finding,inspection&updated_since=2020-01-01T00:00:00Z"
    assert_queries_do_not_grow(asked, RegisterEntryFactory)


def test_a_list_is_streamed_as_lines_of_json(as_inspector: Client) -> None:
    for _ in range(3):
        RegisterEntryFactory()
    streamed = [json.loads(line) for line in lines(as_inspector, "application/x-ndjson")]
    assert streamed == read(as_inspector)["results"]


def test_a_stream_has_all_pages(as_inspector: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inspection_portal.core.lists.CHUNK", 2)
    made = {str(RegisterEntryFactory().uuid) for _ in range(5)}
    for asked in ({}, {"updated_since": "2020-01-01T00:00:00Z"}):
        streamed = lines(as_inspector, "application/x-ndjson", fields="uuid", **asked)
        told = [json.loads(line)["uuid"] for line in streamed]
        assert (len(told), set(told)) == (5, made)


def test_a_list_is_streamed_as_csv_that_runs_no_formula(as_inspector: Client) -> None:
    entry = RegisterEntryFactory(asked="=1+1")
    asked = {"fields": "uuid,asked,rag,due_on"}
    (row,) = csv.DictReader(StringIO("\n".join(lines(as_inspector, "text/csv", **asked))))
    assert (row["uuid"], row["asked"][-4:]) == (str(entry.uuid), "=1+1")
    assert row["asked"][0] != "="
    assert set(json.loads(row["rag"])) == {"colour", "words"}


def test_a_refusal_is_told_in_place_of_a_stream(as_inspector: Client) -> None:
    for accept in ("application/x-ndjson", "text/csv"):
        answer = as_inspector.get(ENTRIES, {"expand": "body"}, headers={"accept": accept})
        assert answer.status_code == 400
        assert "expand" in answer.content.decode()
    assert as_inspector.get(ENTRIES, headers={"accept": "text/html"}).status_code == 406


def test_only_what_changed_is_told(as_inspector: Client) -> None:
    old, new = RegisterEntryFactory(), RegisterEntryFactory()
    mark = clock()
    RegisterEntry.objects.filter(pk=new.pk).update(position="in_progress")
    told = read(as_inspector, updated_since=mark.isoformat())
    assert [row["uuid"] for row in told["results"]] == [str(new.uuid)]
    assert told["gone"] == []
    everything = read(as_inspector, updated_since="2020-01-01T00:00:00Z")
    assert [row["uuid"] for row in everything["results"]] == [str(old.uuid), str(new.uuid)]


def clock() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def test_what_comes_out_of_an_embargo_is_told_then(
    as_inspector: Client, time_machine: TimeMachineFixture
) -> None:
    out = now() + timedelta(hours=1)
    entry = RegisterEntryFactory(published_at=out)
    since = (out - timedelta(minutes=1)).isoformat()
    assert read(as_inspector, updated_since=since)["results"] == []
    time_machine.move_to(out)
    told = read(as_inspector, updated_since=since)
    assert [row["uuid"] for row in told["results"]] == [str(entry.uuid)]


def test_what_changed_with_its_report_is_told(as_inspector: Client) -> None:
    finding = FindingFactory()
    put_in_print(finding.inspection)
    since = clock().isoformat()
    assert read(as_inspector, FINDINGS, updated_since=since)["results"] == []
    Inspection.objects.update(version=F("version") + 1)
    told = read(as_inspector, FINDINGS, updated_since=since)
    assert [row["uuid"] for row in told["results"]] == [str(finding.uuid)]


def test_what_was_withdrawn_is_told_as_gone(
    client: Client, force_lead: User, moderator: User
) -> None:
    finding, draft = FindingFactory(), FindingFactory()
    put_in_print(finding.inspection)
    since = clock().isoformat()
    Inspection.objects.filter(pk=finding.inspection_id).update(
        withdrawn_at=now(), withdrawn_by=moderator, withdrawal_reason="Wrong."
    )
    client.force_login(force_lead)
    told = read(client, FINDINGS, updated_since=since)
    assert (told["results"], told["gone"]) == ([], [str(finding.uuid)])
    client.force_login(moderator)
    told = read(client, FINDINGS, updated_since="2020-01-01T00:00:00Z")
    assert told["gone"] == []
    assert {row["uuid"] for row in told["results"]} == {str(finding.uuid), str(draft.uuid)}


def test_a_deleted_part_is_told_as_gone_to_who_sees_the_whole(
    client: Client, force_lead: User, other_force_lead: User, force: Body
) -> None:
    entry = PlanEntryFactory(plan__threat__body=force)
    since = clock().isoformat()
    entry.delete()
    for person, gone in ((force_lead, [str(entry.uuid)]), (other_force_lead, [])):
        client.force_login(person)
        assert read(client, "/api/v1/plan-entries/", updated_since=since)["gone"] == gone


def test_what_is_shared_is_told_to_who_may_see_it_now(
    client: Client,
    force_lead: User,
    other_force_lead: User,
    force: Body,
    other_force: Body,
    moment: datetime,
) -> None:
    entry = PlanEntryFactory(plan__threat__body=force)
    since = clock().isoformat()
    give_access(entry.plan, to=other_force, scope="plan", by=force_lead, at=moment)
    client.force_login(other_force_lead)
    for address, row in {"plan-entries": entry, "plans": entry.plan}.items():
        told = read(client, f"/api/v1/{address}/", updated_since=since)["results"]
        assert [each["uuid"] for each in told] == [str(row.uuid)]


def test_a_cursor_of_another_kind_of_list_is_refused(as_inspector: Client) -> None:
    for _ in range(3):
        RegisterEntryFactory()
    cursor = parse_qs(urlsplit(read(as_inspector, limit=1)["next"]).query)["cursor"]
    asked = {"cursor": cursor, "updated_since": "2020-01-01T00:00:00Z"}
    assert as_inspector.get(ENTRIES, asked).status_code == 400


@pytest.mark.parametrize("moments", ["2026-01-01|2026-01-01", "0001-01-01T00:00:00Z|now", "|"])
def test_a_cursor_with_made_up_moments_is_refused(moments: str, as_inspector: Client) -> None:
    cursor = urlsafe_b64encode(f"{UUID(int=1)}|{moments}".encode()).decode()
    asked = {"cursor": cursor, "updated_since": "2020-01-01T00:00:00Z"}
    assert [*wrong(as_inspector.get(ENTRIES, asked))] == ["cursor"]


def test_the_mark_holds_back_for_what_is_still_being_written(transactional_db: None) -> None:
    began = clock()
    with ThreadPoolExecutor(1) as pool:
        written, may_end = Event(), Event()
        pool.submit(write_slowly, written, may_end)
        assert written.wait(10)
        while_open = high_water_mark()
        may_end.set()
    assert began - timedelta(seconds=6) < while_open < clock() - timedelta(seconds=5)
    assert while_open < RegisterEntry.objects.get().changed_at


def write_slowly(written: Event, may_end: Event) -> None:
    try:
        with transaction.atomic():
            RegisterEntryFactory()
            written.set()
            assert may_end.wait(10)
    finally:
        connection.close()


def test_who_polls_during_a_thousand_concurrent_writes_has_every_change(
    transactional_db: None, administrator: User
) -> None:
    """Eight writers in transactions of different lengths, one reader who asks from its mark."""
    rows = [ForceFactory() for _ in range(20)]
    with ThreadPoolExecutor(8) as pool:
        began = high_water_mark()
        jobs = [pool.submit(rename, rows[each % 20].pk, each) for each in range(1_000)]
        seen = poll(administrator, began, until=lambda: all(job.done() for job in jobs))
    assert [job.result() for job in jobs] == [None] * 1_000
    assert seen == dict(Body.objects.values_list("uuid", "name"))


def rename(pk: int, number: int) -> None:
    try:
        with transaction.atomic():
            Body.objects.filter(pk=pk).update(name=f"Force {number}")
            sleep((number % 7) / 1_000)
    finally:
        connection.close()


def poll(user: User, mark: datetime, *, until: Callable[[], bool]) -> dict[UUID, str]:
    """The names as whoever follows the list has them in the end, page by page."""
    client, names, is_last = Client(), {}, False
    client.force_login(user)
    while not is_last:
        is_last = until()
        told = read(client, BODIES, updated_since=mark.isoformat(), limit=5)
        mark = datetime.fromisoformat(told["as_of"])
        names |= {UUID(row["uuid"]): row["name"] for row in told["results"]}
        while told["next"]:
            told = client.get(told["next"]).json()
            names |= {UUID(row["uuid"]): row["name"] for row in told["results"]}
    return names


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        (ENTRIES, {"due_from": "0001-01-01"}),
        (ENTRIES, {"due_to": "9999-12-31"}),
        ("/api/v1/reports/", {"published_since": "0001-01-01T00:00:00Z"}),
        (ENTRIES, {"overdue_by": "1.5"}),
        (ENTRIES, {"overdue_by": "1e1"}),
    ],
)
def test_a_year_nobody_means_and_a_part_of_a_day_are_refused(
    address: str, asked: dict[str, str], as_inspector: Client
) -> None:
    assert [*wrong(as_inspector.get(address, asked))] == [*asked]
