"""Grades on the way to a judgment: working ones, and a blind second one (domain §2.3, §2.5)."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from findings.models.chapter import InspectedBody
from findings.models.inspection import Inspection, QuestionArea
from findings.models.judgment import Grade
from inspection_portal.core.guards import refused_unless
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Identified, User, Versioned

GRADE_IS_OF_THE_CHAPTER = """
    NEW.grade_id IS NULL OR EXISTS (
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
        """Those of the drafts that the person reads, but for bodies that they are grading blind."""
        drafts = Inspection.objects.drafts_visible_to(user)
        blinded = InspectedBody.objects.graded_blind_by(user)
        return self.filter(chapter__inspection__in=drafts).exclude(chapter__in=blinded)

    def for_list(self) -> Self:
        return self.select_related("grade", "question_area", "by", "chapter__body")


@tracked
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

    def get_absolute_url(self) -> str:
        return reverse("findings:grades", args=[self.chapter.uuid])


class BlindGradeQuerySet(models.QuerySet["BlindGrade"]):
    def visible_to(self, user: User) -> Self:
        """One's own; those of others once the panel meets, which is when moderation begins."""
        drafts = Inspection.objects.drafts_visible_to(user)
        before_the_panel = drafts.filter(stage__in=Inspection.BEFORE_THE_PANEL)
        return self.filter(chapter__inspection__in=drafts).filter(
            ~Q(chapter__inspection__in=before_the_panel) | Q(by=user)
        )

    def given(self) -> Self:
        return self.filter(at__isnull=False)

    def owed(self) -> Self:
        """Asked for, and neither given nor declined."""
        return self.filter(at=None, declined_at=None)

    def for_list(self) -> Self:
        return self.select_related("grade", "by", "asked_by", "chapter__body")


@tracked
class BlindGrade(Identified):
    """A grade that a second inspector gives a body without having seen the first.

    `by` owes it from `asked_at` on, and until it is given or declined the body's other grades are
    kept from them. Nobody asked (`asked_by` is None) who took it on themselves.
    """

    chapter = models.ForeignKey(InspectedBody, models.CASCADE, related_name="blind_grades")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    grade = models.ForeignKey(Grade, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    objects = BlindGradeQuerySet.as_manager()

    class Meta:
        ordering = ["chapter", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="blind_grade_once_per_person",
                fields=["chapter", "by"],
                violation_error_message="The person was asked to grade this body blind already.",
            ),
            models.CheckConstraint(
                name="blind_grade_given_iff_grade",
                condition=Q(at=None, grade=None, reason="")
                | Q(at__isnull=False, grade__isnull=False, declined_at=None),
                violation_error_message="A blind grade is given with its grade, or declined.",
            ),
            models.CheckConstraint(
                name="blind_grade_says_why",
                condition=Q(at=None) | Q(reason__regex=r"\S"),
                violation_error_message="Give the reason for the grade.",
            ),
        ]
        triggers = [
            of_the_scale("blind_grade_is_of_the_scale"),
            pgtrigger.Protect(
                name="given_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__at__isnull=False)
                | pgtrigger.Q(old__declined_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chapter}: {self.grade or 'blind grade owed'}"

    def get_absolute_url(self) -> str:
        return reverse("findings:grades", args=[self.chapter.uuid])

    @property
    def is_owed(self) -> bool:
        return self.at is None and self.declined_at is None
