"""Lists of disruptions, the queue of moderators among them, and the files taken from them."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_safe

from disruptions import disruption_exports, permissions, queries
from disruptions.filters import DisruptionFilter
from disruptions.models import Disruption
from disruptions.views.kept import Files, page_of, require_reader
from inspection_portal.core.http import SignedInRequest

FILES = Files("disruptions", "disruptions", disruption_exports.TABLE)


@require_safe
def disruptions(request: SignedInRequest) -> HttpResponse:
    found, user = _looked_for(request), request.user
    seen = Disruption.objects.visible_to(user)
    page = page_of(request, found.rows, found.order, among=seen.for_list())
    failed = queries.failures_of(page.rows)
    context = {
        "filter": found,
        "page": page,
        "number": found.counted if found.is_valid() else None,
        "lines": [(each, failed[each.pk]) for each in page.rows],
        "to_do": queries.disruptions_to_do(user).in_words,
        "can_record": permissions.can_record_some(user),
        "can_load": permissions.can_load_extracts(user),
        "today": found.on,
    }
    return render(request, "disruptions/disruptions.html", context)


@require_GET
def disruptions_csv(request: SignedInRequest) -> HttpResponseBase:
    return FILES.taken(request, _looked_for(request), "csv")


@require_GET
def disruptions_xlsx(request: SignedInRequest) -> HttpResponseBase:
    return FILES.taken(request, _looked_for(request), "xlsx")


def _looked_for(request: SignedInRequest) -> DisruptionFilter:
    """The disruptions that the address names. Raises PermissionDenied for who never sees any."""
    require_reader(request)
    seen = Disruption.objects.visible_to(request.user)
    return DisruptionFilter(request.GET, seen, user=request.user, on=localdate())
