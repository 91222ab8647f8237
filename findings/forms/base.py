"""What the forms of an inspection have in common."""

from collections.abc import Mapping
from typing import Any, Protocol, cast, runtime_checkable

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import Model
from django.http import QueryDict

from findings.actions.order import Direction
from findings.markings import ABOVE, above_in
from findings.models import InspectedBody, Inspection
from inspection_portal.core.fields import Checkboxes

Data = QueryDict | None


class SeenForm(forms.Form):
    """A change of a row that two people may edit; on its own, one that asks for nothing else."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def differing(self, stored: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Label and stored value of each field in which `stored` differs from what was typed."""
        return [
            (str(self.fields[name].label), self.told(name, value))
            for name, value in stored.items()
            if not self.fields[name].widget.is_hidden
            and comparable(value) != comparable(self.typed(name))
        ]

    def typed(self, name: str) -> Any:
        return self.cleaned_data.get(name, "")

    def told(self, name: str, value: Any) -> str:
        """The value as the form tells it: a choice by its label."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField) and not isinstance(value, list):
            labels: dict[Any, Any] = dict(field.choices)  # type: ignore[arg-type]
            return str(labels.get(value, value))
        return _in_words(value)

    def now_seen(self, version: int) -> None:
        """The person is shown the row as it stands: saving once more means having seen it."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("seen_version")] = str(version)
        self.data = data


def comparable(value: Any) -> Any:
    """Rows in any order are the same rows."""
    if isinstance(value, str | Model):
        return value
    return sorted(_in_words(value).splitlines())


def _in_words(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return "\n".join(str(each) for each in value) if hasattr(value, "__iter__") else str(value)


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
