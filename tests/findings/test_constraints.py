"""What the database refuses to the application role, whoever writes and however."""

from collections.abc import Callable

import psycopg2
import pytest
from django.db import IntegrityError, connection, transaction

from findings.models import (
    AreaIntroduction,
    Correction,
    Finding,
    InspectedBody,
    Inspection,
    Judgment,
    Section,
)
from inspection_portal.core.models import system_user
from tests.factories import (
    FindingFactory,
    InspectedBodyFactory,
    InspectionFactory,
    JudgmentFactory,
    QuestionAreaFactory,
    SectionFactory,
    put_in_print,
)


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
        ("inspection_published_iff_published_on", {"stage": "published"}),
        ("inspection_published_iff_published_on", {"published_on": "2026-03-02"}),
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


def test_a_correction_closed_by_nobody(
    assert_refused: Callable[..., None], inspection: Inspection
) -> None:
    now = "2026-03-02T10:30Z"
    assert_refused(
        "correction_closed_by_someone_iff_closed",
        lambda: Correction.objects.create(
            inspection=inspection,
            reason="Why",
            opened_by=system_user(),
            opened_at=now,
            closed_at=now,
        ),
    )


@pytest.mark.parametrize(
    "write",
    [
        lambda: Inspection.objects.update(title="Another"),
        lambda: Inspection.objects.update(stage="drafting", published_on=None),
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
