"""Closed passages: text of a finding that is kept from publication (domain §2.5).

Their words stand in no other place: not in the finding, not in the audit trail.
"""

from datetime import datetime
from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction

from findings.actions.access import lock_for_work
from findings.actions.gathering import refuse_marked
from findings.models import ClosedPassage, Finding, Paragraph
from inspection_portal.core import audit
from inspection_portal.core.editing import refuse_invalid, update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.markings import above_in
from inspection_portal.core.models import User


class Passage(TypedDict):
    """A closed passage: where it stands (first, where `after` is None), why it is closed, and its
    words in Markdown.
    """

    after: Paragraph | None
    ground: str
    text: str


@transaction.atomic
def add_closed(
    finding: Finding, *, by: User, at: datetime, **passage: Unpack[Passage]
) -> ClosedPassage:
    """Write a passage that is never published."""
    lock_for_work(finding.inspection, by)
    closed = ClosedPassage(finding=finding, written_by=by, written_at=at, **passage)
    _refuse_unfit(closed)
    closed.save()
    _record("closed_passage.added", closed, by=by, at=at, ground=closed.get_ground_display())
    return closed


@transaction.atomic
def revise_closed(
    closed: ClosedPassage,
    *,
    seen_version: int,
    by: User,
    at: datetime,
    **passage: Unpack[Passage],
) -> None:
    """Change a closed passage; who changed it is recorded, and not its words."""
    lock_for_work(closed.finding.inspection, by)
    _refuse_unfit(ClosedPassage(finding=closed.finding, written_by=by, written_at=at, **passage))
    update_as_seen(closed, seen_version=seen_version, written_by=by, written_at=at, **passage)
    _record("closed_passage.revised", closed, by=by, at=at, ground=closed.get_ground_display())


@transaction.atomic
def remove_closed(closed: ClosedPassage, *, seen_version: int, by: User, at: datetime) -> None:
    """Take a closed passage away."""
    lock_for_work(closed.finding.inspection, by)
    update_as_seen(closed, seen_version=seen_version)
    _record("closed_passage.removed", closed, by=by, at=at)
    closed.delete()


@transaction.atomic
def read_closed(closed: ClosedPassage, *, reason: str, by: User, at: datetime) -> str:
    """The words of a closed passage. Who reads them, when and why is recorded (Data Protection Act
    2018 s62).
    """
    if not ClosedPassage.objects.visible_to(by).filter(pk=closed.pk).exists():
        raise PermissionDenied
    if not reason.strip():
        raise RuleBroken("Say why you need to read this passage.")
    inspection = str(closed.finding.inspection.uuid)
    audit.record_reading(
        "closed_passage.read", closed, by=by, at=at, reason=reason, inspection=inspection
    )
    return closed.text


def _refuse_unfit(closed: ClosedPassage) -> None:
    refuse_marked(above_in(closed.text))
    refuse_invalid(closed)


def _record(verb: str, closed: ClosedPassage, *, by: User, at: datetime, **detail: object) -> None:
    inspection = str(closed.finding.inspection.uuid)
    audit.record(verb, closed, by=by, at=at, inspection=inspection, **detail)
