"""Recommendations of national reports: one for many, with an entry for each (domain §3.3)."""

from typing import Self

from django.db import models
from django.db.models import GeneratedField, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from forces.models import Body, LocalPolicingBody, Organisation
from forces.rights import Right, holds
from inspection_portal.core.dates import LondonDay
from inspection_portal.core.history import tracked, tracked_links
from inspection_portal.core.models import Identified, User, Versioned
from recommendations.deadlines import DueKind


class NationalReportQuerySet(models.QuerySet["NationalReport"]):
    def visible_to(self, user: User) -> Self:
        """What is published, for whoever is signed in; what is not yet, for those who enter it."""
        if holds(user, Right.NATIONAL_ENTER):
            return self
        published = self.filter(published_at__lte=timezone.now())
        return published if user.is_active else published.none()

    def for_list(self) -> Self:
        return self


@tracked
class NationalReport(Identified, Versioned):
    """A report about policing everywhere, published elsewhere, whose recommendations the register
    follows up. `link` is where it can be read.
    """

    title = models.TextField()
    slug = models.SlugField(unique=True)
    published_at = models.DateTimeField()
    published_on = GeneratedField(
        expression=LondonDay("published_at"), output_field=models.DateField(), db_persist=True
    )
    link = models.URLField(blank=True)
    is_demonstration = models.BooleanField(default=False)

    objects = NationalReportQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "title"]
        constraints = [
            models.CheckConstraint(
                name="national_report_has_title",
                condition=Q(title__regex=r"\S"),
                violation_error_message="Give the report its title.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("recommendations:national_report", args=[self.uuid])


class NationalRecommendationQuerySet(models.QuerySet["NationalRecommendation"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(report__in=NationalReport.objects.visible_to(user))

    def for_list(self) -> Self:
        return self.select_related("report")


@tracked
class NationalRecommendation(Identified, Versioned):
    """One recommendation of a national report, with its deadline in the words of the report.

    It has an entry for each addressee, each with a state of its own; its own state follows from
    theirs and is never stored. `applies_if` says which forces it is for, where it is not for all
    ("forces without a unit of their own").
    """

    DueKind = DueKind

    report = models.ForeignKey(NationalReport, models.PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    applies_if = models.TextField(blank=True)
    due_kind = models.CharField(max_length=10, choices=DueKind)
    due_on = models.DateField(null=True, blank=True)
    due_months = models.PositiveSmallIntegerField(null=True, blank=True)
    to_every_force = models.BooleanField(default=True)
    to_every_rocu = models.BooleanField(default=False)
    bodies = models.ManyToManyField(Body, related_name="+", blank=True)
    organisations = models.ManyToManyField(Organisation, related_name="+", blank=True)
    policing_bodies = models.ManyToManyField(LocalPolicingBody, related_name="+", blank=True)

    objects = NationalRecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(
                name="national_recommendation_number_once",
                fields=["report", "number"],
                violation_error_message="The report has a recommendation of this number already.",
            ),
            models.CheckConstraint(
                name="national_recommendation_has_text",
                condition=Q(text__regex=r"\S"),
                violation_error_message="Enter what is recommended.",
            ),
            models.CheckConstraint(
                name="national_recommendation_date_fits_its_kind",
                condition=(
                    Q(due_kind__in=["date", "month"], due_on__isnull=False)
                    | Q(due_kind__in=["immediate", "relative"])
                    | Q(due_kind__in=["event", "none"], due_on=None)
                ),
                violation_error_message=(
                    "Give the date that the deadline names, and none where there is no date."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {Truncator(self.text).chars(120)}"

    def get_absolute_url(self) -> str:
        return reverse("recommendations:national_recommendation", args=[self.uuid])


@tracked_links
class NationalToBody(NationalRecommendation.bodies.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True


@tracked_links
class NationalToOrganisation(NationalRecommendation.organisations.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True


@tracked_links
class NationalToPolicingBody(NationalRecommendation.policing_bodies.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True
