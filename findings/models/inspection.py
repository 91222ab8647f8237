"""An inspection of one region: its bodies, fieldwork, team, and the report's unheaded text (domain
§2.1).
"""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from findings.models.guards import INSPECTION_OF_CHAPTER, frozen_once_published, refused_unless
from forces.models import Body, Region, standing
from inspection_portal.core.models import Identified, User, Versioned

GRADES_ARE_OF_THE_SCALE = """
    NOT EXISTS (
        SELECT 1 FROM findings_judgment AS judgment
        JOIN findings_inspectedbody AS chapter ON chapter.id = judgment.inspected_body_id
        JOIN findings_grade AS grade ON grade.id = judgment.grade_id
        WHERE chapter.inspection_id = NEW.id AND grade.scale_id <> NEW.scale_id
    )
"""
IS_PUBLISHED = """
    EXISTS (
        SELECT 1 FROM findings_inspection AS inspection
        WHERE inspection.id = NEW.inspection_id AND inspection.stage = 'published'
    )
"""


class QuestionArea(Identified):
    """One of the three questions that an inspection asks of every body, always in this order."""

    name = models.TextField(unique=True)
    position = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def visible_to(self, user: User) -> Self:
        """Everyone sees what is published; drafts are for the team and for moderators."""
        published = self.published() if user.is_active else self.none()
        return published | self.drafts_visible_to(user)

    def drafts_visible_to(self, user: User) -> Self:
        """Inspections whose unpublished material the person may read: their team's, or all for a
        moderator.
        """
        who = standing(user)
        if who.is_moderator:
            return self.all()
        if who.is_inspector:
            return self.filter(pk__in=TeamMember.objects.filter(user=user).values("inspection"))
        return self.none()

    def text_visible_to(self, user: User) -> Self:
        """Inspections whose text the person may read now.

        While a published report is being corrected, its rows are a draft again: other readers
        have the published issue.
        """
        corrected = Correction.objects.open().values("inspection")
        published = self.published().exclude(pk__in=corrected) if user.is_active else self.none()
        return published | self.drafts_visible_to(user)

    def published(self) -> Self:
        return self.filter(stage=Inspection.Stage.PUBLISHED)

    def for_list(self) -> Self:
        return self.select_related("region")


class Inspection(Identified, Versioned):
    """An inspection of a region, from planning to publication and beyond."""

    class Stage(models.TextChoices):
        PLANNED = "planned", "Planned"
        DRAFTING = "drafting", "Drafting"
        PUBLISHED = "published", "Published"

    slug = models.SlugField(
        unique=True,
        error_messages={"unique": "Another inspection has this short name. Choose another."},
    )
    title = models.TextField()
    region = models.ForeignKey(Region, models.PROTECT, related_name="inspections")
    scale = models.ForeignKey("findings.GradeScale", models.PROTECT, related_name="+")
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.PLANNED)
    published_on = models.DateField(null=True, blank=True)
    regional_introduction = models.TextField(blank=True)
    is_demonstration = models.BooleanField(default=False)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                name="inspection_published_iff_published_on",
                condition=Q(stage="published", published_on__isnull=False)
                | (~Q(stage="published") & Q(published_on=None)),
                violation_error_message=(
                    "A published inspection needs its publication date, others have none."
                ),
            ),
            models.CheckConstraint(
                name="inspection_stage_is_known",
                condition=Q(stage__in=["planned", "drafting", "published"]),
                violation_error_message="That is not a stage of an inspection.",
            ),
            models.CheckConstraint(
                name="inspection_has_title",
                condition=Q(title__regex=r"\S"),
                violation_error_message="Give the inspection a title.",
            ),
        ]
        triggers = [
            frozen_once_published("{row}.id", unpublished=["version"]),
            refused_unless(
                GRADES_ARE_OF_THE_SCALE,
                name="judgment_grade_is_of_the_scale",
                operation=pgtrigger.UpdateOf("scale_id"),
                message="The inspection has grades of another scale.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("findings:inspection", args=[self.uuid])

    @property
    def is_published(self) -> bool:
        return self.stage == self.Stage.PUBLISHED


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)


class Correction(Identified):
    """A published inspection re-opened for a correction; closed by the new issue that supersedes
    the old.
    """

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="corrections")
    reason = models.TextField()
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                name="inspection_has_one_open_correction",
                fields=["inspection"],
                condition=Q(closed_at=None),
                violation_error_message="A correction of this report is already open.",
            ),
            models.CheckConstraint(
                name="correction_closed_by_someone_iff_closed",
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                violation_error_message="A closed correction needs who closed it and when.",
            ),
            models.CheckConstraint(
                name="correction_closes_after_it_opens",
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")),
                violation_error_message="The correction would be closed before it was opened.",
            ),
            models.CheckConstraint(
                name="correction_says_why",
                condition=Q(reason__regex=r"\S"),
                violation_error_message="Say why the report is corrected.",
            ),
        ]
        triggers = [
            refused_unless(
                IS_PUBLISHED,
                name="correction_is_of_published_inspection",
                operation=pgtrigger.Insert,
                message="Only a published inspection is corrected.",
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="opening_is_frozen", fields=["inspection", "reason", "opened_by", "opened_at"]
            ),
            pgtrigger.Protect(
                name="closed_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Correction of {self.inspection}"


class TeamMember(models.Model):
    """A person who works on an inspection and so sees its drafts."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="team")
    user = models.ForeignKey(User, models.PROTECT, related_name="inspection_teams")

    class Meta:
        ordering = ["user__name"]
        constraints = [
            models.UniqueConstraint(
                name="team_member_once",
                fields=["inspection", "user"],
                violation_error_message="The person is already on the team.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} on {self.inspection}"


class InspectedBodyQuerySet(models.QuerySet["InspectedBody"]):
    def visible_to(self, user: User) -> Self:
        """Chapters of the inspections whose text the person reads."""
        return self.filter(inspection__in=Inspection.objects.text_visible_to(user))

    def for_list(self) -> Self:
        return self.select_related("body", "judgment__grade")


class InspectedBody(Identified, Versioned):
    """A ROCU or force in one inspection: its place in the report and the unheaded text of its
    chapter.
    """

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
            frozen_once_published("{row}.inspection_id"),
            # Grades, phases and register entries were checked against the inspection.
            pgtrigger.ReadOnly(name="stays_in_its_inspection", fields=["inspection"]),
        ]

    def __str__(self) -> str:
        return str(self.body)

    def get_absolute_url(self) -> str:
        return reverse("findings:chapter", args=[self.uuid])

    def area_url(self, area: QuestionArea) -> str:
        """Where in the chapter the question area begins."""
        return f"{self.get_absolute_url()}#area-{area.position}"


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
        triggers = [frozen_once_published(INSPECTION_OF_CHAPTER)]

    def __str__(self) -> str:
        return f"{self.inspected_body}: {self.question_area}"


class FieldworkPhaseQuerySet(models.QuerySet["FieldworkPhase"]):
    def visible_to(self, user: User) -> Self:
        """Plans are not published: phases are for those who read the drafts."""
        return self.filter(inspection__in=Inspection.objects.drafts_visible_to(user))


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
        triggers = [frozen_once_published("{row}.inspection_id")]

    def __str__(self) -> str:
        return self.heading
