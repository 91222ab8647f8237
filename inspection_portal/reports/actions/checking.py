from datetime import datetime

from django.db import transaction

from findings.actions import checking
from findings.actions.access import lock
from findings.models import Inspection, PrePublicationCheck
from inspection_portal.core.models import User
from inspection_portal.reports import extracts


@transaction.atomic
def open_check(
    inspection: Inspection, *, closes_at: datetime, by: User, at: datetime
) -> PrePublicationCheck:
    """Give every body its part of the draft, as it stands, to check until `closes_at`."""
    contents = extracts.contents(lock(inspection))
    return checking.open_check(inspection, closes_at=closes_at, extracts=contents, by=by, at=at)
