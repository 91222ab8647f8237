"""How a national recommendation stands follows from its entries, and who is told of it (§3.3)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forces.models import Body
from inspection_portal.core.message_kinds import outdated
from inspection_portal.core.models import Message, User, system_user
from recommendations import actions, queries
from recommendations.models import NationalRecommendation, NationalReport, RegisterEntry
from recommendations.queries import Standing
from tests.factories import (
    ForceFactory,
    NationalEntryFactory,
    NationalRecommendationFactory,
    NationalReportFactory,
    UserFactory,
)
from tests.factories.findings import PUBLISHED_AT, PUBLISHED_ON

Status = RegisterEntry.Status
TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("counts", "status"),
    [
        ({}, None),
        ({Status.AWAITING_REVIEW: 3}, Status.AWAITING_REVIEW),
        ({Status.AWAITING_REVIEW: 2, Status.BEING_PROGRESSED: 1}, Status.BEING_PROGRESSED),
        ({Status.AWAITING_REVIEW: 2, Status.COMPLETE: 1}, Status.BEING_PROGRESSED),
        ({Status.BEING_PROGRESSED: 1, Status.COMPLETE: 43}, Status.BEING_PROGRESSED),
        ({Status.COMPLETE: 44}, Status.COMPLETE),
        ({Status.COMPLETE: 1, Status.NO_FURTHER_ACTION: 43}, Status.COMPLETE),
        ({Status.NO_FURTHER_ACTION: 1, Status.SUPERSEDED: 43}, Status.NO_FURTHER_ACTION),
        ({Status.SUPERSEDED: 44}, Status.SUPERSEDED),
    ],
)
def test_its_status_follows(counts: Mapping[str, int], status: Status | None) -> None:
    assert Standing(counts).status == status


def test_figures_are_of_all_entries() -> None:
    standing = Standing({Status.COMPLETE: 40, Status.AWAITING_REVIEW: 4}, overdue=3)
    assert (standing.total, standing.closed, standing.overdue) == (44, 40, 3)
    assert standing.by_status == [("Awaiting review", 4), ("Complete", 40)]


@pytest.fixture
def recommendation(force: Body, other_force: Body) -> NationalRecommendation:
    """Of two forces: the one is done, the other overdue."""
    report = NationalReportFactory()
    row: NationalRecommendation = NationalRecommendationFactory(report=report)
    closed = {"status": Status.COMPLETE, "closed_on": PUBLISHED_ON}
    NationalEntryFactory(national=row, body=force, **closed)
    late = NationalEntryFactory(national=row, body=other_force)
    late.milestones.create(kind="date", original_on=TODAY - timedelta(days=1))
    NationalReport.objects.filter(pk=report.pk).update(opened_at=PUBLISHED_AT)
    return row


@pytest.mark.parametrize("who", ["inspector", "moderator", "hmi", "publisher", "auditor"])
def test_the_inspectorate_is_told_of_all(
    who: str, request: pytest.FixtureRequest, recommendation: NationalRecommendation
) -> None:
    user = request.getfixturevalue(who)
    (line,) = queries.national_lines([recommendation], user, on=TODAY)
    assert line.standing == Standing({Status.COMPLETE: 1, Status.AWAITING_REVIEW: 1}, overdue=1)
    of_report = queries.standings(user, "national__report", [recommendation.report], on=TODAY)
    assert of_report == {recommendation.report.pk: line.standing}


def test_a_body_is_told_of_its_own_entry_alone(
    recommendation: NationalRecommendation,
    force_lead: User,
    policing_body_person: User,
    rocu_lead: User,
    operator: User,
) -> None:
    own = RegisterEntry.objects.get(body__role_grants__user=force_lead)
    told = {force_lead: (own,), policing_body_person: (own,), rocu_lead: (), operator: ()}
    for user, entries in told.items():
        (line,) = queries.national_lines([recommendation], user, on=TODAY)
        assert (line.standing, line.entries) == (None, entries)


def test_standings_cost_one_query_however_many(
    recommendation: NationalRecommendation, inspector: User
) -> None:
    rows = [recommendation]
    queries.standings(inspector, "national", rows, on=TODAY)
    rows.extend(NationalEntryFactory(body=ForceFactory()).national for _ in range(3))
    with CaptureQueriesContext(connection) as asked:
        found = queries.standings(inspector, "national", rows, on=TODAY)
    assert len(asked) == 1
    assert found
    assert [found[row.pk].total for row in rows] == [2, 1, 1, 1]


def test_a_line_says_to_whom_it_is_addressed(
    recommendation: NationalRecommendation, rocu: Body, force_lead: User
) -> None:
    other = NationalRecommendationFactory(to_every_force=False, to_every_rocu=True)
    other.bodies.add(rocu)
    lines = queries.national_lines([recommendation, other], force_lead, on=TODAY)
    assert [line.to for line in lines] == [
        ["every force"],
        ["every regional unit", rocu.name],
    ]


def test_who_enters_reports_sees_them_before_others(
    recommendation: NationalRecommendation, inspector: User, force_lead: User, hmi: User
) -> None:
    entered = NationalReportFactory()
    waiting = NationalReportFactory(
        published_at=datetime.now(PUBLISHED_AT.tzinfo) + timedelta(days=1), opened_at=PUBLISHED_AT
    )
    everybody = {recommendation.report}
    for user, seen in (
        (inspector, {entered, waiting} | everybody),
        (hmi, everybody),
        (force_lead, everybody),
        (UserFactory(is_active=False), set()),
    ):
        assert set(NationalReport.objects.visible_to(user)) == seen
        rows = NationalRecommendation.objects.visible_to(user)
        assert set(rows) == ({recommendation} if everybody <= seen else set())


def told() -> set[User]:
    return {message.recipient for message in Message.objects.all()}


def announce(at: datetime) -> int:
    return actions.announce_national(by=system_user(), at=at)


def test_those_asked_are_told_once_it_is_out(
    recommendation: NationalRecommendation,
    force_lead: User,
    force_contributor: User,
    other_force_lead: User,
    rocu_lead: User,
    inspector: User,
) -> None:
    assert announce(PUBLISHED_AT - timedelta(seconds=1)) == 0
    assert announce(PUBLISHED_AT) == 1
    assert announce(PUBLISHED_AT + timedelta(days=1)) == 0
    assert told() == {force_lead, force_contributor, other_force_lead}
    message = Message.objects.filter(recipient=force_lead).get()
    assert message.link == recommendation.report.get_absolute_url()
    assert recommendation.text not in message.text


def test_who_answers_for_a_force_is_told_too(
    recommendation: NationalRecommendation, policing_body_person: User, force: Body
) -> None:
    office = force.local_policing_bodies.get()
    recommendation.report.section_55_responses.create(policing_body=office)
    announce(PUBLISHED_AT)
    assert policing_body_person in told()


def test_who_is_asked_later_is_told_then(
    recommendation: NationalRecommendation, rocu: Body, rocu_lead: User, inspector: User
) -> None:
    announce(PUBLISHED_AT)
    assert rocu_lead not in told()
    later = PUBLISHED_AT + timedelta(days=9)
    entry = actions.address_national(recommendation, addressee=rocu, by=inspector, at=later)
    assert Message.objects.get(recipient=rocu_lead).link == entry.get_absolute_url()


def test_who_has_left_is_not_told(recommendation: NationalRecommendation, force_lead: User) -> None:
    announce(PUBLISHED_AT)
    message = Message.objects.get(recipient=force_lead)
    assert outdated([message]) == {}
    force_lead.role_grants.all().delete()
    assert message.pk in outdated([message])
