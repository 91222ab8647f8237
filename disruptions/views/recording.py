"""What may be recorded twice, and what is likely missing (domain §5)."""

from functools import partial
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from disruptions import actions, permissions, queries, recording_exports
from disruptions.filters import DoubleCountFilter, GapFilter
from disruptions.forms import TellApartForm
from disruptions.models import Disruption
from disruptions.views.kept import Files, require_reader, seen_row
from disruptions.views.support import FormPage
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.pages import posted

PAIRS_ON_A_PAGE, ACTIONS_ON_A_PAGE = 20, 50
DOUBLES = Files("disruption_doubles", "double-counts", recording_exports.DOUBLES)
GAPS = Files("disruption_gaps", "likely-missing-disruptions", recording_exports.GAPS)


@require_safe
def disruption_doubles(request: SignedInRequest) -> HttpResponse:
    found, user = _doubles(request), request.user
    pages = Paginator(found.in_order.pairs, PAIRS_ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    can_tell = permissions.can_tell_each_apart(user, [each.both for each in page])
    context = {
        "filter": found,
        "page": page,
        "lines": list(zip(page, can_tell, strict=True)),
        "noun": "possible double count",
        "nouns": "possible double counts",
        "days": queries.DAYS_APART,
    }
    return render(request, "disruptions/disruption_doubles.html", context)


@require_GET
def disruption_doubles_csv(request: SignedInRequest) -> HttpResponseBase:
    return DOUBLES.taken(request, _doubles(request), "csv")


@require_GET
def disruption_doubles_xlsx(request: SignedInRequest) -> HttpResponseBase:
    return DOUBLES.taken(request, _doubles(request), "xlsx")


@require_safe
def disruption_gaps(request: SignedInRequest) -> HttpResponse:
    found = _gaps(request)
    pages = Paginator(found.in_order.actions, ACTIONS_ON_A_PAGE)
    context = {
        "filter": found,
        "missing": found.in_order,
        "page": pages.get_page(request.GET.get("page")),
        "days": queries.DAYS_AROUND,
        "can_record": permissions.can_record_some(request.user),
    }
    return render(request, "disruptions/disruption_gaps.html", context)


@require_GET
def disruption_gaps_csv(request: SignedInRequest) -> HttpResponseBase:
    return GAPS.taken(request, _gaps(request), "csv")


@require_GET
def disruption_gaps_xlsx(request: SignedInRequest) -> HttpResponseBase:
    return GAPS.taken(request, _gaps(request), "xlsx")


@require_http_methods(["GET", "POST"])
def disruption_tell_apart(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """That a record and another that looks like the same event are two; `?other=` chooses it."""
    disruption: Disruption = seen_row(request, Disruption.objects, uuid)
    pairs = queries.doubles_of(disruption, request.user)
    others = [pair.beside(disruption) for pair in pairs]
    decided = [other for _, other in queries.told_apart(disruption, request.user)]
    if not permissions.can_tell_apart_for(request.user, disruption, *others, *decided):
        raise PermissionDenied
    chosen = request.GET.get("other", "")
    form = TellApartForm(posted(request), others=others, chosen=chosen)
    page = FormPage(
        "disruptions/disruption_tell_apart.html",
        "It is recorded that these are two events. Nobody is asked again.",
        disruption,
        shown={"disruption": disruption, "pairs": pairs},
    )
    tell = partial(actions.tell_apart, disruption, by=request.user, at=now())
    return page.answer(request, form, tell)


def _doubles(request: SignedInRequest) -> DoubleCountFilter:
    """Raises PermissionDenied for who never sees any disruption."""
    require_reader(request)
    return DoubleCountFilter(request.GET, user=request.user, on=localdate())


def _gaps(request: SignedInRequest) -> GapFilter:
    require_reader(request)
    return GapFilter(request.GET, user=request.user, on=localdate())
