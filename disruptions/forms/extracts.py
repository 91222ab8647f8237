"""An extract of a national system, as it is uploaded."""

from typing import Any

from django import forms

from disruptions.models import DataExtract
from inspection_portal.core.fields import DateField, Radios

Kind = DataExtract.Kind
WHAT = {
    Kind.DISRUPTIONS.value: "Disruptions as they are recorded in APMIS, one in a row.",
    Kind.THREATS.value: "The SOC master list: threats with their assessments, one in a row.",
}


class ExtractForm(forms.Form):
    """The file, what it is, and the day it was taken. Its bytes are handed on in pieces."""

    kind = forms.ChoiceField(
        label="What is in the file?",
        choices=Kind.choices,
        widget=Radios(hints=WHAT),
        error_messages={"required": "Choose what is in the file"},
    )
    file = forms.FileField(
        label="The file",
        help_text=(
            "A CSV file of up to 1 GB, however many rows it has, or an Excel workbook (XLSX) of up "
            "to 100,000 rows. Save a larger workbook as CSV UTF-8."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": "Choose a file", "empty": "The file is empty. Choose another"},
    )
    taken_on = DateField(
        label="Day the extract was taken",
        help_text=(
            "Not the day on which you upload it. The national system writes it into the file or "
            "its name; otherwise ask who took the extract. By this day a newer extract is told "
            "from an older one, which undoes nothing."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """What the action takes."""
        told = dict(super().clean() or {})
        if file := told.pop("file", None):
            told |= {"name": file.name, "pieces": file.chunks()}
        return told
