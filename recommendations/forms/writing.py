import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.timezone import localdate

from findings.forms import SeenForm
from findings.forms.base import ProseField
from inspection_portal.core.fields import DateField, Radios
from inspection_portal.core.forms import KeptForm
from recommendations.deadlines import (
    DeadlineError,
    DueKind,
    last_day_allowed,
    last_day_of,
    read_deadline,
)
from recommendations.models import NationalRecommendation, Recommendation

AnyRecommendation = Recommendation | NationalRecommendation

KINDS = [
    (DueKind.IMMEDIATE, "Immediately"),
    (DueKind.DATE, "By a date"),
    (DueKind.MONTH, "By the end of a month"),
    (DueKind.RELATIVE, "Within a time of publication"),
    (DueKind.EVENT, "When something happens"),
    (DueKind.NONE, "No deadline"),
]
COMPLETIONS = [
    ("", "No"),
    (DueKind.DATE, "Yes, by a date"),
    (DueKind.MONTH, "Yes, by the end of a month"),
]
HINTS: dict[str, str] = {
    DueKind.IMMEDIATE: "Due on the day the report is published",
    DueKind.RELATIVE: "Counted from the day the report is published",
    DueKind.EVENT: "No date can be worked out, so it is never overdue",
}


class MonthField(forms.CharField):
    """A month of a year: "September 2025", "Sep 2025" or "9 2025". Cleans to its last day."""

    default_error_messages = {"invalid": "Enter a month and a year, like September 2025"}

    def to_python(self, value: object) -> Any:
        words = re.findall(r"\w+", super().to_python(value) or "")
        if not words:
            return None
        if len(words) != 2 or not re.fullmatch(r"20\d\d", words[1], re.ASCII):
            raise ValidationError(self.error_messages["invalid"], "invalid")
        return last_day_of(int(words[1]), self._number(words[0].casefold()))

    def prepare_value(self, value: Any) -> Any:
        return f"{MONTHS[value.month]} {value.year}" if isinstance(value, date) else value

    def _number(self, word: str) -> int:
        for number, name in MONTHS.items():
            full = str(name).casefold()
            if word in (full, full[:3], str(number), f"{number:02}"):
                return number
        raise ValidationError(self.error_messages["invalid"], "invalid")


class RecommendationForm(KeptForm):
    """A recommendation in the words of the report, and when it falls due.

    Cleans to what the actions take: `text`, `due_kind`, `due_on` and `due_months`, and of a second
    date `completion_kind` and `completion_on`.
    """

    text = ProseField(
        label="What is recommended",
        help_text="The whole sentence as it will be published, with its deadline.",
        error_messages={"required": "Enter what is recommended"},
    )
    due_kind = forms.ChoiceField(
        label="When is it due?",
        choices=KINDS,
        widget=Radios(hints=HINTS),
        error_messages={"required": "Choose when it is due"},
    )
    due_on = DateField(label="Due date", help_text="For example, 31 3 2027", required=False)
    due_month = MonthField(
        label="Month and year", help_text="For example, September 2027", required=False
    )
    due_months = forms.IntegerField(
        label="Number of months",
        help_text="Leave it empty where the recommendation says how many weeks or days.",
        min_value=1,
        max_value=60,
        required=False,
        error_messages={
            "invalid": "The number of months must be a number, like 6",
            "min_value": "The number of months must be 1 or more",
            "max_value": "The number of months must be 60 or fewer",
        },
    )

    completion_kind = forms.ChoiceField(
        label="Is there a second date, by which it must be complete?",
        choices=COMPLETIONS,
        widget=Radios(
            hints={"": "Choose this unless it says when to begin and when to be complete"}
        ),
        required=False,
    )
    completion_on = DateField(
        label="Date of completion", help_text="For example, 30 9 2027", required=False
    )
    completion_month = MonthField(
        label="Month and year of completion",
        help_text="For example, September 2027",
        required=False,
    )

    # What each kind of deadline asks for.
    dates = {
        "due_kind": {"date": ["due_on"], "month": ["due_month"], "relative": ["due_months"]},
        "completion_kind": {"date": ["completion_on"], "month": ["completion_month"]},
    }
    reveals = dates
    missing = {
        "completion_on": "Enter the date of completion",
        "completion_month": "Enter the month and year of completion",
        "due_on": "Enter the due date",
        "due_month": "Enter the month and year",
        "due_months": "Enter the number of months, or say above within how many weeks or days",
    }

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        try:
            read_deadline(text, published_on=None)
        except DeadlineError as error:
            raise ValidationError(f"{error}. Check what is recommended.") from error
        return text

    def clean_due_months(self) -> int | None:
        months: int | None = self.cleaned_data["due_months"]
        return months or read_deadline(self._text, published_on=None).months

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        asked = [
            name
            for field, revealed in self.dates.items()
            for name in revealed.get(data.get(field, ""), [])
        ]
        for name in self.missing:
            if name not in asked:
                # Boxes of another kind of deadline don't count, right or wrong.
                self.errors.pop(name, None)
            elif data.get(name) is None and name not in self.errors and not self._says(name):
                self.add_error(name, self.missing[name])
        values = {name: data.get(name) for name in asked}
        return {
            **{name: data[name] for name in data if name not in self.missing},
            "due_on": values.get("due_on") or values.get("due_month"),
            "due_months": values.get("due_months"),
            "completion_on": values.get("completion_on") or values.get("completion_month"),
        }

    @property
    def _text(self) -> str:
        text: str = self.cleaned_data.get("text", "")
        return text

    def _says(self, name: str) -> bool:
        """Whether the recommendation says what its box leaves empty: "within six weeks"."""
        return name == "due_months" and last_day_allowed(self._text, localdate()) is not None


class RevisionForm(SeenForm, RecommendationForm):
    """A recommendation as it stands, to be changed."""

    @staticmethod
    def stored(recommendation: AnyRecommendation) -> dict[str, Any]:
        """What its fields begin with."""
        kind, due_on = recommendation.due_kind, recommendation.due_on
        return {
            "text": recommendation.text,
            "due_kind": kind,
            "due_on": due_on if kind == DueKind.DATE else None,
            "due_month": due_on if kind == DueKind.MONTH else None,
            "due_months": recommendation.due_months,
            **RevisionForm._second(recommendation),
            "seen_version": recommendation.version,
        }

    @staticmethod
    def _second(recommendation: AnyRecommendation) -> dict[str, Any]:
        kind, on = recommendation.completion_kind, recommendation.completion_on
        boxes = {DueKind.DATE: "completion_on", DueKind.MONTH: "completion_month"}
        named = {name: on for each, name in boxes.items() if each == kind}
        return {"completion_kind": kind, **named}

    @staticmethod
    def in_words(recommendation: AnyRecommendation) -> dict[str, str]:
        """What a second editor compares: the words and the deadline."""
        return {"text": recommendation.text, "due_kind": recommendation.deadline}

    def typed(self, name: str) -> Any:
        if name != "due_kind" or name not in self.cleaned_data:
            return super().typed(name)
        deadline = ("due_kind", "due_on", "due_months", "completion_kind", "completion_on")
        return Recommendation(**{part: self.cleaned_data[part] for part in deadline}).deadline
