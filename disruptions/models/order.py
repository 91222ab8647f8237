"""The register of serious crime prevention orders (domain §7)."""

from collections.abc import Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import Self

from django.db import models
from django.db.models import F, Q

from disruptions.models.guards import NEVER_DELETED, officer_of_the_body, threat_of_the_body
from disruptions.models.officer import Officer
from disruptions.models.reading import OfBodyQuerySet
from disruptions.models.settings import PlanSettings, day_by_body
from disruptions.models.threat import Threat
from forces.models import Body
from inspection_portal.core.addresses import address_of
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Followed, Identified, User, Versioned


class PreventionOrderQuerySet(OfBodyQuerySet):
    def in_force(self, on: date) -> Self:
        """Orders that bind on that day, the day of their expiry included; one whose expiry is not
        known binds.
        """
        return self.standing(on).filter(in_force_on__lte=on)

    def expiring(self, on: date, settings: Mapping[int, PlanSettings]) -> Self:
        """Orders in force that expire within as many days after that day as their body has set."""
        return self.in_force(on).filter(is_expiring(on, settings))

    def released(self, on: date) -> Self:
        """Of people who were let out of custody by that day; not of those who never were in it."""
        return self.filter(was_released(on))

    def standing(self, on: date) -> Self:
        """Orders that have not ended by that day, in force or not yet."""
        return self.exclude(_ended(on))

    def ended(self, on: date) -> Self:
        """Orders that have expired or were discharged by that day."""
        return self.filter(_ended(on))

    def about(self, words: str) -> Self:
        """Orders with these words in their reference, court, unit or conditions, or in the
        reference of their threat.
        """
        told = ("reference", "court", "unit", "conditions", "threat__reference")
        return self.filter(reduce(or_, (Q(**{f"{name}__icontains": words}) for name in told)))

    def for_list(self) -> Self:
        return self.select_related("body", "threat__body", "manager__body")


def is_expiring(on: date, settings: Mapping[int, PlanSettings]) -> Q:
    """Of an order in force: whether it is about to expire, as its body counts."""
    last = day_by_body(on, "expiry_days", settings, body="body", ahead=True)
    return Q(expires_on__lte=last)


def was_released(on: date) -> Q:
    return Q(custody=PreventionOrder.Custody.RELEASED, released_on__lte=on)


def _ended(on: date) -> Q:
    """An order binds to the end of its last day, and not on the day of its discharge."""
    return Q(expires_on__isnull=False, expires_on__lt=on) | Q(
        discharged_on__isnull=False, discharged_on__lte=on
    )


@tracked
class PreventionOrder(Followed, Identified, Versioned):
    """A serious crime prevention order (SCPO) that a body manages, by its reference; nobody's name.

    It may bind only from release. `released_on` is the day of release, or the one that is expected
    while the person is in custody. `severity` is the rating that the body gives itself. A check of
    databases alone is no active management.
    """

    class Custody(models.TextChoices):
        IN_CUSTODY = "in_custody", "In custody"
        RELEASED = "released", "Released"
        NEVER_HELD = "never_held", "Never in custody"

    class Check(models.TextChoices):
        VISIT = "visit", "Visit"
        CONTACT = "contact", "Other contact"
        DATABASE = "database", "Databases only (PNC, PND)"

    class Severity(models.TextChoices):
        LOW = "low", "Low"
        MEDIUM = "medium", "Medium"
        HIGH = "high", "High"

    body = models.ForeignKey(Body, models.PROTECT, related_name="prevention_orders")
    reference = models.CharField(max_length=60)
    threat = models.ForeignKey(
        Threat, models.PROTECT, null=True, blank=True, related_name="prevention_orders"
    )
    court = models.CharField(max_length=120, blank=True)
    made_on = models.DateField()
    in_force_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    discharged_on = models.DateField(null=True, blank=True)
    custody = models.CharField("custody status", max_length=20, choices=Custody)
    released_on = models.DateField("release", null=True, blank=True)
    severity = models.CharField(max_length=20, choices=Severity, blank=True)
    conditions = models.TextField(blank=True)
    manager = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="managed_orders"
    )
    unit = models.CharField(max_length=120, blank=True)
    last_check = models.CharField(max_length=20, choices=Check, blank=True)
    last_checked_on = models.DateField(null=True, blank=True)
    is_actively_managed = models.BooleanField("actively managed", default=False)
    is_marsoc = models.BooleanField("MARSOC", default=False)

    objects = PreventionOrderQuerySet.as_manager()

    class Meta:
        ordering = ["expires_on", "reference", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="order_reference_once_in_a_body",
                fields=["body", "reference"],
                violation_error_message="The body has an order of this reference already.",
            ),
            models.CheckConstraint(
                name="order_has_reference",
                condition=Q(reference__regex=r"\S"),
                violation_error_message="Give the order its reference.",
            ),
            models.CheckConstraint(
                name="order_words_are_known",
                condition=Q(
                    custody__in=["in_custody", "released", "never_held"],
                    severity__in=["", "low", "medium", "high"],
                    last_check__in=["", "visit", "contact", "database"],
                ),
                violation_error_message=(
                    "Choose custody status, severity and kind of check from the lists."
                ),
            ),
            models.CheckConstraint(
                name="order_in_force_after_it_is_made",
                condition=Q(in_force_on=None) | Q(in_force_on__gte=F("made_on")),
                violation_error_message="The order would be in force before it was made.",
            ),
            models.CheckConstraint(
                name="order_ends_after_it_is_made",
                condition=(Q(expires_on=None) | Q(expires_on__gte=F("made_on")))
                & (Q(expires_on=None) | Q(in_force_on=None) | Q(expires_on__gte=F("in_force_on")))
                & (Q(discharged_on=None) | Q(discharged_on__gte=F("made_on"))),
                violation_error_message="The order would end before it begins.",
            ),
            models.CheckConstraint(
                name="order_released_with_a_day",
                condition=~Q(custody="released") | Q(released_on__isnull=False),
                violation_error_message="Give the day of release.",
            ),
            models.CheckConstraint(
                name="order_check_has_kind_and_day",
                condition=Q(last_check="", last_checked_on=None)
                | (~Q(last_check="") & Q(last_checked_on__isnull=False)),
                violation_error_message="Give the kind of the last check and its day.",
            ),
        ]
        triggers = [
            NEVER_DELETED,
            officer_of_the_body("manager_id", name="order_manager_is_of_the_body"),
            threat_of_the_body(name="order_threat_is_of_the_body"),
        ]

    def __str__(self) -> str:
        return f"SCPO {self.reference}, {self.body}"

    def get_absolute_url(self) -> str:
        return address_of("disruptions:order", self.uuid)

    def binds_on(self, on: date) -> bool:
        """Whether it is in force on that day, as `in_force` counts."""
        began = self.in_force_on is not None and self.in_force_on <= on
        return began and not self.has_ended(on)

    def is_released(self, on: date) -> bool:
        """Whether the person had been let out of custody by that day, as `released` counts."""
        is_out = self.custody == self.Custody.RELEASED
        return is_out and self.released_on is not None and self.released_on <= on

    def has_ended(self, on: date) -> bool:
        """Whether it had expired or was discharged by that day, as `ended` counts."""
        expired = self.expires_on is not None and self.expires_on < on
        return expired or (self.discharged_on is not None and self.discharged_on <= on)


class OrderBreachQuerySet(models.QuerySet["OrderBreach"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(order__in=PreventionOrder.objects.visible_to(user))

    def for_list(self) -> Self:
        return self.select_related("order__body")


@tracked
class OrderBreach(Followed, Identified, Versioned):
    """That an order was breached, and what came of it."""

    order = models.ForeignKey(PreventionOrder, models.CASCADE, related_name="breaches")
    happened_on = models.DateField()
    what = models.TextField()
    outcome = models.TextField(blank=True)

    objects = OrderBreachQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-pk"]
        verbose_name_plural = "order breaches"
        constraints = [
            models.CheckConstraint(
                name="order_breach_says_what",
                condition=Q(what__regex=r"\S"),
                violation_error_message="Say how the order was breached.",
            )
        ]

    def __str__(self) -> str:
        return f"Breach of {self.order}"

    def get_absolute_url(self) -> str:
        return self.order.get_absolute_url()
