"""What is answered where the text of an issue is closed to whoever asks (ADR 0053)."""

from typing import Any

from django.urls import reverse
from django.utils.timezone import now

from inspection_portal.core.models import User
from inspection_portal.core.problem_kinds import Refusal
from inspection_portal.reports.models import Issue


class Withdrawn(Refusal, code="withdrawn"):
    """The report was withdrawn."""


class Replaced(Refusal, code="replaced"):
    """The issue was replaced by a redacted one."""


def refuse_closed(issue: Issue, user: User) -> None:
    """Raise Withdrawn or Replaced where the person may not have the text of an issue any more."""
    if Issue.objects.downloadable_by(user).filter(pk=issue.pk).exists():
        return
    if issue.inspection.withdrawn_at:
        raise Withdrawn
    row: Any = Issue.objects.with_succession(now()).only("pk").get(pk=issue.pk)
    instead = reverse("api:report-detail", args=[row.latest_uuid])
    raise Replaced(f"Something in the issue must not stand: read the one that stands, {instead}.")
