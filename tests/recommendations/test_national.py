"""National reports: entered, opened as an entry for each addressee, addressed to more (§3.3)."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from forces.models import Body, Organisation
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from recommendations import actions
from recommendations.models import (
    DueKind,
    NationalRecommendation,
    NationalReport,
    RegisterEntry,
    Section55Response,
)
from tests.factories import (
    ForceFactory,
    InspectionFactory,
    LocalPolicingBodyFactory,
    NationalRecommendationFactory,
    NationalReportFactory,
)
from tests.factories.findings import PUBLISHED_AT, PUBLISHED_ON

TEXT = "By 1 May 2026, every force should count its cells."
DUE_ON = date(2026, 5, 1)


@pytest.fixture
def report(db: None) -> NationalReport:
    """A report that is being entered."""
    return NationalReportFactory(slug="custody")


@pytest.fixture
def recommendation(report: NationalReport) -> NationalRecommendation:
    return NationalRecommendationFactory(report=report, number=1)


@pytest.fixture
def home_office(db: None) -> Organisation:
    return Organisation.objects.create(name="Home Office", valid_from=date(2020, 1, 1))


def opened(report: NationalReport, by: User, at: datetime, **changes: int) -> list[RegisterEntry]:
    given = {"seen_version": report.version} | changes
    return actions.open_national(report, **given, by=by, at=at)


def verbs(row: object) -> list[str]:
    return [event.verb for event in AuditEvent.objects.about(row)]


def test_a_report_is_entered(inspector: User, moment: datetime) -> None:
    report = actions.enter_report(
        title="Custody", slug="custody", published_at=PUBLISHED_AT, by=inspector, at=moment
    )
    assert (report.is_open, report.published_on) == (False, PUBLISHED_ON)
    assert verbs(report) == ["national_report.entered"]
    assert not RegisterEntry.objects.exists()


def test_a_reference_begins_with_one_report_alone(
    report: NationalReport, inspector: User, moment: datetime
) -> None:
    InspectionFactory(slug="south-2026")
    for slug in ("south-2026", "custody"):
        with pytest.raises(RuleBroken):
            actions.enter_report(
                title="Custody", slug=slug, published_at=PUBLISHED_AT, by=inspector, at=moment
            )


def test_a_report_is_revised(report: NationalReport, inspector: User, moment: datetime) -> None:
    said = {"title": "Custody", "slug": "custody", "published_at": PUBLISHED_AT}
    actions.revise_report(report, **said, seen_version=1, by=inspector, at=moment)
    assert (report.title, report.version) == ("Custody", 2)
    (event,) = AuditEvent.objects.about(report)
    assert event.verb == "national_report.revised"
    assert list(event.detail) == ["title"]
    with pytest.raises(RuleBroken, match="has changed since"):
        actions.revise_report(report, **said, seen_version=1, by=inspector, at=moment)


def test_recommendations_are_numbered(
    report: NationalReport, home_office: Organisation, inspector: User, moment: datetime
) -> None:
    first, second = (
        actions.enter_recommendation(
            report,
            text=TEXT,
            due_kind=DueKind.DATE,
            due_on=DUE_ON,
            to_every_force=False,
            organisations=[home_office],
            by=inspector,
            at=moment,
        )
        for _ in range(2)
    )
    assert (first.number, second.number) == (1, 2)
    assert [*second.organisations.all()] == [home_office]
    assert verbs(first) == ["national_recommendation.entered"]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"to_every_force": False}, "Say to whom it is addressed"),
        ({"text": "By 31 April 2026, count the cells."}, "is not a date"),
        ({"due_on": None}, "Give the date that the deadline names"),
        ({"text": "![](x.png)"}, "picture"),
        ({"text": "SECRET\n\nCount the cells."}, "SECRET"),
    ],
)
def test_what_makes_no_sense_is_refused(
    report: NationalReport,
    inspector: User,
    moment: datetime,
    said: dict[str, object],
    sentence: str,
) -> None:
    whole = {"text": TEXT, "due_kind": DueKind.DATE, "due_on": DUE_ON} | said
    with pytest.raises(RuleBroken, match=sentence):
        actions.enter_recommendation(report, **whole, by=inspector, at=moment)
    assert not NationalRecommendation.objects.exists()


def test_a_recommendation_is_revised(
    recommendation: NationalRecommendation, force: Body, inspector: User, moment: datetime
) -> None:
    said = {"applies_if": "forces with cells", "to_every_force": False, "bodies": [force]}
    actions.revise_national(recommendation, **said, seen_version=1, by=inspector, at=moment)
    recommendation.refresh_from_db()
    assert (recommendation.text, recommendation.applies_if) == (TEXT, "forces with cells")
    assert [*recommendation.bodies.all()] == [force]
    (event,) = AuditEvent.objects.about(recommendation)
    assert event.detail["bodies"] == ["", force.name]
    with pytest.raises(RuleBroken, match="has changed since"):
        actions.revise_national(recommendation, text="x", seen_version=1, by=inspector, at=moment)


def test_nobody_is_left_out_by_a_revision(
    recommendation: NationalRecommendation, inspector: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="Say to whom"):
        actions.revise_national(
            recommendation, to_every_force=False, seen_version=1, by=inspector, at=moment
        )


def test_those_after_a_deleted_one_move_up(
    report: NationalReport,
    recommendation: NationalRecommendation,
    inspector: User,
    moment: datetime,
) -> None:
    later = [NationalRecommendationFactory(report=report, number=number) for number in (2, 3)]
    actions.delete_national(recommendation, seen_version=1, by=inspector, at=moment)
    assert [*report.recommendations.values_list("pk", "number")] == [
        (later[0].pk, 1),
        (later[1].pk, 2),
    ]
    event = AuditEvent.objects.get(verb="national_recommendation.deleted")
    assert event.detail == {"report": str(report.uuid), "text": TEXT}
    with pytest.raises(RuleBroken, match="has changed since"):
        actions.delete_national(later[0], seen_version=9, by=inspector, at=moment)


def test_an_entry_is_opened_for_each_addressee(
    report: NationalReport,
    recommendation: NationalRecommendation,
    home_office: Organisation,
    force: Body,
    other_force: Body,
    rocu: Body,
    inspector: User,
    moment: datetime,
) -> None:
    office = LocalPolicingBodyFactory(body=force)
    recommendation.organisations.add(home_office)
    recommendation.policing_bodies.add(office)
    recommendation.bodies.add(force, rocu)
    entries = opened(report, inspector, moment)
    assert {entry.addressee for entry in entries} == {
        *(force, other_force, rocu),
        *(home_office, office),
    }
    assert [entry.reference for entry in entries] == [f"custody/{n}" for n in range(1, 6)]
    for entry in RegisterEntry.objects.all():
        assert (entry.asked, entry.due_on, entry.status) == (TEXT, DUE_ON, "awaiting_review")
        assert (entry.published_at, entry.report) == (PUBLISHED_AT, report)
    assert report.opened_at == moment


def test_deadlines_count_from_the_day_of_publication(
    report: NationalReport, force: Body, inspector: User, moment: datetime
) -> None:
    row = NationalRecommendationFactory(
        report=report,
        text="Start at once, and complete this by 30 September 2027.",
        due_kind=DueKind.IMMEDIATE,
        due_on=None,
        completion_kind=DueKind.DATE,
        completion_on=date(2027, 9, 30),
    )
    (entry,) = opened(report, inspector, moment)
    dates = [milestone.original_on for milestone in entry.milestones.order_by("position")]
    assert dates == [PUBLISHED_ON, date(2027, 9, 30)]
    assert "recommendation.deadline_settled" in verbs(row)


def test_every_local_policing_body_is_asked_for_its_answer(
    report: NationalReport,
    recommendation: NationalRecommendation,
    force: Body,
    inspector: User,
    moment: datetime,
) -> None:
    office = LocalPolicingBodyFactory(body=force)
    ended = PUBLISHED_ON - timedelta(days=1)
    LocalPolicingBodyFactory(body=ForceFactory(), valid_to=ended)
    opened(report, inspector, moment)
    answer = Section55Response.objects.get()
    assert (answer.policing_body, answer.report) == (office, report)
    assert answer.due_on == PUBLISHED_ON + timedelta(days=55)


def test_opening_is_audited_in_one_line(
    report: NationalReport,
    recommendation: NationalRecommendation,
    force: Body,
    inspector: User,
    moment: datetime,
) -> None:
    (entry,) = opened(report, inspector, moment)
    (event,) = AuditEvent.objects.about(report)
    assert (event.verb, event.by) == ("national_report.opened", inspector)
    assert event.detail == {"entries": 1, "answers": 0}
    assert verbs(entry) == []


def test_opening_costs_as_many_queries_for_many_addressees(
    inspector: User, moment: datetime
) -> None:
    def cost() -> int:
        report = NationalReportFactory()
        NationalRecommendationFactory(report=report, due_kind=DueKind.NONE, due_on=None)
        with CaptureQueriesContext(connection) as queries:
            opened(report, inspector, moment)
        return len(queries)

    ForceFactory()
    few = cost()
    for _ in range(6):
        LocalPolicingBodyFactory(body=ForceFactory())
    assert cost() == few


def test_nothing_is_opened_twice_or_without_sense(
    report: NationalReport, force: Body, inspector: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="no recommendation yet"):
        opened(report, inspector, moment)
    row = NationalRecommendationFactory(report=report, due_on=PUBLISHED_ON - timedelta(days=1))
    with pytest.raises(RuleBroken, match="due before the report is published"):
        opened(report, inspector, moment)
    NationalRecommendation.objects.filter(pk=row.pk).update(due_on=DUE_ON)
    with pytest.raises(RuleBroken, match="has changed since"):
        opened(report, inspector, moment, seen_version=9)
    assert not RegisterEntry.objects.exists()
    opened(report, inspector, moment)
    with pytest.raises(RuleBroken, match="are open"):
        opened(report, inspector, moment)
    assert RegisterEntry.objects.count() == 1


def test_what_is_open_stays(
    report: NationalReport,
    recommendation: NationalRecommendation,
    force: Body,
    inspector: User,
    moment: datetime,
) -> None:
    opened(report, inspector, moment)
    recommendation.refresh_from_db()
    seen = {"seen_version": recommendation.version, "by": inspector, "at": moment}
    with pytest.raises(RuleBroken, match="are open"):
        actions.revise_national(recommendation, text="Count nothing.", **seen)
    with pytest.raises(RuleBroken, match="are open"):
        actions.delete_national(recommendation, **seen)
    for rows, change in (
        (NationalRecommendation.objects.all(), {"text": "Count nothing."}),
        (NationalReport.objects.all(), {"title": "Cells"}),
    ):
        with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
            rows.update(**change)


def test_somebody_more_is_asked_later(
    report: NationalReport,
    recommendation: NationalRecommendation,
    home_office: Organisation,
    force: Body,
    inspector: User,
    moment: datetime,
) -> None:
    ask = {"addressee": home_office, "by": inspector, "at": moment}
    with pytest.raises(RuleBroken, match="not open yet"):
        actions.address_national(recommendation, **ask)
    opened(report, inspector, moment)
    recommendation.refresh_from_db()
    entry = actions.address_national(recommendation, **ask)
    entry.refresh_from_db()
    assert (entry.organisation, entry.reference, entry.due_on) == (home_office, "custody/2", DUE_ON)
    assert entry.published_at == moment
    assert verbs(entry) == ["entry.opened"]
    with pytest.raises(RuleBroken, match="has an entry for this already"):
        actions.address_national(recommendation, **ask)


def test_who_is_asked_before_publication_waits_for_it(
    force: Body, home_office: Organisation, inspector: User, moment: datetime
) -> None:
    later = moment + timedelta(days=30)
    report = NationalReportFactory(published_at=later)
    row = NationalRecommendationFactory(report=report)
    opened(report, inspector, moment)
    row.refresh_from_db()
    actions.address_national(row, addressee=home_office, by=inspector, at=moment)
    assert not RegisterEntry.objects.published(later - timedelta(seconds=1)).exists()
    assert RegisterEntry.objects.published(later).count() == 2


@pytest.mark.parametrize("who", ["hmi", "publisher", "auditor", "force_lead", "administrator"])
def test_others_enter_nothing(
    who: str,
    request: pytest.FixtureRequest,
    report: NationalReport,
    recommendation: NationalRecommendation,
    home_office: Organisation,
    moment: datetime,
) -> None:
    given = {"by": request.getfixturevalue(who), "at": moment}
    said = {"title": "Cells", "slug": "cells", "published_at": PUBLISHED_AT}
    for attempt in (
        lambda: actions.enter_report(**said, **given),
        lambda: actions.revise_report(report, **said, seen_version=1, **given),
        lambda: actions.enter_recommendation(report, text=TEXT, due_kind="none", **given),
        lambda: actions.revise_national(recommendation, text="x", seen_version=1, **given),
        lambda: actions.delete_national(recommendation, seen_version=1, **given),
        lambda: actions.open_national(report, seen_version=1, **given),
        lambda: actions.address_national(recommendation, addressee=home_office, **given),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_a_moderator_opens_as_well(
    report: NationalReport,
    recommendation: NationalRecommendation,
    force: Body,
    moderator: User,
    moment: datetime,
) -> None:
    assert opened(report, moderator, moment)
