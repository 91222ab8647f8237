"""What other systems are told of reports, by webhooks."""

from datetime import datetime

from django.db.models import QuerySet

from forces.scopes import Resource, to_read
from inspection_portal.core import webhooks
from inspection_portal.core.models import User
from inspection_portal.core.webhooks import types
from inspection_portal.reports.models import Issue

PUBLISHED = "report.published"


def register_types() -> None:
    types.register(
        PUBLISHED,
        words="A report, a correction of it, or a cause of concern before its report is published",
        scope=to_read(Resource.INSPECTIONS),
        may_know=types.whoever_sees(_readable),
    )


def published(issue: Issue, *, at: datetime) -> None:
    """Call it once the issue has come out."""
    webhooks.tell(PUBLISHED, issue, route="api:report-detail", at=at)


def _readable(user: User) -> QuerySet[Issue]:
    return Issue.objects.visible_to(user).out().readable()
