"""What people type about checks: waivers, and what a body is checked by."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from disruptions import checks
from disruptions.models import PlanSettings
from inspection_portal.core.fields import DateField
from inspection_portal.core.forms import KeptForm, SeenForm

Data = QueryDict | None
LONGEST = 2000


class WaiveForm(KeptForm):
    """Which check need not hold, why, and until when."""

    check = forms.ChoiceField(
        label="Which check need not hold?",
        error_messages={
            "required": "Choose the check",
            "invalid_choice": "Choose a check that fails. This one does not, or is waived already",
        },
    )
    reason = forms.CharField(
        label="Why need it not hold?",
        help_text="Inspectors read this. Name no person.",
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={"required": "Say why the check need not hold"},
    )
    until = DateField(
        label="Last day of the waiver",
        help_text="The check fails again on the next day.",
        error_messages={"required": "Give the last day of the waiver"},
    )

    def __init__(
        self, data: Data = None, *, failed: Iterable[checks.AnyCheck], chosen: str = ""
    ) -> None:
        super().__init__(data, initial={"check": chosen})
        offered: Any = self.fields["check"]
        offered.choices = [("", "Choose a check"), *((each.id, each.title) for each in failed)]


class SettingsForm(SeenForm):
    """What a body is checked by, from a day on."""

    valid_from = DateField(
        label="From which day?",
        help_text="Today or a later day.",
        error_messages={"required": "Enter the day from which this holds"},
    )
    days_to_plan = forms.IntegerField(label="Days until a managed threat needs a plan")
    review_days = forms.IntegerField(label="Days between two reviews of a plan")
    most_threats = forms.IntegerField(label="Most threats of a lead responsible officer")
    stale_days = forms.IntegerField(label="Days until an assessment is stale")
    expiry_days = forms.IntegerField(label="Days before its end in which an order expires soon")
    template_version = forms.CharField(
        label="Current template",
        help_text="For example, 3.1. Leave it empty to accept any.",
        max_length=40,
        required=False,
    )
    allows_several_plans = forms.BooleanField(
        label="A threat may have several open plans", required=False
    )

    def __init__(self, data: Data = None, *, held: PlanSettings, number: int) -> None:
        super().__init__(data, initial={"seen_version": number, **self.stored(held)})
        for field in self.fields.values():
            if isinstance(field, forms.IntegerField) and not field.widget.is_hidden:
                field.error_messages |= {
                    "required": "Enter a whole number from 1 upwards",
                    "invalid": "Enter a whole number from 1 upwards",
                }

    @staticmethod
    def stored(held: PlanSettings) -> dict[str, Any]:
        """What its fields begin with."""
        names = (
            *("days_to_plan", "review_days", "most_threats", "stale_days", "expiry_days"),
            *("template_version", "allows_several_plans"),
        )
        return {name: getattr(held, name) for name in names}
