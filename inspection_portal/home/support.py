"""What the pages and the API of copies fetch alike, each with who may."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from disruptions.checks import CHECKS
from disruptions.queries import bodies_checked
from findings.models import InspectedBody, Inspection
from findings.permissions import can_work_on
from forces.models import Body
from forces.rights import Right, holds
from inspection_portal.core.models import User


def body_to_cite(user: User, uuid: UUID, check: str) -> Body:
    """404 for those who don't see what the checks of the body find, 403 for those who gather no
    evidence.
    """
    body = get_object_or_404(bodies_checked(user), uuid=uuid)
    if check not in CHECKS:
        raise Http404
    if not holds(user, Right.EVIDENCE_WRITE):
        raise PermissionDenied
    return body


def chapter_to_count(user: User, uuid: UUID) -> InspectedBody:
    """404 for those who don't read the draft, 403 for those who only read it."""
    drafts = Inspection.objects.drafts_visible_to(user)
    rows = InspectedBody.objects.filter(inspection__in=drafts)
    chapter = get_object_or_404(rows.select_related("body", "inspection__region"), uuid=uuid)
    if not can_work_on(user, chapter.inspection, Right.EVIDENCE_WRITE):
        raise PermissionDenied
    return chapter
