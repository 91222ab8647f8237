"""Words that ask for something, and by when: a recommendation of any report (domain §3.3)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.timezone import localdate

from inspection_portal.core.dates import months_after
from recommendations.deadlines import (
    DeadlineError,
    DueKind,
    last_day_allowed,
    read_deadline,
)

NOT_COUNTED = (
    "The time can’t be counted. Give a number of months, or say within how many weeks or days."
)
_COMPLETION = [
    (DueKind.DATE.value, DueKind.DATE.label),
    (DueKind.MONTH.value, DueKind.MONTH.label),
]


class Worded(models.Model):
    """What is asked in the published words, with its deadline.

    `due_on` of an immediate or relative deadline is counted from the publication day and empty
    until then. `due_months` is empty where the wording counts no months ("within six weeks").
    `completion_on` is a second date, where the wording has two ("start at once, and complete this
    by 30 September 2027").
    """

    DueKind = DueKind

    text = models.TextField()
    due_kind = models.CharField(max_length=10, choices=DueKind)
    due_on = models.DateField(null=True, blank=True)
    due_months = models.PositiveSmallIntegerField(null=True, blank=True)
    completion_kind = models.CharField(max_length=10, choices=_COMPLETION, blank=True)
    completion_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_date_fits_its_kind",
                condition=(
                    Q(due_kind__in=["date", "month"], due_on__isnull=False)
                    | Q(due_kind__in=["immediate", "relative"])
                    | Q(due_kind__in=["event", "none"], due_on=None)
                ),
                violation_error_message=(
                    "Give the date that the deadline names, and none where there is no date."
                ),
            ),
            models.CheckConstraint(
                name="%(class)s_months_only_if_relative",
                condition=Q(due_kind="relative") | Q(due_months=None),
                violation_error_message=(
                    "Only a deadline counted from publication has a number of months."
                ),
            ),
            models.CheckConstraint(
                name="%(class)s_completion_has_kind_and_date",
                condition=Q(completion_kind="", completion_on=None)
                | Q(completion_kind__in=["date", "month"], completion_on__isnull=False),
                violation_error_message="Give the date by which it must be complete.",
            ),
            models.CheckConstraint(
                name="%(class)s_is_completed_after_it_begins",
                condition=Q(completion_on=None) | Q(due_on=None) | Q(completion_on__gt=F("due_on")),
                violation_error_message="The second date must be after the first.",
            ),
        ]

    def clean(self) -> None:
        """Refuse words that name a day that does not exist, and a time that can't be counted."""
        try:
            counted = self.due_if_published(localdate())
            read_deadline(self.text, published_on=None)
        except DeadlineError as error:
            raise ValidationError({"text": f"{error}. Check what is recommended."}) from error
        if self.due_kind == DueKind.RELATIVE and counted is None:
            raise ValidationError({"due_months": NOT_COUNTED})

    @property
    def deadline(self) -> str:
        """Its deadline in words: "By 1 March 2025", "Immediately, and complete by 1 March 2025"."""
        if not self.completion_on:
            return self._begins
        end = "the end of " if self.completion_kind == DueKind.MONTH else ""
        form = "F Y" if end else "j F Y"
        return f"{self._begins}, and complete by {end}{_day(self.completion_on, form)}"

    @property
    def _begins(self) -> str:
        match self.due_kind:
            case DueKind.DATE:
                return f"By {_day(self.due_on, 'j F Y')}"
            case DueKind.MONTH:
                return f"By the end of {_day(self.due_on, 'F Y')}"
            case DueKind.RELATIVE if self.due_months:
                months = "month" if self.due_months == 1 else "months"
                return f"Within {self.due_months} {months} of publication"
        return DueKind(self.due_kind).label

    def due_if_published(self, on: date) -> date | None:
        """When it falls due if the report is published on that day (domain §3.3).

        What counts no months is counted as it is worded ("within six weeks").
        """
        match self.due_kind:
            case DueKind.IMMEDIATE:
                return on
            case DueKind.RELATIVE if self.due_months:
                return months_after(on, self.due_months)
            case DueKind.RELATIVE:
                return last_day_allowed(self.text, on) or self.due_on
        return self.due_on


def _day(day: date | None, form: str) -> str:
    return date_format(day, form) if day else ""
