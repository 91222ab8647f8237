"""What people look for in the register again and again, kept under a name."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import ExpressionWrapper, Q

from forces.models import Body, LocalPolicingBody, standing
from forces.rights import Right, holds
from inspection_portal.core.addresses import address_of
from inspection_portal.core.history import tracked, tracked_without
from inspection_portal.core.models import Identified, User, Versioned


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user: User) -> Self:
        """A person's own views, and those shared with people of whom they are one today."""
        who = standing(user)
        seen = Q(owner=user) | Q(body__in=who.bodies) | Q(policing_body__in=who.policing_bodies)
        if holds(user, Right.REGISTER_READ_ALL):
            seen |= Q(is_for_inspectorate=True)
        return self.filter(seen)

    def own_first(self, user: User) -> Self:
        is_of_another = ExpressionWrapper(~Q(owner=user), models.BooleanField())
        return self.order_by(is_of_another, "name", "pk")

    def for_list(self) -> Self:
        return self.select_related("owner", "body", "policing_body")


@tracked
class SavedView(Identified, Versioned):
    """The filters and the sort of the register's list under a name.

    `query` holds them as the address of the list does, by the names of the filters: no entries. So
    whoever opens a view that is shared sees what they may see themselves. It is shared with the
    people of a body, of a local policing body, or of the inspectorate, or with nobody.
    """

    INSPECTORATE = "inspectorate"

    owner = models.ForeignKey(User, models.PROTECT, related_name="saved_views")
    name = models.CharField(max_length=80)
    query = models.JSONField(default=dict, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    policing_body = models.ForeignKey(
        LocalPolicingBody, models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_for_inspectorate = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="saved_view_name_once",
                fields=["owner", "name"],
                violation_error_message=(
                    "You have a view of this name already. Choose another name, or replace that "
                    "view."
                ),
            ),
            models.CheckConstraint(
                name="saved_view_has_name",
                condition=Q(name__regex=r"^[^\r\n]*\S[^\r\n]*$"),
                violation_error_message="Give the view a name of one line.",
            ),
            models.CheckConstraint(
                name="saved_view_shared_with_one",
                condition=Q(body=None, policing_body=None)
                | Q(is_for_inspectorate=False, policing_body=None)
                | Q(is_for_inspectorate=False, body=None),
                violation_error_message="Share a view with one body.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("recommendations:saved_view", self.uuid)

    @property
    def shared_with(self) -> str:
        """With whose people it is shared: a UUID, `INSPECTORATE`, or nobody's."""
        if self.is_for_inspectorate:
            return self.INSPECTORATE
        whose = self.body or self.policing_body
        return str(whose.uuid) if whose else ""

    @property
    def shared_in_words(self) -> str:
        """The same in words; empty for nobody."""
        if self.is_for_inspectorate:
            return "The inspectorate"
        return str(self.body or self.policing_body or "")


class ViewSubscriptionQuerySet(models.QuerySet["ViewSubscription"]):
    def due(self, on: date) -> Self:
        """Those that were not looked at since their day came: a daily one's each day, a weekly
        one's each Monday. A day that was missed is made up for once.
        """
        monday = on - timedelta(days=on.weekday())
        daily, weekly = ViewSubscription.Rhythm.DAILY, ViewSubscription.Rhythm.WEEKLY
        came = Q(rhythm=daily, looked_on__lt=on) | Q(rhythm=weekly, looked_on__lt=monday)
        return self.filter(came, user__is_active=True)

    def failing(self) -> Self:
        """Those that could not be told of when they were last tried."""
        return self.exclude(problem="").filter(user__is_active=True)

    def for_list(self) -> Self:
        return self.select_related("user", "view")


@tracked_without("looked_on", "told_total", "problem")
class ViewSubscription(Identified):
    """That a person is told, daily or weekly, how much is in a view.

    `looked_on` is the last day that it was looked at for them, whether or not there was something
    to tell, and `told_total` how many entries the last message told of. The first message comes on
    a day after that of the subscription. `problem` is what went wrong when it was last tried, empty
    where nothing did.
    """

    class Rhythm(models.TextChoices):
        DAILY = "daily", "Every day"
        WEEKLY = "weekly", "Every Monday"

    view = models.ForeignKey(SavedView, models.CASCADE, related_name="subscriptions")
    user = models.ForeignKey(User, models.PROTECT, related_name="view_subscriptions")
    rhythm = models.CharField(max_length=6, choices=Rhythm)
    looked_on = models.DateField()
    told_total = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)

    objects = ViewSubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="view_subscribed_once",
                fields=["view", "user"],
                violation_error_message="You are told of this view already.",
            ),
            models.CheckConstraint(
                name="view_rhythm_is_known",
                condition=Q(rhythm__in=["daily", "weekly"]),
                violation_error_message="Choose every day or every Monday.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.view}, {self.get_rhythm_display().lower()}"
