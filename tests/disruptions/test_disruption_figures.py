"""Disruptions in figures: each number is that of its list, on pages, in files and over the API."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from disruptions.models import Disruption
from disruptions.queries import DisruptionFigures, FigureLine
from forces.models import Body, Region
from inspection_portal.core.charts import Point, bars, columns
from inspection_portal.core.models import AuditEvent, User
from tests.factories import DisruptionFactory, RocuFactory, ThreatFactory
from tests.pages import wrong

pytestmark = pytest.mark.django_db
PAGE, LIST, API = "/disruptions/figures/", "/disruptions/", "/api/v1/disruption-figures/"
MONTHS = {"since": "2025-11", "until": "2026-02"}


@pytest.fixture
def rows(force: Body, other_force: Body) -> None:
    """Of two forces, three months and every kind of moderation; two bodies recorded one against
    the threat of another.
    """
    extract: dict[str, Any] = {"source": "apmis", "moderation": "moderated"}
    for body in (force, other_force):
        threat = ThreatFactory(body=body)
        for kind in (
            {},
            {"category": "major", "event_on": date(2026, 1, 31)},
            {"category": "", "strand": "", "event_on": date(2025, 12, 1)},
            {"moderation": "downgraded", "category": "minor", "type": "support"},
            {"moderation": "pending", "strand": "protect"},
            {"moderation": "returned"},
            {"moderation": "refused"},
            {"event_on": date(2025, 10, 31)},
        ):
            DisruptionFactory(threat=threat, **{**extract, **kind})
    DisruptionFactory(threat=threat, body=force, **extract)
    DisruptionFactory(threat=ThreatFactory(body=force), body=RocuFactory(), **extract)


def figures(client: Client, **asked: str) -> DisruptionFigures:
    shown: DisruptionFigures = client.get(PAGE, {**MONTHS, **asked}).context["figures"]
    return shown


def listed(client: Client, query: str) -> int:
    """How many the list shows, which says the same number."""
    context = client.get(f"{LIST}?{query}").context
    assert context["number"] == len(context["lines"])
    return len(context["lines"])


def lines_of(told: DisruptionFigures) -> list[FigureLine]:
    return [told.total, *(line for _, lines in told.tables for line in lines)]


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("who", ["inspector", pytest.param("force_lead", marks=pytest.mark.long)])
def test_each_number_is_that_of_its_list(
    who: str, client: Client, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    told = figures(client)
    assert told.total.number == {"inspector": 10, "force_lead": 5}[who]
    for line in lines_of(told):
        assert listed(client, line.query) == line.number
        assert listed(client, line.waiting_query) == line.waiting
        assert sum(part.number for part in line.categories) == line.number
        for part in line.categories:
            assert listed(client, part.query) == part.number
    for _, lines in told.tables:
        assert sum(line.number for line in lines) == told.total.number
        assert sum(line.waiting for line in lines) == told.total.waiting


@pytest.mark.usefixtures("rows")
def test_a_filter_narrows_them_and_stands_in_words(
    as_inspector: Client, force: Body, other_force: Body
) -> None:
    narrowed = figures(as_inspector, body=str(force.uuid), category="not_given")
    assert [line.number for line in narrowed.by_month] == [0, 1, 0, 0]
    assert narrowed.asked.in_words == (
        ("Recorded by", force.name),
        ("Event in", "November 2025 to February 2026"),
        ("Category", "Not given"),
        ("P strand", "Any"),
        ("Type", "Any"),
    )
    assert listed(as_inspector, narrowed.total.query) == 1
    strands = figures(as_inspector, strand="protect", type="lead")
    assert (strands.total.number, strands.total.waiting) == (0, 2)


@pytest.mark.usefixtures("rows")
def test_lead_disruptions_stand_first_and_the_total_says_what_it_adds(
    as_inspector: Client,
) -> None:
    told = figures(as_inspector)
    assert [(label, line.number) for label, line in told.headline] == [
        ("Lead disruptions", 8),
        ("Passed moderation, any type", 10),
    ]
    once = "an event that three bodies record counts three times in it."
    assert once in as_inspector.get(PAGE, MONTHS).content.decode()
    for kind, number in (("lead", 8), ("support", 2)):
        asked = {**MONTHS, "type": kind}
        alone = figures(as_inspector, **asked)
        assert [(label, line.number) for label, line in alone.headline] == [
            ("Passed moderation", number)
        ]
        assert once not in as_inspector.get(PAGE, asked).content.decode()


@pytest.mark.usefixtures("rows")
def test_a_region_counts_its_bodies(as_inspector: Client, region: Region) -> None:
    told = figures(as_inspector, region=str(region.uuid))
    assert sorted(line.number for line in told.by_body) == [4, 5]
    assert listed(as_inspector, told.total.query) == told.total.number == 9


@pytest.mark.usefixtures("rows")
def test_the_list_counts_nothing_that_the_counts_cannot_tell(as_inspector: Client) -> None:
    for asked in ({"words": "arrests"}, {"since_day": "2"}, {"until_day": "27"}):
        days = {"since_day": "1", "since_month": "2", "since_year": "2026"}
        days |= {"until_day": "28", "until_month": "2", "until_year": "2026"}
        found = as_inspector.get(LIST, {"moderation": "passed", **days, **asked})
        assert found.context["number"] is None
        assert found.context["lines"]


def test_months_in_the_wrong_order_are_refused(as_inspector: Client) -> None:
    wrong = {"since": "2026-02", "until": "2026-01"}
    assert "The last month must be" in as_inspector.get(PAGE, wrong).content.decode()
    assert as_inspector.get(API, wrong).status_code == 400
    assert as_inspector.get(f"{PAGE}csv/", wrong).status_code == 302
    assert as_inspector.get("/reports/disruptions.pdf", wrong).status_code == 302


@pytest.mark.usefixtures("rows")
def test_the_same_over_the_api(as_lead: Client, as_inspector: Client, force: Body) -> None:
    told = as_inspector.get(API, {**MONTHS, "body": str(force.uuid)}).json()
    assert told["total"]["passed"] == 5
    assert told["by_body"][0]["key"] == str(force.uuid)
    assert [line["key"] for line in told["by_month"]] == [
        "2025-11",
        "2025-12",
        "2026-01",
        "2026-02",
    ]
    assert told["asked"][1] == {"name": "Event in", "value": "November 2025 to February 2026"}
    assert told["by_category"][-1] == {
        "key": "not_given",
        "name": "No category given",
        "passed": 1,
        "list": told["by_category"][-1]["list"],
        "categories": told["by_category"][-1]["categories"],
        "waiting": 0,
        "waiting_list": told["by_category"][-1]["waiting_list"],
    }
    total, led = told["total"], told["led"]
    assert (total["passed"], led["passed"], led["key"]) == (5, 4, "lead")
    for part in (total, led, *total["categories"]):
        number = part["passed"] if "passed" in part else part["number"]
        assert len(as_inspector.get(part["list"]).context["lines"]) == number
    assert len(as_inspector.get(total["waiting_list"]).context["lines"]) == total["waiting"] == 1
    assert as_inspector.get(API, {**MONTHS, "type": "support"}).json()["led"] is None
    refused = as_inspector.get(API, {"word": "x"})
    assert wrong(refused) == {"word": "This parameter is not known here."}


@pytest.mark.usefixtures("rows")
def test_files_hold_every_line(as_lead: Client, force_lead: User, force: Body) -> None:
    told = figures(as_lead)
    response = as_lead.get(f"{PAGE}csv/", MONTHS)
    text = b"".join(response.streaming_content).decode()
    assert len(text.strip().split("\r\n")) == len(lines_of(told)) + 1
    assert f"Body,{force.name},5,1,2,1,1,1,/disruptions/?moderation=passed&" in text
    assert f",Recorded by: {force.name};" in text
    assert as_lead.get(f"{PAGE}xlsx/", MONTHS).status_code == 200
    events = AuditEvent.objects.filter(verb="disruption_figures.exported", by=force_lead)
    assert {event.detail["format"] for event in events} == {"csv", "xlsx"}


def test_more_records_ask_no_more_queries(as_inspector: Client, force: Body) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            as_inspector.get(PAGE)
        return len(captured)

    before = asked()
    for _ in range(3):
        DisruptionFactory(threat__body=force, moderation="moderated")
    assert asked() == before
    assert Disruption.objects.count() == 3


def test_charts_say_their_numbers() -> None:
    drawn = columns(
        "By month", ["Major", "Minor"], [Point(("Jan",), (30, 10)), Point(("Feb",), ())]
    )
    assert {"Major", "Minor", "30", "10", "40", "Jan", "0"} <= {word.text for word in drawn.words}
    assert [box.height for box in drawn.boxes if box.width == 60] == [112.5, 37.5]
    barred = bars("By strand", [Point(("Pursue",), (4,)), Point(("Prevent",), (0,))])
    assert [box.width for box in barred.boxes if box.width > 1] == [182]
    assert [word.text for word in barred.words] == ["Pursue", "4", "Prevent", "0"]
