import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from findings.forms import SeenForm
from findings.forms.base import Data
from inspection_portal.core.fields import Radios
from recommendations.models import ReminderPreference, ReminderSchedule
from recommendations.models.reminder import ANSWER

WRONG_DAYS = "Enter numbers of days with commas between them, such as “30, 14, 7”"
FROM_WHEN = "Enter a number of days, such as 14"
# Whom deadlines of a kind never go up to.
NOT_OF_KIND = {ANSWER: ("overseers_from",), "target": ("overseers_from", "inspectors_from")}


class PreferenceForm(forms.Form):
    """Which reminders a person wants, and how."""

    before_the_date = forms.TypedChoiceField(
        label="Do you want reminders before a date?",
        choices=[("yes", "Yes, before and after it"), ("no", "Only on the date and after it")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text="Reminders on the date and after it always come.",
        error_messages={"required": "Choose which reminders you want"},
    )
    by_mail = forms.TypedChoiceField(
        label="How do you want them?",
        choices=[("yes", "By email and in the portal"), ("no", "In the portal alone")],
        coerce=lambda value: value == "yes",
        widget=Radios(hints={"no": "They stand under “Messages” when you sign in"}),
        error_messages={"required": "Choose how you want your reminders"},
    )

    def __init__(self, data: Data, *, chosen: ReminderPreference) -> None:
        stored = {name: getattr(chosen, name) for name in ("before_the_date", "by_mail")}
        super().__init__(data, initial={name: _yes_no(value) for name, value in stored.items()})


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


class DaysField(forms.CharField):
    """Some numbers of days with commas between them, as a list that falls."""

    def to_python(self, value: Any) -> Any:
        typed = (super().to_python(value) or "").strip(" ,")
        if not typed:
            return []
        parts = re.split(r"[\s,;]+", typed)
        if not all(re.fullmatch(r"[1-9][0-9]{0,3}", part) for part in parts):
            raise ValidationError(WRONG_DAYS)
        return sorted({int(part) for part in parts}, reverse=True)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value


def _from(label: str, hint: str) -> forms.IntegerField:
    wrong = {"invalid": FROM_WHEN, "min_value": FROM_WHEN, "max_value": FROM_WHEN}
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=0,
        max_value=1000,
        required=False,
        error_messages=wrong,
    )


class ScheduleForm(SeenForm):
    """The days on which people are reminded of deadlines of a kind, and from when on whom."""

    before = DaysField(
        label="How many days before the date?",
        help_text="With commas between them, such as “30, 14, 7”. Leave it empty for none.",
        required=False,
    )
    on_the_day = forms.BooleanField(label="On the day itself", required=False)
    after = DaysField(
        label="How many days after it, while it is not done?",
        help_text="The gaps may grow, such as “7, 14, 28, 56”.",
        required=False,
    )
    leads_before = _from(
        "From how many days before the date are the body’s leads reminded as well?",
        "0 is on the day. Leave it empty to remind only who is responsible.",
    )
    overseers_from = _from(
        "From how many days late is the local policing body told?",
        "Leave it empty not to tell it. A body’s own target is told to nobody outside.",
    )
    inspectors_from = _from(
        "From how many days late is the inspectorate told?",
        "The lead inspectors of who asked, else the team, else the moderators. Leave it empty not "
        "to tell them.",
    )

    def __init__(self, data: Data, *, schedule: ReminderSchedule) -> None:
        super().__init__(data, initial={"seen_version": schedule.version, **self.stored(schedule)})
        for name in NOT_OF_KIND.get(schedule.kind, ()):
            del self.fields[name]

    @staticmethod
    def stored(schedule: ReminderSchedule) -> dict[str, Any]:
        """What the fields begin with."""
        return {
            "before": schedule.before,
            "on_the_day": schedule.on_the_day,
            "after": sorted(schedule.after),
            "leads_before": schedule.leads_before,
            "overseers_from": schedule.overseers_from,
            "inspectors_from": schedule.inspectors_from,
        }

    def clean(self) -> dict[str, Any]:
        """As the action takes it: all days in one, counted from the date."""
        given = dict(super().clean() or self.cleaned_data)
        if self.errors:
            return given
        leads = given.pop("leads_before")
        on_the_day = [0] if given.pop("on_the_day") else []
        before, after = given.pop("before"), given.pop("after")
        return {
            "overseers_from": None,
            "inspectors_from": None,
            **given,
            "days": sorted([*(-day for day in before), *on_the_day, *after]),
            "leads_from": None if leads is None else -leads,
        }


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text="Such as 2026-05-01. Leave it empty for all.",
        required=False,
        error_messages={"invalid": f"Enter the {label.lower()} such as 2026-05-01"},
    )


class PeriodForm(forms.Form):
    """From when to when reminders were planned, as it stands in the address of a file."""

    noticed_from = _day("First day")
    noticed_to = _day("Last day")

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day, None where the period has no end there."""
        return self.cleaned_data["noticed_from"], self.cleaned_data["noticed_to"]
