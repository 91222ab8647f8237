"""What the pages of a body's own rows have in common."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from disruptions import permissions, queries
from disruptions.views.support import require_keeper
from forces.models import Body
from inspection_portal.core.http import SignedInRequest


def require_reader(request: SignedInRequest) -> None:
    """403 for those who never see any threat, order or place."""
    if not permissions.can_read_threats(request.user):
        raise PermissionDenied


def kept_body(request: SignedInRequest, uuid: UUID) -> Body:
    """The body to which something is added; 404 for those who don't act for it."""
    return get_object_or_404(queries.bodies_kept_by(request.user), uuid=uuid)


def seen_row(request: SignedInRequest, rows: Any, uuid: UUID) -> Any:
    """One of the rows of that manager that the person sees, else 404."""
    return get_object_or_404(rows.visible_to(request.user).for_list(), uuid=uuid)


def row_to_keep(request: SignedInRequest, rows: Any, uuid: UUID) -> Any:
    """The same, with 403 for those who only read it."""
    row = seen_row(request, rows, uuid)
    require_keeper(request, row.body)
    return row
