"""What is chosen where a snapshot is taken."""

from datetime import date
from typing import Any

from django import forms

from disruptions.models import FilterSet
from forces.models import Body, Region
from inspection_portal.core.forms import Data

EVERY = ""


class TakeSnapshotForm(forms.Form):
    """By which filter set, and of which bodies: all, those of a region, or one."""

    filter_set = forms.ModelChoiceField(
        FilterSet.objects.none(),
        to_field_name="uuid",
        label="Filter set",
        empty_label="Choose a filter set",
        error_messages={
            "required": "Choose the filter set",
            "invalid_choice": "Choose a filter set of the list",
        },
    )
    of = forms.ChoiceField(label="Of which bodies?", required=False)

    def __init__(self, data: Data = None, *, on: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.on = on
        sets: Any = self.fields["filter_set"]
        sets.queryset = FilterSet.objects.all()
        of: Any = self.fields["of"]
        of.choices = [
            (EVERY, "Every body"),
            ("Regions", list(map(_named, Region.objects.all()))),
            ("Bodies", list(map(_named, Body.objects.all()))),
        ]

    def clean(self) -> dict[str, Any]:
        """The bodies, None where every body is meant; of a region it may be that there are none."""
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.pop("of", EVERY)
        region = Region.objects.filter(uuid=chosen).first() if chosen else None
        if region:
            cleaned["bodies"] = list(Body.objects.in_region(region, self.on))
        else:
            cleaned["bodies"] = list(Body.objects.filter(uuid=chosen)) if chosen else None
        return cleaned


def _named(row: Region | Body) -> tuple[str, str]:
    return str(row.uuid), row.name
