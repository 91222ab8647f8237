"""What differs between two versions of a report, as a paper."""

from datetime import datetime

from django.utils.timezone import localdate

from findings.models import Inspection
from inspection_portal.core.markings import SENSITIVE
from inspection_portal.reports.comparing import Comparison
from inspection_portal.reports.models import Issue
from inspection_portal.reports.papers.document import MARKING, ComparisonPaper
from inspection_portal.reports.queries import Version
from inspection_portal.reports.rendering.layout import DRAFT_MARKING


def comparison_paper(
    inspection: Inspection, before: Version, after: Version, found: Comparison, *, at: datetime
) -> ComparisonPaper:
    """The comparison, marked as the more sensitive of the two versions at that moment."""
    markings = {_marking(before.of, at), _marking(after.of, at)}
    return ComparisonPaper(
        title=inspection.title,
        before=before.words,
        after=after.words,
        as_at=localdate(at),
        marking=next(each for each in (DRAFT_MARKING, SENSITIVE, MARKING) if each in markings),
        comparison=found,
        is_demonstration=inspection.is_demonstration,
    )


def _marking(version: Issue | Inspection, at: datetime) -> str:
    if isinstance(version, Inspection) or version.publish_at is None:
        return DRAFT_MARKING
    return MARKING if version.publish_at <= at else SENSITIVE
