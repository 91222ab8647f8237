"""4P plans: how a body means to deal with a threat (domain §4)."""

from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from disruptions.models.guards import (
    NEVER_DELETED,
    ONE_OPEN_PLAN,
    officer_of_the_threat,
)
from disruptions.models.officer import Officer
from disruptions.models.shingles import FORGOTTEN, KEPT
from disruptions.models.threat import Threat
from forces.models import standing
from forces.rights import Right, holds
from inspection_portal.core.addresses import address_of
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Followed, Identified, User, Versioned


class Strand(models.TextChoices):
    """The four Ps."""

    PURSUE = "pursue", "Pursue"
    PREVENT = "prevent", "Prevent"
    PROTECT = "protect", "Protect"
    PREPARE = "prepare", "Prepare"


STRANDS = ["pursue", "prevent", "protect", "prepare"]
NOT_A_STRAND = "Choose Pursue, Prevent, Protect or Prepare."


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: User) -> Self:
        """Plans of the person's bodies, and those shared whole with them; all for who reads every
        plan. A body that supports the threat sees what is shared with it, a partner no plan.
        """
        if holds(user, Right.THREATS_READ_ALL):
            return self
        if not holds(user, Right.THREATS_READ):
            return self.none()
        bodies = standing(user).bodies
        shared = Plan.objects.filter(
            access__body__in=bodies, access__scope="plan", access__ended_at=None
        )
        return self.filter(Q(threat__body__in=bodies) | Q(pk__in=shared.values("pk")))

    def open(self) -> Self:
        """Drafts and plans in force."""
        return self.exclude(state=Plan.State.CLOSED)

    def in_force(self) -> Self:
        return self.filter(state=Plan.State.IN_FORCE)

    def for_list(self) -> Self:
        return self.select_related("threat__body", "written_by__body", "checked_by__body")


@tracked
class Plan(Followed, Identified, Versioned):
    """The plan for a threat under the four Ps: a draft, then in force, then closed.

    `opened_on` is the day it was begun, `template_version` the form it was written on.
    `checked_by` is the supervisor who checked its quality. A threat has one open plan, unless its
    body allows several.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_FORCE = "in_force", "In force"
        CLOSED = "closed", "Closed"

    threat = models.ForeignKey(Threat, models.PROTECT, related_name="plans")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    template_version = models.CharField(max_length=40, blank=True)
    written_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="written_plans"
    )
    checked_by = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="checked_plans"
    )
    checked_on = models.DateField(null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="plan_closed_iff_closed_on",
                condition=Q(state__in=["draft", "in_force"], closed_on=None)
                | Q(state="closed", closed_on__isnull=False),
                violation_error_message=(
                    "A closed plan needs the date it was closed, an open one has none."
                ),
            ),
            models.CheckConstraint(
                name="plan_closes_after_it_opens",
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                violation_error_message="The plan would be closed before it was opened.",
            ),
            models.CheckConstraint(
                name="plan_checked_by_someone_iff_checked",
                condition=Q(checked_on=None, checked_by=None)
                | Q(checked_on__gte=F("opened_on"), checked_by__isnull=False),
                violation_error_message=(
                    "A supervisor’s check needs who checked and when, not before the plan was "
                    "opened."
                ),
            ),
            models.CheckConstraint(
                name="plan_checked_by_another_than_its_writer",
                condition=Q(checked_by=None) | Q(written_by=None) | ~Q(checked_by=F("written_by")),
                violation_error_message="Nobody checks a plan that they wrote.",
            ),
        ]
        triggers = [
            NEVER_DELETED,
            pgtrigger.Trigger(
                name="one_open_plan_of_a_threat",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "threat_id"),
                func=ONE_OPEN_PLAN,
            ),
            officer_of_the_threat(
                "written_by_id", name="plan_writer_is_of_the_threat", through_plan=False
            ),
            officer_of_the_threat(
                "checked_by_id", name="plan_checker_is_of_the_threat", through_plan=False
            ),
        ]

    def __str__(self) -> str:
        return f"4P plan for {self.threat}"

    def get_absolute_url(self) -> str:
        return address_of("disruptions:plan", self.uuid)

    @property
    def is_open(self) -> bool:
        return self.state != self.State.CLOSED


class OfPlanQuerySet(models.QuerySet[Any]):
    """Rows that are read with the whole plan."""

    def visible_to(self, user: User) -> Self:
        return self.filter(plan__in=Plan.objects.visible_to(user))


class PlanEntryQuerySet(OfPlanQuerySet):
    def for_list(self) -> Self:
        return self.select_related("plan__threat__body")


@tracked
class PlanEntry(Followed, Identified, Versioned):
    """What a plan says under one of the four Ps, at `timed_at` (London) on `dated_on`.

    A body may have written it without a date, or without a time: a quality check finds that.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="entries")
    strand = models.CharField(max_length=10, choices=Strand)
    dated_on = models.DateField(null=True, blank=True)
    timed_at = models.TimeField(null=True, blank=True)
    text = models.TextField()

    objects = PlanEntryQuerySet.as_manager()

    class Meta:
        ordering = ["dated_on", "timed_at", "pk"]
        verbose_name_plural = "plan entries"
        constraints = [
            models.CheckConstraint(
                name="plan_entry_strand_is_known",
                condition=Q(strand__in=STRANDS),
                violation_error_message=NOT_A_STRAND,
            ),
            models.CheckConstraint(
                name="plan_entry_has_text",
                condition=Q(text__regex=r"\S"),
                violation_error_message="Write the entry.",
            ),
            models.CheckConstraint(
                name="plan_entry_has_a_time_only_with_a_date",
                condition=Q(timed_at=None) | Q(dated_on__isnull=False),
                violation_error_message="Give the date as well as the time.",
            ),
        ]
        triggers = [KEPT, FORGOTTEN]

    def __str__(self) -> str:
        return f"{self.get_strand_display()} entry of {self.plan}"


class PlanReviewQuerySet(OfPlanQuerySet):
    def last_of_each(self) -> Self:
        """The last review of each plan."""
        return self.order_by("plan", "-reviewed_on", "-pk").distinct("plan")

    def for_list(self) -> Self:
        return self.select_related("plan__threat__body", "reviewed_by__body")


@tracked
class PlanReview(Followed, Identified, Versioned):
    """That a plan was reviewed on a day, by whom, and what came of it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="reviews")
    reviewed_on = models.DateField()
    reviewed_by = models.ForeignKey(Officer, models.PROTECT, related_name="plan_reviews")
    outcome = models.TextField()

    objects = PlanReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-reviewed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="plan_reviewed_once_a_day_by_an_officer",
                fields=["plan", "reviewed_on", "reviewed_by"],
                violation_error_message="The officer has reviewed the plan on that day already.",
            ),
            models.CheckConstraint(
                name="plan_review_has_outcome",
                condition=Q(outcome__regex=r"\S"),
                violation_error_message="Say what came of the review.",
            ),
        ]
        triggers = [
            officer_of_the_threat(
                "reviewed_by_id", name="plan_reviewer_is_of_the_threat", through_plan=True
            )
        ]

    def __str__(self) -> str:
        return f"Review of {self.plan}"


class PlanLinkQuerySet(OfPlanQuerySet):
    def for_list(self) -> Self:
        return self.select_related("plan__threat__body")


@tracked
class PlanLink(Followed, Identified, Versioned):
    """A safeguarding, investigation or SCPO plan that belongs with a 4P plan, by its reference."""

    class Kind(models.TextChoices):
        SAFEGUARDING = "safeguarding", "Safeguarding plan"
        INVESTIGATION = "investigation", "Investigation plan"
        SCPO = "scpo", "SCPO plan"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=20, choices=Kind)
    reference = models.CharField(max_length=120)

    objects = PlanLinkQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "reference", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="plan_linked_once_to_each_plan",
                fields=["plan", "kind", "reference"],
                violation_error_message="The plan is linked to that already.",
            ),
            models.CheckConstraint(
                name="plan_link_is_known",
                condition=Q(
                    kind__in=["safeguarding", "investigation", "scpo"], reference__regex=r"\S"
                ),
                violation_error_message="Choose the kind of plan, and give its reference.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"
