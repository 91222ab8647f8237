"""What a cause of concern asks for, and by when (domain §2.2, §3.3)."""

from typing import Self

import pgtrigger
from django.db import models
from django.utils.text import Truncator

from findings.models import Finding, Inspection
from findings.models.guards import frozen_once_issued
from forces.models import LocalPolicingBody, Organisation
from inspection_portal.core.guards import refused_unless
from inspection_portal.core.history import tracked, tracked_links
from inspection_portal.core.models import Followed, Identified, User, Versioned
from recommendations.models.wording import Worded

# The other half, that the finding keeps its kind, is a trigger on its table: migration 0005.
OF_A_CAUSE_OF_CONCERN = """
    EXISTS (
        SELECT 1 FROM findings_finding AS finding
        WHERE finding.id = NEW.finding_id AND finding.kind = 'cause_of_concern'
        FOR SHARE
    )
"""


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def visible_to(self, user: User) -> Self:
        """Recommendations of the inspections whose text the person reads."""
        return self.filter(finding__inspection__in=Inspection.objects.text_visible_to(user))

    def with_addressees(self) -> Self:
        """With those outside the bodies."""
        return self.prefetch_related("organisations", "policing_bodies")

    def for_list(self) -> Self:
        return self.select_related("finding__chapter__body", "finding__inspection")


@tracked
class Recommendation(Followed, Identified, Versioned, Worded):
    """What a cause of concern asks for; besides bodies it may address `organisations` and
    `policing_bodies`.
    """

    SHOWN_FROM = ("finding__inspection__changed_at", "finding__inspection__publish_at")

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="recommendations")
    position = models.PositiveSmallIntegerField()
    organisations = models.ManyToManyField(Organisation, related_name="+", blank=True)
    policing_bodies = models.ManyToManyField(LocalPolicingBody, related_name="+", blank=True)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["finding", "position"]
        constraints = [
            *Worded.Meta.constraints,
            models.UniqueConstraint(
                name="recommendation_position_once",
                fields=["finding", "position"],
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
        triggers = [
            refused_unless(
                OF_A_CAUSE_OF_CONCERN,
                name="recommendation_is_of_a_cause_of_concern",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("finding_id"),
                message="Only a cause of concern has recommendations.",
            ),
            frozen_once_issued(
                "(SELECT inspection_id FROM findings_finding WHERE id = {row}.finding_id)",
                settled=["due_on", "version"],
            ),
        ]

    def __str__(self) -> str:
        return Truncator(self.text).chars(120)

    @property
    def outside(self) -> list[Organisation | LocalPolicingBody]:
        """Who is addressed besides the bodies that its finding is about."""
        return [*self.organisations.all(), *self.policing_bodies.all()]


@tracked_links
class RecommendationToOrganisation(Recommendation.organisations.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True


@tracked_links
class RecommendationToPolicingBody(Recommendation.policing_bodies.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True
