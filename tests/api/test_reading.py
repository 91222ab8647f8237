"""What the API shows, to whom, and how it refuses."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from findings.models import Correction, Finding
from forces.models import Body, RegionMembership
from inspection_portal.core.models import User
from recommendations.models import RegisterEntry
from tests.factories import (
    FindingFactory,
    ForceFactory,
    InspectedBodyFactory,
    InspectionFactory,
    JudgmentFactory,
    NationalRecommendationFactory,
    NationalReportFactory,
    RecommendationFactory,
    RegisterEntryFactory,
    Section55ResponseFactory,
    put_in_print,
)
from tests.pages import wrong

V1 = "/api/v1/"
MAKE: dict[str, Callable[..., Any]] = {
    "regions": lambda: ForceFactory().memberships.get().region,
    "bodies": ForceFactory,
    "inspections": lambda: put_in_print(InspectionFactory()),
    "inspected-bodies": lambda: published(InspectedBodyFactory()),
    "findings": lambda: published(FindingFactory()),
    "judgments": lambda: published(JudgmentFactory()),
    "recommendations": lambda: published(RecommendationFactory()),
    "register-entries": RegisterEntryFactory,
    "national-reports": NationalReportFactory,
    "national-recommendations": NationalRecommendationFactory,
    "section-55-responses": lambda: published(Section55ResponseFactory()),
}
IN_A_DRAFT: dict[str, Callable[..., Any]] = {
    "inspections": InspectionFactory,
    "inspected-bodies": InspectedBodyFactory,
    "findings": FindingFactory,
    "judgments": JudgmentFactory,
    "recommendations": RecommendationFactory,
}


# Never published, so read elsewhere: tests/api/test_grading.py, tests/findings/test_check_api.py.
BEHIND_THE_SCENES = {
    *("working-grades", "blind-grades", "extracts", "challenges"),
    *("drafts", "comments", "finding-links", "evidence", "paragraphs"),
}
# What hangs on an entry of the register; tests/recommendations reads it by role and state.
OF_ENTRIES = {
    *("deadlines", "deadline-requests", "updates", "update-requests", "entry-files", "claims"),
    *("status-requests", "entry-links", "engage-spells", "saved-views", "tracker-imports"),
}
# Threats and what is done about them; tests/disruptions and tests/findings read these.
OF_THREATS = {
    *("threats", "officers", "assessments", "orders", "order-breaches", "local-profiles", "sites"),
    *("plans", "plan-entries", "plan-actions", "plan-reviews", "plan-links", "plan-access"),
    *("check-waivers", "plan-settings", "key-figures"),
    *("disruptions", "disruption-standards", "distinct-events", "disruption-snapshots"),
    *("filter-sets", "data-extracts"),
}


# Of a client of the API; tests/api/test_webhooks.py reads them.
WEBHOOKS = {"webhook-endpoints", "webhook-deliveries"}
# Read in test_reports.py, test_audit.py and test_tokens.py beside this.
OF_THE_PORTAL = {"reports", "audit", "clients", "personal-tokens", "historic-readings"}
OF_WRITING = {
    *("inspection-drafts", "sections", "phases", "checks", "report-drafts", "reminder-schedules"),
    *("evidence-files", "challenge-files", "engage-letters"),
}


def published(row: Any) -> Any:
    put_in_print(inspection_of(row))
    return row


def inspection_of(row: Any) -> Any:
    for path in ("inspection", "inspected_body.inspection", "finding.inspection"):
        owner = row
        for name in path.split("."):
            owner = getattr(owner, name, None)
        if owner is not None:
            return owner
    return row


@pytest.mark.parametrize("resource", MAKE)
def test_a_row_reads_alike_in_the_list_and_alone(resource: str, as_inspector: Client) -> None:
    row = MAKE[resource]()
    listed = as_inspector.get(f"{V1}{resource}/").json()["results"]
    alone = as_inspector.get(f"{V1}{resource}/{row.uuid}/")
    assert alone.status_code == 200
    assert alone.json() in listed
    assert "id" not in alone.json()


@pytest.mark.parametrize("resource", MAKE)
def test_queries_do_not_grow(
    resource: str, as_inspector: Client, assert_queries_do_not_grow: Any
) -> None:
    assert_queries_do_not_grow(f"{V1}{resource}/", MAKE[resource])


@pytest.mark.parametrize("resource", MAKE)
def test_whoever_is_not_signed_in_gets_a_401(resource: str, client: Client, db: None) -> None:
    for address in (f"{V1}{resource}/", f"{V1}{resource}/{uuid4()}/"):
        response = client.get(address)
        assert (response.status_code, response["WWW-Authenticate"]) == (401, 'Bearer realm="api"')


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("resource", MAKE)
def test_nothing_can_be_changed(resource: str, method: str, as_inspector: Client) -> None:
    for address in (f"{V1}{resource}/", f"{V1}{resource}/{MAKE[resource]().uuid}/"):
        assert getattr(as_inspector, method)(address).status_code in (403, 405, 428)


@pytest.mark.parametrize("resource", IN_A_DRAFT)
def test_drafts_are_for_the_team(
    resource: str, client: Client, inspector: User, force_lead: User
) -> None:
    row = IN_A_DRAFT[resource]()
    address, absent = f"{V1}{resource}/{row.uuid}/", f"{V1}{resource}/{uuid4()}/"
    for outsider in (inspector, force_lead):
        client.force_login(outsider)
        hidden, missing = client.get(address), client.get(absent)
        assert (hidden.status_code, hidden.content) == (404, missing.content)
        assert client.get(f"{V1}{resource}/").json()["results"] == []
    inspection_of(row).team.create(user=inspector)
    client.force_login(inspector)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("resource", ["findings", "judgments", "recommendations"])
def test_a_correction_is_hidden_while_it_is_open(
    resource: str, as_lead: Client, moderator: User, moment: Any
) -> None:
    row = MAKE[resource]()
    address = f"{V1}{resource}/{row.uuid}/"
    assert as_lead.get(address).status_code == 200
    Correction.objects.create(
        inspection=inspection_of(row), reason="A wrong date", opened_by=moderator, opened_at=moment
    )
    assert as_lead.get(address).status_code == 404


def test_a_force_reads_its_own_entries_only(
    as_lead: Client, force: Body, other_force: Body
) -> None:
    own, other = RegisterEntryFactory(body=force), RegisterEntryFactory(body=other_force)
    listed = as_lead.get(f"{V1}register-entries/").json()["results"]
    assert [entry["uuid"] for entry in listed] == [str(own.uuid)]
    hidden = as_lead.get(f"{V1}register-entries/{other.uuid}/")
    missing = as_lead.get(f"{V1}register-entries/{uuid4()}/")
    assert hidden.status_code == 404
    assert hidden.content == missing.content


def test_internal_notes_and_owners_have_no_field(
    as_inspector: Client, inspector: User, force_lead: User
) -> None:
    finding = FindingFactory(internal_note="CANARY")
    finding.inspection.team.create(user=inspector)
    entry = RegisterEntryFactory(owner=force_lead)
    note = as_inspector.get(f"{V1}findings/{finding.uuid}/")
    owner = as_inspector.get(f"{V1}register-entries/{entry.uuid}/")
    assert note.status_code == owner.status_code == 200
    assert b"CANARY" not in note.content
    assert force_lead.name not in owner.content.decode()


def test_findings_say_where_they_stand(as_inspector: Client, inspector: User) -> None:
    chapter = InspectedBodyFactory()
    chapter.inspection.team.create(user=inspector)
    of_body = FindingFactory(chapter=chapter)
    of_body.also_about.add(also := InspectedBodyFactory(inspection=chapter.inspection))
    regional = FindingFactory(chapter=None, inspection=chapter.inspection)
    one = as_inspector.get(f"{V1}findings/{of_body.uuid}/").json()
    other = as_inspector.get(f"{V1}findings/{regional.uuid}/").json()
    assert (one["body"], one["question_area"]) == (str(chapter.body.uuid), 1)
    assert one["also_about"] == [str(also.body.uuid)]
    assert (other["body"], other["question_area"]) == (None, None)


def test_a_body_has_the_region_of_today(as_inspector: Client, force: Body) -> None:
    membership = RegionMembership.objects.get(body=force)
    shown = as_inspector.get(f"{V1}bodies/{force.uuid}/").json()
    assert shown["region"] == str(membership.region.uuid)
    assert shown["local_policing_bodies"] == []


FILTERS: list[tuple[str, Callable[[Any], dict[str, object]]]] = [
    ("bodies", lambda body: {"kind": "force"}),
    ("bodies", lambda body: {"name": body.name.upper()}),
    ("bodies", lambda body: {"region": body.memberships.get().region.uuid}),
    ("inspections", lambda inspection: {"region": inspection.region.uuid}),
    ("inspections", lambda inspection: {"stage": "published"}),
    ("inspections", lambda inspection: {"published_from": "2026-02-02"}),
    ("inspections", lambda inspection: {"published_to": "2026-02-02"}),
    ("inspected-bodies", lambda chapter: {"inspection": chapter.inspection.uuid}),
    ("inspected-bodies", lambda chapter: {"body": chapter.body.uuid}),
    ("findings", lambda finding: {"inspection": finding.inspection.uuid}),
    ("findings", lambda finding: {"body": finding.chapter.body.uuid}),
    ("findings", lambda finding: {"kind": "narrative", "question_area": 1}),
    ("judgments", lambda judgment: {"body": judgment.inspected_body.body.uuid}),
    ("judgments", lambda judgment: {"inspection": judgment.inspected_body.inspection.uuid}),
    ("judgments", lambda judgment: {"grade": "good", "state": "final", "outcome": "graded"}),
    ("recommendations", lambda one: {"inspection": one.finding.inspection.uuid}),
    ("recommendations", lambda one: {"finding": one.finding.uuid, "due_kind": "date"}),
    ("recommendations", lambda one: {"due_from": one.due_on, "due_to": one.due_on}),
    ("register-entries", lambda entry: {"body": entry.body.uuid}),
    ("register-entries", lambda entry: {"inspection": entry.source.inspection.uuid}),
    ("register-entries", lambda entry: {"status": "awaiting_review"}),
    ("register-entries", lambda entry: {"stage": "scan", "is_national": "false"}),
    ("register-entries", lambda entry: {"due_from": entry.due_on, "due_to": entry.due_on}),
    ("section-55-responses", lambda answer: {"inspection": answer.inspection.uuid}),
    ("section-55-responses", lambda answer: {"body": answer.policing_body.body.uuid}),
]


@pytest.mark.parametrize(("resource", "choose"), FILTERS)
def test_filters_find_the_row_that_fits(
    resource: str, choose: Callable[[Any], dict[str, object]], as_inspector: Client
) -> None:
    row = MAKE[resource]()
    found = as_inspector.get(f"{V1}{resource}/", choose(row)).json()["results"]
    assert str(row.uuid) in [each["uuid"] for each in found]


@pytest.mark.parametrize(
    ("resource", "wanted"),
    [
        ("bodies", {"kind": "rocu"}),
        ("bodies", {"name": "Ruritania"}),
        ("bodies", {"region": uuid4()}),
        ("inspections", {"region": uuid4()}),
        ("inspections", {"body": uuid4()}),
        ("inspections", {"stage": "planned"}),
        ("inspections", {"published_to": "2026-02-01"}),
        ("findings", {"kind": "cause_of_concern"}),
        ("findings", {"body": uuid4()}),
        ("judgments", {"grade": "outstanding"}),
        ("recommendations", {"due_from": "2026-05-02"}),
        ("register-entries", {"status": "complete"}),
        ("register-entries", {"inspection": uuid4()}),
        ("register-entries", {"lateness": "closed"}),
        ("register-entries", {"stage": "engage"}),
        ("register-entries", {"is_national": "true"}),
        ("section-55-responses", {"body": uuid4()}),
    ],
)
def test_filters_leave_out_the_row_that_does_not_fit(
    resource: str, wanted: dict[str, object], as_inspector: Client
) -> None:
    MAKE[resource]()
    assert as_inspector.get(f"{V1}{resource}/", wanted).json()["results"] == []


@pytest.mark.parametrize("resource", MAKE)
@pytest.mark.parametrize("name", ["ordering", "internal_note", "owner__email", "format", "page"])
def test_unknown_parameter_is_refused_by_name(
    resource: str, name: str, as_inspector: Client
) -> None:
    response = as_inspector.get(f"{V1}{resource}/", {name: "1"})
    assert wrong(response) == {name: "This parameter is not known here."}


def test_a_single_row_takes_no_parameter(as_inspector: Client, force: Body) -> None:
    response = as_inspector.get(f"{V1}bodies/{force.uuid}/", {"kind": "rocu"})
    assert list(wrong(response)) == ["kind"]


@pytest.mark.parametrize(
    ("resource", "asked"),
    [
        ("bodies", {"kind": "region"}),
        ("bodies", {"region": "south-east"}),
        ("inspections", {"published_from": "yesterday"}),
        ("findings", {"question_area": "first"}),
        ("register-entries", {"lateness": "very"}),
        ("register-entries", {"is_mine": "maybe"}),
        ("register-entries", {"is_national": ""}),
        ("register-entries", {"body": ""}),
        ("bodies", {"name": ""}),
    ],
)
def test_parameter_without_sense_is_refused_by_name(
    resource: str, asked: dict[str, str], as_inspector: Client
) -> None:
    response = as_inspector.get(f"{V1}{resource}/", asked)
    assert list(wrong(response)) == list(asked)


def test_pages_hold_every_row_once(as_inspector: Client) -> None:
    made = {str(ForceFactory().uuid) for _ in range(120)}
    address, seen, pages = f"{V1}bodies/", [], 0
    while address:
        page = as_inspector.get(address).json()
        seen += [body["uuid"] for body in page["results"]]
        address, pages = page["next"], pages + 1
    assert pages == 3
    assert len(seen) == 120
    assert set(seen) == made


@pytest.mark.parametrize("cursor", ["", "nonsense", "cD1mb28=", "cD0A", "bz0tMQ==", "%00", "é"])
def test_made_up_cursor_is_refused(cursor: str, as_inspector: Client) -> None:
    response = as_inspector.get(f"{V1}bodies/", {"cursor": cursor})
    assert (response.status_code, [*wrong(response)]) == (400, ["cursor"])


@pytest.mark.parametrize("key", ["1", "south-east", f"{UUID(int=1)}1"])
def test_only_uuids_lead_to_a_row(key: str, as_inspector: Client) -> None:
    assert as_inspector.get(f"{V1}bodies/{key}/").status_code == 404


def test_responses_stay_out_of_caches(as_inspector: Client) -> None:
    assert "no-store" in as_inspector.get(f"{V1}bodies/")["Cache-Control"]


def test_the_root_lists_the_resources(as_inspector: Client) -> None:
    listed = {*MAKE, *BEHIND_THE_SCENES, *OF_ENTRIES, *OF_THREATS, *WEBHOOKS, *OF_THE_PORTAL}
    listed |= OF_WRITING
    assert set(as_inspector.get(V1).json()) == listed


def test_the_lateness_of_an_entry_is_of_today(as_inspector: Client, moment: Any) -> None:
    RegisterEntryFactory()
    RegisterEntry.objects.update(due_on="2000-01-01")
    [entry] = as_inspector.get(f"{V1}register-entries/").json()["results"]
    assert entry["lateness"] == "overdue"


def test_every_kind_of_finding_can_be_asked_for(as_inspector: Client) -> None:
    for kind in Finding.Kind:
        assert as_inspector.get(f"{V1}findings/", {"kind": kind}).status_code == 200
