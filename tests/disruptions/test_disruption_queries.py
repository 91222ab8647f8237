"""Records that may count twice, records that are likely missing, and what a plan led to."""

from datetime import date, timedelta
from typing import Any

import pytest

from disruptions import queries
from disruptions.models import Disruption, Plan, Threat
from disruptions.queries.doubles import FEWER
from forces.models import Body, Region
from inspection_portal.core.models import User
from tests.factories import (
    DisruptionFactory,
    DisruptionStandardFactory,
    DistinctEventsFactory,
    ForceFactory,
    OfficerFactory,
    PlanActionFactory,
    PlanFactory,
    RocuFactory,
    ThreatFactory,
    ThreatResponsibilityFactory,
)

pytestmark = pytest.mark.django_db
DAY, SINCE, UNTIL = date(2026, 2, 2), date(2026, 1, 1), date(2026, 3, 2)


def doubles(user: User) -> set[tuple[str, str]]:
    found = queries.possible_double_counts(user, since=SINCE, until=UNTIL)
    return {(each.record.reference, each.earlier.reference) for each in found.pairs}


def plant(threat: Threat, *records: tuple[str, Body, int, dict[str, Any]]) -> None:
    """Records of a threat, each so many days after the day; the threat’s body led what others
    supported.
    """
    for reference, body, days, more in records:
        on = DAY + timedelta(days=days)
        more = {"lead_body": threat.body if more.get("type") == "support" else body, **more}
        DisruptionFactory(threat=threat, reference=reference, body=body, event_on=on, **more)


@pytest.fixture
def doubled(force: Body) -> dict[str, Body]:
    """What counts twice, and next to it what only looks so."""
    rocu, other = RocuFactory(), ForceFactory()
    threat = ThreatFactory(body=force)
    plant(threat, ("a", force, 0, {}), ("a again", rocu, 3, {}), ("near", other, 7, {}))
    plant(threat, ("twice", other, 7, {}), ("strand", other, 7, {"strand": "protect"}))
    second = ThreatFactory(body=force)
    plant(second, ("b", rocu, 0, {}), ("b again", force, -3, {}), ("b far", other, -7, {}))
    plant(second, ("helped", other, 0, {"type": "support"}))
    third = ThreatFactory(body=force)
    plant(third, ("c", force, 0, {"moderation": "refused"}), ("c again", rocu, 0, {}))
    plant(third, ("c next day", rocu, 1, {"category": "major"}))
    plant(ThreatFactory(body=other), ("other threat", force, 0, {}))
    return {"rocu": rocu, "other": other}


PLANTED = {("a again", "a"), ("twice", "near"), ("b again", "b")}


def test_each_double_count_is_found_and_none_invented(
    doubled: dict[str, Body], inspector: User, force_lead: User, django_assert_num_queries: Any
) -> None:
    assert doubles(inspector) == PLANTED
    assert doubles(force_lead) == PLANTED
    with django_assert_num_queries(4):
        found = queries.possible_double_counts(inspector, since=SINCE, until=UNTIL)
        why = {each.record.reference: each.why for each in found.pairs}
    assert why["twice"] == f"{doubled['other']} recorded two of this day, strand and type."
    assert why["a again"].endswith("both recorded that they led it, 3 days apart.")


def whys(user: User) -> dict[str, str]:
    found = queries.possible_double_counts(user, since=SINCE, until=UNTIL)
    return {each.record.reference: each.why for each in found.pairs}


def test_why_records_may_be_of_one_event_is_told(inspector: User, force: Body) -> None:
    rocu = RocuFactory()
    coordinated = {"type": "coordinate"}
    pairs: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
        "both": (coordinated, {**coordinated, "body": rocu, "days": 1}),
        "types": ({}, coordinated),
        "next": ({}, {"days": 1}),
        "blank": ({"strand": "", "source": "apmis"}, {"strand": "protect"}),
    }
    for name, (first, second) in pairs.items():
        threat = ThreatFactory(body=force)
        for reference, said in ((f"{name} 1", first), (name, second)):
            given = {"body": force, "days": 0, **said}
            plant(threat, (reference, given.pop("body"), given.pop("days"), given))
    assert whys(inspector) == {
        "both": f"{force} and {rocu} both recorded that they co-ordinated it, 1 day apart.",
        "types": f"{force} recorded that it led one and co-ordinated one of this day and strand.",
        "next": f"{force} recorded two of this type, category and strand 1 day apart.",
        "blank": f"{force} recorded two of this day, strand, as far as it is given, and type.",
    }


def test_the_rows_of_one_group_on_two_lists_are_one_threat(
    inspector: User, force: Body, django_assert_max_num_queries: Any
) -> None:
    region = Region.objects.get(memberships__body=force)
    rocu, elsewhere = RocuFactory(region=region), RocuFactory()
    own = ThreatFactory(body=force, reference="OCG 7")
    theirs = ThreatFactory(body=rocu, reference="ocg-007")
    plant(own, ("own", force, 0, {}))
    plant(theirs, ("theirs", rocu, 2, {}), ("other strand", rocu, 1, {"strand": "protect"}))
    plant(ThreatFactory(body=elsewhere, reference="OCG 7"), ("far", elsewhere, 0, {}))
    plant(ThreatFactory(body=rocu, reference="OCG 7", kind="individual"), ("else", rocu, 0, {}))
    plant(ThreatFactory(body=rocu, reference="OCG 70"), ("number", rocu, 0, {}))
    lists = f"{force} and {rocu} both list a threat of this reference."
    told = f"{force} and {rocu} both recorded that they led it, 2 days apart. {lists}"
    assert whys(inspector) == {"theirs": told}
    first, second = (Disruption.objects.get(reference=name) for name in ("own", "theirs"))
    assert queries.may_be_one_event(first, second)
    assert [each.record for each in queries.doubles_of(first, inspector)] == [second]
    for body, number in ((force, 1), (rocu, 1), (elsewhere, 0)):
        asked: dict[str, Any] = {"since": SINCE, "until": UNTIL, "body": body}
        with django_assert_max_num_queries(5):
            found = queries.possible_double_counts(inspector, **asked)
        assert len(found.pairs) == number


def test_a_double_count_of_a_body_is_one_of_its_own_or_against_it(
    doubled: dict[str, Body], inspector: User, force: Body
) -> None:
    found = {
        body: {
            each.record.reference
            for each in queries.possible_double_counts(
                inspector, since=SINCE, until=UNTIL, body=body
            ).pairs
        }
        for body in (force, *doubled.values(), ForceFactory())
    }
    assert list(found.values()) == [
        {"a again", "b again"},
        {"a again", "b again"},
        {"twice"},
        set(),
    ]


@pytest.mark.usefixtures("doubled")
def test_what_is_left_out_is_said(inspector: User) -> None:
    def left_out(**most: int) -> tuple[int, str]:
        asked: Any = {"since": SINCE, "until": UNTIL, **most}
        found = queries.possible_double_counts(inspector, **asked)
        return len(found.pairs), found.left_out

    assert left_out(most=3) == (3, "")
    assert left_out(most=2) == (2, f"Only the latest 2 are shown. {FEWER}")
    last_day = f"Only events from 9 February 2026 on were looked at. {FEWER}"
    assert left_out(most_records=1) == (1, last_day)


def test_records_told_apart_are_asked_about_no_more_and_others_are(
    inspector: User, force: Body
) -> None:
    threat = ThreatFactory(body=force)
    plant(threat, ("first", force, 0, {}), ("second", RocuFactory(), 0, {}))
    plant(threat, ("third", ForceFactory(), 0, {}))
    records = {each.reference: each for each in Disruption.objects.all()}
    assert doubles(inspector) == {("second", "first"), ("third", "second")}
    DistinctEventsFactory(first=records["second"], second=records["third"], by=inspector)
    assert doubles(inspector) == {("second", "first"), ("third", "first")}
    DistinctEventsFactory(first=records["first"], second=records["third"], by=inspector)
    assert doubles(inspector) == {("second", "first")}
    [left] = queries.doubles_of(records["first"], inspector)
    assert left.beside(records["first"]) == records["second"]
    assert queries.doubles_of(records["third"], inspector) == []
    assert len(queries.told_apart(records["third"], inspector)) == 2


def test_nobody_sees_another_bodys_record_in_a_double_count(
    doubled: dict[str, Body], other_force_lead: User, rocu_lead: User, partner: User
) -> None:
    for user in (other_force_lead, rocu_lead, partner):
        assert doubles(user) == set()


def missing(user: User) -> queries.Missing:
    return queries.likely_missing(user, since=SINCE, until=UNTIL)


@pytest.fixture
def gaps(force: Body, other_force: Body) -> None:
    """`force` records, `other_force` never does."""
    DisruptionStandardFactory(valid_from=date(2020, 1, 1))
    ended = {"ended_on": DAY, "result": "Two arrests."}

    def work(what: str, day: date | None, body: Body = force, **more: Any) -> None:
        threat = ThreatFactory(body=body, kind=more.pop("kind", "ocg"))
        if day:
            DisruptionFactory(threat=threat, event_on=day)
        PlanActionFactory(plan=PlanFactory(threat=threat), what=what, **(ended | more))
        post = OfficerFactory(body=body, post=f"Team of {what}")
        ThreatResponsibilityFactory(threat=threat, officer=post)

    work("missing", None)
    work("too early", DAY - timedelta(days=29), is_covert=True)
    work("in time", DAY + timedelta(days=28))
    work("before", DAY - timedelta(days=28))
    work("without result", None, result=" ")
    work("running", None, ended_on=None)
    work("long ago", None, ended_on=date(2025, 12, 31))
    work("does not count", None, kind="individual")
    work("silent", None, body=other_force, ended_on=None)
    ThreatFactory(body=ForceFactory(), closed_on=DAY)


@pytest.mark.usefixtures("gaps")
def test_what_is_missing_is_found_and_nothing_else(
    inspector: User, force_lead: User, other_force: Body, django_assert_num_queries: Any
) -> None:
    found = missing(inspector)
    assert {each.what for each in found.actions} == {"missing", "too early"}
    assert found.bodies == [other_force]
    silent = ("missing", "without result", "running", "long ago", "silent")
    assert {(each.post, each.threats) for each in found.teams} == {
        (f"Team of {what}", 1) for what in silent
    }
    of_body = queries.likely_missing(inspector, since=SINCE, until=UNTIL, body=other_force)
    assert [*of_body.actions, *of_body.bodies] == [other_force]
    assert [each.post for each in of_body.teams] == ["Team of silent"]
    own = missing(force_lead)
    assert {each.what for each in own.actions} == {"missing", "too early"}
    assert own.bodies == []
    assert "Team of silent" not in {each.post for each in own.teams}
    assert found.left_out == ""
    with django_assert_num_queries(7):
        missing(inspector)


def test_where_nothing_was_looked_at_that_is_said(inspector: User, force: Body) -> None:
    ThreatFactory(body=force, kind="individual")
    nothing = missing(inspector)
    assert not nothing.looked_at_actions
    assert not nothing.looked_at_threats
    assert nothing.left_out == (
        "No disruption was to be recorded in this time, so no action was looked at. No minimum "
        "standard was in force on 2 March 2026, so no body and no team was looked at."
    )
    DisruptionStandardFactory(valid_from=UNTIL, threat_kinds=["ocg"])
    uncounted = missing(inspector)
    assert uncounted.looked_at_actions
    assert not uncounted.looked_at_threats
    assert uncounted.left_out.startswith("On 2 March 2026 there was no managed threat of a kind")
    ThreatFactory(body=force)
    assert missing(inspector).left_out == ""


def test_a_team_records_where_its_own_body_does(
    inspector: User, force: Body, other_force: Body
) -> None:
    """Officers without a post are a line of their own."""
    DisruptionStandardFactory(valid_from=date(2020, 1, 1))
    threat = ThreatFactory(body=force)
    ThreatResponsibilityFactory(threat=threat, officer=OfficerFactory(body=force, post=""))
    DisruptionFactory(threat=threat, body=other_force, event_on=DAY)
    [team] = missing(inspector).teams
    assert (team.name, team.threats) == ("Officers without a post", 1)
    DisruptionFactory(threat=threat, body=force, event_on=DAY)
    assert missing(inspector).teams == []


def test_who_only_supports_a_threat_is_not_told_what_its_body_lacks(
    gaps: None, force: Body, force_lead: User, other_force_lead: User, other_force: Body
) -> None:
    for threat in Threat.objects.filter(body=force):
        threat.supporting_bodies.add(other_force)
    theirs = missing(other_force_lead)
    assert [*theirs.actions, *theirs.bodies] == [other_force]
    assert [each.post for each in theirs.teams] == ["Team of silent"]
    assert len(missing(force_lead).actions) == 2


@pytest.mark.usefixtures("gaps")
def test_a_kind_counts_from_the_version_that_says_so(inspector: User, partner: User) -> None:
    DisruptionStandardFactory(valid_from=DAY, threat_kinds=["ocg", "individual"])
    assert "does not count" in {each.what for each in missing(inspector).actions}
    DisruptionStandardFactory(valid_from=DAY + timedelta(days=1), threat_kinds=["individual"])
    assert "missing" in {each.what for each in missing(inspector).actions}
    nothing = missing(partner)
    assert [*nothing.actions, *nothing.bodies, *nothing.teams] == []


def disruptions_of(plan: Plan) -> int | None:
    [facts] = queries.load(queries.of_plan(plan), on=UNTIL).plans
    return facts.disruptions


def test_what_a_plan_led_to(own_plan: Plan, force: Body, other_force: Body) -> None:
    assert disruptions_of(own_plan) is None
    DisruptionFactory(threat__body=force)
    assert disruptions_of(own_plan) == 0
    counted = {"threat": own_plan.threat, "body": other_force}
    DisruptionFactory(**counted, event_on=own_plan.opened_on)
    DisruptionFactory(**counted, event_on=own_plan.opened_on - timedelta(days=1))
    DisruptionFactory(**counted, event_on=UNTIL + timedelta(days=1))
    DisruptionFactory(**counted, moderation="refused")
    assert disruptions_of(own_plan) == 1
