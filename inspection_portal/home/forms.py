from typing import cast

from django import forms
from django.forms.models import model_to_dict
from django.http import QueryDict

from findings.models import EvidenceMethod
from inspection_portal.core.fields import DateField
from inspection_portal.core.models import ListItem


class TrailPageForm(forms.Form):
    """Which part of a trail is asked for: the lines older than `before`."""

    before = forms.UUIDField(required=False)


class OfItemForm(forms.Form):
    """What is typed about an item of a list, which two people may have open at once."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, item: ListItem) -> None:
        super().__init__(data, initial={**model_to_dict(item), "seen_version": item.version})

    def catch_up(self, item: ListItem) -> ListItem | None:
        """The item as it is stored where somebody was faster; to save again is then a choice."""
        if not self.is_bound:
            return None
        item.refresh_from_db()
        if self.cleaned_data.get("seen_version") in (None, item.version):
            return None
        data = cast(QueryDict, self.data).copy()
        data["seen_version"] = str(item.version)
        self.data = data
        return item


class ItemForm(forms.Form):
    """A new item of a list."""

    name = forms.CharField(
        label="Name", max_length=120, error_messages={"required": "Enter a name"}
    )
    description = forms.CharField(
        label="What it means",
        help_text="Shown beside the name where people choose",
        max_length=300,
        widget=forms.Textarea,
        required=False,
    )
    valid_from = DateField(label="First day", help_text="It can be chosen from that day on")


class ReviseItemForm(OfItemForm, ItemForm):
    position = forms.IntegerField(
        label="Place in the list",
        min_value=1,
        max_value=1000,
        error_messages={"required": "Enter its place in the list, such as 3"},
    )


class MethodForm(ItemForm):
    attribution = forms.ChoiceField(
        label="How does a report word it?",
        choices=EvidenceMethod.Attribution.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how a report words such evidence"},
    )


class ReviseMethodForm(ReviseItemForm, MethodForm):
    pass


class PhaseForm(ItemForm):
    is_closed = forms.BooleanField(
        label="In this phase a threat is not managed any more", required=False
    )


class RevisePhaseForm(ReviseItemForm, PhaseForm):
    pass


class NeverForm(ItemForm):
    phrases = forms.CharField(
        label="Words that give it away",
        help_text="One a line. A disruption whose narrative has them is pointed out",
        max_length=1000,
        widget=forms.Textarea,
        required=False,
    )


class ReviseNeverForm(ReviseItemForm, NeverForm):
    pass


class FigureItemForm(ItemForm):
    unit = forms.CharField(
        label="Unit",
        help_text="What one of them is, in the plural, such as “orders”",
        max_length=40,
        error_messages={"required": "Enter the unit, such as “orders”"},
    )


class ReviseFigureItemForm(ReviseItemForm, FigureItemForm):
    pass


class EndForm(OfItemForm):
    valid_until = DateField(
        label="Last day",
        help_text="Leave it empty to let the item go on",
        required=False,
    )
