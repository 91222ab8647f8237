"""What other systems are told of reports, by webhooks."""

from datetime import datetime

from django.db.models import QuerySet

from findings.models import Inspection
from inspection_portal.core import webhooks
from inspection_portal.core.models import User
from inspection_portal.core.webhooks import types
from inspection_portal.reports.models import Issue

PUBLISHED = "report.published"


def register_types() -> None:
    types.register(
        PUBLISHED,
        words="A report, or a correction of it, is published",
        may_know=types.whoever_sees(_readable),
    )


def published(issue: Issue, *, at: datetime) -> None:
    """Call it once the issue has come out. Of a cause of concern before its report nothing is told:
    the API has nothing of it but its register entries.
    """
    if issue.purpose == Issue.Purpose.PUBLICATION:
        webhooks.tell(PUBLISHED, issue.inspection, route="api:inspection-detail", at=at)


def _readable(user: User) -> QuerySet[Inspection]:
    return Inspection.objects.visible_to(user).published().filter(withdrawn_at=None)
