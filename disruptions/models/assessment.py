"""MoRiLE assessments of threats, as supplied (domain §6)."""

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from disruptions.models.threat import Threat
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Followed, Identified, User, Versioned

SCORE: dict[str, Any] = {
    "max_digits": 7,
    "decimal_places": 2,
    "null": True,
    "blank": True,
}


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(threat__in=Threat.objects.visible_to(user))

    def last_of_each(self, on: date) -> Self:
        """The last assessment of each threat made by that day."""
        last = (
            Assessment.objects.filter(threat=OuterRef("threat"), assessed_on__lte=on)
            .order_by("-assessed_on", "-pk")
            .values("pk")
        )
        return self.filter(pk=Subquery(last[:1]))

    def stale(self, on: date, days: int) -> Self:
        """Those made more than so many days before that day."""
        return self.filter(assessed_on__lt=on - timedelta(days=days))

    def unmoderated(self) -> Self:
        return self.exclude(moderation=Assessment.Moderation.MODERATED)

    def operation_only(self) -> Self:
        """Those of the part of a threat that an operation is about."""
        return self.filter(scope=Assessment.Scope.OPERATION)

    def for_list(self) -> Self:
        return self.select_related("threat__body")


def without_assessment(threats: models.QuerySet[Threat], on: date) -> models.QuerySet[Threat]:
    """Those of the threats that nobody had assessed by that day. Stale, un-moderated and
    operation-only assessments are other defects (domain §6): ask the threat's latest assessment.
    """
    made = Assessment.objects.filter(threat=OuterRef("pk"), assessed_on__lte=on)
    return threats.filter(~Exists(made))


@tracked
class Assessment(Followed, Identified, Versioned):
    """A MoRiLE assessment of a threat as it was supplied; the portal computes no score and no tier.

    `scope` says whether the whole threat was assessed, or only the part that an operation is about,
    which inspectors call wrong. `confidence` is the confidence score.
    """

    class Type(models.TextChoices):
        TACTICAL = "tactical", "Tactical"
        THEMATIC = "thematic", "Thematic"
        STRATEGIC = "strategic", "Strategic"

    class Moderation(models.TextChoices):
        NOT_MODERATED = "not_moderated", "Not moderated"
        SUBMITTED = "submitted", "Waiting for moderation"
        MODERATED = "moderated", "Moderated"

    class Scope(models.TextChoices):
        WHOLE = "whole", "Whole threat"
        OPERATION = "operation", "Operation only"

    threat = models.ForeignKey(Threat, models.PROTECT, related_name="assessments")
    type = models.CharField(max_length=20, choices=Type, default=Type.TACTICAL)
    scope = models.CharField(max_length=20, choices=Scope)
    assessed_on = models.DateField()
    harm = models.DecimalField("total harm", **SCORE)
    likelihood = models.DecimalField("total likelihood", **SCORE)
    organisational_position = models.DecimalField(**SCORE)
    confidence = models.DecimalField(**SCORE)
    risk_score = models.DecimalField(**SCORE)
    tier = models.PositiveSmallIntegerField(choices=Threat.Tier, null=True, blank=True)
    moderation = models.CharField(
        max_length=20, choices=Moderation, default=Moderation.NOT_MODERATED
    )
    moderated_on = models.DateField(null=True, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-assessed_on", "-pk"]
        indexes = [
            models.Index(fields=["threat", "-assessed_on", "-id"], name="assessment_last_of_threat")
        ]
        constraints = [
            models.UniqueConstraint(
                name="assessment_once_a_day",
                fields=["threat", "type", "scope", "assessed_on"],
                violation_error_message="The threat has such an assessment of that day already.",
            ),
            models.CheckConstraint(
                name="assessment_words_are_known",
                condition=Q(
                    type__in=["tactical", "thematic", "strategic"],
                    scope__in=["whole", "operation"],
                    moderation__in=["not_moderated", "submitted", "moderated"],
                ),
                violation_error_message=(
                    "Choose the type, scope and moderation of the assessment from the lists."
                ),
            ),
            models.CheckConstraint(
                name="assessment_tier_is_known",
                condition=Q(tier=None) | Q(tier__range=(1, 5)),
                violation_error_message="Give a tier from 1 to 5, or none.",
            ),
            models.CheckConstraint(
                name="assessment_scores_are_not_negative",
                condition=Q(
                    *(
                        Q(**{score: None}) | Q(**{f"{score}__gte": 0})
                        for score in (
                            *("harm", "likelihood", "organisational_position"),
                            *("confidence", "risk_score"),
                        )
                    )
                ),
                violation_error_message="A score can’t be below 0.",
            ),
            models.CheckConstraint(
                name="assessment_has_a_day_of_moderation_only_if_moderated",
                condition=Q(moderated_on=None)
                | Q(moderation="moderated", moderated_on__gte=models.F("assessed_on")),
                violation_error_message=(
                    "Only a moderated assessment has a day of moderation, not before its own."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display()} assessment of {self.threat.reference}"

    def get_absolute_url(self) -> str:
        """The page of the threat."""
        return self.threat.get_absolute_url()

    def is_stale(self, on: date, days: int) -> bool:
        """Whether it was made more than so many days before that day."""
        return self.assessed_on < on - timedelta(days=days)
