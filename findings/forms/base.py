"""What the forms of an inspection have in common."""

from typing import Any, Protocol, runtime_checkable

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.http import QueryDict

from findings.actions.order import Direction
from findings.markings import ABOVE, above_in
from findings.models import InspectedBody, Inspection
from inspection_portal.core.fields import Checkboxes
from inspection_portal.core.forms import SeenForm as SeenForm
from inspection_portal.core.forms import comparable as comparable

Data = QueryDict | None


class MoveForm(SeenForm):
    """One step up or down."""

    direction = forms.TypedChoiceField(
        choices=[(each.value, each.value) for each in Direction], coerce=Direction
    )


def not_above(text: str) -> None:
    """A validator of typed text: nothing in it is marked above OFFICIAL-SENSITIVE."""
    if found := above_in(text):
        raise ValidationError(ABOVE.format(found=found[:80]))


class HeadingField(forms.CharField):
    """One line, in a box that shows a long one whole."""

    widget = forms.Textarea
    default_validators = [
        MaxLengthValidator(300, "Shorten this to 300 characters or fewer"),
        not_above,
    ]

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())


class ProseField(forms.CharField):
    """Text of several lines, with the line ends that it will be compared by."""

    widget = forms.Textarea
    default_validators = [
        MaxLengthValidator(100_000, "Shorten this to 100,000 characters or fewer, or split it"),
        not_above,
    ]

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class LinesField(forms.CharField):
    """Several short texts, one on each line."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        lines = (line.strip() for line in (super().to_python(value) or "").splitlines())
        return [line for line in lines if line]

    def validate(self, value: Any) -> None:
        super().validate(value)
        not_above("\n".join(value))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


@runtime_checkable
class OfInspection(Protocol):
    """A field whose choices are an inspection's own."""

    def offer(self, inspection: Inspection) -> None: ...


class InspectedBodiesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Some of the bodies of the inspection."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            InspectedBody.objects.none(),
            to_field_name="uuid",
            widget=Checkboxes,
            required=False,
            **kwargs,
        )

    def offer(self, inspection: Inspection) -> None:
        self.queryset = inspection.inspected_bodies.select_related("body")


class InspectionForm(forms.Form):
    """A form with choices that are an inspection's own: its bodies, its grades, its places."""

    def __init__(self, inspection: Inspection, data: Data = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for field in self.fields.values():
            if isinstance(field, OfInspection):
                field.offer(inspection)
