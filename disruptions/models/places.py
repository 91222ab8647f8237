"""What bodies know and do in a place: local profiles, and Clear, Hold, Build (domain §4, §7)."""

from datetime import date, timedelta
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q

from disruptions.models.guards import NEVER_DELETED, plan_of_the_body
from disruptions.models.plan import Plan
from disruptions.models.reading import OfBodyQuerySet
from forces.models import Body, Organisation
from forces.models.bodies import DateRange, in_order
from inspection_portal.core.addresses import address_of
from inspection_portal.core.history import tracked, tracked_links
from inspection_portal.core.models import Followed, Identified, User, Versioned

# For how long a profile is fresh where nobody said when it is to be refreshed.
YEAR = timedelta(days=365)


class LocalProfileQuerySet(OfBodyQuerySet):
    def last_of_each(self) -> Self:
        """The last profile of each area of a body."""
        return self.order_by("body_id", "area", "-dated_on").distinct("body_id", "area")

    def stale(self, on: date) -> Self:
        """Those that should have been refreshed before that day. Ask the latest of each area."""
        return self.filter(Q(refresh_on__lt=on) | Q(refresh_on=None, dated_on__lt=on - YEAR))

    def for_list(self) -> Self:
        return self.select_related("body")


@tracked
class LocalProfile(Followed, Identified, Versioned):
    """A SOC local profile of an area as it was on `dated_on`; the next one is due by `refresh_on`.

    `briefed_to` are those who were told of it, `actions_arising` what it led to, a line each.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="local_profiles")
    area = models.CharField(max_length=120)
    dated_on = models.DateField()
    refresh_on = models.DateField("next refresh", null=True, blank=True)
    has_partner_data = models.BooleanField("uses data of partners", default=False)
    briefed_to = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    actions_arising = ArrayField(models.TextField(), default=list, blank=True)

    objects = LocalProfileQuerySet.as_manager()

    class Meta:
        ordering = ["area", "-dated_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="local_profile_once_of_an_area_and_day",
                fields=["body", "area", "dated_on"],
                violation_error_message="The area has a profile of that day already.",
            ),
            models.CheckConstraint(
                name="local_profile_has_area",
                condition=Q(area__regex=r"\S"),
                violation_error_message="Say which area the profile is of.",
            ),
            models.CheckConstraint(
                name="local_profile_refreshed_after_its_day",
                condition=Q(refresh_on=None) | Q(refresh_on__gt=F("dated_on")),
                violation_error_message="The next refresh must be after the day of the profile.",
            ),
        ]

    def __str__(self) -> str:
        return f"Local profile of {self.area}"

    def get_absolute_url(self) -> str:
        return address_of("disruptions:profile", self.uuid)

    @property
    def due_on(self) -> date:
        """The last day on which it is fresh: where no refresh was planned, a year after its own."""
        return self.refresh_on or self.dated_on + YEAR

    def is_stale(self, on: date) -> bool:
        return self.due_on < on


class SiteQuerySet(OfBodyQuerySet):
    def for_list(self) -> Self:
        return self.select_related("body", "plan__threat").prefetch_related("phases", "partners")


@tracked
class Site(Followed, Identified, Versioned):
    """A place where a body clears, holds and builds: neither a threat nor a local profile."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="sites")
    place = models.CharField(max_length=120)
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="sites")
    partners = models.ManyToManyField(Organisation, related_name="sites", blank=True)

    objects = SiteQuerySet.as_manager()

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="site_place_once_in_a_body",
                fields=["body", "place"],
                violation_error_message="The body has a site at this place already.",
            ),
            models.CheckConstraint(
                name="site_has_place",
                condition=Q(place__regex=r"\S"),
                violation_error_message="Name the place.",
            ),
        ]
        triggers = [NEVER_DELETED, plan_of_the_body(name="site_plan_is_of_the_body")]

    def __str__(self) -> str:
        return self.place

    def get_absolute_url(self) -> str:
        return address_of("disruptions:site", self.uuid)


class SitePhaseQuerySet(models.QuerySet["SitePhase"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(site__in=Site.objects.visible_to(user))

    def for_list(self) -> Self:
        return self.select_related("site__body")


@tracked
class SitePhase(Identified, Versioned):
    """That a site was in a phase from a first to a last day; in one at a time."""

    class Phase(models.TextChoices):
        CLEAR = "clear", "Clear"
        HOLD = "hold", "Hold"
        BUILD = "build", "Build"

    site = models.ForeignKey(Site, models.CASCADE, related_name="phases")
    phase = models.CharField(max_length=10, choices=Phase)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = SitePhaseQuerySet.as_manager()

    class Meta:
        ordering = ["began_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="site_phase_is_known",
                condition=Q(phase__in=["clear", "hold", "build"]),
                violation_error_message="Choose Clear, Hold or Build.",
            ),
            models.CheckConstraint(
                name="site_phase_ends_after_it_begins",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")),
                violation_error_message="The phase would end before it begins.",
            ),
            ExclusionConstraint(
                name="site_in_one_phase_at_a_time",
                expressions=[
                    (F("site"), RangeOperators.EQUAL),
                    (
                        DateRange("began_on", in_order("began_on", "ended_on")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="The site is in another phase in that time. End it first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_phase_display()}, {self.site}"


@tracked_links
class SitePartnerLink(Site.partners.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True
