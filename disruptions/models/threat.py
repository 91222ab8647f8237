"""The SOC master list: threats, and who is responsible for them (domain §4, §5)."""

from collections.abc import Callable
from datetime import date
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, OuterRef, Q, Value

from disruptions.models.guards import NEVER_DELETED, officer_of_the_threat
from disruptions.models.lists import CrimeType, ThreatPhase
from disruptions.models.officer import Officer
from forces.models import Body, RegionMembership, standing
from forces.models.bodies import DateRange, in_order
from forces.rights import Right, holds
from inspection_portal.core.addresses import address_of
from inspection_portal.core.history import tracked, tracked_links
from inspection_portal.core.models import Followed, Identified, User, Versioned
from inspection_portal.core.natural import Natural, Plain


class ThreatQuerySet(models.QuerySet["Threat"]):
    def visible_to(self, user: User) -> Self:
        """Threats that the bodies of the person own or support, or whose plan is shared with them;
        all for who reads every threat. A partner sees none.
        """
        if holds(user, Right.THREATS_READ_ALL):
            return self
        if not holds(user, Right.THREATS_READ):
            return self.none()
        bodies = standing(user).bodies
        supported = Q(supporting_bodies__in=bodies)
        shared = Q(
            plans__access__body__in=bodies,
            plans__access__scope="plan",
            plans__access__ended_at=None,
        )
        seen = Threat.objects.filter(supported).values("pk")
        lent = Threat.objects.filter(shared).values("pk")
        return self.filter(Q(body__in=bodies) | Q(pk__in=seen) | Q(pk__in=lent))

    def of_one_group(self, of: Callable[[str], Any]) -> Self:
        """The rows of one group on another list, where `of` gives the fields of its row: a ROCU and
        a force of its region have a threat of that kind and reference, however it is typed.
        """
        reference, body = of("reference"), of("body")
        if isinstance(reference, str):
            reference = Value(reference)
        body = OuterRef(body) if isinstance(body, OuterRef) else body
        beside = RegionMembership.objects.filter(region__memberships__body=body)
        kind = of("body__kind")
        beside = beside.exclude(body__kind=OuterRef(kind) if isinstance(kind, OuterRef) else kind)
        # By no index of bodies, so that references are looked up, and not read list by list.
        listed = Func(
            ArraySubquery(beside.values("body")),
            F("body"),
            function="ARRAY_POSITION",
            output_field=models.IntegerField(),
        )
        found = self.alias(plain=Plain("reference"), listed=listed)
        return found.filter(plain=Plain(reference), kind=of("kind"), listed__isnull=False)

    def managed(self) -> Self:
        """Threats that are worked on: not closed, and in no phase that ends the work."""
        return self.filter(Q(phase=None) | Q(phase__is_closed=False), closed_on=None)

    def for_list(self) -> Self:
        return self.select_related("body", "phase").prefetch_related(
            "crime_types", "supporting_bodies", "responsibilities__officer__body"
        )


@tracked
class Threat(Followed, Identified, Versioned):
    """A serious and organised crime threat on the master list of the body that owns it.

    `reference` is unique in that body. `phase` and `tier` are as supplied; `tier` 5 is left out of
    what inspections count (domain §5). `is_soc` is the SOC flag of the master list.
    """

    class Kind(models.TextChoices):
        OCG = "ocg", "Organised crime group"
        INDIVIDUAL = "individual", "Priority individual"
        VULNERABILITY = "vulnerability", "Vulnerability"

    class Tier(models.IntegerChoices):
        ONE = 1, "Tier 1"
        TWO = 2, "Tier 2"
        THREE = 3, "Tier 3"
        FOUR = 4, "Tier 4"
        FIVE = 5, "Tier 5"

    kind = models.CharField(max_length=20, choices=Kind)
    reference = models.CharField(max_length=60)
    body = models.ForeignKey(Body, models.PROTECT, related_name="threats")
    supporting_bodies = models.ManyToManyField(Body, related_name="supported_threats", blank=True)
    crime_types = models.ManyToManyField(CrimeType, related_name="threats", blank=True)
    phase = models.ForeignKey(
        ThreatPhase, models.PROTECT, null=True, blank=True, related_name="threats"
    )
    tier = models.PositiveSmallIntegerField(choices=Tier, null=True, blank=True)
    is_soc = models.BooleanField("SOC", default=True)
    operation_started_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = ThreatQuerySet.as_manager()

    class Meta:
        ordering = ["reference", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="threat_reference_once_in_a_body",
                fields=["body", "reference"],
                violation_error_message="The body has a threat of this reference already.",
            ),
            models.CheckConstraint(
                name="threat_has_reference",
                condition=Q(reference__regex=r"\S"),
                violation_error_message="Give the threat its reference on the master list.",
            ),
            models.CheckConstraint(
                name="threat_kind_is_known",
                condition=Q(kind__in=["ocg", "individual", "vulnerability"]),
                violation_error_message=(
                    "A threat is an organised crime group, a priority individual or a "
                    "vulnerability."
                ),
            ),
            models.CheckConstraint(
                name="threat_tier_is_known",
                condition=Q(tier=None) | Q(tier__range=(1, 5)),
                violation_error_message="Give a tier from 1 to 5, or none.",
            ),
            models.CheckConstraint(
                name="threat_closed_after_its_operation_started",
                condition=Q(closed_on=None)
                | Q(operation_started_on=None)
                | Q(closed_on__gte=F("operation_started_on")),
                violation_error_message="The threat would be closed before its operation began.",
            ),
        ]
        triggers = [NEVER_DELETED]
        indexes = [
            models.Index(Natural("reference"), "id", name="threat_in_natural_order"),
            models.Index(Plain("reference"), name="threat_by_plain_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.reference}, {self.body}"

    def get_absolute_url(self) -> str:
        return address_of("disruptions:threat", self.uuid)

    @property
    def choice_label(self) -> str:
        """Its name among others to choose from, which says so where it is closed."""
        return f"{self}, closed on {self.closed_on:%-d %B %Y}" if self.closed_on else str(self)

    def is_managed(self) -> bool:
        """Whether it is worked on: not closed, and in no phase that ends the work."""
        return self.closed_on is None and not (self.phase and self.phase.is_closed)


class ThreatResponsibilityQuerySet(models.QuerySet["ThreatResponsibility"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(threat__in=Threat.objects.visible_to(user))

    def current(self, on: date) -> Self:
        """Those that hold on that day, their first and last days included."""
        return self.filter(Q(until=None) | Q(until__gte=on), since__lte=on)

    def lasting(self, on: date) -> Self:
        """Those that have not ended before that day, begun or not."""
        return self.filter(Q(until=None) | Q(until__gte=on))

    def leading(self) -> Self:
        """Of lead responsible officers alone."""
        return self.filter(role=ThreatResponsibility.Role.LRO)

    def for_list(self) -> Self:
        return self.select_related("officer__body", "threat__body")


@tracked
class ThreatResponsibility(Identified, Versioned):
    """That an officer answers for a threat from a first to a last day (domain §4).

    A threat may have several lead responsible officers at a time, and one senior investigating
    officer, who runs the investigation and not the plan.
    """

    class Role(models.TextChoices):
        LRO = "lro", "Lead responsible officer"
        SIO = "sio", "Senior investigating officer"

    threat = models.ForeignKey(Threat, models.CASCADE, related_name="responsibilities")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="responsibilities")
    role = models.CharField(max_length=10, choices=Role)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = ThreatResponsibilityQuerySet.as_manager()

    class Meta:
        ordering = ["role", "since", "pk"]
        verbose_name_plural = "threat responsibilities"
        constraints = [
            models.CheckConstraint(
                name="responsibility_role_is_known",
                condition=Q(role__in=["lro", "sio"]),
                violation_error_message=(
                    "Choose lead responsible officer or senior investigating officer."
                ),
            ),
            models.CheckConstraint(
                name="responsibility_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
                violation_error_message="The last day is before the first.",
            ),
            ExclusionConstraint(
                name="officer_has_a_role_on_a_threat_once_at_a_time",
                expressions=[
                    (F("threat"), RangeOperators.EQUAL),
                    (F("officer"), RangeOperators.EQUAL),
                    (F("role"), RangeOperators.EQUAL),
                    (DateRange("since", in_order("since", "until")), RangeOperators.OVERLAPS),
                ],
                violation_error_message="The officer has this role on the threat already.",
            ),
            ExclusionConstraint(
                name="one_senior_investigating_officer_at_a_time",
                expressions=[
                    (F("threat"), RangeOperators.EQUAL),
                    (DateRange("since", in_order("since", "until")), RangeOperators.OVERLAPS),
                ],
                condition=Q(role="sio"),
                violation_error_message=(
                    "The threat has a senior investigating officer in that time. End that first."
                ),
            ),
        ]
        triggers = [
            officer_of_the_threat(
                "officer_id", name="responsible_officer_is_of_the_threat", through_plan=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.officer}"

    def holds_on(self, on: date) -> bool:
        """Whether it holds on that day, its first and last days included."""
        return self.since <= on and (self.until is None or on <= self.until)


@tracked_links
class SupportingBodyLink(Threat.supporting_bodies.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True


@tracked_links
class CrimeTypeLink(Threat.crime_types.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True
