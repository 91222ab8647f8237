"""What a local policing body must publish in answer to a report: Police Act 1996 s55 (§3.1)."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from findings.models import Inspection
from forces.models import LocalPolicingBody, standing
from forces.rights import Right, holds
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Identified, User

# "Before the end of the period of 56 days beginning with the day on which the report is published".
DAYS_TO_ANSWER = 56


def last_day_to_answer(published_on: date) -> date:
    """The last of the 56 days, the day of publication being the first."""
    return published_on + timedelta(days=DAYS_TO_ANSWER - 1)


class Section55ResponseQuerySet(models.QuerySet["Section55Response"]):
    def visible_to(self, user: User) -> Self:
        """Who reads the whole register sees them all; others those of the bodies that they act for
        or oversee, once the report is published.
        """
        who = standing(user)
        seen = self.filter(inspection__in=Inspection.objects.published())
        if holds(user, Right.REGISTER_READ_ALL):
            return seen
        return seen.filter(
            Q(policing_body__in=who.policing_bodies) | Q(policing_body__body__in=who.bodies)
        )

    def due_from(self, day: date) -> Self:
        """Those whose last day to answer is that day or later."""
        return self.filter(inspection__published_on__gt=day - timedelta(days=DAYS_TO_ANSWER))

    def for_list(self) -> Self:
        return self.select_related("inspection", "policing_body__body")


@tracked
class Section55Response(Identified):
    """That a local policing body owes an answer to a report; its clock runs from the day of
    publication.
    """

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="section_55_responses")
    policing_body = models.ForeignKey(
        LocalPolicingBody, models.PROTECT, related_name="section_55_responses"
    )

    objects = Section55ResponseQuerySet.as_manager()

    class Meta:
        ordering = ["inspection", "policing_body__name"]
        constraints = [
            models.UniqueConstraint(
                name="section_55_response_once",
                fields=["inspection", "policing_body"],
                violation_error_message="This body’s answer to the report is on the list already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.policing_body}: {self.inspection}"

    @property
    def due_on(self) -> date | None:
        """The last day to answer; None while the report has no moment of publication."""
        published_on = self.inspection.published_on
        return last_day_to_answer(published_on) if published_on else None
