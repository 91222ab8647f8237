"""That two disruptions which look like one event are two (domain §5)."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from disruptions.models.disruption import Disruption
from disruptions.models.guards import APPEND_ONLY, TOLD_APART_BY_ANOTHER
from inspection_portal.core.models import Identified, User


class DistinctEventsQuerySet(models.QuerySet["DistinctEvents"]):
    def visible_to(self, user: User) -> Self:
        """Those of which the person sees both records."""
        seen = Disruption.objects.visible_to(user)
        both = (Exists(seen.filter(pk=OuterRef(side))) for side in ("first", "second"))
        return self.filter(*both)

    def of(self, disruption: Disruption) -> Self:
        """Those in which the record is one of the two."""
        return self.filter(Q(first=disruption) | Q(second=disruption))

    def for_list(self) -> Self:
        return self.select_related("first__body", "second__body")


class DistinctEvents(Identified):
    """A lead’s decision that two records are of two events, and why; nobody is asked again.

    Only ever added to. `first` is the record that the portal had first. By whom stays in the audit
    trail: one body’s people are not named to another.
    """

    first = models.ForeignKey(Disruption, models.PROTECT, related_name="+", db_index=False)
    second = models.ForeignKey(Disruption, models.PROTECT, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = DistinctEventsQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "distinct events"
        constraints = [
            models.UniqueConstraint(
                name="events_told_apart_once",
                fields=["first", "second"],
                violation_error_message="It is decided already that these are two events.",
            ),
            models.CheckConstraint(
                name="events_told_apart_in_order",
                condition=Q(first__lt=F("second")),
                violation_error_message="Name two records, the earlier one first.",
            ),
            models.CheckConstraint(
                name="events_told_apart_with_reason",
                condition=Q(reason__regex=r"\S"),
                violation_error_message="Say what makes them two events.",
            ),
        ]
        triggers = [APPEND_ONLY, TOLD_APART_BY_ANOTHER]

    def __str__(self) -> str:
        return f"{self.first} and {self.second}"

    def beside(self, disruption: Disruption) -> Disruption:
        """The other of the two."""
        return self.second if self.first_id == disruption.pk else self.first
