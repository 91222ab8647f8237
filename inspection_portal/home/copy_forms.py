"""What is chosen where a result or a count is copied into an inspection."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.timezone import localdate

from findings.models import EvidenceMethod, Figure, HandlingInstruction, Inspection
from findings.queries import open_for_evidence
from forces.models import Body
from inspection_portal.core.fields import Checkboxes
from inspection_portal.core.forms import Data
from inspection_portal.core.models import User
from inspection_portal.home.copies import Offer

# How a result is gathered, unless somebody chooses otherwise: rows of a database, with their day.
USUAL = "Data extract"
CHANGED = (
    "What is entered for that day has changed since you read it. Look at it, then choose again"
)


class CiteForm(forms.Form):
    """In which inspection the result of a check is kept as evidence, and how it is handled."""

    inspection = forms.ModelChoiceField(
        Inspection.objects.none(),
        to_field_name="uuid",
        label="Inspection",
        empty_label="Choose an inspection",
        error_messages={
            "required": "Choose the inspection",
            "invalid_choice": "Evidence can’t be added there now. Choose an inspection of the list",
        },
    )
    method = forms.ModelChoiceField(
        EvidenceMethod.objects.none(),
        to_field_name="uuid",
        label="How was it gathered?",
        error_messages={"required": "Choose how it was gathered"},
    )
    handling = forms.ModelMultipleChoiceField(
        HandlingInstruction.objects.none(),
        to_field_name="uuid",
        label="Handling instructions",
        help_text="If any go with the marking.",
        widget=Checkboxes,
        required=False,
    )

    def __init__(self, data: Data, *, body: Body, user: User) -> None:
        super().__init__(data)
        places = open_for_evidence(user).filter(inspected_bodies__body=body)
        methods = EvidenceMethod.objects.in_force(localdate())
        self._offer("inspection", places)
        self._offer("method", methods)
        self._offer("handling", HandlingInstruction.objects.in_force(localdate()))
        first = list(places[:2])
        self.has_a_place = bool(first)
        self.fields["inspection"].initial = first[0] if len(first) == 1 else None
        self.fields["method"].initial = methods.filter(name=USUAL).first()

    def _offer(self, name: str, rows: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = rows


class CountForm(forms.Form):
    """Which counts are copied as key figures. A choice names the version of what it replaces, so
    that nobody replaces what they have not seen.
    """

    figures = forms.MultipleChoiceField(
        label="Which figures?",
        widget=Checkboxes,
        error_messages={
            "required": "Choose at least one figure",
            "invalid_choice": CHANGED,
        },
    )

    def __init__(self, data: Data, *, offers: Sequence[Offer]) -> None:
        super().__init__(data)
        self.offered = {f"{each.figure.uuid}.{each.seen}": each for each in offers}
        field: Any = self.fields["figures"]
        field.choices = [(key, _in_words(each)) for key, each in self.offered.items()]
        field.widget.hints = {key: each.count.filter for key, each in self.offered.items()}
        field.initial = [key for key, each in self.offered.items() if each.held is None]

    def clean_figures(self) -> Mapping[Figure, int]:
        """The figures chosen, as `copy_counts` takes them."""
        chosen = (self.offered[key] for key in self.cleaned_data["figures"])
        return {each.figure: each.seen for each in chosen}


class TraceForm(CountForm):
    """Which figures of a snapshot are copied, and whether the report prints them."""

    is_printed = forms.BooleanField(
        label="Print these in the report",
        help_text=(
            "The report tells of each figure its day, its filters in words, its source and the "
            "hash of its list. You can change this figure by figure until it is signed off."
        ),
        required=False,
    )


def _in_words(offer: Offer) -> str:
    words = f"{offer.figure}: {offer.count.value}"
    if held := offer.held:
        return f"{words}. Replaces {held.told}, entered for {offer.day} ({held.source})"
    return words
