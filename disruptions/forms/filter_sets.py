"""What an administrator writes as a filter set."""

from datetime import date
from typing import Any

from django import forms

from disruptions.models import FilterSet, RuleUnknown, columns_of, from_words, in_words
from inspection_portal.core.fields import DateField
from inspection_portal.core.forms import SeenForm
from inspection_portal.core.prose import ProseField, not_above


class FilterSetForm(SeenForm):
    """A version of a filter set; it begins with what the one before it asks."""

    kind = forms.ChoiceField(
        label="What does it filter?",
        choices=FilterSet.Kind.choices,
        error_messages={"required": "Choose threats or disruptions"},
    )
    name = forms.CharField(
        label="Name",
        help_text="A name that is there already begins its next version.",
        max_length=120,
        validators=[not_above],
        error_messages={"required": "Enter the name"},
    )
    dated_on = DateField(
        label="As at", help_text="The day of the lists that these filters are laid down for."
    )
    rules = ProseField(
        label="Rules",
        help_text="One a line. A row is kept where it passes all of them.",
        error_messages={"required": "Write at least one rule"},
    )
    basis = ProseField(
        label="Where is this laid down?",
        help_text="The document and its date, in your words; or that it is assumed, and why.",
        error_messages={"required": "Say where this is laid down, or why it is assumed"},
    )

    def __init__(self, data: Any = None, *, before: FilterSet | None, made: int, on: date) -> None:
        begun: dict[str, Any] = {"dated_on": on}
        if before:
            begun = {"kind": before.kind, "name": before.name, "dated_on": before.dated_on}
            begun["rules"] = in_words(before.asked)
        super().__init__(data, initial={"seen_version": made, **begun})

    def clean(self) -> dict[str, Any]:
        """The rules as they are stored."""
        cleaned = super().clean() or self.cleaned_data
        if "rules" in cleaned and "kind" in cleaned:
            try:
                read = from_words(columns_of(cleaned["kind"]), cleaned["rules"])
                cleaned["rules"] = [each.said for each in read]
            except RuleUnknown as error:
                self.add_error("rules", str(error))
        return cleaned
