"""The drafting board: where a finding stands in its chapter, and how far its writing has come."""

from copy import copy
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, QuerySet

from findings import permissions
from findings.actions.access import lock, lock_for_work
from findings.actions.order import next_position
from findings.models import Finding, QuestionArea
from inspection_portal.core import audit
from inspection_portal.core.editing import differences, refuse_invalid, update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User


@transaction.atomic
def arrange_finding(
    finding: Finding,
    *,
    question_area: QuestionArea | None,
    before: Finding | None = None,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Put a finding before another one of its chapter, or at the end of a question area there.

    A finding of the region has None for its area. Others make room without counting as edited.
    Raises RuleBroken where `before` stands elsewhere by now.
    """
    held = lock_for_work(finding.inspection, by)
    siblings = held.findings.filter(chapter=finding.chapter, question_area=question_area)
    position = _make_room(siblings.exclude(pk=finding.pk), before)
    arranged = copy(finding)
    arranged.question_area, arranged.position = question_area, position
    refuse_invalid(arranged)
    moved = differences(finding, {"question_area": question_area})
    update_as_seen(
        finding, seen_version=seen_version, question_area=question_area, position=position
    )
    next_one = str(before) if before else ""
    audit.record("finding.arranged", finding, by=by, at=at, before=next_one, **moved)


@transaction.atomic
def mark_finding(
    finding: Finding, *, state: Finding.State, seen_version: int, by: User, at: datetime
) -> None:
    """Say how far the writing of a finding has come.

    This changes nothing that is published, so it needs no correction.
    """
    if not permissions.can_work_on(by, finding.inspection):
        raise PermissionDenied
    lock(finding.inspection)
    changed = differences(finding, {"state": state})
    update_as_seen(finding, seen_version=seen_version, state=state)
    audit.record("finding.marked", finding, by=by, at=at, **changed)


def _make_room(siblings: QuerySet[Finding], before: Finding | None) -> int:
    """The position before that one of `siblings`, which it frees, or the one after the last."""
    if before is None:
        return next_position(siblings)
    there = siblings.filter(pk=before.pk).values_list("position", flat=True).first()
    if there is None:
        raise RuleBroken(f"“{before}” stands elsewhere now. Look at the board, then move again.")
    siblings.filter(position__gte=there).update(position=F("position") + 1)
    return there
