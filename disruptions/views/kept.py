"""What the pages of a body's own rows have in common."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import now

from disruptions import actions, permissions, queries
from disruptions.views.support import require_keeper
from forces.models import Body
from inspection_portal.core import keyset
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.tables import WORKBOOK, Table

ON_A_PAGE = 50
CONTENT_TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": WORKBOOK}


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


def page_of(request: SignedInRequest, rows: Any, order: keyset.Order, *, among: Any) -> Any:
    """The page of the rows that the address names. `among` is all that the person may see."""
    at = keyset.read_place(request.GET.get("page", ""))
    return keyset.window(rows, order, at=at, among=among, size=ON_A_PAGE)


@dataclass(frozen=True)
class Files:
    """How a list leaves as a file: `of` what, as its page and the audit trail call it, the first
    word of the file's name, its table, and what the table reads of what is looked for.
    """

    of: str
    name: str
    table: Table
    rows: Callable[[Any], Any] = lambda found: keyset.ordered(found.rows, found.order)

    def taken(self, request: SignedInRequest, found: Any, file_format: str) -> HttpResponseBase:
        """What is looked for, in its order; back to the page where that makes no sense."""
        if not found.is_valid():
            page = reverse(f"disruptions:{self.of}")
            return redirect(f"{page}?{request.GET.urlencode()}")
        filters = {name: [str(value)] for name, value in found.form.cleaned_data.items() if value}
        actions.record_export(
            self.of, file_format=file_format, filters=filters, by=request.user, at=now()
        )
        write = {"csv": self.table.csv, "xlsx": self.table.xlsx}[file_format]
        name = f"{self.name}-{found.on.isoformat()}.{file_format}"
        return StreamingHttpResponse(
            write(self.rows(found), found.on),
            content_type=CONTENT_TYPES[file_format],
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
