"""Fields for text that people type: nothing in it is marked above OFFICIAL-SENSITIVE."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from inspection_portal.core.markings import ABOVE, above_in


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
