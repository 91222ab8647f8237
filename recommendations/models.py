"""What must be done after publication: recommendations, and one register entry per addressee
(domain §3).
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from findings.models import Finding, Inspection
from findings.models.guards import frozen_once_published
from forces.models import Body, standing
from inspection_portal.core.models import Identified, User, Versioned


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def visible_to(self, user: User) -> Self:
        """Recommendations of the inspections that the person sees."""
        return self.filter(finding__inspection__in=Inspection.objects.visible_to(user))

    def for_list(self) -> Self:
        return self.select_related("finding__chapter__body", "finding__inspection")


class Recommendation(Identified, Versioned):
    """What a cause of concern asks for, in the published words, with its deadline.

    `due_on` is computed from the wording and the publication day: see `recommendations.deadlines`.
    """

    class DueKind(models.TextChoices):
        IMMEDIATE = "immediate", "Immediately"
        DATE = "date", "By a date"
        MONTH = "month", "By the end of a month"
        RELATIVE = "relative", "Within a number of months of publication"
        EVENT = "event", "When something happens"
        NONE = "none", "No deadline"

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="recommendations")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    due_kind = models.CharField(max_length=10, choices=DueKind)
    due_on = models.DateField(null=True, blank=True)
    due_months = models.PositiveSmallIntegerField(null=True, blank=True)

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
                name="recommendation_months_iff_relative",
                condition=Q(due_kind="relative", due_months__isnull=False)
                | (~Q(due_kind="relative") & Q(due_months=None)),
                violation_error_message=(
                    "Give the number of months for a deadline counted from publication."
                ),
            ),
        ]
        triggers = [
            frozen_once_published(
                "(SELECT inspection_id FROM findings_finding WHERE id = {row}.finding_id)"
            )
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 120 else f"{self.text[:119]}…"


class RegisterEntryQuerySet(models.QuerySet["RegisterEntry"]):
    def visible_to(self, user: User) -> Self:
        """The inspectorate sees the whole register, a force its own entries."""
        who = standing(user)
        if who.is_inspectorate:
            return self
        return self.filter(body__in=who.bodies)

    def open(self) -> Self:
        return self.filter(status__in=RegisterEntry.OPEN)

    def overdue(self, on: date | None = None) -> Self:
        """Open entries whose deadline is before that day (default today); one without a date is
        never overdue.
        """
        return self.open().filter(due_on__lt=on or localdate())

    def for_list(self) -> Self:
        return self.select_related(
            "body", "owner", "recommendation__finding__inspection", "finding__inspection"
        )


class RegisterEntry(Identified, Versioned):
    """What one body must do: a recommendation, or an area for improvement, until the inspectorate
    closes it.

    Lateness is computed from `due_on`, never stored; only the inspectorate sets `status` (domain §3.3).
    """

    class Status(models.TextChoices):
        AWAITING_REVIEW = "awaiting_review", "Awaiting review"
        BEING_PROGRESSED = "being_progressed", "Being progressed"
        COMPLETE = "complete", "Complete"
        NO_FURTHER_ACTION = "no_further_action", "No further action needed"
        SUPERSEDED = "superseded", "Superseded"

    OPEN = (Status.AWAITING_REVIEW, Status.BEING_PROGRESSED)

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, null=True, blank=True, related_name="register_entries"
    )
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="register_entries"
    )
    body = models.ForeignKey(Body, models.PROTECT, related_name="register_entries")
    status = models.CharField(max_length=20, choices=Status, default=Status.AWAITING_REVIEW)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="owned_entries"
    )

    objects = RegisterEntryQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name_plural = "register entries"
        indexes = [
            models.Index(fields=["due_on", "id"], name="entry_by_due_date"),
            models.Index(fields=["body", "due_on", "id"], name="entry_by_body"),
            models.Index(fields=["status", "due_on", "id"], name="entry_by_status"),
        ]
        constraints = [
            models.CheckConstraint(
                name="entry_is_of_recommendation_or_finding",
                condition=Q(recommendation__isnull=False, finding=None)
                | Q(recommendation=None, finding__isnull=False),
                violation_error_message=(
                    "An entry is of one recommendation or of one area for improvement."
                ),
            ),
            models.UniqueConstraint(
                name="recommendation_once_per_body",
                fields=["recommendation", "body"],
                violation_error_message="The body already has an entry for this recommendation.",
            ),
            models.UniqueConstraint(
                name="area_for_improvement_once_per_body",
                fields=["finding", "body"],
                violation_error_message=(
                    "The body already has an entry for this area for improvement."
                ),
            ),
            models.CheckConstraint(
                name="entry_closed_iff_closed_on",
                condition=Q(status__in=["awaiting_review", "being_progressed"], closed_on=None)
                | Q(
                    status__in=["complete", "no_further_action", "superseded"],
                    closed_on__isnull=False,
                ),
                violation_error_message=(
                    "A closed entry needs the date it was closed, an open one has none."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.asked}"

    def get_absolute_url(self) -> str:
        return reverse("recommendations:entry", args=[self.uuid])

    @property
    def source(self) -> Finding:
        """The area for improvement, or the cause of concern that the recommendation stands under."""
        return self.finding or self.recommendation.finding  # type: ignore[union-attr]

    @property
    def asked(self) -> str:
        """What the body is asked to do, in one line."""
        return str(self.recommendation or self.finding)

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    def is_overdue(self, on: date | None = None) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < (on or localdate())
