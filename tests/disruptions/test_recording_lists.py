"""Pages, files and the API of what may be recorded twice, and of what is likely missing."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from disruptions import queries
from disruptions.models import PlanAction
from forces.models import Body
from inspection_portal.core.models import AuditEvent, User
from tests.factories import (
    DisruptionFactory,
    DisruptionStandardFactory,
    OfficerFactory,
    PlanActionFactory,
    PlanFactory,
    RocuFactory,
    ThreatFactory,
    ThreatResponsibilityFactory,
)
from tests.pages import shown, signed_in

pytestmark = pytest.mark.django_db
DOUBLES, GAPS = (
    reverse(f"disruptions:{name}") for name in ("disruption_doubles", "disruption_gaps")
)


def file(client: Client, page: str, **asked: str) -> list[str]:
    response = client.get(f"{page}csv/", asked)
    return b"".join(response.streaming_content).decode("utf-8-sig").splitlines()


@pytest.fixture
def twice(force: Body) -> date:
    """The day on which `force` and a ROCU both led an event, and `force` recorded another twice."""
    on = localdate() - timedelta(days=40)
    for body in (force, RocuFactory()):
        threat = ThreatFactory(body=force, reference=f"OCG of {body.kind}")
        for by in (force, body):
            DisruptionFactory(threat=threat, body=by, event_on=on, narrative=f"By {by}.")
    return on


@pytest.fixture
def missing(force: Body) -> PlanAction:
    """An action of a silent team of `force`, which recorded nothing."""
    DisruptionStandardFactory()
    threat = ThreatFactory(body=force, reference="OCG 77")
    officer = OfficerFactory(body=force, post="Night team", name="A. Closed-Name")
    ThreatResponsibilityFactory(threat=threat, officer=officer)
    done: PlanAction = PlanActionFactory(
        plan=PlanFactory(threat=threat),
        what="Search the flat.",
        result="Two arrests.",
        ended_on=localdate() - timedelta(days=30),
    )
    return done


class TestDoubleCounts:
    def test_the_last_twelve_months_of_what_one_sees(
        self, twice: date, force: Body, force_lead: User, other_force_lead: User, inspector: User
    ) -> None:
        DisruptionFactory.create_batch(
            2, threat=ThreatFactory(body=force), event_on=localdate() - timedelta(days=400)
        )
        for user in (force_lead, inspector):
            page = signed_in(user).get(DOUBLES)
            assert {pair.record.event_on for pair, _ in page.context["lines"]} == {twice}
            assert len(page.context["lines"]) == 2
            assert f"By {force}." in shown(page)
        client = signed_in(other_force_lead)
        assert "No two records of these days" in shown(client.get(DOUBLES))

    def test_a_body_and_a_period_that_makes_no_sense(
        self, twice: date, force: Body, other_force: Body, inspector: User
    ) -> None:
        client = signed_in(inspector)
        assert len(client.get(DOUBLES, {"body": str(force.uuid)}).context["lines"]) == 2
        none = shown(client.get(DOUBLES, {"body": str(other_force.uuid)}))
        assert "No two records of these days" in none
        wrong = {"since_day": "31", "since_month": "2", "since_year": "2026"}
        assert "must be a real date" in shown(client.get(DOUBLES, wrong))
        assert client.get(f"{DOUBLES}csv/", wrong).status_code == 302

    def test_what_is_left_out_is_told(
        self, twice: date, inspector: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(queries.possible_double_counts.__kwdefaults__, "most", 1)
        html = shown(signed_in(inspector).get(DOUBLES))
        assert "Only the latest 1 are shown. Choose a body or a shorter time" in html
        monkeypatch.setitem(queries.possible_double_counts.__kwdefaults__, "most_records", 1)
        DisruptionFactory.create_batch(2, event_on=localdate())
        html = shown(signed_in(inspector).get(DOUBLES))
        assert "Of the records that were looked at, no two look like one event." in html

    def test_queries_do_not_grow(
        self, twice: date, force: Body, as_inspector: Client, assert_queries_do_not_grow: object
    ) -> None:
        def add() -> None:
            threat = ThreatFactory(body=force)
            DisruptionFactory.create_batch(2, threat=threat, event_on=twice)

        assert_queries_do_not_grow(DOUBLES, add)  # type: ignore[operator]

    def test_queries_do_not_grow_for_who_decides(
        self, twice: date, force: Body, as_lead: Client, assert_queries_do_not_grow: object
    ) -> None:
        def add() -> None:
            threat = ThreatFactory(body=force)
            DisruptionFactory.create_batch(2, threat=threat, event_on=twice)

        assert_queries_do_not_grow(DOUBLES, add)  # type: ignore[operator]
        assert {may for _, may in as_lead.get(DOUBLES).context["lines"]} == {True}

    def test_the_files_and_that_they_were_taken(
        self, twice: date, force: Body, force_lead: User
    ) -> None:
        client = signed_in(force_lead)
        heading, *rows = file(client, DOUBLES, body="")
        assert heading.startswith("Reference,Reference of the earlier record,Threat,")
        assert len(rows) == 2
        assert f"{force} recorded two of this day, strand and type." in "".join(rows)
        assert client.get(f"{DOUBLES}xlsx/").status_code == 200
        taken = AuditEvent.objects.filter(verb="disruption_doubles.exported")
        assert [each.detail["format"] for each in taken.order_by("pk")] == ["csv", "xlsx"]

    def test_the_api(self, twice: date, force: Body, inspector: User) -> None:
        client, url = signed_in(inspector), reverse("api:disruption_double_counts")
        told = client.get(url, {"body": str(force.uuid)}).json()
        assert len(told["pairs"]) == 2
        assert told["pairs"][0]["why"]
        assert (told["until"], told["left_out"]) == (str(localdate()), "")
        before = client.get(url, {"until": str(twice - timedelta(days=9))}).json()
        assert before["pairs"] == []
        wrong = [{"since": "2026-03-02", "until": "2026-03-01"}, {"force": "1"}, {"body": "x"}]
        assert [client.get(url, each).status_code for each in wrong] == [400, 400, 400]


class TestGaps:
    def test_a_lead_is_led_to_what_to_record(
        self, missing: PlanAction, force: Body, force_lead: User, inspector: User
    ) -> None:
        record = f"{reverse('disruptions:disruption_record')}?threat={missing.plan.threat.uuid}"
        lead = signed_in(force_lead)
        html = shown(lead.get(GAPS))
        for told in (record, missing.get_absolute_url(), "Search the flat.", "Night team"):
            assert told in html
        assert str(force) in html
        assert lead.get(record).context["form"]["threat"].value() == str(missing.plan.threat.uuid)
        reader = shown(signed_in(inspector).get(GAPS))
        assert "Night team" in reader
        assert record not in reader
        assert "Closed-Name" not in html + reader
        assert GAPS in shown(lead.get(reverse("disruptions:disruptions")))

    def test_where_nothing_was_looked_at_that_is_said(self, force_lead: User) -> None:
        html = shown(signed_in(force_lead).get(GAPS))
        assert html.count("Nothing was looked at.") == 3
        assert "so no body and no team was looked at." in html

    def test_nothing_is_missing_once_it_is_recorded(
        self, missing: PlanAction, force_lead: User
    ) -> None:
        DisruptionFactory(threat=missing.plan.threat, event_on=missing.ended_on)
        page = signed_in(force_lead).get(GAPS)
        found = page.context["missing"]
        assert [*found.actions, *found.teams, *found.bodies] == []
        assert "Every body with managed threats whose disruptions were to be recorded has" in shown(
            page
        )

    def test_the_file_names_nobody_and_tells_no_action(
        self, missing: PlanAction, force: Body, force_lead: User
    ) -> None:
        _, *rows = file(signed_in(force_lead), GAPS)
        assert [row.split(",")[:3] for row in rows] == [
            ["An action ended with a result", str(force), "OCG 77"],
            ["The body recorded no disruption of the team’s threats", str(force), ""],
            ["The body recorded no disruption", str(force), ""],
        ]
        assert "Search the flat" not in "".join(rows)
        assert AuditEvent.objects.filter(verb="disruption_gaps.exported").exists()

    def test_the_api(self, missing: PlanAction, force: Body, force_lead: User) -> None:
        url = reverse("api:disruption_gaps")
        told = signed_in(force_lead).get(url).json()
        assert told["actions"] == [
            {
                "action": str(missing.uuid),
                "threat": str(missing.plan.threat.uuid),
                "body": str(force.uuid),
                "ended_on": str(missing.ended_on),
            }
        ]
        assert told["teams"] == [{"body": str(force.uuid), "post": "Night team", "threats": 1}]
        assert told["bodies"] == [str(force.uuid)]
