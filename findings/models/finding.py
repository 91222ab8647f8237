"""What an inspection found: narrative, areas for improvement, causes of concern, practice (domain
§2.2).
"""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from findings.models.guards import frozen_once_published
from findings.models.inspection import InspectedBody, Inspection, QuestionArea
from inspection_portal.core.models import Identified, User, Versioned


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, user: User) -> Self:
        """Findings of the inspections whose text the person reads."""
        return self.filter(inspection__in=Inspection.objects.text_visible_to(user))

    def regional(self) -> Self:
        return self.filter(chapter=None)

    def beside(self, finding: "Finding") -> Self:
        """The findings under the same heading, itself included."""
        return self.filter(
            inspection=finding.inspection,
            chapter=finding.chapter,
            question_area=finding.question_area,
        )

    def needing_review(self) -> Self:
        """Read from plain text, and not yet confirmed by a person."""
        return self.filter(needs_review=True)

    def for_reading(self) -> Self:
        """With everything that the report prints of a finding, recommendations included."""
        return self.prefetch_related("also_about__body", "recommendations")

    def for_list(self) -> Self:
        return self.select_related("inspection", "chapter__body", "question_area").prefetch_related(
            "also_about__body"
        )


class Finding(Identified, Versioned):
    """One heading of the report with its text.

    A finding stands in one place: a question area of a body's `chapter`, or, where `chapter` is
    empty, the region.
    `also_about` names further bodies it concerns. `lead` opens the bullets in `parts` ("The force
    should:"). `internal_note` never leaves the inspectorate.
    """

    class Kind(models.TextChoices):
        NARRATIVE = "narrative", "Narrative"
        AREA_FOR_IMPROVEMENT = "area_for_improvement", "Area for improvement"
        CAUSE_OF_CONCERN = "cause_of_concern", "Cause of concern"
        PROMISING_PRACTICE = "promising_practice", "Promising practice"
        INNOVATIVE_PRACTICE = "innovative_practice", "Innovative practice"

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="findings")
    chapter = models.ForeignKey(
        InspectedBody, models.PROTECT, null=True, blank=True, related_name="findings"
    )
    question_area = models.ForeignKey(
        QuestionArea, models.PROTECT, null=True, blank=True, related_name="findings"
    )
    also_about = models.ManyToManyField(InspectedBody, related_name="further_findings", blank=True)
    kind = models.CharField(max_length=30, choices=Kind)
    heading = models.TextField()
    lead = models.TextField(blank=True)
    parts = ArrayField(models.TextField(), default=list, blank=True)
    text = models.TextField(blank=True)
    internal_note = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()
    needs_review = models.BooleanField(default=False)

    objects = FindingQuerySet.as_manager()

    class Meta:
        # As printed: the region's findings, which stand in no chapter, come first.
        ordering = [
            "inspection",
            F("chapter__position").asc(nulls_first=True),
            "question_area__position",
            "position",
        ]
        constraints = [
            models.CheckConstraint(
                name="finding_in_area_iff_in_chapter",
                condition=Q(chapter=None, question_area=None)
                | Q(chapter__isnull=False, question_area__isnull=False),
                violation_error_message=(
                    "A finding of a body stands in a question area, a regional one in none."
                ),
            ),
            models.CheckConstraint(
                name="finding_kind_is_known",
                condition=Q(
                    kind__in=[
                        "narrative",
                        "area_for_improvement",
                        "cause_of_concern",
                        "promising_practice",
                        "innovative_practice",
                    ]
                ),
                violation_error_message="That is not a kind of finding.",
            ),
            models.CheckConstraint(
                name="finding_has_heading",
                condition=Q(heading__regex=r"\S"),
                violation_error_message="Give the finding a heading.",
            ),
            models.CheckConstraint(
                name="finding_lead_iff_parts",
                condition=Q(lead="", parts=[]) | (~Q(lead="") & ~Q(parts=[])),
                violation_error_message=(
                    "Bullets need an opening line, and an opening line needs bullets."
                ),
            ),
            models.UniqueConstraint(
                name="finding_position_once",
                fields=["inspection", "chapter", "question_area", "position"],
                nulls_distinct=False,
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
        triggers = [
            frozen_once_published("{row}.inspection_id", unpublished=["needs_review", "version"])
        ]

    def __str__(self) -> str:
        return self.heading

    def get_absolute_url(self) -> str:
        return reverse("findings:finding", args=[self.uuid])
