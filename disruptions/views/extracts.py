"""Extracts of national systems: handed in, looked at, and loaded once a person confirms them."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from disruptions import actions, permissions, queries
from disruptions.actions import ExtractFile
from disruptions.extracts import KINDS
from disruptions.forms import ExtractForm
from disruptions.models import DataExtract
from disruptions.views.kept import page_of, seen_row
from forces.permissions import can_read_audit
from inspection_portal.core import keyset
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.http import SignedInRequest, csv_file
from inspection_portal.core.pages import carry_out, posted, press

NEWEST_FIRST = keyset.Order((F("uploaded_at"),), descending=True)


@require_safe
def extracts(request: SignedInRequest) -> HttpResponse:
    _require_loader(request)
    rows = DataExtract.objects.visible_to(request.user).for_list()
    page = page_of(request, rows.defer("first", "notes"), NEWEST_FIRST, among=rows)
    return render(request, "disruptions/extracts.html", {"page": page})


@require_http_methods(["GET", "POST"])
def extract_upload(request: SignedInRequest) -> HttpResponse:
    _require_loader(request)
    form = ExtractForm(posted(request), request.FILES or None)
    if done := carry_out(form, partial(actions.receive_extract, by=request.user, at=now())):
        return redirect(done.result)
    context = {
        "form": form,
        "submit": "Upload and check",
        "cancel_url": reverse("disruptions:extracts"),
        "columns": _columns(),
    }
    return render(request, "disruptions/extract_upload.html", context)


@require_safe
def extract(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """How far it is, what loading it would do, and in the end what was done."""
    row = _seen(request, uuid)
    if request.headers.get("HX-Request"):
        return _progress(request, row)
    context = {
        "extract": row,
        "shown": queries.extract_shown(row),
        "can_read_audit": can_read_audit(request.user),
    }
    return render(request, "disruptions/extract.html", context)


def _progress(request: SignedInRequest, row: DataExtract) -> HttpResponse:
    """The bar that asks again by itself; once the job is done, the page is asked for anew."""
    if not row.is_under_way:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "disruptions/parts/extract_progress.html", {"extract": row})


@require_POST
def extract_confirm(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    return _press(request, uuid, actions.confirm_extract, "You have confirmed the extract.")


@require_POST
def extract_cancel(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    is_at_work = _seen(request, uuid).state in DataExtract.RUNNING
    done = "You have asked to stop it." if is_at_work else "You have cancelled the extract."
    return _press(request, uuid, actions.cancel_extract, done)


@require_GET
def extract_refused(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    return _file(request, uuid, ExtractFile.REFUSED)


@require_GET
def extract_differences(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    return _file(request, uuid, ExtractFile.DIFFERENCES)


def _press(
    request: SignedInRequest, uuid: UUID, action: Callable[..., None], done: str
) -> HttpResponse:
    row = _seen(request, uuid)
    press(request, forms.Form(request.POST), partial(action, row, by=request.user, at=now()), done)
    return redirect(row)


def _file(request: SignedInRequest, uuid: UUID, of: ExtractFile) -> HttpResponseBase:
    row = _seen(request, uuid)
    try:
        pieces = actions.take_extract_file(row, of, by=request.user, at=now())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
        return redirect(row)
    return csv_file(f"{row.kind}-{row.taken_on}-{of}", pieces)


def _require_loader(request: SignedInRequest) -> None:
    if not permissions.can_load_extracts(request.user):
        raise PermissionDenied


def _seen(request: SignedInRequest, uuid: UUID) -> DataExtract:
    found: DataExtract = seen_row(request, DataExtract.objects, uuid)
    return found


def _columns() -> list[tuple[str, list[object]]]:
    """The columns that are read of each kind of file."""
    kinds = DataExtract.Kind
    return [
        (kind.label, [field.column for field in KINDS[kind.value](localdate()).fields()])
        for kind in kinds
    ]
