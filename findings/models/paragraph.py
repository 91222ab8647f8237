"""The paragraphs of a finding: public ones with lasting ids, and passages kept from publication."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from findings.models.finding import Finding
from findings.models.inspection import Inspection
from inspection_portal.core.guards import refused_unless
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Identified, User, Versioned

AFTER_A_PARAGRAPH_OF_THE_FINDING = """
    NEW.after_id IS NULL OR EXISTS (
        SELECT 1 FROM findings_paragraph AS paragraph
        WHERE paragraph.id = NEW.after_id AND paragraph.finding_id = NEW.finding_id
    )
"""


class ParagraphQuerySet(models.QuerySet["Paragraph"]):
    def visible_to(self, user: User) -> Self:
        """Paragraphs as such are for those who read the drafts: they carry links and comments."""
        return self.filter(finding__inspection__in=Inspection.objects.drafts_visible_to(user))

    def standing(self) -> Self:
        """The paragraphs that the text has now."""
        return self.filter(position__isnull=False)

    def for_list(self) -> Self:
        """With the finding, and the evidence it rests on."""
        related = self.select_related("finding__inspection")
        return related.prefetch_related("evidence_links__evidence")


@tracked
class Paragraph(Identified):
    """One block of a finding's `text`, from 0 on. `position` is None once it is no longer there.

    A removed paragraph is kept, so that what was linked to it is found again with its words.
    """

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="paragraphs")
    position = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField()

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        ordering = ["finding", F("position").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                name="paragraph_position_once",
                fields=["finding", "position"],
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"Paragraph {self.position + 1}" if self.position is not None else "Removed text"


class ClosedPassageQuerySet(models.QuerySet["ClosedPassage"]):
    def visible_to(self, user: User) -> Self:
        """That there is one is for those who read the drafts; reading it is recorded."""
        return self.filter(finding__inspection__in=Inspection.objects.drafts_visible_to(user))


@tracked
class ClosedPassage(Identified, Versioned):
    """Text of a finding that is kept from publication; it stands after a paragraph, or first.

    Police Act 1996 s55(2): where publishing would be against the interests of national security or
    might jeopardise the safety of a person (domain §2.5).
    """

    class Ground(models.TextChoices):
        NATIONAL_SECURITY = "national_security", "National security"
        SAFETY = "safety", "Safety of a person"

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="closed_passages")
    after = models.ForeignKey(
        Paragraph, models.PROTECT, null=True, blank=True, related_name="closed_passages"
    )
    ground = models.CharField(max_length=20, choices=Ground)
    text = models.TextField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = ClosedPassageQuerySet.as_manager()

    class Meta:
        ordering = ["finding", "pk"]
        constraints = [
            models.CheckConstraint(
                name="closed_passage_ground_is_known",
                condition=Q(ground__in=["national_security", "safety"]),
                violation_error_message="Choose why the passage is kept from publication.",
            ),
            models.CheckConstraint(
                name="closed_passage_has_text",
                condition=Q(text__regex=r"\S"),
                violation_error_message="Enter the passage that is kept from publication.",
            ),
        ]
        triggers = [
            refused_unless(
                AFTER_A_PARAGRAPH_OF_THE_FINDING,
                name="closed_passage_after_own_paragraph",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("after_id", "finding_id"),
                message="The paragraph is of another finding.",
            )
        ]

    def __str__(self) -> str:
        return f"Closed passage of “{self.finding}”"
