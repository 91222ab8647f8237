"""Pages of reminders: what a person chose, the schedules, and the proof of notice as a file."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from findings.views.support import carry_out, conflict, posted
from forces.permissions import can_edit_lists
from inspection_portal.core.http import SignedInRequest
from recommendations import actions, permissions, queries
from recommendations.filters import RegisterFilter, looked_for
from recommendations.forms import PeriodForm, PreferenceForm, ScheduleForm
from recommendations.lookups import ANY
from recommendations.models import RegisterEntry, Reminder, ReminderQuerySet, ReminderSchedule
from recommendations.notices import csv_lines

NARROW_NOTHING = ("as_at", "sort", "view")


@require_http_methods(["GET", "POST"])
def reminder_preferences(request: SignedInRequest) -> HttpResponse:
    form = PreferenceForm(posted(request), chosen=queries.preference_of(request.user))
    if carry_out(form, partial(actions.choose_reminders, by=request.user, at=now())):
        messages.success(request, "Your reminders are saved.")
        return redirect("recommendations:reminder_preferences")
    context = {"form": form, "cancel_url": reverse("home:messages")}
    return render(request, "recommendations/reminder_preferences.html", context)


@require_safe
def schedules(request: SignedInRequest) -> HttpResponse:
    if not can_edit_lists(request.user):
        raise PermissionDenied
    shown = ReminderSchedule.objects.all()
    return render(request, "recommendations/schedules.html", {"schedules": shown})


@require_http_methods(["GET", "POST"])
def schedule_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    schedules = ReminderSchedule.objects.all()
    seen = schedules if can_edit_lists(request.user) else schedules.none()
    schedule = get_object_or_404(seen, uuid=uuid)
    form = ScheduleForm(posted(request), schedule=schedule)
    revise = partial(actions.revise_schedule, schedule, by=request.user, at=now())
    if carry_out(form, revise):
        messages.success(request, f"Reminders of “{schedule}” are saved.")
        return redirect("recommendations:schedules")
    context = {
        "form": form,
        "schedule": schedule,
        "conflict": conflict(form, schedule, ScheduleForm.stored),
        "cancel_url": reverse("recommendations:schedules"),
    }
    return render(request, "recommendations/schedule_revise.html", context)


@require_safe
def notices(request: SignedInRequest) -> HttpResponse:
    if not permissions.can_read_some_notices(request.user):
        raise PermissionDenied
    form = PeriodForm(request.GET)
    kept = [(name, value) for name, value in request.GET.items() if name not in form.fields]
    return render(request, "recommendations/notices.html", {"form": form, "kept": kept})


@require_GET
def notices_csv(request: SignedInRequest) -> HttpResponseBase:
    if not permissions.can_read_some_notices(request.user):
        raise PermissionDenied
    found, period = looked_for(request, status=ANY), PeriodForm(request.GET)
    if not (found.is_valid() and period.is_valid()):
        return redirect(f"{reverse('recommendations:notices')}?{request.GET.urlencode()}")
    chosen = {**found.form.cleaned_data, **period.cleaned_data}
    filters = {name: str(value) for name, value in chosen.items() if value}
    actions.record_notices_export(filters=filters, by=request.user, at=now())
    seen = Reminder.objects.visible_to(request.user)
    if not _looks_for_all(found):
        seen = seen.filter(entry__in=found.rows)
    return _file(seen.planned_between(*period.days), "notices")


@require_GET
def entry_notices_csv(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    entry = get_object_or_404(RegisterEntry.objects.visible_to(request.user), uuid=uuid)
    if not permissions.can_read_notices(request.user, entry):
        raise PermissionDenied
    actions.record_notices_export(of=entry, by=request.user, at=now())
    seen = Reminder.objects.visible_to(request.user).filter(entry=entry)
    return _file(seen, f"notices-{slugify(entry.reference)}")


def _looks_for_all(found: RegisterFilter) -> bool:
    """Whether nothing narrows the register down: then answers to reports are meant as well."""
    given = found.form.cleaned_data.items()
    chosen = {name: value for name, value in given if value and name not in NARROW_NOTHING}
    return chosen == {"status": ANY}


def _file(reminders: ReminderQuerySet, name: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        csv_lines(reminders, localdate()),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
