"""The monitoring stages of forces: all on a day, and one force through the years."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from findings.views.support import carry_out, conflict, posted
from forces.models import Body
from forces.permissions import can_read_audit
from inspection_portal.core.http import SignedInRequest, as_handed_in
from recommendations import actions, permissions, queries
from recommendations.forms import CorrectForm, EngageForm, LeaveForm, LetterForm, StagesForm
from recommendations.models import EngageLetter, EngageSpell
from recommendations.views.support import require


@require_safe
def monitoring(request: SignedInRequest) -> HttpResponse:
    require(permissions.can_see_stages(request.user))
    form = StagesForm(request.GET)
    today = localdate()
    on = (form.cleaned_data["on"] if form.is_valid() else None) or today
    shown = queries.stages(request.user, on=on)
    context = {"form": form, "stages": shown, "on": on, "today": today}
    return render(request, "recommendations/monitoring.html", context)


@require_safe
def monitoring_force(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    force, today = _force(request, uuid), localdate()
    spells = list(queries.spells_of(force, request.user))
    context = {
        "force": force,
        "spells": spells,
        "current": next((spell for spell in spells if spell.is_open), None),
        "today": today,
        "can_decide": permissions.can_decide_monitoring(request.user),
        "can_see_stages": permissions.can_see_stages(request.user),
        "can_read_audit": can_read_audit(request.user),
    }
    return render(request, "recommendations/monitoring_force.html", context)


@require_http_methods(["GET", "POST"])
def engage_enter(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    force = _force(request, uuid)
    require(permissions.can_decide_monitoring(request.user))
    form = EngageForm(posted(request))
    if carry_out(form, partial(actions.enter_engage, force, by=request.user, at=now())):
        messages.success(request, f"{force} is in the Engage stage. Its leads are told.")
        return redirect("recommendations:monitoring_force", force.uuid)
    return _form(request, "engage_enter", force, form, submit="Move into Engage")


@require_http_methods(["GET", "POST"])
def engage_leave(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    spell = _to_decide_on(request, uuid)
    form = LeaveForm(posted(request), spell=spell)
    if carry_out(form, partial(actions.leave_engage, spell, by=request.user, at=now())):
        messages.success(request, f"{spell.body} is back in the Scan stage. Its leads are told.")
        return redirect(spell)
    theirs = conflict(form, spell)
    return _form(
        request, "engage_leave", spell.body, form, conflict=theirs, spell=spell, submit="Move back"
    )


@require_http_methods(["GET", "POST"])
def engage_correct(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    spell = _to_decide_on(request, uuid)
    form = CorrectForm(posted(request), spell=spell)
    if carry_out(form, partial(actions.correct_engage, spell, by=request.user, at=now())):
        messages.success(request, "The correction is saved.")
        return redirect(spell)
    theirs = conflict(form, spell, form.stored)
    return _form(request, "engage_correct", spell.body, form, conflict=theirs, spell=spell)


@require_http_methods(["GET", "POST"])
def engage_letter_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    spell = _to_decide_on(request, uuid)
    form = LetterForm(posted(request), files=request.FILES or None)
    if carry_out(form, partial(actions.add_engage_letter, spell, by=request.user, at=now())):
        messages.success(request, "The file is added.")
        return redirect(spell)
    return _form(request, "engage_letter_add", spell.body, form, spell=spell, submit="Add the file")


@require_GET
def engage_letter(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The letter as it was handed in, to keep and never to show; whoever takes it is recorded."""
    row = get_object_or_404(EngageLetter.objects.visible_to(request.user).for_list(), uuid=uuid)
    return as_handed_in(row, actions.take_engage_letter(row, by=request.user, at=now()))


def _form(
    request: SignedInRequest, name: str, force: Body, form: Form, **context: object
) -> HttpResponse:
    """A form about a force, with the way back to its stages."""
    cancel_url = reverse("recommendations:monitoring_force", args=[force.uuid])
    shown = {"force": force, "form": form, "cancel_url": cancel_url}
    return render(request, f"recommendations/{name}.html", shown | context)


def _force(request: SignedInRequest, uuid: UUID) -> Body:
    return get_object_or_404(queries.forces_monitored(request.user), uuid=uuid)


def _to_decide_on(request: SignedInRequest, uuid: UUID) -> EngageSpell:
    """404 for those who don't see it, 403 for those who only read it."""
    seen = EngageSpell.objects.visible_to(request.user).for_list()
    spell = get_object_or_404(seen, uuid=uuid)
    require(permissions.can_decide_monitoring(request.user))
    return spell
