"""A body's own tracker, as it is uploaded."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from inspection_portal.core.fields import Radios
from inspection_portal.core.sheets import Limits, SheetRefused
from recommendations import trackers
from recommendations.models import TrackerImport

Policy = TrackerImport.Policy
LIMITS = Limits()
# As many as a page shows well; the rest comes with the next upload.
MOST_SHOWN = 10


class TrackerField(forms.FileField):
    """A CSV file or a workbook; becomes the Tracker that was read of it."""

    widget = forms.FileInput(attrs={"accept": ".csv,.xlsx"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: object = None) -> Any:
        file: UploadedFile[Any] = super().clean(data, initial)
        try:
            return trackers.read(file.name or "", file.read(LIMITS.bytes + 1))
        except SheetRefused as refusal:
            raise ValidationError(_told(refusal)) from refusal


def _told(refusal: SheetRefused) -> list[str]:
    """Each problem in a sentence; of very many the first, and that there are others."""
    told = [str(problem) for problem in refusal.problems[:MOST_SHOWN]]
    if len(refusal.problems) > MOST_SHOWN:
        told.append("There are more of these. Mend them all, then upload the file again.")
    return told


class TrackerForm(forms.Form):
    """The tracker, and whose value counts where both have one."""

    tracker = TrackerField(
        label="Your tracker",
        help_text=(
            f"An Excel workbook (XLSX) or a CSV file, of {LIMITS.size} and "
            f"{LIMITS.rows:,} rows at most."
        ),
        error_messages={"required": "Choose a file"},
    )
    policy = forms.ChoiceField(
        label="What counts where the portal and the tracker differ?",
        choices=Policy.choices,
        initial=Policy.KEEP,
        widget=Radios(
            hints={
                Policy.KEEP.value: "The tracker only fills what is empty, and adds updates.",
                Policy.TAKE.value: "You see each change before anything is written.",
            }
        ),
        error_messages={"required": "Choose what counts where the two differ"},
    )
