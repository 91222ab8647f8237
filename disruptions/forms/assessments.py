"""What people type about MoRiLE assessments."""

from datetime import date
from typing import Any

from django import forms

from disruptions.forms.threats import TierField
from disruptions.models import Assessment
from inspection_portal.core.fields import DateField, Radios
from inspection_portal.core.forms import SeenForm

SCORES = {
    "harm": "Total harm",
    "likelihood": "Total likelihood",
    "organisational_position": "Organisational position",
    "confidence": "Confidence",
    "risk_score": "Risk score",
}
SUPPLIED = ("type", "scope", "assessed_on", *SCORES, "tier")


def score(label: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_digits=7,
        decimal_places=2,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "invalid": f"{label} must be a number, like 42 or 7.5",
            "min_value": f"{label} can’t be below 0",
        },
    )


class AssessmentForm(forms.Form):
    """An assessment as it was supplied."""

    scope = forms.ChoiceField(
        label="What was assessed?",
        choices=Assessment.Scope.choices,
        widget=Radios(
            hints={
                "whole": "Everything that is known of the threat.",
                "operation": "Only the part that an operation is about.",
            }
        ),
        error_messages={"required": "Choose what was assessed"},
    )
    type = forms.ChoiceField(label="Type", choices=Assessment.Type.choices, initial="tactical")
    assessed_on = DateField(label="Day of the assessment")
    harm = score(SCORES["harm"])
    likelihood = score(SCORES["likelihood"])
    organisational_position = score(SCORES["organisational_position"])
    confidence = score(SCORES["confidence"])
    risk_score = score(SCORES["risk_score"])
    tier = TierField()


class ReviseAssessmentForm(SeenForm, AssessmentForm):
    """An assessment, put right."""

    def __init__(self, data: Any = None, *, assessment: Assessment) -> None:
        stored = self.in_words(assessment)
        super().__init__(data, initial={**stored, "seen_version": assessment.version})

    @staticmethod
    def in_words(assessment: Assessment) -> dict[str, Any]:
        """What a second editor compares."""
        return {name: getattr(assessment, name) for name in SUPPLIED}


class ModerationForm(SeenForm):
    """How far the moderation of an assessment is."""

    reveals = {"moderation": {"moderated": ["moderated_on"]}}

    moderation = forms.ChoiceField(
        label="How far is its moderation?",
        choices=Assessment.Moderation.choices,
        widget=Radios,
        error_messages={"required": "Choose how far its moderation is"},
    )
    moderated_on = DateField(label="Day of moderation", required=False)

    def __init__(self, data: Any = None, *, assessment: Assessment, on: date) -> None:
        initial = {
            "moderation": assessment.moderation,
            "moderated_on": assessment.moderated_on or on,
            "seen_version": assessment.version,
        }
        super().__init__(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("moderation") != Assessment.Moderation.MODERATED:
            given["moderated_on"] = None
        elif given.get("moderated_on") is None and "moderated_on" not in self.errors:
            self.add_error("moderated_on", "Enter the day of moderation")
        return given
