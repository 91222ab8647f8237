"""National reports over the API: entered, opened, addressed to more, and how they stand."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from forces.models import Body, Organisation
from inspection_portal.core.models import User
from recommendations import actions
from recommendations.models import NationalRecommendation, NationalReport, RegisterEntry
from tests.factories import (
    NationalEntryFactory,
    NationalRecommendationFactory,
    NationalReportFactory,
)
from tests.factories.findings import PUBLISHED_AT
from tests.pages import call

Post = Callable[..., HttpResponse]
Grows = Callable[[str, Callable[[], object]], None]
REPORTS = "/api/v1/national-reports/"
RECOMMENDATIONS = "/api/v1/national-recommendations/"
SAID = {"title": "Custody", "slug": "custody", "published_at": "2026-02-02T00:01:00Z"}
TEXT = "By 1 May 2026, every force should count its cells."
WANTED = {"text": TEXT, "due_kind": "date", "due_on": "2026-05-01", "to_every_force": True}


@pytest.fixture
def report(force: Body) -> NationalReport:
    """A report that is being entered, with one recommendation to every force."""
    report: NationalReport = NationalReportFactory()
    NationalRecommendationFactory(report=report, number=1)
    return report


@pytest.fixture
def recommendation(report: NationalReport) -> NationalRecommendation:
    return report.recommendations.get()


@pytest.fixture
def home_office(db: None) -> Organisation:
    return Organisation.objects.create(name="Home Office", valid_from=date(2020, 1, 1))


@pytest.fixture
def post(as_inspector: Client) -> Post:
    def do(verb: str, row: Any, **sent: object) -> HttpResponse:
        of = "report" if isinstance(row, NationalReport) else "recommendation"
        url = reverse(f"api:national{of}-{verb}", args=[row.uuid])
        return call(as_inspector, url, sent)

    return do


def opened(report: NationalReport, by: User) -> None:
    at = PUBLISHED_AT + timedelta(days=1)
    actions.open_national(report, seen_version=report.version, by=by, at=at)


def test_a_report_is_entered_and_opened(
    as_inspector: Client, post: Post, force: Body, other_force: Body, home_office: Organisation
) -> None:
    told = call(as_inspector, f"{REPORTS}enter/", SAID).json()
    assert (told["slug"], told["published_on"], told["opened_at"]) == (
        *("custody", "2026-02-02"),
        None,
    )
    report = NationalReport.objects.get()
    sent = WANTED | {"organisations": ["Home Office"], "bodies": [str(force.uuid)]}
    row = post("add-recommendation", report, **sent).json()
    assert (row["number"], row["organisations"]) == (1, ["Home Office"])
    assert row["standing"] == {
        **{"status": None, "entries": 0, "closed": 0, "overdue": 0},
        "by_status": [],
    }
    told = post("open", report, seen_version=report.version).json()
    assert told["standing"]["entries"] == RegisterEntry.objects.count() == 3
    assert told["standing"]["by_status"] == [{"status": "awaiting_review", "entries": 3}]
    entries = as_inspector.get(
        "/api/v1/register-entries/", {"national_recommendation": row["uuid"]}
    ).json()["results"]
    assert {each["national_recommendation"] for each in entries} == {row["uuid"]}
    assert len(entries) == 3


def test_a_report_and_a_recommendation_are_revised(
    post: Post, report: NationalReport, recommendation: NationalRecommendation, force: Body
) -> None:
    told = post("detail", report, **SAID, link="https://example.org/a", seen_version=1).json()
    assert (told["title"], told["link"], told["version"]) == ("Custody", "https://example.org/a", 2)
    told = post(
        "detail", recommendation, applies_if="forces with cells", to_every_rocu=True, seen_version=1
    ).json()
    assert (told["text"], told["applies_if"]) == (recommendation.text, "forces with cells")
    assert (told["to_every_force"], told["to_every_rocu"]) == (True, True)


def test_a_recommendation_is_deleted(post: Post, recommendation: NationalRecommendation) -> None:
    assert post("take-out", recommendation, seen_version=1).status_code == 200
    assert not NationalRecommendation.objects.exists()


def test_somebody_more_is_asked(
    post: Post,
    report: NationalReport,
    recommendation: NationalRecommendation,
    home_office: Organisation,
    inspector: User,
) -> None:
    opened(report, inspector)
    assert post("address", recommendation).status_code == 400
    told = post("address", recommendation, organisation="Home Office").json()
    assert told["standing"]["entries"] == 2
    again = post("address", recommendation, organisation="Home Office")
    assert again.status_code == 409
    assert again.json()["detail"] == "Home Office has an entry for this already."


def test_a_broken_rule_is_a_conflict(
    post: Post, report: NationalReport, recommendation: NationalRecommendation, inspector: User
) -> None:
    assert "has changed since" in post("open", report, seen_version=9).json()["detail"]
    opened(report, inspector)
    seen = {"seen_version": report.version}
    for answer in (
        post("open", report, **seen),
        post("detail", report, **SAID, **seen),
        post("add-recommendation", report, **WANTED),
        post("detail", recommendation, text="Count nothing.", **seen),
        post("take-out", recommendation, **seen),
    ):
        assert answer.status_code == 409
        assert "are open, so it stays as it is" in answer.json()["detail"]


def test_to_nobody_unless_it_says_so(post: Post, report: NationalReport) -> None:
    answer = post("add-recommendation", report, text=TEXT, due_kind="none")
    assert answer.json()["detail"] == "Say to whom it is addressed."


def test_a_time_that_can_not_be_counted_is_refused(
    post: Post, report: NationalReport, force: Body
) -> None:
    said = {"text": "Act within a reasonable time.", "due_kind": "relative", "to_every_force": True}
    answer = post("add-recommendation", report, **said)
    assert answer.status_code == 409
    assert "The time can’t be counted." in answer.json()["detail"]


def test_a_body_reads_the_words_and_not_how_others_stand(
    as_lead: Client,
    report: NationalReport,
    recommendation: NationalRecommendation,
    other_force: Body,
    inspector: User,
) -> None:
    assert as_lead.get(f"{REPORTS}{report.uuid}/").status_code == 404
    assert as_lead.get(RECOMMENDATIONS).json()["results"] == []
    opened(report, inspector)
    (told,) = as_lead.get(RECOMMENDATIONS, {"report": report.uuid}).json()["results"]
    assert (told["text"], told["standing"]) == (recommendation.text, None)
    assert as_lead.get(f"{REPORTS}{report.uuid}/").json()["standing"] is None
    entries = as_lead.get("/api/v1/register-entries/", {"national_report": report.uuid})
    assert len(entries.json()["results"]) == 1


def test_a_list_costs_as_many_queries_however_long(
    as_inspector: Client, assert_queries_do_not_grow: Grows, db: None
) -> None:
    assert_queries_do_not_grow(REPORTS, NationalEntryFactory)
    assert_queries_do_not_grow(RECOMMENDATIONS, NationalEntryFactory)


def test_a_list_tells_what_is_open(
    as_inspector: Client, report: NationalReport, inspector: User
) -> None:
    entered = NationalReportFactory()
    opened(report, inspector)
    for is_open, found in (("true", report), ("false", entered)):
        (told,) = as_inspector.get(REPORTS, {"is_open": is_open}).json()["results"]
        assert told["uuid"] == str(found.uuid)
