"""Officers who lead the response to threats, write plans and manage orders (domain §4)."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from disruptions.models.guards import NEVER_DELETED
from disruptions.models.reading import OfBodyQuerySet
from forces.models import Body
from inspection_portal.core.addresses import address_of
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Followed, Identified, User, Versioned


class OfficerQuerySet(OfBodyQuerySet):
    def serving(self, on: date) -> Self:
        """Those who have not left by that day; on `left_on` they still serve."""
        return self.filter(Q(left_on=None) | Q(left_on__gte=on))

    def for_list(self) -> Self:
        return self.select_related("body", "user")


@tracked
class Officer(Followed, Identified, Versioned):
    """Somebody of a body who leads the response to threats, investigates them, or manages orders.

    `name` is closed: it is for people of the officer's own body, and what leaves the force says
    `title` instead. `post` is what they do, in the force's words. `trained_on` is the day on which
    they were trained as lead responsible officer. `user` is how they sign in, where they do.
    """

    class Rank(models.TextChoices):
        CONSTABLE = "constable", "Constable"
        SERGEANT = "sergeant", "Sergeant"
        INSPECTOR = "inspector", "Inspector"
        CHIEF_INSPECTOR = "chief_inspector", "Chief inspector"
        SUPERINTENDENT = "superintendent", "Superintendent"
        CHIEF_SUPERINTENDENT = "chief_superintendent", "Chief superintendent"
        CHIEF_OFFICER = "chief_officer", "Chief officer"
        STAFF = "staff", "Police staff"

    body = models.ForeignKey(Body, models.PROTECT, related_name="officers")
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="officer_records"
    )
    reference = models.CharField(max_length=40)
    name = models.CharField(max_length=120, blank=True)
    rank = models.CharField(max_length=20, choices=Rank)
    post = models.CharField(max_length=120, blank=True)
    trained_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    objects = OfficerQuerySet.as_manager()

    class Meta:
        ordering = ["reference", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="officer_reference_once_in_a_body",
                fields=["body", "reference"],
                violation_error_message="Another officer of the body has this reference.",
            ),
            models.CheckConstraint(
                name="officer_has_reference",
                condition=Q(reference__regex=r"\S"),
                violation_error_message="Give the officer a reference, such as a collar number.",
            ),
            models.CheckConstraint(
                name="officer_rank_is_known",
                condition=Q(
                    rank__in=[
                        *("constable", "sergeant", "inspector", "chief_inspector"),
                        *("superintendent", "chief_superintendent", "chief_officer", "staff"),
                    ]
                ),
                violation_error_message="Choose a rank from the list.",
            ),
            models.CheckConstraint(
                name="officer_trained_before_they_left",
                condition=Q(trained_on=None) | Q(left_on=None) | Q(left_on__gte=F("trained_on")),
                violation_error_message="The officer would be trained after they had left.",
            ),
            models.UniqueConstraint(
                name="officer_signs_in_once_in_a_body",
                fields=["body", "user"],
                violation_error_message="The person is another officer of the body already.",
            ),
        ]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("disruptions:officer", self.uuid)

    @property
    def title(self) -> str:
        """The rank and post without the name, for whatever leaves the force: "Inspector, economic
        crime".
        """
        return ", ".join(filter(None, [self.get_rank_display(), self.post]))

    def has_left(self, on: date) -> bool:
        return self.left_on is not None and self.left_on < on

    def is_trained(self, on: date) -> bool:
        return self.trained_on is not None and self.trained_on <= on
