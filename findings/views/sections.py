"""The sections of the report's introduction and its appendices."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from findings import actions, permissions
from findings.forms import MoveForm, SectionForm, SectionRevisionForm
from findings.models import Inspection, Section
from findings.views.support import (
    carry_out,
    conflict,
    inspection_to_work_on,
    page,
    part_to_work_on,
    posted,
    press,
    take_away,
)
from inspection_portal.core.http import SignedInRequest


@require_safe
def sections(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    shown = Inspection.objects.text_visible_to(request.user).for_list()
    inspection = get_object_or_404(shown, uuid=uuid)
    context = page(
        inspection,
        places=_by_place(inspection),
        chapters=inspection.inspected_bodies.for_list(),
        can_edit=permissions.can_edit(request.user, inspection),
    )
    return render(request, "findings/sections.html", context)


@require_http_methods(["GET", "POST"])
def section_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    inspection = inspection_to_work_on(request, uuid)
    form = SectionForm(posted(request), initial={"place": request.GET.get("place")})
    previewing = "preview" in request.POST
    action = partial(actions.add_section, inspection, by=request.user, at=now())
    if not previewing and (done := carry_out(form, action)):
        messages.success(request, f"“{done.result}” is added.")
        return redirect(_place_of(done.result))
    return render(request, "findings/section_add.html", page(inspection, form=form))


@require_http_methods(["GET", "POST"])
def section_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    section = part_to_work_on(request, Section.objects.visible_to(request.user), uuid)
    form = SectionRevisionForm(posted(request), initial=SectionRevisionForm.stored(section))
    previewing = "preview" in request.POST
    action = partial(actions.revise_section, section, by=request.user, at=now())
    if not previewing and carry_out(form, action):
        messages.success(request, f"“{section}” is saved.")
        return redirect(_place_of(section))
    theirs = conflict(form, section, form.stored)
    context = page(section.inspection, form=form, section=section, conflict=theirs)
    return render(request, "findings/section_revise.html", context)


@require_POST
def section_move(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    section = part_to_work_on(request, Section.objects.visible_to(request.user), uuid)
    action = partial(actions.move_section, section, by=request.user, at=now())
    press(request, MoveForm(request.POST), action, f"“{section}” is moved.")
    return redirect(_place_of(section))


@require_http_methods(["GET", "POST"])
def section_delete(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    section = part_to_work_on(request, Section.objects.visible_to(request.user), uuid)
    return take_away(
        request,
        section,
        actions.delete_section,
        template="findings/section_delete.html",
        cancel_url=_place_of(section),
        back=reverse("findings:sections", args=[section.inspection.uuid]),
        done=f"“{section}” is deleted.",
        section=section,
    )


def _by_place(inspection: Inspection) -> list[tuple[str, str, list[Section]]]:
    """Each place of the report with its label and its sections in order."""
    sections = list(inspection.sections.all())
    return [
        (place.value, place.label, [each for each in sections if each.place == place])
        for place in Section.Place
    ]


def _place_of(section: Section) -> str:
    sections_url = reverse("findings:sections", args=[section.inspection.uuid])
    return f"{sections_url}#section-{section.uuid}"
