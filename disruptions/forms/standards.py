"""What an administrator sets as the minimum standards of disruptions."""

from datetime import date
from typing import Any

from django import forms

from disruptions.models import DisruptionStandard, Needed, Threat
from inspection_portal.core.fields import Checkboxes, DateField
from inspection_portal.core.forms import SeenForm
from inspection_portal.core.prose import ProseField

RULES = ("threat_kinds", "needs_major", "needs_moderate", "needs_minor", "days_to_record")


class SomeChoicesField(forms.MultipleChoiceField):
    widget = Checkboxes


def _needs(category: str) -> SomeChoicesField:
    label = f"What must a {category} disruption say?"
    return SomeChoicesField(label=label, choices=Needed.choices, required=False)


class StandardForm(SeenForm):
    """A version; it begins with what the last one asks."""

    valid_from = DateField(
        label="First day",
        help_text="Disruptions of events from this day on are judged by it. It may have passed.",
    )
    threat_kinds = SomeChoicesField(
        label="Against which threats do disruptions count?",
        choices=Threat.Kind.choices,
        error_messages={"required": "Choose at least one kind of threat"},
    )
    needs_major = _needs("major")
    needs_moderate = _needs("moderate")
    needs_minor = _needs("minor")
    days_to_record = forms.IntegerField(
        label="Within how many days of the event must it be recorded?",
        min_value=0,
        max_value=3650,
        error_messages={
            "required": "Enter a number of days",
            "invalid": "Enter a whole number of days",
            "min_value": "Enter 0 days or more",
            "max_value": "Enter 3,650 days or fewer",
        },
    )
    basis = ProseField(
        label="Where is this laid down?",
        help_text="The document and its date, in your words; or that it is assumed, and why.",
        error_messages={"required": "Say where this is laid down, or why it is assumed"},
    )

    def __init__(
        self, data: Any = None, *, last: DisruptionStandard | None, made: int, on: date
    ) -> None:
        begun = {name: getattr(last, name) for name in RULES} if last else {}
        super().__init__(data, initial={"seen_version": made, "valid_from": on, **begun})
