"""An inspection of one region: its stage, its team and its corrections (domain §2.1, §2.5)."""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Exists, F, GeneratedField, OuterRef, Q
from django.utils import timezone

from findings.models.guards import (
    REFUSE_ONCE_PUBLISHED,
    frozen_once_issued,
)
from forces.models import Region, standing
from forces.rights import Right, holds
from inspection_portal.core.addresses import address_of
from inspection_portal.core.dates import LondonDay
from inspection_portal.core.guards import refused_unless
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Followed, Identified, User, Versioned

GRADES_ARE_OF_THE_SCALE = """
    NOT EXISTS (
        SELECT 1 FROM findings_judgment AS judgment
        JOIN findings_inspectedbody AS chapter ON chapter.id = judgment.inspected_body_id
        JOIN findings_grade AS grade ON grade.id = judgment.grade_id
        WHERE chapter.inspection_id = NEW.id AND grade.scale_id <> NEW.scale_id
    )
"""
IS_ISSUED = """
    EXISTS (
        SELECT 1 FROM findings_inspection AS inspection
        WHERE inspection.id = NEW.inspection_id AND inspection.stage = 'issued'
    )
"""


@tracked
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
        """Inspections whose unpublished material the person may read: their team's, or all where
        their role says so.
        """
        if holds(user, Right.DRAFTS_READ_ALL):
            return self.all()
        if standing(user).is_inspector:
            return self.filter(pk__in=TeamMember.objects.filter(user=user).values("inspection"))
        return self.none()

    def text_visible_to(self, user: User) -> Self:
        """Inspections whose text the person may read now.

        While a published report is being corrected, its rows are a draft again: other readers
        have the published issue. A withdrawn report is read by the inspectorate alone.
        """
        corrected = Correction.objects.open().values("inspection")
        readable = self.published().filter(withdrawn_at=None).exclude(pk__in=corrected)
        return (readable if user.is_active else self.none()) | self.drafts_visible_to(user)

    def published(self, at: datetime | None = None) -> Self:
        """Inspections whose moment of publication has come by `at` (default now), withdrawn ones
        included: nothing is written when it comes.
        """
        return self.filter(publish_at__lte=at or timezone.now())

    def embargoed(self, at: datetime | None = None) -> Self:
        """Issued inspections that wait for their moment."""
        return self.filter(publish_at__gt=at or timezone.now())

    def told_as(self, stages: Iterable[str], at: datetime | None = None) -> Self:
        """Inspections that are told to stand at one of these `ShownStage`s at that moment (default
        now).
        """
        now = at or timezone.now()
        out, shown = Q(publish_at__lte=now), Inspection.ShownStage
        corrected = Q(pk__in=Correction.objects.open().values("inspection"))
        meaning = {
            shown.SIGN_OFF: Q(stage=shown.SIGN_OFF, signed_off_at=None),
            shown.SIGNED_OFF: Q(stage=shown.SIGN_OFF, signed_off_at__isnull=False),
            shown.EMBARGOED: Q(publish_at__gt=now),
            shown.PUBLISHED: out & Q(withdrawn_at=None) & ~corrected,
            shown.BEING_CORRECTED: out & Q(withdrawn_at=None) & corrected,
            shown.WITHDRAWN: out & Q(withdrawn_at__isnull=False),
        }
        chosen = (meaning.get(shown(stage), Q(stage=stage)) for stage in stages)
        return self.filter(reduce(or_, chosen, Q(pk__in=[])))

    def for_list(self) -> Self:
        corrections = Correction.objects.open().filter(inspection=OuterRef("pk"))
        return self.select_related("region").annotate(is_being_corrected=Exists(corrections))


@tracked
class Inspection(Followed, Identified, Versioned):
    """An inspection of a region, from planning to publication and beyond.

    An issued inspection is published from the moment `publish_at` on, and under embargo before;
    `shown_stage` says which. Its text is frozen from `signed_off_at` on. What `is_historic` was
    published elsewhere and loaded: no more is known of it than its report says.
    """

    SHOWN_FROM = ("publish_at",)

    class Stage(models.TextChoices):
        """How far the work has come."""

        PLANNED = "planned", "Planned"
        EVIDENCE_GATHERING = "evidence_gathering", "Evidence gathering"
        DRAFTING = "drafting", "Drafting"
        MODERATION = "moderation", "Moderation"
        PRE_PUBLICATION_CHECK = "pre_publication_check", "Pre-publication check"
        SIGN_OFF = "sign_off", "Sign-off"
        ISSUED = "issued", "Issued"

    class ShownStage(models.TextChoices):
        """What people are told at a moment: the stage, and what time has made of an issue."""

        PLANNED = "planned", "Planned"
        EVIDENCE_GATHERING = "evidence_gathering", "Evidence gathering"
        DRAFTING = "drafting", "Drafting"
        MODERATION = "moderation", "Moderation"
        PRE_PUBLICATION_CHECK = "pre_publication_check", "Pre-publication check"
        SIGN_OFF = "sign_off", "Sign-off"
        SIGNED_OFF = "signed_off", "Signed off"
        EMBARGOED = "embargoed", "Under embargo"
        PUBLISHED = "published", "Published"
        BEING_CORRECTED = "being_corrected", "Being corrected"
        WITHDRAWN = "withdrawn", "Withdrawn"

    BEFORE_THE_PANEL = (Stage.PLANNED, Stage.EVIDENCE_GATHERING, Stage.DRAFTING)

    slug = models.SlugField(
        unique=True,
        error_messages={"unique": "Another inspection has this short name. Choose another."},
    )
    title = models.TextField()
    region = models.ForeignKey(Region, models.PROTECT, related_name="inspections")
    scale = models.ForeignKey("findings.GradeScale", models.PROTECT, related_name="+")
    stage = models.CharField(max_length=30, choices=Stage, default=Stage.PLANNED)
    signed_off_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signed_off_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    publish_at = models.DateTimeField(null=True, blank=True, db_index=True)
    published_on = GeneratedField(
        expression=LondonDay("publish_at"),
        output_field=models.DateField(),
        db_persist=True,
        null=True,
    )
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True)
    regional_introduction = models.TextField(blank=True)
    is_demonstration = models.BooleanField(default=False)
    is_historic = models.BooleanField(default=False)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                name="inspection_issued_iff_publish_at",
                condition=Q(stage="issued", publish_at__isnull=False, issued_by__isnull=False)
                | (~Q(stage="issued") & Q(publish_at=None, issued_by=None)),
                violation_error_message=(
                    "An issued inspection needs its moment of publication, others have none."
                ),
            ),
            models.CheckConstraint(
                name="inspection_stage_is_known",
                condition=Q(
                    stage__in=[
                        "planned",
                        "evidence_gathering",
                        "drafting",
                        "moderation",
                        "pre_publication_check",
                        "sign_off",
                        "issued",
                    ]
                ),
                violation_error_message="That is not a stage of an inspection.",
            ),
            models.CheckConstraint(
                name="inspection_signed_off_by_someone_iff_signed_off",
                condition=Q(signed_off_at=None, signed_off_by=None)
                | Q(
                    stage__in=["sign_off", "issued"],
                    signed_off_at__isnull=False,
                    signed_off_by__isnull=False,
                ),
                violation_error_message=(
                    "Only a report at sign-off is signed off, with who did so and when."
                ),
            ),
            models.CheckConstraint(
                name="inspection_issued_by_another",
                condition=Q(issued_by=None)
                | Q(signed_off_by=None)
                | ~Q(issued_by=F("signed_off_by")),
                violation_error_message=(
                    "You signed this report off. Ask another publisher to issue it."
                ),
            ),
            models.CheckConstraint(
                name="inspection_withdrawn_by_someone_with_reason",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawal_reason="")
                | Q(
                    stage="issued",
                    withdrawn_at__isnull=False,
                    withdrawn_by__isnull=False,
                    withdrawal_reason__regex=r"\S",
                ),
                violation_error_message="Say why the report is withdrawn.",
            ),
            models.CheckConstraint(
                name="inspection_has_title",
                condition=Q(title__regex=r"\S"),
                violation_error_message="Give the inspection a title.",
            ),
        ]
        triggers = [
            frozen_once_issued(
                "{row}.id",
                unpublished=[
                    *("version", "stage", "signed_off_by_id", "signed_off_at"),
                    *("issued_by_id", "publish_at", "published_on"),
                    *("withdrawn_by_id", "withdrawn_at", "withdrawal_reason"),
                ],
            ),
            pgtrigger.Trigger(
                name="published_moment_is_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("stage", "publish_at", "issued_by_id")
                | pgtrigger.Delete,
                condition=pgtrigger.Q(old__publish_at__isnull=False),
                func=REFUSE_ONCE_PUBLISHED,
            ),
            pgtrigger.Protect(
                name="withdrawn_for_good",
                operation=pgtrigger.UpdateOf(
                    "withdrawn_by_id", "withdrawn_at", "withdrawal_reason"
                ),
                condition=pgtrigger.Q(old__withdrawn_at__isnull=False),
            ),
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
        return address_of("findings:inspection", self.uuid)

    @property
    def is_issued(self) -> bool:
        return self.stage == self.Stage.ISSUED

    @property
    def is_published(self) -> bool:
        """Whether its moment of publication has come."""
        return self.is_published_at(timezone.now())

    def is_published_at(self, at: datetime) -> bool:
        return self.publish_at is not None and self.publish_at <= at

    def shown_stage(
        self, at: datetime | None = None, *, corrected: bool | None = None
    ) -> ShownStage:
        """What people are told at that moment (default now); `corrected` where a correction is
        open, which a row read by `for_list` knows itself.
        """
        if corrected is None:
            corrected = getattr(self, "is_being_corrected", False)
        if self.publish_at is None:
            return self.ShownStage.SIGNED_OFF if self.signed_off_at else self.ShownStage(self.stage)
        if not self.is_published_at(at or timezone.now()):
            return self.ShownStage.EMBARGOED
        if self.withdrawn_at:
            return self.ShownStage.WITHDRAWN
        return self.ShownStage.BEING_CORRECTED if corrected else self.ShownStage.PUBLISHED


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)


@tracked
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
                IS_ISSUED,
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


@tracked
class TeamMember(models.Model):
    """A person who works on an inspection and so sees its drafts; a lead inspector moves it on."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="team")
    user = models.ForeignKey(User, models.PROTECT, related_name="inspection_teams")
    is_lead = models.BooleanField(default=False)

    class Meta:
        ordering = ["-is_lead", "user__name"]
        constraints = [
            models.UniqueConstraint(
                name="team_member_once",
                fields=["inspection", "user"],
                violation_error_message="The person is already on the team.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} on {self.inspection}"
