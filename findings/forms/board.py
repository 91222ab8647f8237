"""What people do on the drafting board, and what they say to each other about a finding."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from findings.forms.base import SeenForm
from findings.models import Finding, QuestionArea
from findings.queries import Spot


class SpotField(forms.CharField):
    """A place on the board of a finding's chapter: a question area, and the finding after it."""

    def __init__(self, finding: Finding, **kwargs: Any) -> None:
        super().__init__(max_length=50, **kwargs)
        self.finding = finding

    def clean(self, value: Any) -> Any:
        try:
            spot = Spot.read(super().clean(value))
        except ValueError as error:
            raise ValidationError("Choose where the finding goes.") from error
        area = QuestionArea.objects.filter(position=spot.area).first()
        beside = Finding.objects.filter(inspection=self.finding.inspection)
        before = beside.filter(uuid=spot.before).first() if spot.before else None
        if (spot.area and area is None) or (spot.before and before is None):
            raise ValidationError("That place is gone. Look at the board, then move again.")
        return area, before


class ArrangeForm(SeenForm):
    """Another place on the board."""

    def __init__(self, finding: Finding, data: Any = None) -> None:
        super().__init__(data)
        self.fields["to"] = SpotField(finding)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if spot := cleaned.pop("to", None):
            cleaned["question_area"], cleaned["before"] = spot
        return cleaned


class MarkForm(SeenForm):
    """How far the writing of a finding has come."""

    state = forms.ChoiceField(choices=Finding.State.choices)
