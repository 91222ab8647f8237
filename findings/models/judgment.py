"""Grades: versioned scales, and one judgment per inspected body with its history (domain §2.3)."""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from findings.models.chapter import InspectedBody
from findings.models.guards import INSPECTION_OF_CHAPTER, frozen_once_issued
from findings.models.inspection import Inspection
from inspection_portal.core.addresses import address_of
from inspection_portal.core.guards import refused_unless
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Followed, Identified, User, Versioned

GRADE_IS_OF_THE_SCALE = """
    NEW.grade_id IS NULL OR EXISTS (
        SELECT 1 FROM findings_inspection AS inspection
        JOIN findings_inspectedbody AS chapter ON chapter.inspection_id = inspection.id
        JOIN findings_grade AS grade ON grade.scale_id = inspection.scale_id
        WHERE chapter.id = NEW.inspected_body_id AND grade.id = NEW.grade_id
        FOR SHARE OF inspection
    )
"""


class GradeScaleQuerySet(models.QuerySet["GradeScale"]):
    def in_force(self, on: date) -> "GradeScale":
        """The scale by which bodies were graded on that day. Raises GradeScale.DoesNotExist."""
        return self.filter(valid_from__lte=on).latest()


@tracked
class GradeScale(Identified):
    """A set of grades in force from a date; grades of two scales are not comparable."""

    name = models.CharField(max_length=60, unique=True)
    valid_from = models.DateField(unique=True)

    objects = GradeScaleQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from"]
        get_latest_by = "valid_from"

    def __str__(self) -> str:
        return self.name


@tracked
class Grade(models.Model):
    """One step of a scale; rank 1 is the best."""

    scale = models.ForeignKey(GradeScale, models.CASCADE, related_name="grades")
    key = models.SlugField(max_length=30)
    label = models.CharField(max_length=60)
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["scale", "rank"]
        constraints = [
            models.UniqueConstraint(name="grade_key_once_per_scale", fields=["scale", "key"]),
            models.UniqueConstraint(name="grade_rank_once_per_scale", fields=["scale", "rank"]),
        ]

    def __str__(self) -> str:
        return self.label


class Outcome(models.TextChoices):
    """What an inspection says of a body's performance: a grade, or why there is none (domain
    §2.3).
    """

    GRADED = "graded", "Graded"
    NOT_GRADED = "not_graded", "Not graded"
    PREVIOUS_STANDS = "previous_stands", "Not inspected, previous grade stands"


GRADED_IFF_GRADE = Q(outcome="graded", grade__isnull=False) | Q(
    outcome__in=["not_graded", "previous_stands"], grade=None
)
NEEDS_GRADE = "Choose a grade, or say that there is none."


class JudgmentQuerySet(models.QuerySet["Judgment"]):
    def visible_to(self, user: User) -> Self:
        """Judgments of the inspections whose text the person reads, but for bodies that they are
        grading blind.
        """
        readable = Inspection.objects.text_visible_to(user)
        blinded = InspectedBody.objects.graded_blind_by(user)
        return self.filter(inspected_body__inspection__in=readable).exclude(
            inspected_body__in=blinded
        )

    def for_list(self) -> Self:
        return self.select_related("grade", "inspected_body__body", "inspected_body__inspection")


@tracked
class Judgment(Followed, Identified, Versioned):
    """The grade of one body in one inspection, or why it has none: proposed, moderated, then final.

    Nobody proposed or moderated here what was loaded from a published report.
    """

    SHOWN_FROM = (
        "inspected_body__inspection__changed_at",
        "inspected_body__inspection__publish_at",
    )

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        MODERATED = "moderated", "Moderated"
        FINAL = "final", "Final"

    inspected_body = models.OneToOneField(InspectedBody, models.CASCADE, related_name="judgment")
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.GRADED)
    grade = models.ForeignKey(Grade, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    moderated_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = JudgmentQuerySet.as_manager()

    class Meta:
        ordering = ["inspected_body__inspection", "inspected_body__position"]
        constraints = [
            models.CheckConstraint(
                name="judgment_graded_iff_grade",
                condition=GRADED_IFF_GRADE,
                violation_error_message=NEEDS_GRADE,
            ),
            models.CheckConstraint(
                name="judgment_state_is_known",
                condition=Q(state__in=["proposed", "moderated", "final"]),
                violation_error_message="That is not a state of a judgment.",
            ),
            models.CheckConstraint(
                name="judgment_moderated_by_another",
                condition=Q(moderated_by=None) | ~Q(moderated_by=F("proposed_by")),
                violation_error_message=(
                    "You proposed this grade. Ask another moderator to moderate it."
                ),
            ),
            # Final without either person is what was loaded from a published report.
            models.CheckConstraint(
                name="judgment_state_names_its_people",
                condition=Q(state="proposed", proposed_by__isnull=False, moderated_by=None)
                | Q(
                    state__in=["moderated", "final"],
                    proposed_by__isnull=False,
                    moderated_by__isnull=False,
                )
                | Q(state="final", proposed_by=None, moderated_by=None),
                violation_error_message=(
                    "A proposed grade names who proposed it, a moderated or final one also who "
                    "moderated it."
                ),
            ),
        ]
        triggers = [
            frozen_once_issued(INSPECTION_OF_CHAPTER),
            refused_unless(
                GRADE_IS_OF_THE_SCALE,
                name="judgment_grade_is_of_the_scale",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("grade_id", "inspected_body_id"),
                message="The grade is not of the scale of the inspection.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspected_body}: {self.in_words}"

    def get_absolute_url(self) -> str:
        return address_of("findings:judgment", self.uuid)

    @property
    def in_words(self) -> str:
        """The grade, or why there is none."""
        return str(self.grade or self.get_outcome_display())


class JudgmentStep(models.Model):
    """One step in the history of a judgment: which grade, by whom, when and why."""

    judgment = models.ForeignKey(Judgment, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10, choices=Judgment.State)
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.GRADED)
    grade = models.ForeignKey(Grade, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [
            # What a person proposed last, however many inspections there are.
            models.Index(
                fields=["by", "-at", "-id"],
                condition=Q(state="proposed"),
                name="proposal_by_person",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="judgment_step_graded_iff_grade",
                condition=GRADED_IFF_GRADE,
                violation_error_message=NEEDS_GRADE,
            ),
            models.CheckConstraint(
                name="judgment_step_state_is_known",
                condition=Q(state__in=["proposed", "moderated", "final"]),
                violation_error_message="That is not a state of a judgment.",
            ),
            models.CheckConstraint(
                name="judgment_step_says_why",
                condition=Q(reason__regex=r"\S"),
                violation_error_message="Give the reason for the grade.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.in_words}"

    @property
    def in_words(self) -> str:
        """The grade, or why there is none."""
        return str(self.grade or self.get_outcome_display())
