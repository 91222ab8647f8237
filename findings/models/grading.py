"""Grades on the way to a judgment: working ones, and a blind second one (domain §2.3, §2.5)."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from findings.models.chapter import InspectedBody
from findings.models.guards import refused_unless
from findings.models.inspection import Inspection, QuestionArea
from findings.models.judgment import Grade
from inspection_portal.core.models import Identified, User, Versioned

GRADE_IS_OF_THE_CHAPTER = """
    EXISTS (
        SELECT 1 FROM findings_inspection AS inspection
        JOIN findings_inspectedbody AS chapter ON chapter.inspection_id = inspection.id
        JOIN findings_grade AS grade ON grade.scale_id = inspection.scale_id
        WHERE chapter.id = NEW.chapter_id AND grade.id = NEW.grade_id
    )
"""


def of_the_scale(name: str) -> pgtrigger.Trigger:
    """Refuses a grade of another scale than the inspection's."""
    return refused_unless(
        GRADE_IS_OF_THE_CHAPTER,
        name=name,
        operation=pgtrigger.Insert | pgtrigger.Update,
        message="The grade is not of the scale of the inspection.",
    )


class WorkingGradeQuerySet(models.QuerySet["WorkingGrade"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(chapter__inspection__in=Inspection.objects.drafts_visible_to(user))


class WorkingGrade(Identified, Versioned):
    """What the team would grade a body for one question area, and why; never published."""

    chapter = models.ForeignKey(InspectedBody, models.CASCADE, related_name="working_grades")
    question_area = models.ForeignKey(QuestionArea, models.PROTECT, related_name="+")
    grade = models.ForeignKey(Grade, models.PROTECT, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = WorkingGradeQuerySet.as_manager()

    class Meta:
        ordering = ["chapter", "question_area__position"]
        constraints = [
            models.UniqueConstraint(
                name="working_grade_once_per_area",
                fields=["chapter", "question_area"],
                violation_error_message="The question area of this body has a working grade.",
            ),
            models.CheckConstraint(
                name="working_grade_says_why",
                condition=Q(reason__regex=r"\S"),
                violation_error_message="Give the reason for the grade.",
            ),
        ]
        triggers = [of_the_scale("working_grade_is_of_the_scale")]

    def __str__(self) -> str:
        return f"{self.chapter}, {self.question_area}: {self.grade}"


class BlindGradeQuerySet(models.QuerySet["BlindGrade"]):
    def visible_to(self, user: User) -> Self:
        """One's own; those of others once the panel meets, which is when moderation begins."""
        drafts = Inspection.objects.drafts_visible_to(user)
        before_the_panel = drafts.filter(stage__in=Inspection.BEFORE_THE_PANEL)
        return self.filter(chapter__inspection__in=drafts).filter(
            ~Q(chapter__inspection__in=before_the_panel) | Q(by=user)
        )


class BlindGrade(Identified):
    """A grade that a second inspector gives a body without having seen the first."""

    chapter = models.ForeignKey(InspectedBody, models.CASCADE, related_name="blind_grades")
    grade = models.ForeignKey(Grade, models.PROTECT, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = BlindGradeQuerySet.as_manager()

    class Meta:
        ordering = ["chapter", "at"]
        constraints = [
            models.UniqueConstraint(
                name="blind_grade_once_per_person",
                fields=["chapter", "by"],
                violation_error_message="You have given this body your blind grade already.",
            ),
            models.CheckConstraint(
                name="blind_grade_says_why",
                condition=Q(reason__regex=r"\S"),
                violation_error_message="Give the reason for the grade.",
            ),
        ]
        triggers = [
            of_the_scale("blind_grade_is_of_the_scale"),
            pgtrigger.Protect(name="given_once", operation=pgtrigger.Update),
        ]

    def __str__(self) -> str:
        return f"{self.chapter}: {self.grade}"
