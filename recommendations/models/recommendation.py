"""What a cause of concern asks for, and by when (domain §2.2, §3.3)."""

from datetime import date
from typing import Self

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.text import Truncator

from findings.models import Finding, Inspection
from findings.models.guards import frozen_once_issued, refused_unless
from forces.models import LocalPolicingBody, Organisation
from inspection_portal.core.history import tracked, tracked_links
from inspection_portal.core.models import Identified, User, Versioned
from recommendations.deadlines import (
    DeadlineError,
    DueKind,
    last_day_allowed,
    months_after,
    read_deadline,
)

# The other half, that the finding keeps its kind, is a trigger on its table: migration 0005.
OF_A_CAUSE_OF_CONCERN = """
    EXISTS (
        SELECT 1 FROM findings_finding AS finding
        WHERE finding.id = NEW.finding_id AND finding.kind = 'cause_of_concern'
        FOR SHARE
    )
"""


_COMPLETION = [
    (DueKind.DATE.value, DueKind.DATE.label),
    (DueKind.MONTH.value, DueKind.MONTH.label),
]


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def visible_to(self, user: User) -> Self:
        """Recommendations of the inspections whose text the person reads."""
        return self.filter(finding__inspection__in=Inspection.objects.text_visible_to(user))

    def with_addressees(self) -> Self:
        """With those outside the bodies."""
        return self.prefetch_related("organisations", "policing_bodies")

    def for_list(self) -> Self:
        return self.select_related("finding__chapter__body", "finding__inspection")


@tracked
class Recommendation(Identified, Versioned):
    """What a cause of concern asks for, in the published words, with its deadline.

    `due_on` of an immediate or relative deadline is counted from the publication day and empty
    until then. `due_months` is empty where the wording counts no months ("within six weeks").
    `completion_on` is a second date, where the wording has two ("start at once, and complete this
    by 30 September 2027"). Besides bodies it may address `organisations` and `policing_bodies`.
    """

    DueKind = DueKind

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="recommendations")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    due_kind = models.CharField(max_length=10, choices=DueKind)
    due_on = models.DateField(null=True, blank=True)
    due_months = models.PositiveSmallIntegerField(null=True, blank=True)
    completion_kind = models.CharField(max_length=10, choices=_COMPLETION, blank=True)
    completion_on = models.DateField(null=True, blank=True)
    organisations = models.ManyToManyField(Organisation, related_name="+", blank=True)
    policing_bodies = models.ManyToManyField(LocalPolicingBody, related_name="+", blank=True)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["finding", "position"]
        constraints = [
            models.UniqueConstraint(
                name="recommendation_position_once",
                fields=["finding", "position"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="recommendation_date_fits_its_kind",
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
                name="recommendation_months_only_if_relative",
                condition=Q(due_kind="relative") | Q(due_months=None),
                violation_error_message=(
                    "Only a deadline counted from publication has a number of months."
                ),
            ),
            models.CheckConstraint(
                name="recommendation_completion_has_kind_and_date",
                condition=Q(completion_kind="", completion_on=None)
                | Q(completion_kind__in=["date", "month"], completion_on__isnull=False),
                violation_error_message="Give the date by which it must be complete.",
            ),
            models.CheckConstraint(
                name="recommendation_is_completed_after_it_begins",
                condition=Q(completion_on=None) | Q(due_on=None) | Q(completion_on__gt=F("due_on")),
                violation_error_message="The second date must be after the first.",
            ),
        ]
        triggers = [
            refused_unless(
                OF_A_CAUSE_OF_CONCERN,
                name="recommendation_is_of_a_cause_of_concern",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("finding_id"),
                message="Only a cause of concern has recommendations.",
            ),
            frozen_once_issued(
                "(SELECT inspection_id FROM findings_finding WHERE id = {row}.finding_id)",
                settled=["due_on", "version"],
            ),
        ]

    def __str__(self) -> str:
        return Truncator(self.text).chars(120)

    @property
    def outside(self) -> list[Organisation | LocalPolicingBody]:
        """Who is addressed besides the bodies that its finding is about."""
        return [*self.organisations.all(), *self.policing_bodies.all()]

    def clean(self) -> None:
        """Refuse words that name a day that does not exist."""
        try:
            read_deadline(self.text, published_on=None)
        except DeadlineError as error:
            raise ValidationError({"text": f"{error}. Check what is recommended."}) from error

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


@tracked_links
class RecommendationToOrganisation(Recommendation.organisations.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True


@tracked_links
class RecommendationToPolicingBody(Recommendation.policing_bodies.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True
