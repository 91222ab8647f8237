"""Who is inspected: regions, and the regional units and forces in them (domain §1)."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Case, F, Func, OuterRef, Prefetch, Q, Subquery, When
from django.utils.timezone import localdate

from forces import names
from inspection_portal.core.addresses import address_of
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Followed, Identified, User


class DateRange(Func):
    """The days from the first expression to the second, both included; an empty end is open."""

    function = "DATERANGE"
    template = "%(function)s(%(expressions)s, '[]')"
    output_field = DateRangeField()


def in_order(first: str, last: str) -> Case:
    """The day in the field `last`, or that in `first` where the two are the wrong way round: a
    range can't be, and another constraint says so.
    """
    return Case(When(**{f"{last}__lt": F(first)}, then=F(first)), default=F(last))


def holds_on(on: date) -> Q:
    """Rows with valid-from/to that hold on that day; unknown dates hold always."""
    began = Q(valid_from=None) | Q(valid_from__lte=on)
    not_ended = Q(valid_to=None) | Q(valid_to__gte=on)
    return began & not_ended


class Dated(models.Model):
    """A fact with the first and the last day on which it holds; unknown dates are empty."""

    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_it_begins",
                condition=Q(valid_to__gte=F("valid_from")) | Q(valid_from=None) | Q(valid_to=None),
                violation_error_message="The last day is before the first.",
            )
        ]


class RegionQuerySet(models.QuerySet["Region"]):
    def visible_to(self, user: User) -> Self:
        """Regions are public: whoever is signed in sees them all."""
        return self if user.is_active else self.none()

    def for_list(self) -> Self:
        return self


@tracked
class Region(Followed, Identified):
    """One of the ten SOC regions. A region is inspected but never graded, and is not a body."""

    name = models.TextField(unique=True)
    slug = models.SlugField(unique=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("home:region", self.uuid)


class BodyQuerySet(models.QuerySet["Body"]):
    def visible_to(self, user: User) -> Self:
        """Bodies are public: whoever is signed in sees them all."""
        return self if user.is_active else self.none()

    def named(self, name: str) -> "Body":
        """The body known by that name or any alias of it, whatever the case, `&` or a trailing
        "Police".

        A region is never returned. Raises Body.DoesNotExist.
        """
        return self.get(names__key=names.key(name))

    def in_region(self, region: Region, on: date | None = None) -> Self:
        """Bodies that belong to the region on that day (default today), the ROCU first."""
        memberships = RegionMembership.objects.filter(holds_on(on or localdate()), region=region)
        return self.filter(pk__in=memberships.values("body"))

    def units_beside(self, force: int, on: date) -> Self:
        """The ROCU of the region that the force, by its key, belongs to on that day."""
        current = RegionMembership.objects.filter(holds_on(on))
        regions = current.filter(body=force).values("region")
        beside = current.filter(region__in=regions).values("body")
        return self.filter(kind=Body.Kind.ROCU, pk__in=beside)

    def with_region(self, on: date | None = None) -> Self:
        """Adds `region_name` and `region_uuid` of the body's region on that day (default today)."""
        current = RegionMembership.objects.filter(holds_on(on or localdate()), body=OuterRef("pk"))
        return self.annotate(
            region_name=Subquery(current.values("region__name")[:1]),
            region_uuid=Subquery(current.values("region__uuid")[:1]),
        )

    def for_list(self) -> Self:
        policing_bodies = LocalPolicingBody.objects.filter(holds_on(localdate()))
        return self.with_region().prefetch_related(
            Prefetch("local_policing_bodies", policing_bodies, to_attr="answering_bodies")
        )


@tracked
class Body(Followed, Identified):
    """A regional organised crime unit or a force: what can be graded and must answer.

    `name` is the present official name; other names, past and present, are `names`.
    """

    class Kind(models.TextChoices):
        ROCU = "rocu", "Regional organised crime unit"
        FORCE = "force", "Force"

    kind = models.CharField(max_length=10, choices=Kind)
    name = models.TextField(unique=True)
    short_name = models.CharField(max_length=40, blank=True)
    slug = models.SlugField(unique=True)
    ons_code = models.CharField("ONS police force area code", max_length=9, blank=True)
    ons_name = models.CharField("ONS police force area name", max_length=60, blank=True)

    objects = BodyQuerySet.as_manager()

    class Meta:
        # "rocu" sorts after "force": the ROCU of a region comes first.
        ordering = ["-kind", "name"]
        verbose_name_plural = "bodies"
        constraints = [
            models.CheckConstraint(
                name="body_is_rocu_or_force",
                condition=Q(kind__in=["rocu", "force"]),
                violation_error_message=(
                    "Only a ROCU or a force is a body: a region is never graded."
                ),
            ),
            models.UniqueConstraint(
                name="body_ons_code_once",
                fields=["ons_code"],
                condition=~Q(ons_code=""),
                violation_error_message="Another body has this ONS code.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("home:body", self.uuid)


@tracked
class BodyName(Dated):
    """A name by which a body is found; `key` is what `forces.names.key` makes of it."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="names")
    name = models.TextField()
    key = models.TextField(unique=True, error_messages={"unique": "Another body has this name."})

    class Meta(Dated.Meta):
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


@tracked
class RegionMembership(Dated):
    """A body belongs to one region at a time."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="memberships")
    region = models.ForeignKey(Region, models.PROTECT, related_name="memberships")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            ExclusionConstraint(
                name="body_in_one_region_at_a_time",
                expressions=[
                    (F("body"), RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="The body already belongs to a region in that time.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} in {self.region}"


@tracked
class LocalPolicingBody(Dated, Identified):
    """Who must answer a report under section 55 of the Police Act 1996 for a force, and when it had
    that duty.
    """

    class Kind(models.TextChoices):
        PCC = "pcc", "Police and crime commissioner"
        PFCC = "pfcc", "Police, fire and crime commissioner"
        MAYOR = "mayor", "Mayor"
        COMMON_COUNCIL = "common_council", "Common Council"
        BTP_AUTHORITY = "btp_authority", "British Transport Police Authority"

    body = models.ForeignKey(Body, models.CASCADE, related_name="local_policing_bodies")
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.TextField()

    class Meta(Dated.Meta):
        ordering = ["name"]
        verbose_name_plural = "local policing bodies"
        constraints = [
            *Dated.Meta.constraints,
            ExclusionConstraint(
                name="body_has_one_local_policing_body_at_a_time",
                expressions=[
                    (F("body"), RangeOperators.EQUAL),
                    (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="The force already has a local policing body in that time.",
            ),
            models.CheckConstraint(
                name="local_policing_body_kind_is_known",
                condition=Q(kind__in=["pcc", "pfcc", "mayor", "common_council", "btp_authority"]),
                violation_error_message="That is not a kind of local policing body.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
