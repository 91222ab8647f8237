"""Findings, sections and introductions. Text is Markdown of the kind that the report prints."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.timezone import localdate

from findings.forms.base import (
    Data,
    HeadingField,
    InspectedBodiesField,
    InspectionForm,
    LinesField,
    ProseField,
    SeenForm,
    not_above,
)
from findings.models import Finding, InspectedBody, Inspection, QuestionArea, Section, Theme
from findings.printable import unprintable_in
from inspection_portal.core.fields import Radios
from inspection_portal.core.forms import KeptForm

Place = tuple[InspectedBody | None, QuestionArea | None]

MARKDOWN = (
    "Leave a line empty between paragraphs. Begin a line with “- ” for a bullet or “### ” for a "
    "sub-heading. Write **bold**, *italic* or [words](https://example.org)."
)
KIND_HINTS = {
    Finding.Kind.NARRATIVE: "What you found, without a box around it",
    Finding.Kind.AREA_FOR_IMPROVEMENT: "Falls short of what is expected; it has no deadline",
    Finding.Kind.CAUSE_OF_CONCERN: "A serious or systemic failing; it needs a recommendation",
    Finding.Kind.PROMISING_PRACTICE: "It works, or early evidence says so",
    Finding.Kind.INNOVATIVE_PRACTICE: "A new approach worth sharing",
}


def printable(text: str) -> None:
    """A validator of typed Markdown."""
    if sentence := unprintable_in(text):
        raise ValidationError(sentence)


def text_field() -> ProseField:
    return ProseField(label="Text", help_text=MARKDOWN, required=False, validators=[printable])


class ThemesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Themes in force today, and those that were chosen when they were."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Theme.objects.none(),
            to_field_name="uuid",
            widget=forms.CheckboxSelectMultiple,
            required=False,
            **kwargs,
        )

    def offer(self, inspection: Inspection) -> None:
        self.queryset = Theme.objects.in_force(localdate())

    def offer_also(self, chosen: Iterable[Theme]) -> None:
        in_force = Theme.objects.in_force(localdate())
        known = Q(pk__in=in_force.values("pk")) | Q(pk__in=[theme.pk for theme in chosen])
        self.queryset = Theme.objects.filter(known)


class FindingForm(InspectionForm, KeptForm):
    """The wording of a finding, and what it is."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=Finding.Kind.choices,
        widget=Radios(hints={kind.value: hint for kind, hint in KIND_HINTS.items()}),
        error_messages={"required": "Choose what the finding is"},
    )
    heading = HeadingField(label="Heading", error_messages={"required": "Enter a heading"})
    text = text_field()
    lead = forms.CharField(
        label="Line that opens the bullets",
        help_text=(
            "For example “The force should:”. It stands first, with its bullets below. Leave both "
            "empty where there are none."
        ),
        required=False,
        validators=[not_above],
    )
    parts = LinesField(label="Bullets", help_text="One on each line.", required=False)
    polarity = forms.ChoiceField(
        label="What does it say of the body?",
        choices=[*Finding.Polarity.choices, ("", "It can’t be said")],
        widget=forms.RadioSelect,
        required=False,
    )
    themes = ThemesField(
        label="Themes", help_text="They lay findings of many bodies side by side. Not published."
    )
    also_about = InspectedBodiesField(
        label="Bodies it is also about",
        help_text="They too answer for an area for improvement or cause of concern.",
    )
    internal_note = ProseField(
        label="Internal note",
        help_text="Only the team and moderators see it. It is never part of the report.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("lead") and not cleaned.get("parts"):
            self.add_error("parts", "Enter the bullets that the line opens")
        if cleaned.get("parts") and not cleaned.get("lead"):
            self.add_error("lead", "Enter the line that opens the bullets")
        return cleaned

    def previewed(self) -> Finding:
        """The finding as it would read, complete or not."""
        names = ("kind", "heading", "text", "lead", "parts")
        if not self.is_bound:
            return Finding(
                **{
                    name: self.get_initial_for_field(self.fields[name], name) or ""
                    for name in names
                }
            )
        given = self.cleaned_data if self.errors is not None else {}
        return Finding(**{name: given.get(name, "") for name in names})


class FindingRevisionForm(FindingForm, SeenForm):
    """The wording of a finding, changed.

    `base_version` is the version whose words stood in the form at first. It stays when somebody
    else's later words are shown beside the form, until both are brought together.
    """

    base_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, finding: Finding, data: Data = None) -> None:
        super().__init__(finding.inspection, data, initial=self.stored(finding))
        further: Any = self.fields["also_about"]
        further.queryset = further.queryset.exclude(pk=finding.chapter_id)
        themes: Any = self.fields["themes"]
        themes.offer_also(self.initial["themes"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.began_from: int | None = cleaned.pop("base_version", None)
        return cleaned

    @staticmethod
    def stored(finding: Finding) -> dict[str, Any]:
        return {
            "kind": finding.kind,
            "heading": finding.heading,
            "text": finding.text,
            "lead": finding.lead,
            "parts": finding.parts,
            "polarity": finding.polarity,
            "themes": list(finding.themes.all()),
            "also_about": list(finding.also_about.select_related("body")),
            "internal_note": finding.internal_note,
            "seen_version": finding.version,
            "base_version": finding.version,
        }


class PlaceField(forms.ChoiceField):
    """Where a finding stands; becomes its chapter and question area, both None for the region."""

    REGION = "region"

    def offer(self, inspection: Inspection) -> None:
        areas = list(QuestionArea.objects.all())
        chapters = inspection.inspected_bodies.select_related("body")
        places: list[Place] = [(None, None), *((c, area) for c in chapters for area in areas)]
        self.places = {self.value_of(*place): place for place in places}
        self.choices = [
            (value, f"{chapter}: {area}" if chapter else f"{inspection.region} (the region)")
            for value, (chapter, area) in self.places.items()
        ]

    @classmethod
    def value_of(cls, chapter: InspectedBody | None, area: QuestionArea | None) -> str:
        return f"{chapter.uuid}.{area.position}" if chapter and area else cls.REGION

    def clean(self, value: Any) -> Any:
        return self.places[super().clean(value)]


class PlaceForm(InspectionForm):
    """Where in the report a finding stands."""

    place = PlaceField(
        label="Where in the report?",
        widget=forms.Select,
        error_messages={"required": "Choose a place"},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if place := cleaned.pop("place", None):
            cleaned["chapter"], cleaned["question_area"] = place
        return cleaned


class FindingAddForm(PlaceForm, FindingForm):
    """A new finding, at the end of its place."""

    field_order = ("place",)


class FindingPlaceForm(PlaceForm, SeenForm):
    """Another place for a finding, at its end."""


class SectionForm(KeptForm):
    """A new part of the report's introduction or appendices."""

    place = forms.ChoiceField(
        label="Where in the report?",
        choices=Section.Place.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a place"},
    )
    heading = HeadingField(label="Heading", error_messages={"required": "Enter a heading"})
    text = text_field()


class SectionRevisionForm(SeenForm, KeptForm):
    """A section, changed."""

    heading = HeadingField(label="Heading", error_messages={"required": "Enter a heading"})
    text = text_field()

    @staticmethod
    def stored(section: Section) -> dict[str, Any]:
        return {
            "heading": section.heading,
            "text": section.text,
            "seen_version": section.version,
        }


class IntroductionForm(SeenForm, KeptForm):
    """The text, without a heading, that opens a part of the report."""

    text = text_field()
