"""A body's own tracker: uploaded, looked at, and read into the register."""

from functools import partial
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from findings.views.support import carry_out, posted, press
from inspection_portal.core.http import SignedInRequest
from recommendations import actions, exports, permissions, queries
from recommendations.forms import TrackerForm
from recommendations.models import TrackerImport
from recommendations.trackers import COLUMNS
from recommendations.views.support import require

REJECTED_ON_A_PAGE = 100


@require_http_methods(["GET", "POST"])
def tracker_import(request: SignedInRequest) -> HttpResponse:
    require(permissions.can_import(request.user))
    form = TrackerForm(posted(request), files=request.FILES or None)
    if done := carry_out(form, partial(actions.keep_tracker, by=request.user, at=now())):
        return redirect(done.result)
    context = {
        "form": form,
        "submit": "Show what would change",
        "cancel_url": reverse("recommendations:register"),
        "columns": COLUMNS,
    }
    return render(request, "recommendations/tracker_import.html", context)


@require_GET
def tracker(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What would change, and once it is done what became of the rows."""
    kept = _own(request, uuid)
    plan = queries.plan_of(kept, request.user, on=localdate())
    context = {"kept": kept, "plan": plan, "rejected": plan.rejected[:REJECTED_ON_A_PAGE]}
    return render(request, "recommendations/tracker.html", context)


@require_POST
def tracker_confirm(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    kept = _own(request, uuid)
    confirm = partial(actions.import_tracker, kept, by=request.user, at=now())
    press(request, forms.Form(request.POST), confirm, "The tracker is imported.")
    return redirect(kept)


@require_GET
def tracker_rejected(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The rows that were rejected, and why, as a file to mend."""
    kept, today = _own(request, uuid), localdate()
    plan = queries.plan_of(kept, request.user, on=today)
    return HttpResponse(
        "".join(exports.rejected_lines(plan.rejected, today)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="rejected-{today}.csv"'},
    )


def _own(request: SignedInRequest, uuid: UUID) -> TrackerImport:
    return get_object_or_404(TrackerImport.objects.visible_to(request.user), uuid=uuid)
