"""What a lead says of two records that look like one event."""

from collections.abc import Sequence
from typing import Any

from django import forms

from disruptions.forms.disruptions import NAME_NOBODY
from disruptions.models import Disruption
from inspection_portal.core.fields import Radios, UuidField
from inspection_portal.core.forms import KeptForm
from inspection_portal.core.prose import ProseField


class TellApartForm(KeptForm):
    """Which record is of another event, and why."""

    other = UuidField(
        label="Which record is of another event?",
        widget=Radios,
        error_messages={
            "required": "Choose the record that is of another event",
            "invalid_choice": "Nothing is left to decide about that record. Choose another one",
        },
    )
    reason = ProseField(
        label="What makes them two events?",
        help_text=f"Who reads either record reads this. {NAME_NOBODY}",
        error_messages={"required": "Say what makes them two events"},
    )

    def __init__(self, data: Any = None, *, others: Sequence[Disruption], chosen: str = "") -> None:
        only = str(others[0].uuid) if len(others) == 1 else ""
        super().__init__(data, initial={"other": only or chosen})
        offered: Any = self.fields["other"]
        offered.offer(others, [])
        if only:
            offered.widget = forms.HiddenInput()
        offered.choices = [(str(each.uuid), f"{each}, recorded by {each.body}") for each in others]
