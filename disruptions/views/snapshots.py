"""Snapshots: each with its figures, the frozen list behind each, and what has changed since."""

from functools import partial
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from disruptions import actions, permissions, queries
from disruptions.forms import TakeSnapshotForm
from disruptions.models import Snapshot
from disruptions.views.kept import page_of, require_reader, seen_row
from forces.models import Body
from inspection_portal.core.http import SignedInRequest, csv_file
from inspection_portal.core.keyset import Order
from inspection_portal.core.pages import carry_out, posted

LATEST = Order((F("as_at"),), descending=True)


@require_safe
def snapshots(request: SignedInRequest) -> HttpResponse:
    require_reader(request)
    seen = Snapshot.objects.visible_to(request.user)
    context = {
        "page": page_of(request, seen, LATEST, among=seen.for_list()),
        "can_take": permissions.can_take_snapshot(request.user),
        "sees_all": permissions.can_compare_bodies(request.user),
    }
    return render(request, "disruptions/snapshots.html", context)


@require_http_methods(["GET", "POST"])
def snapshot_take(request: SignedInRequest) -> HttpResponse:
    if not permissions.can_take_snapshot(request.user):
        raise PermissionDenied
    begun = {"filter_set": request.GET.get("filter_set")}
    form = TakeSnapshotForm(posted(request), on=localdate(), initial=begun)
    if done := carry_out(form, partial(actions.take_snapshot, by=request.user, at=now())):
        messages.success(request, "The snapshot is taken. It stays as it is from now on.")
        return redirect(done.result)
    back = reverse("disruptions:snapshots")
    context = {"form": form, "cancel_url": back, "submit": "Take the snapshot"}
    return render(request, "disruptions/snapshot_take.html", context)


@require_safe
def snapshot(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _seen(request, uuid)
    context = {
        "snapshot": row,
        "figures": queries.figures_of(row, request.user),
        "seal": queries.seal_of(row, request.user, is_asked="check" in request.GET),
        "apart": queries.days_apart(row),
        "sees_all": permissions.can_compare_bodies(request.user),
    }
    return render(request, "disruptions/snapshot.html", context)


@require_safe
def snapshot_list(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Rows of the frozen list: those behind a figure, where the address names one."""
    row = _seen(request, uuid)
    body, figure = _asked(request, row)
    parts = queries.parts_of(row, request.user, body, figure)
    named = {"body": body and body.uuid, "figure": figure}
    context = {
        "snapshot": row,
        "body": body,
        "figure": queries.layout_of(row.filter_set.kind).told(figure) if figure else "",
        "page": queries.page_of_list(row, parts, request.GET.get("page", "")),
        "query": urlencode({name: value for name, value in named.items() if value}),
        "sees_all": permissions.can_compare_bodies(request.user),
    }
    return render(request, "disruptions/snapshot_list.html", context)


@require_GET
def snapshot_csv(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """The list, byte for byte as it was hashed, or the rows of it that are asked for; for people of
    a body, its head and their rows. The name of the file ends with its hash.
    """
    row, user = _seen(request, uuid), request.user
    body, figure = _asked(request, row)
    named = {"snapshot": row.uuid, "body": body and body.uuid, "figure": figure}
    chosen = {name: [str(value)] for name, value in named.items() if value}
    actions.record_export("snapshots", file_format="csv", filters=chosen, by=user, at=now())
    parts = queries.parts_of(row, user, body, figure)
    name = f"snapshot-{localdate(row.as_at)}-{queries.hash_of(row, parts)[:8]}"
    return csv_file(name, queries.list_as_csv(row, parts))


@require_safe
def snapshot_today(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What the filter set keeps of a body today, beside what it kept then."""
    row, today = _seen(request, uuid), localdate()
    figures = queries.figures_of(row, request.user)
    body = _body(request, figures) or next(each.body for each in figures.bodies)
    context = {
        "snapshot": row,
        "bodies": [each.body for each in figures.bodies],
        "body": body,
        "today": today,
        "since": queries.since(row, body, on=today),
    }
    return render(request, "disruptions/snapshot_today.html", context)


def _seen(request: SignedInRequest, uuid: UUID) -> Snapshot:
    row: Snapshot = seen_row(request, Snapshot.objects, uuid)
    return row


def _asked(request: SignedInRequest, row: Snapshot) -> tuple[Body | None, str]:
    """The body and the figure that the address names; 404 for what such a list does not have."""
    figure = request.GET.get("figure", "")
    if figure and figure not in queries.layout_of(row.filter_set.kind).figures:
        raise Http404
    return _body(request, queries.figures_of(row, request.user)), figure


def _body(request: SignedInRequest, figures: queries.Figures) -> Body | None:
    """The body that the address names, of those whose figures the person sees; None for all."""
    if not (named := request.GET.get("body", "")):
        return None
    found = [each.body for each in figures.bodies if str(each.body.uuid) == named]
    if not found:
        raise Http404
    return found[0]
