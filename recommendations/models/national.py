"""Recommendations of national reports: one for many, with an entry for each (domain §3.3)."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, GeneratedField, Q
from django.utils import timezone
from django.utils.text import Truncator

from forces.models import Body, LocalPolicingBody, Organisation
from forces.rights import Right, holds
from inspection_portal.core.addresses import address_of
from inspection_portal.core.dates import LondonDay
from inspection_portal.core.history import tracked, tracked_links
from inspection_portal.core.models import Followed, Identified, User, Versioned
from recommendations.models.guards import NATIONAL_RECOMMENDATION_TRIGGERS, NATIONAL_REPORT_TRIGGERS
from recommendations.models.wording import Worded


class NationalReportQuerySet(models.QuerySet["NationalReport"]):
    def visible_to(self, user: User) -> Self:
        """What is published and open, for whoever is signed in; what is being entered, or waits for
        its moment, for those who enter it.
        """
        if holds(user, Right.NATIONAL_ENTER):
            return self
        out = self.filter(opened_at__isnull=False, published_at__lte=timezone.now())
        return out if user.is_active else out.none()

    def unannounced(self, at: datetime) -> Self:
        """Those that are out and open by that moment, and of which nobody was told."""
        return self.filter(opened_at__isnull=False, published_at__lte=at, announced_at=None)

    def for_list(self) -> Self:
        return self


@tracked
class NationalReport(Followed, Identified, Versioned):
    """A report about policing everywhere, published elsewhere, whose recommendations the register
    follows up. `link` is where it can be read, `slug` what its references begin with.

    It is entered until `opened_at`, when each addressee gets an entry, and then stays as it is.
    From `announced_at` on, once it is published, they are told.
    """

    SHOWN_FROM = ("published_at",)

    title = models.TextField()
    slug = models.SlugField(unique=True)
    published_at = models.DateTimeField()
    published_on = GeneratedField(
        expression=LondonDay("published_at"), output_field=models.DateField(), db_persist=True
    )
    link = models.URLField(blank=True, max_length=500)
    opened_at = models.DateTimeField(null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)
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
            models.CheckConstraint(
                name="national_report_announced_once_out",
                condition=Q(announced_at=None)
                | Q(opened_at__isnull=False, announced_at__gte=F("published_at")),
                violation_error_message="People are told once the report is open and published.",
            ),
        ]
        triggers = NATIONAL_REPORT_TRIGGERS

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("recommendations:national_report", self.uuid)

    @property
    def is_open(self) -> bool:
        """Whether its addressees have their entries."""
        return self.opened_at is not None

    @property
    def is_published(self) -> bool:
        """Whether its moment of publication has come."""
        return self.published_at <= timezone.now()


class NationalRecommendationQuerySet(models.QuerySet["NationalRecommendation"]):
    def visible_to(self, user: User) -> Self:
        """Those of the reports that the person sees, whoever they are addressed to."""
        return self.filter(report__in=NationalReport.objects.visible_to(user))

    def for_list(self) -> Self:
        return self.select_related("report")


@tracked
class NationalRecommendation(Followed, Identified, Versioned, Worded):
    """One recommendation of a national report, with its deadline in the words of the report.

    It has an entry for each addressee, each with a state of its own; its own state follows from
    theirs and is never stored. `applies_if` says which forces it is for, where it is not for all
    ("forces without a unit of their own").
    """

    SHOWN_FROM = ("report__changed_at", "report__published_at")

    # The addressees that are chosen one by one.
    CHOSEN = ("bodies", "organisations", "policing_bodies")

    report = models.ForeignKey(NationalReport, models.PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    applies_if = models.TextField(blank=True)
    to_every_force = models.BooleanField(default=True)
    to_every_rocu = models.BooleanField(default=False)
    bodies = models.ManyToManyField(Body, related_name="+", blank=True)
    organisations = models.ManyToManyField(Organisation, related_name="+", blank=True)
    policing_bodies = models.ManyToManyField(LocalPolicingBody, related_name="+", blank=True)

    objects = NationalRecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["report", "number"]
        constraints = [
            *Worded.Meta.constraints,
            models.UniqueConstraint(
                name="national_recommendation_number_once",
                fields=["report", "number"],
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="The report has a recommendation of this number already.",
            ),
            models.CheckConstraint(
                name="national_recommendation_has_text",
                condition=Q(text__regex=r"\S"),
                violation_error_message="Enter what is recommended.",
            ),
        ]
        triggers = NATIONAL_RECOMMENDATION_TRIGGERS

    def __str__(self) -> str:
        return f"{self.number}. {Truncator(self.text).chars(120)}"

    def get_absolute_url(self) -> str:
        return address_of("recommendations:national_recommendation", self.uuid)


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
