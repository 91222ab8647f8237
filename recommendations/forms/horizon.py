"""What a person asks of the horizon, as it stands in its address."""

from datetime import date
from typing import Any

from django import forms

from findings.forms.base import Data
from inspection_portal.core.fields import DateField
from inspection_portal.core.models import User
from recommendations import queries

LONGEST_SLIP = 104


class HorizonForm(forms.Form):
    """Seen on which day, of which region; and for those who read drafts: what if one is published
    on another day?

    Cleans to what `queries.horizon` takes.
    """

    on = DateField(label="Seen on", required=False)
    region = forms.ChoiceField(label="Region", required=False)
    inspection = forms.ChoiceField(
        label="What if this inspection is published later?",
        help_text="Its draft is counted as well. Only those who read the draft are shown this.",
        required=False,
        error_messages={"invalid_choice": "Choose an inspection of the list"},
    )
    weeks = forms.IntegerField(
        label="Later by how many weeks?",
        min_value=0,
        max_value=LONGEST_SLIP,
        required=False,
        error_messages={
            "invalid": "The number of weeks must be a number, like 6",
            "min_value": "The number of weeks must be 0 or more",
            "max_value": f"The number of weeks must be {LONGEST_SLIP} or fewer",
        },
    )
    published_on = DateField(label="Or published on", required=False)

    def __init__(self, data: Data = None, *, user: User, today: date) -> None:
        super().__init__(data)
        self.today = today
        self.drafts = {str(each.uuid): each for each in queries.drafts_to_try(user)}
        self._offer("region", queries.region_choices(user), "All regions")
        named = [(uuid, each.title) for uuid, each in self.drafts.items()]
        self._offer("inspection", named, "None")
        if not named:
            del self.fields["weeks"], self.fields["published_on"]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        asked = {"on": data.get("on") or self.today, "region": data.get("region") or None}
        draft = self.drafts.get(data.get("inspection", ""))
        if draft is None:
            return {**asked, "tried": None}
        slip = {name: data.get(name) for name in ("published_on", "weeks")}
        try:
            return {**asked, "tried": queries.tried(draft, on=self.today, **slip)}
        except ValueError as error:
            self.add_error("published_on", str(error))
        return asked

    def _offer(self, name: str, choices: list[tuple[str, str]], none: str) -> None:
        if choices:
            self.fields[name].choices = [("", none), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields[name]
