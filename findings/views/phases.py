"""Phases of fieldwork."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from findings import actions
from findings.forms import PhaseForm, PhaseRevisionForm
from findings.models import FieldworkPhase
from findings.views.support import (
    carry_out,
    conflict,
    inspection_to_work_on,
    page,
    part_to_work_on,
    posted,
    take_away,
)
from inspection_portal.core.http import SignedInRequest


@require_http_methods(["GET", "POST"])
def phase_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    inspection = inspection_to_work_on(request, uuid)
    form = PhaseForm(inspection, posted(request))
    if carry_out(form, partial(actions.add_phase, inspection, by=request.user, at=now())):
        messages.success(request, f"“{form.cleaned_data['name']}” is added.")
        again = "another" in request.POST
        return redirect("findings:phase_add", inspection.uuid) if again else redirect(inspection)
    return render(request, "findings/phase_add.html", page(inspection, form=form))


@require_http_methods(["GET", "POST"])
def phase_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    phase = part_to_work_on(request, FieldworkPhase.objects.visible_to(request.user), uuid)
    form = PhaseRevisionForm(
        phase.inspection, posted(request), initial=PhaseRevisionForm.stored(phase)
    )
    if carry_out(form, partial(actions.revise_phase, phase, by=request.user, at=now())):
        messages.success(request, f"“{phase}” is saved.")
        return redirect(phase.inspection)
    theirs = conflict(form, phase, form.stored)
    context = page(
        phase.inspection,
        form=form,
        phase=phase,
        conflict=theirs,
        cancel_url=phase.inspection.get_absolute_url(),
    )
    return render(request, "findings/phase_revise.html", context)


@require_http_methods(["GET", "POST"])
def phase_remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    phase = part_to_work_on(request, FieldworkPhase.objects.visible_to(request.user), uuid)
    hub = phase.inspection.get_absolute_url()
    return take_away(
        request,
        phase,
        actions.remove_phase,
        template="findings/phase_remove.html",
        cancel_url=hub,
        back=hub,
        done=f"“{phase}” is removed.",
        phase=phase,
        submit="Remove",
    )
