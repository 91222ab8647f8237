"""Grades with their reasons, and the reason for a correction."""

from typing import Any

from django import forms

from findings.forms.base import InspectionForm, ProseField, SeenForm
from findings.models import Grade, Inspection, Outcome, TeamMember, Theme
from inspection_portal.core.fields import Radios
from inspection_portal.core.forms import KeptForm
from inspection_portal.core.models import User

NO_GRADE = (Outcome.NOT_GRADED, Outcome.PREVIOUS_STANDS)


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


class JudgmentField(forms.ChoiceField):
    """One step of the inspection's scale, or why there is no grade; cleaned to a grade or an
    outcome.
    """

    def __init__(self, **kwargs: Any) -> None:
        hints = {
            str(Outcome.NOT_GRADED): "Inspected, but given no grade.",
            str(Outcome.PREVIOUS_STANDS): "The report says which grade of which report stands.",
        }
        super().__init__(
            widget=Radios(hints=hints),
            error_messages={"required": "Choose a grade, or why there is none"},
            **kwargs,
        )

    def offer(self, inspection: Inspection) -> None:
        self.grades = {grade.key: grade for grade in inspection.scale.grades.all()}
        steps = [(key, grade.label) for key, grade in self.grades.items()]
        self.choices = [*steps, *((each.value, each.label) for each in NO_GRADE)]

    def clean(self, value: Any) -> Grade | Outcome:
        key = super().clean(value)
        return self.grades.get(key) or Outcome(key)


def reason_field() -> ProseField:
    return ProseField(
        label="Reason",
        help_text="It stays in the grade’s history, and is not published.",
        error_messages={"required": "Enter the reason for the grade"},
    )


class GradeForm(KeptForm, InspectionForm, SeenForm):
    """A grade or why there is none, proposed or moderated."""

    grade = JudgmentField(label="Grade")
    reason = reason_field()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        judged = cleaned.get("grade")
        graded = isinstance(judged, Grade)
        told = {"grade": judged, "outcome": Outcome.GRADED} if graded else {"outcome": judged}
        return {**cleaned, "grade": None, **told} if judged else cleaned


class WorkingGradeForm(KeptForm, InspectionForm, SeenForm):
    """What the team would grade a body for one question area today."""

    grade = GradeField(label="Working grade")
    reason = ProseField(
        label="Reason",
        help_text="It stays within the team, and is not published.",
        error_messages={"required": "Enter the reason for the grade"},
    )


class BlindGradeForm(KeptForm, InspectionForm):
    """The grade of somebody who has seen no other."""

    grade = GradeField(label="Your grade")
    reason = ProseField(
        label="Reason",
        help_text="The panel reads it when moderation begins. You can’t change it afterwards.",
        error_messages={"required": "Enter the reason for the grade"},
    )


class BlindAskForm(InspectionForm):
    """Who on the team is to grade a body blind."""

    of = forms.ModelChoiceField(
        User.objects.none(),
        to_field_name="uuid",
        label="Ask a colleague",
        empty_label="Choose a person",
        error_messages={"required": "Choose who is to grade the body blind"},
    )

    def __init__(self, inspection: Inspection, data: Any = None, **kwargs: Any) -> None:
        super().__init__(inspection, data, **kwargs)
        team = TeamMember.objects.filter(inspection=inspection)
        people = User.objects.filter(is_active=True, pk__in=team.values("user"))
        self.fields["of"].queryset = people.order_by("name")  # type: ignore[attr-defined]


class ThemeForm(forms.Form):
    """Of which theme a regional area for improvement is drafted."""

    theme = forms.ModelChoiceField(
        Theme.objects.all(), to_field_name="uuid", error_messages={"required": "Choose a theme"}
    )


class FinalGradeForm(SeenForm):
    """The moderated grade, made final."""

    reason = reason_field()


class CorrectionForm(forms.Form):
    """Why a published report is opened again."""

    reason = ProseField(
        label="What needs correcting?",
        error_messages={"required": "Enter what needs correcting"},
    )
