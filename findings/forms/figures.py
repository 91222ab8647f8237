"""What inspectors type about the key figures of a body."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.timezone import localdate

from findings.forms.base import Data, InspectionForm, ProseField, SeenForm, not_above
from findings.models import Figure, InspectedBody, Inspection, KeyFigure
from inspection_portal.core.fields import DateField
from inspection_portal.core.forms import KeptForm


class BodyOfInspectionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One body of the inspection."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(InspectedBody.objects.none(), to_field_name="uuid", **kwargs)

    def offer(self, inspection: Inspection) -> None:
        self.queryset = inspection.inspected_bodies.select_related("body")


class FigureField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One figure of the list, with its unit."""

    def label_from_instance(self, figure: Any) -> str:
        return f"{figure} ({figure.unit})"


class FigureValueForm(KeptForm):
    """The value of a figure, as at a day and from a source."""

    value = forms.DecimalField(
        label="Value",
        min_value=Decimal(0),
        max_digits=10,
        decimal_places=2,
        error_messages={
            "required": "Enter the value",
            "invalid": "Enter the value as a number, like 11 or 8.5",
            "min_value": "A key figure is 0 or more",
        },
    )
    as_at = DateField(label="As at", help_text="The day for which the value is right.")
    source = forms.CharField(
        label="Where does it come from?",
        help_text="For example, “The force’s own count” or “APMIS extract”. Name no person.",
        max_length=300,
        validators=[not_above],
        error_messages={"required": "Say where the value comes from"},
    )
    counted = ProseField(
        label="What was counted?",
        help_text="What it includes and leaves out, if that is not plain.",
        required=False,
    )


class AddFigureForm(InspectionForm, FigureValueForm):
    chapter = BodyOfInspectionField(
        label="Body", error_messages={"required": "Choose the body"}, empty_label="Choose a body"
    )
    figure = FigureField(
        Figure.objects.none(),
        label="Figure",
        to_field_name="uuid",
        empty_label="Choose a figure",
        error_messages={"required": "Choose the figure"},
    )
    field_order = ("chapter", "figure")

    def __init__(self, inspection: Inspection, data: Data = None, **kwargs: Any) -> None:
        super().__init__(inspection, data, **kwargs)
        figures: Any = self.fields["figure"]
        figures.queryset = Figure.objects.in_force(localdate())


class ReviseFigureForm(SeenForm, FigureValueForm):
    """A value of a frozen list can be printed; of any other that is not asked."""

    is_printed = forms.BooleanField(
        label="Print it in the report",
        help_text=(
            "The report tells what was counted, the source and the hash of the list. Another value "
            "or another day is not of that list, and is not printed."
        ),
        required=False,
    )

    def __init__(self, row: KeyFigure, data: Data = None) -> None:
        super().__init__(data)
        if row.snapshot is None:
            del self.fields["is_printed"]
        self.initial = {"seen_version": row.version, **self.stored(row)}

    def stored(self, row: KeyFigure) -> dict[str, Any]:
        names = ("as_at", "source", "counted", "is_printed")
        asked = {name: getattr(row, name) for name in names if name in self.fields}
        return {"value": row.told, **asked}
