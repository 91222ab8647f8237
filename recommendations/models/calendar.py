"""The secret address at which a person's calendar program finds their deadlines."""

from typing import Self

from django.db import models
from django.db.models import Q

from inspection_portal.core.history import tracked_without
from inspection_portal.core.models import Identified, User


class CalendarAddressQuerySet(models.QuerySet["CalendarAddress"]):
    def visible_to(self, user: User) -> Self:
        """An address is the person's own, as a password is."""
        return self.filter(user=user)

    def in_force(self) -> Self:
        """Those that nobody has revoked, of people who can sign in."""
        return self.filter(revoked_at=None, user__is_active=True)


@tracked_without("digest")
class CalendarAddress(Identified):
    """An address that answers without sign-in to whoever knows it.

    Only the SHA-256 of its secret part is kept, so nobody can read it here: who has lost it makes
    another, and the old one ends.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="calendar_addresses")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarAddressQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="calendar_address_one_in_force",
                fields=["user"],
                condition=Q(revoked_at=None),
                violation_error_message="The person has an address already.",
            )
        ]

    def __str__(self) -> str:
        return f"Calendar address of {self.user}"
