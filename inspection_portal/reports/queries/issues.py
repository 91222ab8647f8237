"""Issues as people are told of them: which one stands, and what became of the others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Max

from findings.models import Correction
from inspection_portal.reports.models import Issue

Purpose = Issue.Purpose


class Mark(StrEnum):
    """What became of an issue; a draft that nobody published has no mark."""

    NONE = ""
    STANDS = "Current"
    EMBARGOED = "Under embargo"
    RECALLED = "Recalled"
    SUPERSEDED = "Superseded"
    WITHDRAWN = "Withdrawn"
    REPLACED = "Replaced"

    @property
    def is_gone(self) -> bool:
        """Whether it was out, and its text is for those who read drafts alone."""
        return self in (Mark.WITHDRAWN, Mark.REPLACED)

    @property
    def is_superseded(self) -> bool:
        """Whether another issue stands in its place."""
        return self in (Mark.SUPERSEDED, Mark.REPLACED)


@dataclass(frozen=True)
class Marked:
    """An issue with its mark; `latest` is the number of the issue of the report that stands."""

    issue: Issue
    mark: Mark
    latest: int | None


def marked(issues: Iterable[Issue], *, at: datetime) -> list[Marked]:
    """Those issues as they stand at that moment, in the same order."""
    rows = list(issues)
    latest = _latest({row.inspection_id for row in rows}, at)
    return [
        Marked(row, mark(row, latest.get(row.inspection_id), at), latest.get(row.inspection_id))
        for row in rows
    ]


def reason_for(issue: Issue) -> str:
    """Why an issue was made that supersedes another: the correction that it ended; "" for one that
    superseded nothing. It is for those who read drafts.
    """
    ended = Correction.objects.filter(inspection=issue.inspection, closed_at=issue.publish_at)
    return ended.values_list("reason", flat=True).first() or ""


def mark(issue: Issue, latest: int | None, at: datetime) -> Mark:
    """What has become of the issue, where `latest` is the number of that which stands."""
    if issue.purpose == Purpose.DRAFT:
        return Mark.NONE
    if issue.publish_at is None:
        return Mark.RECALLED
    if issue.publish_at > at:
        return Mark.EMBARGOED
    if issue.inspection.withdrawn_at is not None and issue.purpose == Purpose.PUBLICATION:
        return Mark.WITHDRAWN
    if issue.replaced_at is not None:
        return Mark.REPLACED
    if latest is not None and (issue.purpose == Purpose.ACCELERATED or issue.number < latest):
        return Mark.SUPERSEDED
    return Mark.STANDS


def _latest(inspections: set[int], at: datetime) -> Mapping[int, int]:
    """The number of the issue that stands, by inspection."""
    out = Issue.objects.published().out(at).filter(inspection__in=inspections).order_by()
    numbers = out.values("inspection").annotate(latest=Max("number"))
    return dict(numbers.values_list("inspection", "latest"))
