from datetime import datetime, timedelta

from findings.models import Extract, Inspection, PrePublicationCheck
from inspection_portal.core.models import User
from inspection_portal.reports.actions.checking import open_check


def give_out(
    inspection: Inspection, *, by: User, at: datetime, days: int = 10
) -> PrePublicationCheck:
    """Put a draft into the pre-publication check, and give each of its bodies its extract."""
    stage = Inspection.Stage.PRE_PUBLICATION_CHECK
    Inspection.objects.filter(pk=inspection.pk).update(stage=stage)
    return open_check(inspection, closes_at=at + timedelta(days=days), by=by, at=at)


def extract_of(check: PrePublicationCheck, body: object) -> Extract:
    """The extract of one body in that round."""
    return check.extracts.select_related("check_round__inspection", "chapter__body").get(
        chapter__body=body
    )
