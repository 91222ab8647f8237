"""Working together on findings: comments, who is there, and how findings are linked."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q

from findings.models.finding import Finding
from findings.models.inspection import Inspection
from findings.models.paragraph import Paragraph
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Identified, User

# Whoever has said nothing for so long has closed the page.
GONE_AFTER = timedelta(seconds=60)


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, user: User) -> Self:
        """Comments never leave the inspectorate."""
        return self.filter(finding__inspection__in=Inspection.objects.drafts_visible_to(user))

    def open(self) -> Self:
        return self.filter(resolved_at=None)

    def for_list(self) -> Self:
        return self.select_related("finding__inspection", "paragraph", "by", "resolved_by")


@tracked
class Comment(Identified):
    """A remark on a finding or one of its paragraphs, until somebody resolves it."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="comments")
    paragraph = models.ForeignKey(
        Paragraph, models.CASCADE, null=True, blank=True, related_name="comments"
    )
    text = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    resolved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [
            models.Index(
                fields=["finding"], condition=Q(resolved_at=None), name="open_comment_by_finding"
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="comment_has_text",
                condition=Q(text__regex=r"\S"),
                violation_error_message="Enter your comment.",
            ),
            models.CheckConstraint(
                name="comment_resolved_by_someone_iff_resolved",
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                violation_error_message="A resolved comment needs who resolved it and when.",
            ),
        ]

    def __str__(self) -> str:
        return f"Comment on “{self.finding}”"


class PresenceQuerySet(models.QuerySet["Presence"]):
    def at(self, at: datetime) -> Self:
        """Those who were there at that moment."""
        return self.filter(seen_at__gt=at - GONE_AFTER)

    def gone(self, at: datetime) -> Self:
        return self.filter(seen_at__lte=at - GONE_AFTER)


class Presence(models.Model):
    """That a person had a finding open to write at a moment not long ago."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="presences")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="presence_once", fields=["finding", "user"]),
        ]

    def __str__(self) -> str:
        return f"{self.user} at “{self.finding}”"


class FindingLinkQuerySet(models.QuerySet["FindingLink"]):
    def visible_to(self, user: User) -> Self:
        """Links made in drafts that the person reads, to findings whose text they read."""
        return self.filter(
            from_finding__inspection__in=Inspection.objects.drafts_visible_to(user),
            to_finding__in=Finding.objects.visible_to(user),
        )

    def for_list(self) -> Self:
        return self.select_related("from_finding__inspection", "to_finding", "by")


@tracked
class FindingLink(Identified):
    """That one finding repeats, supersedes, is resolved by or is evidence for another (domain
    §2.2).
    """

    class Kind(models.TextChoices):
        REPEATS = "repeats", "Repeats"
        SUPERSEDES = "supersedes", "Supersedes"
        RESOLVED_BY = "resolved_by", "Resolved by"
        EVIDENCE_FOR = "evidence_for", "Evidence for"

    from_finding = models.ForeignKey(Finding, models.CASCADE, related_name="links")
    to_finding = models.ForeignKey(Finding, models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=20, choices=Kind)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = FindingLinkQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(
                name="finding_link_kind_is_known",
                condition=Q(kind__in=["repeats", "supersedes", "resolved_by", "evidence_for"]),
                violation_error_message="Choose how the findings are linked.",
            ),
            models.CheckConstraint(
                name="finding_linked_to_another",
                condition=~Q(from_finding=F("to_finding")),
                violation_error_message="A finding is not linked to itself. Choose another one.",
            ),
            models.UniqueConstraint(
                name="finding_linked_once",
                fields=["from_finding", "to_finding", "kind"],
                violation_error_message="The findings are linked in this way already.",
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.from_finding}” {self.get_kind_display().lower()} “{self.to_finding}”"
