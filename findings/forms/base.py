"""What the forms of an inspection have in common."""

from typing import Any, Protocol, runtime_checkable

from django import forms

from findings.actions.order import Direction
from findings.models import InspectedBody, Inspection
from inspection_portal.core.fields import Checkboxes
from inspection_portal.core.forms import Data as Data
from inspection_portal.core.forms import SeenForm as SeenForm
from inspection_portal.core.forms import comparable as comparable
from inspection_portal.core.prose import HeadingField as HeadingField
from inspection_portal.core.prose import LinesField as LinesField
from inspection_portal.core.prose import ProseField as ProseField
from inspection_portal.core.prose import not_above as not_above


class MoveForm(SeenForm):
    """One step up or down."""

    direction = forms.TypedChoiceField(
        choices=[(each.value, each.value) for each in Direction], coerce=Direction
    )


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
