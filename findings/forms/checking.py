"""The pre-publication check: when it ends, what a body challenges, and what is made of it."""

from datetime import datetime, time
from typing import Any

from django import forms

from findings.forms.base import ProseField
from findings.forms.evidence import UploadField
from findings.models import Challenge
from inspection_portal.core import uploads
from inspection_portal.core.dates import london
from inspection_portal.core.fields import DateField, Radios
from inspection_portal.core.forms import KeptForm

# A round ends with a working day: whoever reads the day has that day.
END_OF_DAY = time(23, 59)


class ClosingField(DateField):
    """The last day on which bodies can challenge; `cleaned_data` holds the moment at its end."""

    def clean(self, value: Any) -> datetime | None:
        day = super().clean(value)
        return london(day, END_OF_DAY) if day else None


class CheckForm(forms.Form):
    """A round of checking."""

    closes_at = ClosingField(
        label="Last day of the check",
        help_text="Bodies can challenge until the end of that day.",
        error_messages={"required": "Enter the last day of the check"},
    )


class ExtensionForm(forms.Form):
    """More time for the bodies."""

    closes_at = ClosingField(
        label="New last day",
        help_text="Bodies can challenge until the end of that day.",
        error_messages={"required": "Enter the new last day"},
    )
    reason = ProseField(
        label="Why do they get more time?",
        help_text="It stays in the audit trail.",
        error_messages={"required": "Enter why they get more time"},
    )


class ChallengeForm(KeptForm):
    """What is wrong in one passage of an extract."""

    text = ProseField(
        label="What is wrong, and what is right?",
        help_text="Say how you know: dates, figures, the document that shows it. Name roles, never "
        "people.",
        error_messages={"required": "Enter what is wrong, and what is right"},
    )
    file = UploadField(
        label="A document that shows it",
        help_text=f"A {uploads.LABELS}, of 20 MB at most.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file = cleaned.pop("file", None)
        return {**cleaned, "files": [file] if file else []}


class DecisionForm(KeptForm):
    """What the inspectorate makes of a challenge."""

    decision = forms.ChoiceField(
        label="Decision",
        choices=Challenge.Decision.choices,
        widget=Radios(
            hints={
                Challenge.Decision.ACCEPTED: "The text changes as the body says.",
                Challenge.Decision.ACCEPTED_IN_PART: "The text changes, but not wholly so.",
                Challenge.Decision.REJECTED: "The text stays.",
            }
        ),
        error_messages={"required": "Choose whether you accept the challenge"},
    )
    reason = ProseField(
        label="Reason",
        help_text="The body reads it once a second person has confirmed the decision.",
        error_messages={"required": "Enter the reason for your decision"},
    )


class SeenDecisionForm(forms.Form):
    """A second person’s answer to the decision that they saw."""

    seen_decided_at = forms.DateTimeField(widget=forms.HiddenInput)


class SendBackForm(SeenDecisionForm):
    reason = ProseField(
        label="Why should it be decided anew?",
        help_text="The body does not read it.",
        error_messages={"required": "Enter why it should be decided anew"},
    )
