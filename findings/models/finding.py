"""What an inspection found: narrative, areas for improvement, causes of concern, practice (domain
§2.2).
"""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from findings.models.chapter import InspectedBody
from findings.models.guards import frozen_once_issued
from findings.models.inspection import Inspection, QuestionArea
from findings.models.lists import Theme
from inspection_portal.core.addresses import address_of
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Followed, Identified, User, Versioned


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, user: User) -> Self:
        """Findings of the inspections whose text the person reads."""
        return self.filter(inspection__in=Inspection.objects.text_visible_to(user))

    def in_drafts_of(self, user: User) -> Self:
        """Findings of the inspections whose unpublished material the person may read."""
        return self.filter(inspection__in=Inspection.objects.drafts_visible_to(user))

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

    def weaknesses(self) -> Self:
        """What must get better: by its polarity or, where nobody has said that, by its kind."""
        asked = Q(kind__in=[Finding.Kind.CAUSE_OF_CONCERN, Finding.Kind.AREA_FOR_IMPROVEMENT])
        return self.filter(Q(polarity=Finding.Polarity.WEAKNESS) | Q(asked, polarity=""))

    def strengths(self) -> Self:
        """What works well: by its polarity or, where nobody has said that, by its kind."""
        kinds = [Finding.Kind.PROMISING_PRACTICE, Finding.Kind.INNOVATIVE_PRACTICE]
        practice = Q(kind__in=kinds)
        return self.filter(Q(polarity=Finding.Polarity.STRENGTH) | Q(practice, polarity=""))

    def for_reading(self) -> Self:
        """With everything that the report prints of a finding, recommendations included."""
        return self.prefetch_related(
            "also_about__body", "recommendations__organisations", "recommendations__policing_bodies"
        )

    def for_list(self) -> Self:
        return self.select_related("inspection", "chapter__body", "question_area").prefetch_related(
            "also_about__body"
        )


@tracked
class Finding(Followed, Identified, Versioned):
    """One heading of the report with its text.

    A finding stands in one place: a question area of a body's `chapter`, or, where `chapter` is
    empty, the region.
    `also_about` names further bodies it concerns. `lead` opens the bullets in `parts` ("The force
    should:"). `internal_note`, `state`, `themes` and `polarity` never leave the inspectorate.
    A cause of concern with `accelerated_at` was published on its own from that moment on.
    """

    SHOWN_FROM = ("inspection__changed_at", "inspection__publish_at")

    class Kind(models.TextChoices):
        NARRATIVE = "narrative", "Narrative"
        AREA_FOR_IMPROVEMENT = "area_for_improvement", "Area for improvement"
        CAUSE_OF_CONCERN = "cause_of_concern", "Cause of concern"
        PROMISING_PRACTICE = "promising_practice", "Promising practice"
        INNOVATIVE_PRACTICE = "innovative_practice", "Innovative practice"

    class State(models.TextChoices):
        """How far the writing has come."""

        WRITING = "writing", "Being written"
        READY = "ready", "Ready to be read"
        AGREED = "agreed", "Agreed"

    class Polarity(models.TextChoices):
        STRENGTH = "strength", "Strength"
        MIXED = "mixed", "Mixed"
        WEAKNESS = "weakness", "Weakness"

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
    state = models.CharField(max_length=10, choices=State, default=State.WRITING)
    themes = models.ManyToManyField(Theme, related_name="findings", blank=True)
    polarity = models.CharField(max_length=10, choices=Polarity, blank=True)
    author = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    accelerated_at = models.DateTimeField(null=True, blank=True)
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
                name="finding_state_is_known",
                condition=Q(state__in=["writing", "ready", "agreed"]),
                violation_error_message="That is not a state of a finding.",
            ),
            models.CheckConstraint(
                name="finding_polarity_is_known",
                condition=Q(polarity__in=["", "strength", "mixed", "weakness"]),
                violation_error_message="A finding is a strength, mixed or a weakness.",
            ),
            models.CheckConstraint(
                name="finding_accelerated_only_as_cause_of_concern",
                condition=Q(accelerated_at=None) | Q(kind="cause_of_concern"),
                violation_error_message="Only a cause of concern is published before its report.",
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
            frozen_once_issued(
                "{row}.inspection_id",
                unpublished=["needs_review", "version", "state", "polarity", "accelerated_at"],
            )
        ]

    def __str__(self) -> str:
        return self.heading

    def get_absolute_url(self) -> str:
        return address_of("findings:finding", self.uuid)
