"""Figures of disruptions, and the files taken of them."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_safe

from disruptions import figure_exports, queries
from disruptions.filters import DisruptionFigureFilter
from disruptions.views.kept import Files, require_reader
from inspection_portal.core.http import SignedInRequest

FILES = Files("disruption_figures", "disruption-figures", figure_exports.TABLE)


@require_safe
def disruption_figures(request: SignedInRequest) -> HttpResponse:
    found = _looked_for(request)
    context: dict[str, object] = {"filter": found}
    if found.is_valid():
        figures = found.in_order
        context |= {"figures": figures, "charts": queries.disruption_charts(figures)}
    return render(request, "disruptions/disruption_figures.html", context)


@require_GET
def disruption_figures_csv(request: SignedInRequest) -> HttpResponseBase:
    return FILES.taken(request, _looked_for(request), "csv")


@require_GET
def disruption_figures_xlsx(request: SignedInRequest) -> HttpResponseBase:
    return FILES.taken(request, _looked_for(request), "xlsx")


def _looked_for(request: SignedInRequest) -> DisruptionFigureFilter:
    """What the address asks for. Raises PermissionDenied for who never sees any disruption."""
    require_reader(request)
    return DisruptionFigureFilter(request.GET, user=request.user, at=now())
