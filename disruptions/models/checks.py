"""Waivers of the quality checks of threats, plans and orders, and the trend of their results."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import OuterRef, Q, QuerySet

from disruptions.models.guards import PAST_DAYS_STAND
from disruptions.models.order import PreventionOrder
from disruptions.models.plan import Plan
from disruptions.models.reading import OfBodyQuerySet
from disruptions.models.threat import Threat
from forces.models import Body, standing
from forces.rights import Right, holds
from inspection_portal.core.dates import LondonDay
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Followed, Identified, User


class CheckWaiverQuerySet(models.QuerySet["CheckWaiver"]):
    def visible_to(self, user: User) -> Self:
        """As the checks: of the bodies that the person acts for; all for who reads every threat.
        Guests of a threat or a plan see none.
        """
        if holds(user, Right.THREATS_READ_ALL):
            return self
        if not holds(user, Right.THREATS_READ):
            return self.none()
        bodies = standing(user).bodies
        return self.filter(
            Q(threat__body__in=bodies)
            | Q(plan__threat__body__in=bodies)
            | Q(order__body__in=bodies)
        )

    def current(self, on: date) -> Self:
        """Those that hold on that day: until their last day, unless they were withdrawn."""
        return self.filter(withdrawn_at=None, until__gte=on)

    def for_list(self) -> Self:
        return self.select_related(
            "threat__body", "plan__threat__body", "order__body", "given_by", "withdrawn_by"
        )


@tracked
class CheckWaiver(Followed, Identified):
    """That a check need not hold for a threat, a plan or an order until a day, and why.

    `check_id` is the id of the check in the code. What is withdrawn stays as the record of it.
    """

    check_id = models.CharField(max_length=60)
    threat = models.ForeignKey(
        Threat, models.CASCADE, null=True, blank=True, related_name="waivers"
    )
    plan = models.ForeignKey(Plan, models.CASCADE, null=True, blank=True, related_name="waivers")
    order = models.ForeignKey(
        PreventionOrder, models.CASCADE, null=True, blank=True, related_name="waivers"
    )
    reason = models.TextField()
    until = models.DateField()
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = CheckWaiverQuerySet.as_manager()

    class Meta:
        ordering = ["until", "pk"]
        constraints = [
            models.CheckConstraint(
                name="waiver_is_of_one_thing",
                condition=Q(threat__isnull=False, plan=None, order=None)
                | Q(threat=None, plan__isnull=False, order=None)
                | Q(threat=None, plan=None, order__isnull=False),
                violation_error_message="Waive a check for one threat, plan or order.",
            ),
            models.CheckConstraint(
                name="waiver_names_a_check",
                condition=Q(check_id__regex=r"\S"),
                violation_error_message="Say which check is waived.",
            ),
            models.CheckConstraint(
                name="waiver_has_reason",
                condition=Q(reason__regex=r"\S"),
                violation_error_message="Say why the check need not hold.",
            ),
            models.CheckConstraint(
                name="waiver_ends_after_it_is_given",
                condition=Q(until__gte=LondonDay("given_at")),
                violation_error_message="The waiver would end before it begins.",
            ),
            models.CheckConstraint(
                name="waiver_withdrawn_by_someone_iff_withdrawn",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                violation_error_message="A waiver that was withdrawn needs who did so and when.",
            ),
        ]

    def __str__(self) -> str:
        return f"Waiver of {self.check_id} for {self.of}"

    @property
    def of(self) -> Threat | Plan | PreventionOrder:
        return self.threat or self.plan or self.order  # type: ignore[return-value]

    def holds_on(self, on: date) -> bool:
        return self.withdrawn_at is None and self.until >= on


class CheckCountQuerySet(OfBodyQuerySet):
    def between(self, first: date, last: date) -> Self:
        return self.filter(on__range=(first, last))

    def last_day(self) -> QuerySet[Any, Any]:
        """When the body of an outer query was last counted."""
        return self.filter(body=OuterRef("pk")).order_by("-on").values("on")[:1]


class CheckCount(models.Model):
    """How many of a body's threats, plans or orders failed a check on a day: the trend of it.

    `found` were neither waived nor in order, `waived` failed with a waiver, `asked` is of how many
    the check was asked. Until its day is over a count is replaced by a later one; the results
    themselves are never stored (ADR 0026).
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="check_counts", db_index=False)
    check_id = models.CharField(max_length=60)
    on = models.DateField()
    counted_at = models.DateTimeField()
    found = models.PositiveIntegerField()
    waived = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField()

    objects = CheckCountQuerySet.as_manager()

    class Meta:
        ordering = ["on", "check_id"]
        constraints = [
            models.UniqueConstraint(
                name="check_counted_once_a_day",
                fields=["body", "on", "check_id"],
                violation_error_message="The check is counted for that day already.",
            ),
            models.CheckConstraint(
                name="check_count_is_at_most_what_was_asked",
                condition=Q(asked__gte=models.F("found") + models.F("waived")),
                violation_error_message="More failed than were checked.",
            ),
            models.CheckConstraint(
                name="check_count_is_of_its_day",
                condition=Q(on=LondonDay("counted_at")),
                violation_error_message="A count is of the day on which it was made.",
            ),
        ]
        triggers = [PAST_DAYS_STAND]

    def __str__(self) -> str:
        return f"{self.check_id} of {self.body}: {self.found} of {self.asked}"


class PlanError(models.Model):
    """That a check found an error in a plan when it was last counted: a later count tells by it
    which errors are new.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+", db_index=False)
    check_id = models.CharField(max_length=60)

    class Meta:
        ordering = ["plan", "check_id"]
        constraints = [
            models.UniqueConstraint(
                name="plan_error_once",
                fields=["plan", "check_id"],
                violation_error_message="The error of the plan is known.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.check_id} of {self.plan}"
