"""Grades with their reasons, and the reason for a correction."""

from typing import Any

from django import forms

from findings.forms.base import InspectionForm, ProseField, SeenForm
from findings.models import Grade, Inspection


class GradeField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One step of the inspection's scale, the best first."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Grade.objects.none(),
            to_field_name="key",
            widget=forms.RadioSelect,
            empty_label=None,
            error_messages={"required": "Choose a grade"},
            **kwargs,
        )

    def offer(self, inspection: Inspection) -> None:
        self.queryset = inspection.scale.grades.all()


def reason_field() -> ProseField:
    return ProseField(
        label="Reason",
        help_text="It stays in the grade’s history, and is not published.",
        error_messages={"required": "Enter the reason for the grade"},
    )


class GradeForm(InspectionForm, SeenForm):
    """A grade, proposed or moderated."""

    grade = GradeField(label="Grade")
    reason = reason_field()


class FinalGradeForm(SeenForm):
    """The moderated grade, made final."""

    reason = reason_field()


class CorrectionForm(forms.Form):
    """Why a published report is opened again."""

    reason = ProseField(
        label="What needs correcting?",
        error_messages={"required": "Enter what needs correcting"},
    )
