"""Evidence as it is written down, often on a phone: the fields asked for first stand first."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import localdate

from findings.actions.gathering import UNNAMED, refuse_date, refuse_marked_file
from findings.forms.base import Data, InspectionForm, ProseField, SeenForm, not_above
from findings.models import (
    Evidence,
    EvidenceMethod,
    HandlingInstruction,
    InspectedBody,
    Inspection,
    QuestionArea,
)
from findings.queries.trace import Show
from findings.sources import names_a_person
from inspection_portal.core import uploads
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.fields import Checkboxes, DateField
from inspection_portal.core.forms import KeptForm
from inspection_portal.core.models import ListItem
from inspection_portal.core.uploads import Upload

SENSITIVE = Evidence.Marking.OFFICIAL_SENSITIVE
ONLY_THESE = "The portal keeps OFFICIAL and OFFICIAL-SENSITIVE only. Leave anything else out of it."


def unnamed(role: str) -> None:
    """A validator of the role of a source."""
    if names_a_person(role):
        raise ValidationError(UNNAMED)


class UploadField(forms.FileField):
    """A file of a kind that the portal takes; becomes an Upload."""

    widget = forms.FileInput(attrs={"accept": ",".join(uploads.KINDS)})

    def clean(self, data: Any, initial: object = None) -> Any:
        file: UploadedFile[Any] | None = super().clean(data, initial)
        if not file:
            return None
        if (file.size or 0) > uploads.LARGEST:
            raise ValidationError(uploads.TOO_LARGE)
        return _or_error(lambda: self._checked(file))

    @staticmethod
    def _checked(file: "UploadedFile[Any]") -> Upload:
        upload = uploads.check(file.name or "", file.read())
        refuse_marked_file(upload)
        return upload


class ChapterField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One body of the inspection, or its region."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            InspectedBody.objects.none(), to_field_name="uuid", required=False, **kwargs
        )

    def offer(self, inspection: Inspection) -> None:
        self.queryset = inspection.inspected_bodies.select_related("body")
        self.empty_label = f"{inspection.region} (the region)"


class EvidenceForm(InspectionForm, KeptForm):
    """What is known of a piece of evidence."""

    method = forms.ModelChoiceField(
        EvidenceMethod.objects.none(),
        to_field_name="uuid",
        label="How was it gathered?",
        error_messages={"required": "Choose how it was gathered"},
    )
    chapter = ChapterField(label="Who is it about?")
    summary = ProseField(
        label="What does it show?",
        error_messages={"required": "Enter what it shows"},
    )
    source_role = forms.CharField(
        label="Role of the source",
        help_text="For example “neighbourhood sergeant”. Never a name: only roles are kept.",
        max_length=120,
        required=False,
        validators=[not_above, unnamed],
    )
    sources = forms.IntegerField(
        label="How many sources say so?",
        min_value=1,
        max_value=9999,
        initial=1,
        error_messages={"required": "Enter the number of sources", "min_value": "Enter 1 or more"},
    )
    gathered_on = DateField(label="Date")
    is_after_fieldwork = forms.BooleanField(
        label="The body stated this after the fieldwork", required=False
    )
    place = forms.CharField(label="Place", max_length=200, required=False, validators=[not_above])
    question_area = forms.ModelChoiceField(
        QuestionArea.objects.all(),
        to_field_name="position",
        label="Question area",
        empty_label="None in particular",
        required=False,
    )
    marking = forms.ChoiceField(
        label="Protective marking",
        help_text="Nothing above OFFICIAL-SENSITIVE may be kept here.",
        choices=Evidence.Marking.choices,
        widget=forms.RadioSelect,
        initial=Evidence.Marking.OFFICIAL,
        error_messages={"required": "Choose a marking", "invalid_choice": ONLY_THESE},
    )
    handling = forms.ModelMultipleChoiceField(
        HandlingInstruction.objects.none(),
        to_field_name="uuid",
        label="Handling instructions",
        widget=Checkboxes,
        required=False,
    )
    reveals = {"marking": {SENSITIVE.value: ["handling"]}}

    def __init__(
        self,
        inspection: Inspection,
        data: Data = None,
        *,
        evidence: Evidence | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(inspection, data, **kwargs)
        self.inspection = inspection
        self._offer("method", EvidenceMethod, [evidence.method.pk] if evidence else [])
        handled = evidence.handling.values_list("pk", flat=True) if evidence else []
        self._offer("handling", HandlingInstruction, handled)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("marking") != SENSITIVE:
            cleaned["handling"] = []
        if gathered_on := cleaned.get("gathered_on"):
            try:
                refuse_date(
                    self.inspection,
                    cleaned.get("chapter"),
                    gathered_on,
                    is_after_fieldwork=cleaned["is_after_fieldwork"],
                    today=localdate(),
                )
            except RuleBroken as refusal:
                self.add_error("gathered_on", str(refusal))
        return cleaned

    def _offer(self, name: str, items: type[ListItem], chosen: Iterable[int]) -> None:
        """What can be chosen today, and what was chosen while it could be."""
        rows: Any = items._default_manager
        field: Any = self.fields[name]
        field.queryset = rows.in_force(localdate()) | rows.filter(pk__in=list(chosen))


class EvidenceAddForm(EvidenceForm):
    """New evidence, with a file where there is one."""

    REST = ("is_after_fieldwork", "place", "sources", "question_area", "file")

    file = UploadField(
        label="File",
        help_text=f"A {uploads.LABELS}, of 20 MB at most.",
        required=False,
    )

    @property
    def has_errors_in_the_rest(self) -> bool:
        """Whether something is to be mended that the page folds away at first."""
        return not self.errors.keys().isdisjoint(self.REST)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        file = cleaned.pop("file", None)
        return {**cleaned, "files": [file] if file else []}


class EvidenceRevisionForm(EvidenceForm, SeenForm):
    """Evidence, changed."""

    def __init__(self, evidence: Evidence, data: Data = None) -> None:
        super().__init__(
            evidence.inspection, data, evidence=evidence, initial=self.stored(evidence)
        )

    @staticmethod
    def stored(evidence: Evidence) -> dict[str, Any]:
        plain = ("summary", "source_role", "sources", "gathered_on", "place", "marking")
        rows = ("method", "chapter", "question_area", "is_after_fieldwork")
        return {
            **{name: getattr(evidence, name) for name in (*rows, *plain)},
            "handling": list(evidence.handling.all()),
            "seen_version": evidence.version,
        }


class WithdrawalForm(SeenForm):
    """Why evidence can no longer be relied on."""

    reason = ProseField(
        label="Why is it withdrawn?",
        help_text="Every paragraph that rests on it is flagged.",
        error_messages={"required": "Enter why it is withdrawn"},
    )


class EvidenceFileForm(forms.Form):
    upload = UploadField(
        label="File",
        help_text=f"A {uploads.LABELS}, of 20 MB at most.",
        error_messages={"required": "Choose a file"},
    )


class NumberField(forms.CharField):
    """The number of a piece of evidence, as people write it: "12" or "E12"."""

    def to_python(self, value: Any) -> Any:
        text = (super().to_python(value) or "").strip().removeprefix("E").removeprefix("e")
        if text and not (text.isascii() and text.isdigit() and len(text) < 10):
            raise ValidationError("Enter the number of evidence, for example E12.")
        return int(text) if text else None

    def run_validators(self, value: Any) -> None:
        """A number has no length."""


class EvidenceLinkForm(forms.Form):
    """What a paragraph rests on."""

    number = NumberField(
        label="Evidence",
        error_messages={"required": "Enter the number of evidence, for example E12."},
    )


class TraceForm(InspectionForm):
    """Which part of the report is traced, and how much of it is shown."""

    body = ChapterField(label="Part of the report")
    show = forms.ChoiceField(label="Show", choices=Show.choices, required=False)


def _or_error(read: Callable[[], Upload]) -> Upload:
    try:
        return read()
    except RuleBroken as refusal:
        raise ValidationError(str(refusal)) from refusal
