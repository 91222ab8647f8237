"""Lists of disruptions, the queue of moderators among them, and the files taken from them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_safe

from disruptions import actions, disruption_exports, permissions, queries
from disruptions.filters import DisruptionFilter
from disruptions.models import Disruption, DisruptionQuerySet
from disruptions.views.kept import require_reader
from inspection_portal.core import keyset
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.tables import WORKBOOK

ON_A_PAGE = 50
# Of those that wait for the person, so many are counted.
MOST_COUNTED = 100


@require_safe
def disruptions(request: SignedInRequest) -> HttpResponse:
    found, user = _looked_for(request), request.user
    seen = Disruption.objects.visible_to(user)
    page = keyset.window(
        found.rows,
        found.order,
        at=keyset.read_place(request.GET.get("page", "")),
        among=seen.for_list(),
        size=ON_A_PAGE,
    )
    failed = queries.failures_of(page.rows)
    context = {
        "filter": found,
        "page": page,
        "lines": [(each, failed[each.pk]) for each in page.rows],
        "waiting": len(seen.to_moderate_by(user).order_by().values("pk")[:MOST_COUNTED]),
        "most": MOST_COUNTED,
        "can_record": permissions.can_record_some(user),
        "today": found.on,
    }
    return render(request, "disruptions/disruptions.html", context)


@require_GET
def disruptions_csv(request: SignedInRequest) -> HttpResponseBase:
    return _export(request, "csv", disruption_exports.csv_lines, "text/csv; charset=utf-8")


@require_GET
def disruptions_xlsx(request: SignedInRequest) -> HttpResponseBase:
    return _export(request, "xlsx", disruption_exports.xlsx, WORKBOOK)


def _looked_for(request: SignedInRequest) -> DisruptionFilter:
    """The disruptions that the address names. Raises PermissionDenied for who never sees any."""
    require_reader(request)
    seen = Disruption.objects.visible_to(request.user)
    return DisruptionFilter(request.GET, seen, user=request.user, on=localdate())


def _export(
    request: SignedInRequest,
    file_format: str,
    write: Callable[[DisruptionQuerySet, Any], Any],
    content_type: str,
) -> HttpResponseBase:
    """What is looked for, in its order, as a file that is recorded as taken."""
    found = _looked_for(request)
    if not found.is_valid():
        return redirect(f"{reverse('disruptions:disruptions')}?{request.GET.urlencode()}")
    filters = {name: [str(value)] for name, value in found.form.cleaned_data.items() if value}
    actions.record_disruptions_export(
        file_format=file_format, filters=filters, by=request.user, at=now()
    )
    name = f"disruptions-{found.on.isoformat()}.{file_format}"
    return StreamingHttpResponse(
        write(keyset.ordered(found.rows, found.order), found.on),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
