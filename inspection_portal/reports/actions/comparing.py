"""Comparing two versions of a report: to read what is not out is recorded, as elsewhere."""

from datetime import datetime

from django.db import transaction

from findings.models import Inspection
from inspection_portal.core.models import User
from inspection_portal.reports import comparing, document, snapshot
from inspection_portal.reports.actions.issuing import read_unpublished, take_document
from inspection_portal.reports.models import Issue


@transaction.atomic
def compare(
    before: Issue | Inspection,
    after: Issue | Inspection,
    *,
    whole: bool = False,
    by: User,
    at: datetime,
) -> comparing.Comparison:
    """What differs between two issues of a report, or an issue and the draft as it stands, which an
    inspection is given for.

    Raises PermissionDenied where the person may not read both.
    """
    texts = [_read(each, by=by, at=at) for each in (before, after)]
    return comparing.compare(*texts, whole=whole)


def _read(version: Issue | Inspection, *, by: User, at: datetime) -> document.Report:
    if isinstance(version, Inspection):
        read_unpublished(version, by=by, at=at)
        return snapshot.draft_for(version, by)
    take_document(version, by=by, at=at)
    return document.from_builtins(version.content)
