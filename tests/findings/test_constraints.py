"""What the database refuses to the application role, whoever writes and however."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import psycopg2
import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.db.models import QuerySet

from findings.models import (
    AreaIntroduction,
    Correction,
    Finding,
    GradeScale,
    InspectedBody,
    Inspection,
    Judgment,
    JudgmentStep,
    Section,
)
from inspection_portal.core.models import User, system_user
from tests.factories import (
    FindingFactory,
    GradeScaleFactory,
    InspectedBodyFactory,
    InspectionFactory,
    JudgmentFactory,
    QuestionAreaFactory,
    SectionFactory,
    put_in_print,
)
from tests.factories.findings import PUBLISHED_AT

NOW = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)


def write_and_check(write: Callable[[], object]) -> None:
    """Write, and have the constraints checked that are otherwise checked at the end."""
    with transaction.atomic():
        write()
        connection.check_constraints()


@pytest.fixture
def assert_refused() -> Callable[..., None]:
    """The write is refused by the constraint of that name, at once or when it is checked."""

    def check(constraint: str, write: Callable[[], object]) -> None:
        with pytest.raises(IntegrityError) as refusal:
            write_and_check(write)
        cause = refusal.value.__cause__
        assert isinstance(cause, psycopg2.Error)
        assert cause.diag.constraint_name == constraint

    return check


@pytest.fixture
def other_scale(db: None) -> GradeScale:
    return GradeScaleFactory(name="Five other grades", valid_from=date(2030, 1, 1))


def test_tests_run_as_the_application_role(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("soc_app",)


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("finding_kind_is_known", {"kind": "rumour"}),
        ("finding_lead_iff_parts", {"lead": "The force should:"}),
        ("finding_lead_iff_parts", {"parts": ["plan"]}),
        ("finding_in_area_iff_in_chapter", {"question_area": None}),
        ("finding_in_area_iff_in_chapter", {"chapter": None}),
        ("finding_has_heading", {"heading": " \n"}),
    ],
)
def test_findings(
    assert_refused: Callable[..., None],
    finding: Finding,
    constraint: str,
    changes: dict[str, object],
) -> None:
    rows = Finding.objects.filter(pk=finding.pk)
    assert_refused(constraint, lambda: rows.update(**changes))


def test_two_findings_in_one_position(
    assert_refused: Callable[..., None], finding: Finding
) -> None:
    assert_refused(
        "finding_position_once",
        lambda: FindingFactory(chapter=finding.chapter, position=finding.position),
    )


def test_a_chapter_of_another_inspection(
    assert_refused: Callable[..., None], inspection: Inspection
) -> None:
    assert_refused(
        "finding_chapter_belongs_to_inspection",
        lambda: FindingFactory(inspection=inspection, chapter=InspectedBodyFactory()),
    )


def test_further_bodies_of_another_inspection(
    assert_refused: Callable[..., None], finding: Finding
) -> None:
    assert_refused(
        "finding_body_belongs_to_inspection",
        lambda: finding.also_about.add(InspectedBodyFactory()),
    )


def test_a_body_twice(assert_refused: Callable[..., None], chapter: InspectedBody) -> None:
    assert_refused(
        "body_inspected_once_per_inspection",
        lambda: InspectedBodyFactory(inspection=chapter.inspection, body=chapter.body),
    )


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("inspection_stage_is_known", {"stage": "lost"}),
        ("inspection_issued_iff_publish_at", {"stage": "issued"}),
        ("inspection_issued_iff_publish_at", {"publish_at": PUBLISHED_AT}),
        ("inspection_has_title", {"title": " "}),
    ],
)
def test_inspections(
    assert_refused: Callable[..., None],
    inspection: Inspection,
    constraint: str,
    changes: dict[str, object],
) -> None:
    rows = Inspection.objects.filter(pk=inspection.pk)
    assert_refused(constraint, lambda: rows.update(**changes))


def test_a_second_judgment_of_a_body(
    assert_refused: Callable[..., None], chapter: InspectedBody
) -> None:
    JudgmentFactory(inspected_body=chapter)
    assert_refused(
        "findings_judgment_inspected_body_id_key",
        lambda: JudgmentFactory(inspected_body=chapter),
    )


def test_a_state_of_a_judgment(assert_refused: Callable[..., None], chapter: InspectedBody) -> None:
    JudgmentFactory(inspected_body=chapter)
    assert_refused("judgment_state_is_known", lambda: Judgment.objects.update(state="guessed"))


@pytest.mark.parametrize(
    ("state", "proposed", "moderated"),
    [
        ("proposed", False, False),
        ("proposed", False, True),
        ("proposed", True, True),
        ("moderated", False, False),
        ("moderated", False, True),
        ("moderated", True, False),
        ("final", False, True),
        ("final", True, False),
    ],
)
def test_a_state_without_its_people(
    assert_refused: Callable[..., None],
    chapter: InspectedBody,
    inspector: User,
    state: str,
    proposed: bool,
    moderated: bool,
) -> None:
    JudgmentFactory(inspected_body=chapter)
    assert_refused(
        "judgment_state_names_its_people",
        lambda: Judgment.objects.update(
            state=state,
            proposed_by=inspector if proposed else None,
            moderated_by=system_user() if moderated else None,
        ),
    )


@pytest.mark.parametrize("is_new", [True, False])
def test_a_grade_of_another_scale(
    assert_refused: Callable[..., None],
    chapter: InspectedBody,
    other_scale: GradeScale,
    is_new: bool,
) -> None:
    grade = other_scale.grades.first()
    if not is_new:
        JudgmentFactory(inspected_body=chapter)
    assert_refused(
        "judgment_grade_is_of_the_scale",
        lambda: (
            JudgmentFactory(inspected_body=chapter, grade=grade)
            if is_new
            else Judgment.objects.update(grade=grade)
        ),
    )


def test_another_scale_than_that_of_the_grades(
    assert_refused: Callable[..., None], chapter: InspectedBody, other_scale: GradeScale
) -> None:
    JudgmentFactory(inspected_body=chapter)
    assert_refused(
        "judgment_grade_is_of_the_scale", lambda: Inspection.objects.update(scale=other_scale)
    )


def test_another_scale_before_the_first_grade(
    inspection: Inspection, other_scale: GradeScale
) -> None:
    write_and_check(lambda: Inspection.objects.update(scale=other_scale))
    inspection.refresh_from_db()
    assert inspection.scale == other_scale


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("judgment_step_state_is_known", {"state": "guessed"}),
        ("judgment_step_says_why", {"reason": " \n"}),
    ],
)
def test_steps_of_a_judgment(
    assert_refused: Callable[..., None],
    chapter: InspectedBody,
    constraint: str,
    fields: dict[str, object],
) -> None:
    judgment = JudgmentFactory(inspected_body=chapter)
    usual = {"state": "final", "reason": "As published.", "by": system_user(), "at": NOW}
    step = JudgmentStep(judgment=judgment, grade=judgment.grade, **usual | fields)
    assert_refused(constraint, step.save)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("section_place_is_known", {"place": "margin"}),
        ("section_has_heading", {"heading": "\t"}),
    ],
)
def test_sections(
    assert_refused: Callable[..., None], db: None, constraint: str, fields: dict[str, object]
) -> None:
    assert_refused(constraint, lambda: SectionFactory(**fields))


@pytest.fixture
def correction(inspection: Inspection, inspector: User) -> Correction:
    """An open correction, unsaved."""
    put_in_print(inspection)
    return Correction(
        inspection=inspection, reason="Wrong year", opened_by=inspector, opened_at=NOW
    )


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("correction_closed_by_someone_iff_closed", {"closed_at": NOW}),
        ("correction_says_why", {"reason": " \n"}),
    ],
)
def test_corrections(
    assert_refused: Callable[..., None],
    correction: Correction,
    constraint: str,
    fields: dict[str, object],
) -> None:
    for name, value in fields.items():
        setattr(correction, name, value)
    assert_refused(constraint, correction.save)


def test_a_correction_closed_before_it_was_opened(
    assert_refused: Callable[..., None], correction: Correction
) -> None:
    correction.closed_by, correction.closed_at = system_user(), NOW - timedelta(seconds=1)
    assert_refused("correction_closes_after_it_opens", correction.save)


def test_a_correction_of_a_draft(
    assert_refused: Callable[..., None], correction: Correction
) -> None:
    correction.inspection = InspectionFactory()
    assert_refused("correction_is_of_published_inspection", correction.save)


@pytest.mark.parametrize(
    "write",
    [
        lambda rows: rows.update(opened_at=NOW - timedelta(days=1)),
        lambda rows: rows.update(opened_by=system_user()),
        lambda rows: rows.update(reason="Another"),
        lambda rows: rows.update(inspection=put_in_print(InspectionFactory())),
        lambda rows: rows.delete(),
    ],
    ids=["opened_at", "opened_by", "reason", "inspection", "delete"],
)
def test_the_record_of_a_correction_stays(
    correction: Correction, write: Callable[[QuerySet[Correction]], object]
) -> None:
    correction.save()
    with pytest.raises(Error, match=r"Cannot (update|delete) rows"), transaction.atomic():
        write(Correction.objects.all())


def test_a_closed_correction_stays_closed(correction: Correction) -> None:
    correction.closed_by, correction.closed_at = correction.opened_by, NOW
    correction.save()
    with pytest.raises(Error, match="Cannot update rows"), transaction.atomic():
        Correction.objects.update(closed_by=None, closed_at=None)


def test_a_chapter_stays_in_its_inspection(chapter: InspectedBody) -> None:
    with pytest.raises(Error, match="Cannot update rows"), transaction.atomic():
        InspectedBody.objects.update(inspection=InspectionFactory())


@pytest.mark.parametrize(
    "write",
    [
        lambda: Inspection.objects.update(title="Another"),
        lambda: Inspection.objects.update(regional_introduction="Another"),
        lambda: InspectedBody.objects.update(introduction="Another"),
        lambda: AreaIntroduction.objects.update(text="Another"),
        lambda: AreaIntroduction.objects.all().delete(),
        lambda: Section.objects.update(heading="Another"),
        lambda: Section.objects.all().delete(),
        lambda: Finding.objects.update(text="Another"),
        lambda: Finding.objects.get().delete(),
        lambda: Finding.objects.get().also_about.clear(),
        lambda: Judgment.objects.update(state="proposed"),
        lambda: FindingFactory(chapter=InspectedBody.objects.first()),
        lambda: SectionFactory(inspection=Inspection.objects.get()),
    ],
)
def test_what_is_published(
    assert_refused: Callable[..., None], chapter: InspectedBody, write: Callable[[], object]
) -> None:
    finding = FindingFactory(chapter=chapter)
    finding.also_about.add(InspectedBodyFactory(inspection=chapter.inspection))
    SectionFactory(inspection=chapter.inspection)
    JudgmentFactory(inspected_body=chapter)
    AreaIntroduction.objects.create(
        inspected_body=chapter, question_area=QuestionAreaFactory(), text="Here."
    )
    put_in_print(chapter.inspection)
    assert_refused("published_changes_only_by_correction", write)


def test_a_published_finding_cannot_be_moved_into_a_draft(
    assert_refused: Callable[..., None], inspection: Inspection
) -> None:
    finding = FindingFactory(chapter=None, inspection=inspection)
    put_in_print(inspection)
    draft = InspectionFactory()
    assert_refused(
        "published_changes_only_by_correction",
        lambda: Finding.objects.filter(pk=finding.pk).update(inspection=draft),
    )
