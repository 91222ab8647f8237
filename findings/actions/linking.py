"""How findings hang together over the years: what repeats, supersedes or resolves what (domain
§2.2).
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from findings import permissions
from findings.models import Finding, FindingLink
from inspection_portal.core import audit
from inspection_portal.core.editing import refuse_invalid
from inspection_portal.core.models import User


@transaction.atomic
def link_findings(
    finding: Finding, *, to_finding: Finding, kind: FindingLink.Kind, by: User, at: datetime
) -> FindingLink:
    """Say how a finding that the person writes is linked to another one whose text they read.

    This changes nothing that is published, so it needs no correction.
    """
    readable = Finding.objects.visible_to(by).filter(pk=to_finding.pk)
    if not permissions.can_work_on(by, finding.inspection) or not readable.exists():
        raise PermissionDenied
    link = FindingLink(from_finding=finding, to_finding=to_finding, kind=kind, by=by, at=at)
    refuse_invalid(link)
    link.save()
    audit.record("finding.linked", finding, by=by, at=at, kind=kind, to=str(to_finding))
    return link


@transaction.atomic
def unlink_findings(link: FindingLink, *, by: User, at: datetime) -> None:
    """Take a link between findings away."""
    finding = link.from_finding
    if not permissions.can_work_on(by, finding.inspection):
        raise PermissionDenied
    link.delete()
    told = {"kind": link.kind, "to": str(link.to_finding)}
    audit.record("finding.unlinked", finding, by=by, at=at, **told)
