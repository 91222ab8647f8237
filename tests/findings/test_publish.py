from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from findings import actions, queries
from findings.models import Finding, InspectedBody, Inspection
from inspection_portal.core.dates import ONE_PAST_MIDNIGHT, london
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import (
    FieldworkPhaseFactory,
    FindingFactory,
    InspectionFactory,
    JudgmentFactory,
)

DAY = date(2026, 3, 2)
DAY_AT = london(DAY, ONE_PAST_MIDNIGHT)


def sentences(inspection: Inspection) -> list[str]:
    return [problem.sentence for problem in queries.problems(inspection)]


def test_a_graded_draft_is_published_on_its_day(
    inspection: Inspection, chapter: InspectedBody, moderator: User, moment: datetime
) -> None:
    JudgmentFactory(inspected_body=chapter)
    actions.issue(inspection, publish_at=DAY_AT, seen_version=1, by=moderator, at=moment)
    assert (inspection.stage, inspection.published_on) == ("issued", DAY)
    event = AuditEvent.objects.about(inspection).get()
    assert (event.verb, event.detail) == ("inspection.published", {"on": "2026-03-02"})


def test_a_day_yet_to_come_is_no_publication_date(
    inspection: Inspection, chapter: InspectedBody, moderator: User, moment: datetime
) -> None:
    JudgmentFactory(inspected_body=chapter)
    with pytest.raises(RuleBroken, match="Choose today or an earlier day"):
        actions.publish(
            inspection, on=DAY + timedelta(days=1), seen_version=1, by=moderator, at=moment
        )
    inspection.refresh_from_db()
    assert inspection.stage == "drafting"


def test_no_report_is_published_before_its_fieldwork(
    inspection: Inspection, chapter: InspectedBody, moderator: User, moment: datetime
) -> None:
    JudgmentFactory(inspected_body=chapter)
    FieldworkPhaseFactory(inspection=inspection, name="Visits", starts_on=DAY, ends_on=None)
    with pytest.raises(RuleBroken, match="before the fieldwork “Visits” starts"):
        actions.publish(
            inspection,
            publish_at=DAY_AT - timedelta(days=1),
            seen_version=1,
            by=moderator,
            at=moment,
        )
    actions.issue(inspection, publish_at=DAY_AT, seen_version=1, by=moderator, at=moment)
    assert inspection.published_on == DAY


def test_every_problem_is_said(
    inspection: Inspection, chapter: InspectedBody, moderator: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match=f"{chapter} has no grade"):
        actions.issue(inspection, publish_at=DAY_AT, seen_version=1, by=moderator, at=moment)


def test_an_inspection_without_bodies_is_a_problem(inspection: Inspection) -> None:
    (problem,) = queries.problems(inspection)
    assert problem.sentence == "The inspection has no bodies. Choose at least one."
    assert problem.url_name == "findings:inspection_revise"


def test_a_proposed_grade_is_a_problem(chapter: InspectedBody) -> None:
    judgment = JudgmentFactory(inspected_body=chapter, state="proposed")
    (problem,) = queries.problems(chapter.inspection)
    assert problem.sentence == f"The grade of {chapter} is proposed, not final."
    assert problem.url == judgment.get_absolute_url()


def test_inadequate_needs_a_cause_of_concern(chapter: InspectedBody) -> None:
    JudgmentFactory(inspected_body=chapter, key="inadequate")
    FindingFactory(chapter=chapter, kind=Finding.Kind.AREA_FOR_IMPROVEMENT)
    assert sentences(chapter.inspection) == [
        f"{chapter} is graded inadequate without a cause of concern."
    ]


@pytest.mark.parametrize("is_regional", [False, True])
def test_a_cause_of_concern_about_the_body_will_do(
    chapter: InspectedBody, is_regional: bool
) -> None:
    JudgmentFactory(inspected_body=chapter, key="inadequate")
    concern = FindingFactory(
        inspection=chapter.inspection,
        chapter=None if is_regional else chapter,
        kind=Finding.Kind.CAUSE_OF_CONCERN,
    )
    if is_regional:
        concern.also_about.add(chapter)
    assert sentences(chapter.inspection) == []


def test_a_cause_of_concern_without_inadequate_is_no_problem(chapter: InspectedBody) -> None:
    JudgmentFactory(inspected_body=chapter)
    FindingFactory(chapter=chapter, kind=Finding.Kind.CAUSE_OF_CONCERN)
    assert sentences(chapter.inspection) == []


def test_problems_cost_the_same_however_many_bodies(
    chapter: InspectedBody, django_assert_num_queries
) -> None:
    with django_assert_num_queries(2):
        queries.problems(chapter.inspection)


def test_only_a_moderator_publishes(
    inspection: Inspection, inspector: User, moment: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        actions.issue(inspection, publish_at=DAY_AT, seen_version=1, by=inspector, at=moment)


@pytest.mark.parametrize("stage", ["planned", "published"])
def test_only_a_draft_is_published(stage: str, moderator: User, moment: datetime) -> None:
    published_on = DAY if stage == "published" else None
    inspection = InspectionFactory(stage=stage, published_on=published_on)
    with pytest.raises(RuleBroken, match="publish drafts only"):
        actions.issue(inspection, publish_at=DAY_AT, seen_version=1, by=moderator, at=moment)


def test_second_publisher_is_refused(
    inspection: Inspection, chapter: InspectedBody, moderator: User, moment: datetime
) -> None:
    JudgmentFactory(inspected_body=chapter)
    with pytest.raises(RuleBroken, match="has changed since"):
        actions.issue(inspection, publish_at=DAY_AT, seen_version=5, by=moderator, at=moment)


def test_database_wants_stage_and_date_to_agree(inspection: Inspection) -> None:
    with (
        pytest.raises(IntegrityError, match="inspection_published_iff_published_on"),
        transaction.atomic(),
    ):
        Inspection.objects.filter(pk=inspection.pk).update(stage="published")
