"""The librarians' desk: published reports are handed in, corrected line by line, and loaded."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from findings.models import Inspection
from findings.permissions import can_load_historic
from forces.permissions import can_read_audit
from inspection_portal.core import keyset
from inspection_portal.core.forms import SeenForm
from inspection_portal.core.http import SignedInRequest, as_handed_in
from inspection_portal.core.pages import carry_out, posted, press
from inspection_portal.reports import backloading, desk, structure
from inspection_portal.reports.forms import (
    HistoricDayForm,
    HistoricUploadForm,
    LoadedStatusesForm,
    TellLineForm,
)
from inspection_portal.reports.models import HistoricReading
from recommendations.actions import tell_loaded_statuses
from recommendations.queries import without_status

NEWEST_FIRST = keyset.Order((F("uploaded_at"),), descending=True)
ON_A_PAGE = 50


@require_safe
def historic_readings(request: SignedInRequest) -> HttpResponse:
    _require_librarian(request)
    rows = HistoricReading.objects.visible_to(request.user)
    at = keyset.read_place(request.GET.get("page", ""))
    page = keyset.window(rows, NEWEST_FIRST, at=at, among=rows.for_list(), size=ON_A_PAGE)
    return render(request, "reports/historic_readings.html", {"page": page})


@require_http_methods(["GET", "POST"])
def historic_upload(request: SignedInRequest) -> HttpResponse:
    _require_librarian(request)
    form = HistoricUploadForm(posted(request), request.FILES or None)
    if done := carry_out(form, partial(desk.upload_historic, by=request.user, at=now())):
        return redirect(done.result)
    cancel_url = reverse("reports:historic_readings")
    context = {"form": form, "submit": "Upload and read", "cancel_url": cancel_url}
    return render(request, "reports/historic_upload.html", context)


@require_safe
def historic(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What the report was read as, a chapter at a time, with all that must be looked at first."""
    row = _seen(request, uuid)
    if request.headers.get("HX-Request"):
        return _progress(request, row)
    context = {
        "reading": row,
        "shown": structure.on_the_desk(row, part=_part(request.GET.get("part", ""))),
        "kinds": structure.LABELS.items(),
        "standing": _standing(row),
        "can_read_audit": can_read_audit(request.user),
    }
    return render(request, "reports/historic.html", context)


def _progress(request: SignedInRequest, row: HistoricReading) -> HttpResponse:
    """Asks again by itself; once the PDF is read, the page is asked for anew."""
    if not row.is_under_way:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "reports/parts/historic_progress.html", {"reading": row})


@require_POST
def historic_tell(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What one line is; back to that line, or, where it was in doubt, on to the next such line."""
    row = _seen(request, uuid)
    before = structure.to_look_at(row)
    form = TellLineForm(request.POST)
    action = partial(desk.tell_line, row, by=request.user, at=now())
    press(request, form, action, "The report is read again with what you said of the line.")
    place = form.cleaned_data.get("place")
    if place is None:
        return redirect(row)
    row.refresh_from_db(fields=["found", "corrections", "lines"])
    if place in before:
        place = structure.next_to_look_at(row, place)
    part = structure.part_of(row, place)
    return redirect(f"{row.get_absolute_url()}?part={part}#line-{place + 1}")


@require_http_methods(["GET", "POST"])
def historic_date(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _seen(request, uuid)
    initial = {"published_on": row.published_on, "seen_version": row.version}
    form = HistoricDayForm(posted(request), initial=initial)
    if carry_out(form, partial(desk.date_historic, row, by=request.user, at=now())):
        return redirect(row)
    context = {"reading": row, "form": form, "submit": "Save", "cancel_url": row.get_absolute_url()}
    return render(request, "reports/historic_date.html", context)


@require_POST
def historic_load(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _seen(request, uuid)
    action = partial(desk.load_historic, row, by=request.user, at=now())
    press(request, SeenForm(request.POST), action, "The report is loaded.")
    return redirect(row)


@require_http_methods(["GET", "POST"])
def historic_statuses(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """How the entries of a loaded report stood, where that is known from elsewhere."""
    row = _seen(request, uuid)
    inspection = row.inspection
    if inspection is None:
        raise Http404
    # As the report has them: a librarian goes down its pages.
    entries = without_status(inspection).for_list().order_by("pk")
    form = LoadedStatusesForm(posted(request), entries=entries)
    action = partial(tell_loaded_statuses, inspection, by=request.user, at=now())
    if carry_out(form, action):
        messages.success(request, "The register says how its entries stood.")
        return redirect(row)
    cancel_url = row.get_absolute_url()
    context = {"reading": row, "form": form, "cancel_url": cancel_url}
    return render(request, "reports/historic_statuses.html", context)


@require_http_methods(["GET", "POST"])
def historic_discard(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _seen(request, uuid)
    form = SeenForm(posted(request), initial={"seen_version": row.version})
    if carry_out(form, partial(desk.discard_historic, row, by=request.user, at=now())):
        messages.success(request, "The report is off the desk.")
        return redirect("reports:historic_readings")
    context = {
        "reading": row,
        "form": form,
        "submit": "Discard it",
        "warning": True,
        "cancel_url": row.get_absolute_url(),
    }
    return render(request, "reports/historic_discard.html", context)


@require_GET
def historic_file(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _seen(request, uuid)
    return as_handed_in(row, desk.take_historic(row, by=request.user, at=now()))


def _standing(row: HistoricReading) -> Inspection | None:
    """What loading would bring up to this reading, though it was loaded from another."""
    if row.inspection or not (row.can_be_loaded and row.published_on):
        return None
    region = row.found.get("region", "")
    return backloading.loaded_as(row.sha256, region=region, published_on=row.published_on)


def _require_librarian(request: SignedInRequest) -> None:
    if not can_load_historic(request.user):
        raise PermissionDenied


def _seen(request: SignedInRequest, uuid: UUID) -> HistoricReading:
    rows = HistoricReading.objects.visible_to(request.user).defer("content", "text")
    return get_object_or_404(rows.select_related("uploaded_by", "inspection"), uuid=uuid)


def _part(told: str) -> int | None:
    """The number of a part, where there is one in the address."""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 6 else None
