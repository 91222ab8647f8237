from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from findings.actions.reference import load_reference
from findings.models import (
    EvidenceMethod,
    GradeScale,
    HandlingInstruction,
    QuestionArea,
    Theme,
)
from inspection_portal.core.models import AuditEvent, ListItem, User, system_user


def test_three_question_areas_in_their_order(db: None, moment: datetime) -> None:
    load_reference(by=system_user(), at=moment)
    assert [area.position for area in QuestionArea.objects.all()] == [1, 2, 3]
    assert QuestionArea.objects.all()[1].name == "Resources and skills"


@pytest.mark.parametrize(
    ("on", "grades"),
    [
        (date(2016, 6, 1), ["Outstanding", "Good", "Requires improvement", "Inadequate"]),
        (
            date(2024, 8, 30),
            ["Outstanding", "Good", "Adequate", "Requires improvement", "Inadequate"],
        ),
    ],
)
def test_the_scale_depends_on_the_day(
    db: None, moment: datetime, on: date, grades: list[str]
) -> None:
    load_reference(by=system_user(), at=moment)
    scale = GradeScale.objects.filter(valid_from__lte=on).latest()
    assert [grade.label for grade in scale.grades.all()] == grades


def test_second_load_writes_nothing(db: None, moment: datetime) -> None:
    assert load_reference(by=system_user(), at=moment) > 0
    events = AuditEvent.objects.count()
    assert load_reference(by=system_user(), at=moment) == 0
    assert AuditEvent.objects.count() == events


def test_every_method_says_how_a_report_words_it(db: None, moment: datetime) -> None:
    load_reference(by=system_user(), at=moment)
    methods = dict(EvidenceMethod.objects.values_list("name", "attribution"))
    assert len(methods) == 12
    assert methods["Focus group"] == "told"
    assert methods["Force management statement"] == "reported"


@pytest.mark.parametrize("items", [EvidenceMethod, HandlingInstruction, Theme])
def test_a_list_that_was_edited_stays_as_it_is(
    items: type[ListItem], db: None, moment: datetime
) -> None:
    load_reference(by=system_user(), at=moment)
    first = items._default_manager.all()[0]
    items._default_manager.exclude(pk=first.pk).delete()
    items._default_manager.update(name="Renamed")
    load_reference(by=system_user(), at=moment)
    assert [item.name for item in items._default_manager.all()] == ["Renamed"]


def test_only_administrators_load(inspector: User, moment: datetime) -> None:
    with pytest.raises(PermissionDenied):
        load_reference(by=inspector, at=moment)
    assert not QuestionArea.objects.exists()
