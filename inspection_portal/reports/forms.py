import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.text import Truncator

from inspection_portal.core import forms as core_forms
from inspection_portal.core import uploads
from inspection_portal.core.fields import DateField
from inspection_portal.core.uploads import LARGEST, MEGABYTE, TOO_LARGE
from inspection_portal.reports.queries import Version, identifier_in, is_pdf, usual_pair
from inspection_portal.reports.reading import LineKind
from recommendations.models import RegisterEntry

# The two versions of a comparison.
BOTH = ("before", "after")


class VerifyForm(forms.Form):
    """A PDF of which somebody wants to know whether it is genuine, or its SHA-256."""

    file = forms.FileField(
        label="The PDF",
        help_text=f"Of up to {LARGEST // MEGABYTE} MB. It is looked at and not kept.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        error_messages={"empty": "The file is empty. Choose another"},
    )
    sha256 = forms.RegexField(
        r"^[0-9A-Fa-f]{64}\Z",
        strip=True,
        label="Or its SHA-256",
        help_text="64 characters, as a program on your own computer tells them.",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"invalid": "A SHA-256 has 64 characters, each a digit or one of A to F"},
    )

    def clean(self) -> dict[str, Any]:
        """The hash, and what the file says that its content is."""
        told = dict(super().clean() or {})
        file, sha256 = told.pop("file", None), told.pop("sha256", "")
        if bool(file) == bool(sha256) and not self.errors:
            raise forms.ValidationError("Choose a PDF, or enter its SHA-256, but not both.")
        if file is None:
            return {"sha256": sha256.lower()}
        content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise forms.ValidationError({"file": TOO_LARGE})
        identifier = identifier_in(content)
        if not is_pdf(content) and not identifier:
            raise forms.ValidationError({"file": "The file is not a PDF. Choose another"})
        return {"sha256": hashlib.sha256(content).hexdigest(), "content_sha256": identifier}


class StepForm(forms.Form):
    """One step of an inspection, taken by whoever saw it as it stands."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(StepForm):
    """A step that takes something back, and says why."""

    reason = forms.CharField(
        label="Why?",
        help_text="The team reads it, and it stays in the audit trail.",
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": "Say why"},
    )


class WithdrawForm(ReasonForm):
    """Ends a published report for good."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "reason"
        ].help_text = (
            "Everyone reads this in place of the report. A withdrawal can’t be taken back."
        )


class MoveForm(ReasonForm):
    """A step on, or back with a reason."""

    def __init__(self, *args: Any, is_back: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_back:
            del self.fields["reason"]


class ReadForm(StepForm):
    """A step that is taken with the text that was shown."""

    text_sha256 = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        return _without_confirmation(super().clean() or self.cleaned_data)


class SignOffForm(ReadForm):
    """HM Inspector agrees to the report as it stands."""

    confirmed = forms.BooleanField(
        label="I have read the report and agree to it as it stands",
        error_messages={"required": "Confirm that you agree to the report"},
    )


class MomentForm(core_forms.MomentForm):
    """When everyone may read it."""

    def clean(self) -> dict[str, Any]:
        return _without_confirmation(super().clean())


class PublishForm(MomentForm, StepForm):
    """The moment at which the embargo of a report ends."""

    confirmed = forms.BooleanField(
        label="I understand that the text can then be changed only through a correction",
        error_messages={"required": "Confirm that you understand what publication means"},
    )
    field_order = ("on", "clock", "confirmed", "seen_version")


class AccelerateForm(MomentForm):
    """The moment from which a cause of concern stands on its own."""

    confirmed = forms.BooleanField(
        label="This can’t wait for the report",
        error_messages={"required": "Confirm that this can’t wait for the report"},
    )


class PublishCorrectionForm(ReadForm):
    """Ends an open correction with a new issue."""

    confirmed = forms.BooleanField(
        label="The corrected text is ready to be published",
        error_messages={"required": "Confirm that the corrected text is ready"},
    )


def _without_confirmation(cleaned: dict[str, Any]) -> dict[str, Any]:
    """What the action is given: a confirmation is the form's own matter."""
    return {name: value for name, value in cleaned.items() if name != "confirmed"}


class CompareForm(forms.Form):
    """Which two versions of a report to compare, as the address of the page says it.

    Cleans to `before` and `after`, each a Version, and `whole`; `has_pair` says that there are two.
    """

    before = forms.ChoiceField(label="Compare")
    after = forms.ChoiceField(label="With")
    whole = forms.BooleanField(label="Show the parts that agree too", required=False)

    def __init__(self, data: QueryDict, *, versions: Sequence[Version]) -> None:
        self._by_code = {each.code: each for each in versions}
        usual = usual_pair(versions)
        self.has_pair = usual is not None
        named = dict(zip(BOTH, (each.code for each in usual or ()), strict=False))
        # What the address does not name is what is usually compared.
        super().__init__({**named, **data.dict()})
        for name, words in (("before", "Compare"), ("after", "With")):
            field: Any = self.fields[name]
            field.choices = [(each.code, each.words) for each in versions]
            field.error_messages["invalid_choice"] = f"{words}: choose a version of the list"

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("before") and told.get("before") == told.get("after"):
            self.add_error("after", "Choose two different versions")
        return {**told, **{name: self._by_code.get(told.get(name, "")) for name in BOTH}}


class HistoricUploadForm(forms.Form):
    """A published report as it is handed in, and the day of its publication if that is known."""

    file = forms.FileField(
        label="The report",
        help_text="A PDF or a web page (HTML) or a text file (TXT), of 20 MB at most.",
        widget=forms.FileInput(attrs={"accept": ",".join(uploads.REPORTS)}),
        error_messages={"required": "Choose a file", "empty": "The file is empty. Choose another"},
    )
    published_on = DateField(
        label="Day of publication",
        help_text="Leave it out where the report says it. You can give it later, too.",
        required=False,
    )

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > uploads.LARGEST:
            raise forms.ValidationError(uploads.TOO_LARGE)
        return file

    def clean(self) -> dict[str, Any]:
        """What the action takes."""
        told = dict(super().clean() or {})
        if file := told.pop("file", None):
            told |= {"name": file.name, "content": file.read()}
        return told


class TellLineForm(core_forms.SeenForm):
    """What a line of a published report is; nothing where reading is to find that itself."""

    place = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    kind = forms.TypedChoiceField(
        choices=[("", "As it is read"), *((kind, kind) for kind in LineKind)],
        coerce=LineKind,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "Choose what the line is"},
    )


class HistoricDayForm(core_forms.SeenForm):
    """The day on which a report was published elsewhere."""

    published_on = DateField(
        label="Day of publication",
        help_text="Deadlines such as “within six months” count from then. Leave it out where the "
        "report says it.",
        required=False,
    )


class LoadedStatusesForm(forms.Form):
    """How entries of a loaded report stood on a day, and where that is known from."""

    source = forms.CharField(
        label="Where the statuses are known from",
        help_text="Such as “The register as published, 3 March 2018”. Whoever reads an entry "
        "reads it.",
        max_length=500,
        error_messages={"required": "Say where the statuses are known from"},
    )
    on = DateField(
        label="Day on which the entries stood so",
        error_messages={"required": "Give the day on which the entries stood so"},
    )

    def __init__(self, *args: Any, entries: Iterable[RegisterEntry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = {str(entry.uuid): entry for entry in entries}
        for name, entry in self.entries.items():
            self.fields[name] = forms.TypedChoiceField(
                label=f"{entry.addressee}: {Truncator(entry.asked).words(40)}",
                help_text=entry.reference,
                choices=[("", "Not known"), *RegisterEntry.Status.choices],
                coerce=RegisterEntry.Status,
                empty_value=None,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """What the action takes."""
        told = dict(super().clean() or {})
        found = {entry: told.pop(name, None) for name, entry in self.entries.items()}
        return {**told, "statuses": {entry: status for entry, status in found.items() if status}}
