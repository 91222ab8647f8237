"""Actions of 4P plans, and who outside the owning body may see a plan or these (domain §4)."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.text import Truncator

from disruptions.models.guards import OWNER_HAS_A_PART
from disruptions.models.officer import Officer
from disruptions.models.plan import NOT_A_STRAND, STRANDS, Plan, Strand
from forces.models import Body, Organisation, standing
from forces.rights import Right, holds
from inspection_portal.core.addresses import address_of
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Followed, Identified, User, Versioned


class PlanAccessQuerySet(models.QuerySet["PlanAccess"]):
    def visible_to(self, user: User) -> Self:
        """Whoever reads the plan sees who else may."""
        return self.filter(plan__in=Plan.objects.visible_to(user))

    def current(self) -> Self:
        """What was given and not ended."""
        return self.filter(ended_at=None)

    def lost_by(self, user: User, since: datetime) -> Self:
        """What bodies or organisations of the person had, and was ended since that moment."""
        who = standing(user)
        own = Q(body__in=who.bodies) | Q(organisation__in=who.organisations)
        return self.filter(own, ended_at__gte=since)

    def whole_plans(self) -> Self:
        """Access to plans, and not only to some of their actions."""
        return self.filter(scope=PlanAccess.Scope.PLAN)

    def for_list(self) -> Self:
        return self.select_related("plan__threat__body", "body", "organisation", "given_by")


@tracked
class PlanAccess(Followed, Identified):
    """That a body or a partner organisation may see a plan, or only the actions given to it.

    A partner sees no more than its actions. Access that has ended stays as the record of it.
    """

    class Scope(models.TextChoices):
        PLAN = "plan", "The whole plan"
        ACTIONS = "actions", "Only the actions given to it"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="access")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="plan_access"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="plan_access"
    )
    scope = models.CharField(max_length=10, choices=Scope)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PlanAccessQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "given_at", "pk"]
        verbose_name_plural = "plan access"
        constraints = [
            models.CheckConstraint(
                name="plan_access_is_of_one_body_or_partner",
                condition=Q(body__isnull=False, organisation=None)
                | Q(body=None, organisation__isnull=False),
                violation_error_message="Give access to one body or to one partner.",
            ),
            models.CheckConstraint(
                name="plan_access_scope_is_known",
                condition=Q(scope="actions") | Q(scope="plan", organisation=None),
                violation_error_message=(
                    "A partner sees only the actions given to it, a body these or the whole plan."
                ),
            ),
            models.CheckConstraint(
                name="plan_access_ended_by_someone_iff_ended",
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__gte=F("given_at"), ended_by__isnull=False),
                violation_error_message="Access that has ended needs who ended it and when.",
            ),
            models.UniqueConstraint(
                name="plan_access_once_at_a_time",
                fields=["plan", "body", "organisation"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                violation_error_message="They may see the plan already. End that access first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body or self.organisation}: {self.get_scope_display().lower()}"


class PlanActionQuerySet(models.QuerySet["PlanAction"]):
    def visible_to(self, user: User) -> Self:
        """All actions of a plan for who reads it; otherwise those given to the person's
        organisation, or to officers of a body of theirs, where access to them was given.
        """
        own = Q(plan__in=Plan.objects.visible_to(user))
        return self.filter(own | Q(pk__in=self.model.objects.lent_to(user).values("pk")))

    def lent_to(self, user: User) -> Self:
        """Actions of other bodies' plans that were given to the person's organisations or bodies,
        while these have access to the plan.
        """
        if not holds(user, Right.ACTIONS_UPDATE):
            return self.none()
        who = standing(user)
        live = PlanAccess.objects.current().filter(plan=OuterRef("plan"))
        partners = live.filter(organisation=OuterRef("partner"))
        bodies = live.filter(body=OuterRef("owner__body"))
        return self.filter(
            Exists(partners) & Q(partner__in=who.organisations)
            | Exists(bodies) & Q(owner__body__in=who.bodies)
        )

    def lost_by(self, user: User, since: datetime) -> Self:
        """Actions that were lent to the person, until the access to them ended since then."""
        who, lost = standing(user), PlanAccess.objects.lost_by(user, since).values("plan")
        given = Q(partner__in=who.organisations) | Q(owner__body__in=who.bodies)
        return self.filter(given, plan__in=lost).exclude(
            pk__in=self.model.objects.visible_to(user).values("pk")
        )

    def for_reader(self, user: User) -> Self:
        """With `reader_sees_plan`: whether the person sees the plan, or only its action."""
        plans = Plan.objects.visible_to(user).filter(pk=OuterRef("plan"))
        return self.annotate(reader_sees_plan=Exists(plans))

    def open(self) -> Self:
        return self.filter(ended_on=None)

    def for_list(self) -> Self:
        return self.select_related("plan__threat__body", "owner__body", "partner")


@tracked
class PlanAction(Followed, Identified, Versioned):
    """What is to be done under one of the four Ps, by an officer or by a partner, until `ended_on`.

    Owner, due date and result may be missing: a quality check finds that, in covert actions too.
    A partner sees its own actions: the strand, `what`, whether it is covert, `due_on`, `result` and
    `ended_on`. It sees nothing else of the plan.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="actions")
    strand = models.CharField(max_length=10, choices=Strand)
    what = models.TextField()
    owner = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="plan_actions"
    )
    partner = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="plan_actions"
    )
    is_covert = models.BooleanField("covert", default=False)
    due_on = models.DateField(null=True, blank=True)
    result = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = PlanActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="plan_action_strand_is_known",
                condition=Q(strand__in=STRANDS),
                violation_error_message=NOT_A_STRAND,
            ),
            models.CheckConstraint(
                name="plan_action_says_what",
                condition=Q(what__regex=r"\S"),
                violation_error_message="Say what is to be done.",
            ),
            models.CheckConstraint(
                name="plan_action_has_one_owner_at_most",
                condition=Q(owner=None) | Q(partner=None),
                violation_error_message="Give the action to an officer or to a partner, not both.",
            ),
        ]
        triggers = [OWNER_HAS_A_PART]

    def __str__(self) -> str:
        """Read by partners too, so it says nothing of the plan."""
        return f"{self.get_strand_display()} action: {Truncator(self.what).words(12)}"

    def get_absolute_url(self) -> str:
        return address_of("disruptions:action", self.uuid)

    def is_overdue(self, on: date) -> bool:
        return self.ended_on is None and self.due_on is not None and self.due_on < on
