"""Publication opens the register: one entry for each addressee (domain §3.3)."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from findings.models import Finding, InspectedBody, Inspection
from forces.models import Body
from inspection_portal.core.dates import ONE_PAST_MIDNIGHT, london
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from recommendations import actions, queries
from recommendations.models import RegisterEntry
from tests.factories import (
    AreaForImprovementFactory,
    CauseOfConcernFactory,
    FindingFactory,
    InspectedBodyFactory,
    RecommendationFactory,
    put_in_print,
)
from tests.recommendations.conftest import correct

DAY = date(2026, 8, 31)
DAY_AT = london(DAY, ONE_PAST_MIDNIGHT)
Open = Callable[[], list[RegisterEntry]]


def worded(text: str) -> dict[str, object]:
    """A deadline counted from publication that only the text says."""
    return {"text": text, "due_kind": "relative", "due_on": None}


@pytest.fixture
def moment() -> datetime:
    """When the report is published, and corrected."""
    return datetime(2026, 9, 2, 10, 30, tzinfo=UTC)


@pytest.fixture
def open_register(draft: Inspection, publisher: User, moment: datetime) -> Open:
    def do() -> list[RegisterEntry]:
        return actions.open_register(draft, publish_at=DAY_AT, by=publisher, at=moment)

    return do


@pytest.fixture
def other_chapter(draft: Inspection, other_force: Body) -> InspectedBody:
    return InspectedBodyFactory(inspection=draft, body=other_force)


def test_a_recommendation_is_entered_for_the_body_of_its_chapter(
    open_register: Open, concern: Finding, other_chapter: InspectedBody, force: Body
) -> None:
    recommendation = RecommendationFactory(finding=concern)
    (entry,) = open_register()
    assert (entry.recommendation, entry.body) == (recommendation, force)
    assert (entry.asked, entry.due_on) == (recommendation.text, recommendation.due_on)
    assert (entry.status, entry.opened_on, entry.closed_on) == ("awaiting_review", DAY, None)


def test_an_area_for_improvement_is_entered_without_a_deadline(
    open_register: Open, concern: Finding, other_chapter: InspectedBody
) -> None:
    improvement = AreaForImprovementFactory(chapter=concern.chapter)
    (entry,) = open_register()
    assert (entry.finding, entry.body) == (improvement, concern.chapter.body)
    assert (entry.asked, entry.due_on) == (improvement.heading, None)


def test_a_finding_addresses_the_bodies_that_it_is_also_about(
    open_register: Open, draft: Inspection, concern: Finding, other_chapter: InspectedBody
) -> None:
    InspectedBodyFactory(inspection=draft)
    recommendation = RecommendationFactory(finding=concern)
    improvement = AreaForImprovementFactory(chapter=concern.chapter)
    for finding in (concern, improvement):
        finding.also_about.add(other_chapter)
    entries = [(each.recommendation or each.finding, each.body) for each in open_register()]
    both = [concern.chapter.body, other_chapter.body]
    assert entries == [(asked, body) for asked in (recommendation, improvement) for body in both]


def test_a_regional_finding_addresses_every_body(
    open_register: Open, draft: Inspection, concern: Finding, other_chapter: InspectedBody
) -> None:
    AreaForImprovementFactory(chapter=None, inspection=draft)
    RecommendationFactory(finding=CauseOfConcernFactory(chapter=None, inspection=draft))
    bodies = [entry.body for entry in open_register()]
    assert bodies == 2 * [concern.chapter.body, other_chapter.body]


def test_nothing_else_is_followed_up(open_register: Open, concern: Finding) -> None:
    for kind in ("narrative", "promising_practice", "innovative_practice"):
        FindingFactory(kind=kind, chapter=concern.chapter)
    assert open_register() == []


@pytest.mark.parametrize(
    ("deadline", "due_on"),
    [
        ({"due_kind": "immediate", "due_on": None}, DAY),
        ({"due_kind": "relative", "due_on": None, "due_months": 3}, date(2026, 11, 30)),
        ({"due_kind": "relative", "due_on": None, "due_months": 6}, date(2027, 2, 28)),
        ({"due_kind": "relative", "due_on": date(2026, 10, 12)}, date(2026, 10, 12)),
        ({"due_kind": "relative", "due_on": None}, None),
        (worded("Within six weeks, the force should train."), date(2026, 10, 12)),
        (worded("The force should train within 90 days."), date(2026, 11, 29)),
        (worded("Within 10 working days, the force should train."), date(2026, 9, 14)),
        (worded("Within six months of new guidance, the force should train."), None),
        ({"due_kind": "date", "due_on": date(2027, 3, 1)}, date(2027, 3, 1)),
        ({"due_kind": "month", "due_on": date(2027, 3, 31)}, date(2027, 3, 31)),
        ({"due_kind": "event", "due_on": None}, None),
        ({"due_kind": "none", "due_on": None}, None),
    ],
)
def test_deadlines_are_counted_from_publication(
    open_register: Open, concern: Finding, deadline: dict[str, object], due_on: date | None
) -> None:
    recommendation = RecommendationFactory(finding=concern, **deadline)
    (entry,) = open_register()
    recommendation.refresh_from_db()
    assert (recommendation.due_on, entry.due_on) == (due_on, due_on)


def test_opening_twice_adds_nothing(
    open_register: Open, draft: Inspection, concern: Finding
) -> None:
    RecommendationFactory(finding=concern, due_kind="immediate", due_on=None)
    AreaForImprovementFactory(chapter=None, inspection=draft)
    assert len(open_register()) == 2
    events = AuditEvent.objects.count()
    assert open_register() == []
    assert AuditEvent.objects.count() == events


def test_a_correction_adds_what_is_missing_and_mends_what_is_open(
    open_register: Open, draft: Inspection, concern: Finding, moment: datetime
) -> None:
    recommendation = RecommendationFactory(finding=concern)
    (entry,) = open_register()
    correct(put_in_print(draft, DAY_AT), moment)
    recommendation.text, recommendation.due_on = "By June, the force should.", date(2026, 6, 30)
    recommendation.save()
    added = RecommendationFactory(finding=concern)
    assert [each.recommendation for each in open_register()] == [added]
    entry.refresh_from_db()
    assert (entry.asked, entry.due_on) == (recommendation.text, recommendation.due_on)
    event = AuditEvent.objects.about(entry).get(verb="entry.corrected")
    assert event.detail["due_on"] == ["2026-05-01", "2026-06-30"]


def test_a_correction_leaves_what_is_closed(
    open_register: Open, draft: Inspection, concern: Finding, moment: datetime
) -> None:
    recommendation = RecommendationFactory(finding=concern)
    (entry,) = open_register()
    RegisterEntry.objects.update(status="complete", closed_on=DAY)
    correct(put_in_print(draft, DAY_AT), moment)
    recommendation.text = "Do something else."
    recommendation.save()
    assert open_register() == []
    entry.refresh_from_db()
    assert entry.asked != recommendation.text


@pytest.fixture
def correction(open_register: Open, draft: Inspection, moment: datetime) -> Open:
    """Publishes the draft, opens its register, and re-opens it for a correction."""

    def do() -> list[RegisterEntry]:
        entries = open_register()
        correct(put_in_print(draft, DAY_AT), moment)
        return entries

    return do


def test_a_correction_withdraws_what_is_asked_no_more(
    open_register: Open, correction: Open, concern: Finding, publisher: User, moment: datetime
) -> None:
    improvement = AreaForImprovementFactory(chapter=concern.chapter)
    (entry,) = correction()
    Finding.objects.filter(pk=improvement.pk).update(kind="narrative")
    assert open_register() == []
    entry.refresh_from_db()
    assert (entry.status, entry.closed_on) == ("superseded", localdate(moment))
    change = entry.status_changes.get()
    assert (change.status, change.by, change.at) == ("superseded", publisher, moment)
    assert change.narrative == "Withdrawn by a correction of the report."
    event = AuditEvent.objects.about(entry).get(verb="entry.status_recorded")
    assert event.detail["status"] == ["awaiting_review", "superseded"]


def test_a_correction_moves_what_is_asked_of_another_body(
    open_register: Open, correction: Open, concern: Finding, other_chapter: InspectedBody
) -> None:
    RecommendationFactory(finding=concern)
    (before,) = correction()
    Finding.objects.filter(pk=concern.pk).update(chapter=other_chapter)
    (now,) = open_register()
    before.refresh_from_db()
    assert (before.status, now.status) == ("superseded", "awaiting_review")
    assert (now.recommendation, now.body) == (before.recommendation, other_chapter.body)


def test_a_body_that_a_finding_is_no_longer_about_owes_nothing(
    open_register: Open, correction: Open, concern: Finding, other_chapter: InspectedBody
) -> None:
    AreaForImprovementFactory(chapter=concern.chapter).also_about.add(other_chapter)
    first, second = correction()
    first.finding.also_about.clear()
    open_register()
    statuses = dict(RegisterEntry.objects.values_list("body", "status"))
    assert statuses == {first.body_id: "awaiting_review", second.body_id: "superseded"}


def test_what_is_closed_is_not_withdrawn(
    open_register: Open, correction: Open, concern: Finding
) -> None:
    AreaForImprovementFactory(chapter=concern.chapter)
    (entry,) = correction()
    RegisterEntry.objects.update(status="complete", closed_on=DAY)
    Finding.objects.filter(pk=entry.finding_id).update(kind="narrative")
    open_register()
    entry.refresh_from_db()
    assert (entry.status, entry.closed_on) == ("complete", DAY)
    assert not entry.status_changes.exists()


def test_a_settled_deadline_is_audited(
    open_register: Open, concern: Finding, publisher: User, moment: datetime
) -> None:
    settled = RecommendationFactory(finding=concern, due_kind="immediate", due_on=None)
    dated = RecommendationFactory(finding=concern)
    open_register()
    event = AuditEvent.objects.about(settled).get()
    assert (event.verb, event.by, event.at) == (
        "recommendation.deadline_settled",
        publisher,
        moment,
    )
    assert event.detail == {"due_on": ["None", "2026-08-31"]}
    assert not AuditEvent.objects.about(dated).exists()


def test_opening_is_audited_for_each_entry(
    open_register: Open, concern: Finding, publisher: User, moment: datetime
) -> None:
    RecommendationFactory(finding=concern)
    (entry,) = open_register()
    event = AuditEvent.objects.about(entry).get()
    assert (event.verb, event.by, event.at) == ("entry.opened", publisher, moment)


def test_only_who_publishes_opens_the_register(
    draft: Inspection, inspector: User, force_lead: User, moment: datetime
) -> None:
    for somebody in (inspector, force_lead):
        with pytest.raises(PermissionDenied):
            actions.open_register(draft, publish_at=DAY_AT, by=somebody, at=moment)


def test_a_published_report_has_its_register_already(
    open_register: Open, draft: Inspection
) -> None:
    put_in_print(draft)
    with pytest.raises(RuleBroken, match="open already"):
        open_register()


# What keeps a report from publication


def sentences(inspection: Inspection, on: date = DAY) -> list[str]:
    return [each.sentence for each in queries.passed_deadlines(inspection, on=on)]


def test_a_cause_of_concern_needs_a_recommendation(draft: Inspection, concern: Finding) -> None:
    (problem,) = queries.unanswered(draft)
    assert concern.heading in problem.sentence
    assert "no recommendation" in problem.sentence


def test_a_deadline_lies_after_publication(draft: Inspection, concern: Finding) -> None:
    RecommendationFactory(finding=concern, due_on=date(2026, 8, 30))
    RecommendationFactory(finding=concern, due_on=DAY)
    (sentence,) = sentences(draft)
    assert "is due before the report is published" in sentence


def test_a_deadline_that_was_published_may_have_passed(
    open_register: Open, correction: Open, draft: Inspection, concern: Finding
) -> None:
    passed = RecommendationFactory(finding=concern, due_on=date(2026, 8, 30))
    correction()
    draft.refresh_from_db()
    assert sentences(draft) == []
    passed.due_on = date(2026, 8, 29)
    passed.save()
    (sentence,) = sentences(draft)
    assert "is due before the report is published" in sentence


def test_deadlines_counted_from_publication_are_no_problem(
    draft: Inspection, concern: Finding
) -> None:
    RecommendationFactory(finding=concern, due_kind="immediate", due_on=None)
    RecommendationFactory(finding=concern, due_kind="relative", due_on=None, due_months=1)
    RecommendationFactory(finding=concern, due_kind="none", due_on=None)
    assert sentences(draft) == []


def test_problems_of_many_findings_cost_three_queries(
    draft: Inspection, concern: Finding, django_assert_num_queries: Callable[[int], object]
) -> None:
    for _ in range(3):
        RecommendationFactory(finding=CauseOfConcernFactory(chapter=concern.chapter))
    with django_assert_num_queries(3):
        sentences(draft)
