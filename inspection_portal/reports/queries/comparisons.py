"""The versions of a report that a person may compare: its issues, frozen drafts, and the draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from findings.models import Inspection
from findings.permissions import can_read_draft, is_open_to_change
from inspection_portal.core.models import User
from inspection_portal.core.templatetags.govuk import day, moment
from inspection_portal.reports.models import Issue, IssueQuerySet
from inspection_portal.reports.queries.issues import Mark, Marked, marked

# By what an address calls the draft as it stands, where it names an issue by its UUID.
DRAFT = "draft"


@dataclass(frozen=True)
class Version:
    """One wording of a report, an issue or the draft as it stands: how an address calls it, and how
    people are told of it.
    """

    code: str
    words: str
    of: Issue | Inspection


def versions(inspection: Inspection, user: User, *, at: datetime) -> list[Version]:
    """What the person may compare of a report, the latest first. Causes of concern that came out
    before it are documents of their own.
    """
    issues = comparable(user).filter(inspection=inspection).for_list()
    told = [_of_issue(each) for each in marked(issues, at=at)]
    drafted = can_read_draft(user, inspection)
    if drafted and (not inspection.is_issued or is_open_to_change(inspection)):
        return [Version(DRAFT, "The draft as it stands now", inspection), *told]
    return told


def comparable(user: User) -> IssueQuerySet:
    """Whole reports whose text the person may have."""
    return Issue.objects.downloadable_by(user).exclude(purpose=Issue.Purpose.ACCELERATED)


def usual_pair(found: Sequence[Version]) -> tuple[Version, Version] | None:
    """What is compared where nobody chose: what stands before the latest, and the latest; None
    where there is nothing to compare it with.
    """
    if len(found) < 2:
        return None
    latest, *earlier = found
    published = (each for each in earlier if _is_published(each))
    return next(published, earlier[0]), latest


def _is_published(version: Version) -> bool:
    return isinstance(version.of, Issue) and version.of.publish_at is not None


def _of_issue(standing: Marked) -> Version:
    issue = standing.issue
    if standing.mark in (Mark.NONE, Mark.RECALLED):
        recalled = ", recalled" if standing.mark == Mark.RECALLED else ""
        made = f"made {moment(issue.requested_at)}"
        name = "Issue" if recalled else "Draft"
        return Version(str(issue.uuid), f"{name} {issue.number}, {made}{recalled}", issue)
    words = f"Issue {issue.number}, {day(issue.publish_at)} ({standing.mark.value.lower()})"
    return Version(str(issue.uuid), words, issue)
