"""What the team says about findings, and who has one open."""

from datetime import datetime

from django.db.models import F, QuerySet

from findings.models import Comment, Finding, Inspection
from inspection_portal.core.models import User


def open_comments(inspection: Inspection) -> QuerySet[Comment]:
    """Comments in the inspection that nobody has resolved, in the order of the report."""
    comments = Comment.objects.open().filter(finding__inspection=inspection)
    return comments.select_related("by", "paragraph", "finding__chapter__body").order_by(
        F("finding__chapter__position").asc(nulls_first=True),
        F("finding__question_area__position").asc(nulls_first=True),
        "finding__position",
        "at",
        "pk",
    )


def others_present(finding: Finding, user: User, at: datetime) -> list[str]:
    """Names of those who have the finding open to write, besides the person who asks."""
    names = finding.presences.at(at).exclude(user=user).order_by("user__name")
    return list(names.values_list("user__name", flat=True))
