"""Passages that are kept from publication. Nobody is shown one without saying why."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from findings import actions, permissions
from findings.forms import ClosedForm, ClosedReadForm, ClosedRevisionForm, SeenForm
from findings.models import ClosedPassage, Finding
from findings.views.support import carry_out, conflict, page, posted, require_work
from inspection_portal.core.http import SignedInRequest


@require_http_methods(["GET", "POST"])
def closed_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    drafts = Finding.objects.in_drafts_of(request.user)
    finding = get_object_or_404(drafts.select_related("inspection__region"), uuid=uuid)
    require_work(request, finding.inspection)
    form = ClosedForm(finding, posted(request))
    if carry_out(form, partial(actions.add_closed, finding, by=request.user, at=now())):
        messages.success(request, "The closed passage is saved.")
        return redirect(finding)
    context = page(
        finding.inspection, form=form, finding=finding, cancel_url=finding.get_absolute_url()
    )
    return render(request, "findings/closed_add.html", context)


@require_http_methods(["GET", "POST"])
def closed_read(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """First the reason, then the passage, which can be changed there and then."""
    closed = _closed(request, uuid)
    inspection = closed.finding.inspection
    form = ClosedReadForm(posted(request))
    read = carry_out(form, partial(actions.read_closed, closed, by=request.user, at=now()))
    can_edit = bool(read) and permissions.can_edit(request.user, inspection)
    revision = ClosedRevisionForm(closed.finding, initial=ClosedRevisionForm.stored(closed))
    context = page(
        inspection,
        form=form,
        closed=closed,
        text=read.result if read else None,
        revision=revision if can_edit else None,
    )
    return render(request, "findings/closed_read.html", context)


@require_POST
def closed_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What was typed on the page that showed the passage; a clash shows no stored words."""
    closed = _closed(request, uuid)
    require_work(request, closed.finding.inspection)
    form = ClosedRevisionForm(closed.finding, request.POST)
    if carry_out(form, partial(actions.revise_closed, closed, by=request.user, at=now())):
        messages.success(request, "The closed passage is saved.")
        return redirect(closed.finding)
    context = page(
        closed.finding.inspection,
        form=form,
        closed=closed,
        conflict=conflict(form, closed),
        cancel_url=closed.finding.get_absolute_url(),
    )
    return render(request, "findings/closed_revise.html", context)


@require_http_methods(["GET", "POST"])
def closed_remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    closed = _closed(request, uuid)
    require_work(request, closed.finding.inspection)
    form = SeenForm(posted(request), initial={"seen_version": closed.version})
    if carry_out(form, partial(actions.remove_closed, closed, by=request.user, at=now())):
        messages.success(request, "The closed passage is removed.")
        return redirect(closed.finding)
    context = page(
        closed.finding.inspection,
        form=form,
        closed=closed,
        conflict=conflict(form, closed),
        submit="Remove",
        warning=True,
        cancel_url=closed.finding.get_absolute_url(),
    )
    return render(request, "findings/closed_remove.html", context)


def _closed(request: SignedInRequest, uuid: UUID) -> ClosedPassage:
    rows = ClosedPassage.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("finding__inspection__region", "after"), uuid=uuid)
