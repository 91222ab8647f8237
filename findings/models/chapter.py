"""What a report is made of besides findings: chapters, sections, unheaded text (domain §2.1);
and when its bodies are visited.
"""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from findings.models.guards import INSPECTION_OF_CHAPTER, frozen_once_issued
from findings.models.inspection import Inspection, QuestionArea
from forces.models import Body
from inspection_portal.core.addresses import address_of
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Followed, Identified, User, Versioned


class InspectedBodyQuerySet(models.QuerySet["InspectedBody"]):
    def visible_to(self, user: User) -> Self:
        """Chapters of the inspections whose text the person reads."""
        return self.filter(inspection__in=Inspection.objects.text_visible_to(user))

    def graded_blind_by(self, user: User) -> Self:
        """Chapters that the person has still to grade blind: their grades are kept from them, until
        the panel meets.
        """
        return self.filter(
            inspection__stage__in=Inspection.BEFORE_THE_PANEL,
            blind_grades__by=user,
            blind_grades__at=None,
            blind_grades__declined_at=None,
        )

    def for_list(self) -> Self:
        return self.select_related("body", "judgment__grade")


@tracked
class InspectedBody(Followed, Identified, Versioned):
    """A ROCU or force in one inspection: its place in the report and the unheaded text of its
    chapter.
    """

    SHOWN_FROM = ("inspection__changed_at", "inspection__publish_at")

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="inspected_bodies")
    body = models.ForeignKey(Body, models.PROTECT, related_name="inspected")
    position = models.PositiveSmallIntegerField()
    introduction = models.TextField(blank=True)

    objects = InspectedBodyQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "inspected bodies"
        constraints = [
            models.UniqueConstraint(
                name="body_inspected_once_per_inspection",
                fields=["inspection", "body"],
                violation_error_message="The body is already in this inspection.",
            ),
            models.UniqueConstraint(
                name="inspected_body_position_once",
                fields=["inspection", "position"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            # What the composite foreign key of a finding points to.
            models.UniqueConstraint(
                name="inspected_body_with_inspection", fields=["id", "inspection"]
            ),
        ]
        triggers = [
            frozen_once_issued("{row}.inspection_id"),
            # Grades, phases and register entries were checked against the inspection.
            pgtrigger.ReadOnly(name="stays_in_its_inspection", fields=["inspection"]),
        ]

    def __str__(self) -> str:
        return str(self.body)

    def get_absolute_url(self) -> str:
        return address_of("findings:chapter", self.uuid)

    def area_url(self, area: QuestionArea) -> str:
        """Where in the chapter the question area begins."""
        return f"{self.get_absolute_url()}#area-{area.position}"


@tracked
class AreaIntroduction(models.Model):
    """Unheaded text under a question area of a body, before its first finding."""

    inspected_body = models.ForeignKey(
        InspectedBody, models.CASCADE, related_name="area_introductions"
    )
    question_area = models.ForeignKey(QuestionArea, models.PROTECT, related_name="+")
    text = models.TextField()

    class Meta:
        ordering = ["question_area__position"]
        constraints = [
            models.UniqueConstraint(
                name="area_introduction_once", fields=["inspected_body", "question_area"]
            )
        ]
        triggers = [frozen_once_issued(INSPECTION_OF_CHAPTER)]

    def __str__(self) -> str:
        return f"{self.inspected_body}: {self.question_area}"


class FieldworkPhaseQuerySet(models.QuerySet["FieldworkPhase"]):
    def visible_to(self, user: User) -> Self:
        """Plans are not published: phases are for those who read the drafts."""
        return self.filter(inspection__in=Inspection.objects.drafts_visible_to(user))

    def for_list(self) -> Self:
        return self.select_related("inspection").prefetch_related("bodies__body")


@tracked
class FieldworkPhase(Identified, Versioned):
    """A stretch of fieldwork; bodies of one inspection may be visited at different times (domain
    §2.5).
    """

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="phases")
    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    bodies = models.ManyToManyField(InspectedBody, related_name="phases", blank=True)

    objects = FieldworkPhaseQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="phase_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="The phase ends before it starts.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class SectionQuerySet(models.QuerySet["Section"]):
    def visible_to(self, user: User) -> Self:
        """Sections of the inspections whose text the person reads."""
        return self.filter(inspection__in=Inspection.objects.text_visible_to(user))

    def for_list(self) -> Self:
        return self.select_related("inspection")


@tracked
class Section(Identified, Versioned):
    """A headed part of the report's introduction, or an appendix."""

    class Place(models.TextChoices):
        INTRODUCTION = "introduction", "Introduction"
        APPENDIX = "appendix", "Appendix"

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="sections")
    place = models.CharField(max_length=20, choices=Place)
    position = models.PositiveSmallIntegerField()
    heading = models.TextField()
    text = models.TextField(blank=True)

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["-place", "position"]
        constraints = [
            models.UniqueConstraint(
                name="section_position_once",
                fields=["inspection", "place", "position"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="section_place_is_known",
                condition=Q(place__in=["introduction", "appendix"]),
                violation_error_message="A section is of the introduction or an appendix.",
            ),
            models.CheckConstraint(
                name="section_has_heading",
                condition=Q(heading__regex=r"\S"),
                violation_error_message="Give the section a heading.",
            ),
        ]
        triggers = [frozen_once_issued("{row}.inspection_id")]

    def __str__(self) -> str:
        return self.heading
