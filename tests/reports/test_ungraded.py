"""Bodies that were given no grade: said in the report, and which earlier grade stands."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from findings import actions
from findings.models import InspectedBody, Inspection, Outcome
from forces.models import Body, Region
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from inspection_portal.reports import document, rendering, snapshot
from inspection_portal.reports.reading import read
from tests.factories import (
    GradeScaleFactory,
    InspectedBodyFactory,
    InspectionFactory,
    JudgmentFactory,
    put_in_print,
)
from tests.reports.sample import SAMPLE

NOT_GRADED = document.Outcome.NOT_GRADED
STANDS = document.Outcome.PREVIOUS_STANDS
EARLIER = document.EarlierGrade("Good", "An inspection of the North", date(2023, 5, 19))
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def with_first_body(**changes: object) -> document.Report:
    first, *others = SAMPLE.bodies
    return replace(SAMPLE, bodies=(replace(first, grade=None, **changes), *others))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"outcome": NOT_GRADED}, "Not graded"),
        (
            {"outcome": STANDS, "standing": EARLIER},
            "Not inspected: the grade of good from “An inspection of the North”, published on "
            "19 May 2023, stands",
        ),
        ({"outcome": STANDS}, "Not inspected: the previous grade stands"),
    ],
)
def test_the_report_says_why_there_is_no_grade(changes: dict[str, object], words: str) -> None:
    report = with_first_body(**changes)
    html = rendering.html(report)
    assert html.count(words) == 2, "once in the summary, once above the chapter"
    assert read(html).report == report


def test_a_body_still_to_be_graded_is_told_nothing_of() -> None:
    html = rendering.html(with_first_body())
    assert "Not graded" not in html
    assert "Not inspected" not in html


def test_documents_of_the_first_issues_load_and_keep_their_hash() -> None:
    content = document.to_builtins(SAMPLE)
    assert not {"outcome", "standing"} & set(content["bodies"][0])
    assert document.from_builtins(content) == SAMPLE


def test_what_is_said_is_stored() -> None:
    report = with_first_body(outcome=STANDS, standing=EARLIER)
    assert document.from_builtins(document.to_builtins(report)) == report
    assert rendering.content_hash(report) != rendering.content_hash(SAMPLE)


def test_pages_of_the_first_issues_are_read() -> None:
    html = rendering.html(SAMPLE).replace('data-outcome="graded"', "")
    assert read(html).report == SAMPLE


@pytest.fixture
def earlier(region: Region, force: Body) -> Inspection:
    """A published report that grades the force good."""
    inspection = InspectionFactory(region=region, title="The report before")
    JudgmentFactory(inspected_body=InspectedBodyFactory(inspection=inspection, body=force))
    return put_in_print(inspection)


@pytest.fixture
def chapter(region: Region, force: Body, inspector: User) -> InspectedBody:
    inspection = InspectionFactory(region=region, team=[inspector])
    return InspectedBodyFactory(inspection=inspection, body=force)


def propose(chapter: InspectedBody, outcome: str, by: User) -> None:
    reason = "Fieldwork was called off"
    actions.propose_grade(
        chapter, grade=None, outcome=outcome, reason=reason, seen_version=0, by=by, at=AT
    )


def test_the_snapshot_finds_the_grade_that_stands(
    earlier: Inspection, chapter: InspectedBody, inspector: User
) -> None:
    propose(chapter, Outcome.PREVIOUS_STANDS, inspector)
    (body,) = snapshot.draft(chapter.inspection).bodies
    assert (body.grade, body.outcome) == (None, STANDS)
    assert body.standing == document.EarlierGrade("Good", "The report before", date(2026, 2, 2))


def test_no_grade_stands_where_no_report_gave_one(chapter: InspectedBody, inspector: User) -> None:
    with pytest.raises(RuleBroken, match="No earlier report in the portal grades"):
        propose(chapter, Outcome.PREVIOUS_STANDS, inspector)


def test_the_grade_of_a_withdrawn_report_does_not_stand(
    earlier: Inspection, chapter: InspectedBody, inspector: User
) -> None:
    Inspection.objects.filter(pk=earlier.pk).update(
        withdrawn_at=AT, withdrawn_by=inspector, withdrawal_reason="Wrong body"
    )
    with pytest.raises(RuleBroken, match="No earlier report"):
        propose(chapter, Outcome.PREVIOUS_STANDS, inspector)


@pytest.mark.parametrize("outcome", [Outcome.GRADED, Outcome.NOT_GRADED])
def test_a_judgment_is_a_grade_or_says_why_not(
    chapter: InspectedBody, inspector: User, outcome: Outcome
) -> None:
    grade = None if outcome == Outcome.GRADED else GradeScaleFactory().grades.first()
    with pytest.raises(RuleBroken, match="Choose a grade, or say"), transaction.atomic():
        actions.propose_grade(
            chapter, grade=grade, outcome=outcome, reason="So", seen_version=0, by=inspector, at=AT
        )


def test_no_grade_is_moderated_and_final_like_any(
    chapter: InspectedBody, inspector: User, moderator: User
) -> None:
    propose(chapter, Outcome.NOT_GRADED, inspector)
    judgment = chapter.judgment
    told = {"reason": "Agreed", "by": moderator, "at": AT}
    actions.moderate_grade(judgment, grade=None, outcome=Outcome.NOT_GRADED, seen_version=1, **told)
    actions.finalise_grade(judgment, seen_version=2, **told)
    assert [step.in_words for step in judgment.steps.all()] == ["Not graded"] * 3
    assert str(judgment.state) == "final"
