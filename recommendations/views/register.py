from datetime import date
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from findings.models import Finding
from findings.views.support import carry_out, posted
from forces.permissions import can_read_audit
from inspection_portal.core import keyset
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.models import User
from inspection_portal.core.tables import WORKBOOK
from recommendations import actions, exports, permissions, queries
from recommendations.filters import RegisterFilter, looked_for
from recommendations.forms import OwnerForm, StatusForm, deeds_open_to
from recommendations.models import EntryFile, RegisterEntry, RegisterEntryQuerySet
from recommendations.views.saved_views import views_beside
from recommendations.views.support import entry_form, entry_seen

ENTRIES_ON_A_PAGE = 50


@require_safe
def register(request: SignedInRequest) -> HttpResponse:
    today = localdate()
    found = looked_for(request)
    shown = keyset.window(
        found.rows,
        found.order,
        at=keyset.read_place(request.GET.get("page", "")),
        among=RegisterEntry.objects.visible_to(request.user).for_lines(),
        size=ENTRIES_ON_A_PAGE,
    )
    lines = queries.lines(shown.rows, found.on)
    context = {
        "filter": found,
        "page": shown,
        "lines": lines,
        "today": found.on,
        "can_change_several": bool(lines and deeds_open_to(request.user)),
        "demonstration": any(line.is_demonstration for line in lines),
        **_beside(request.user, today),
        **views_beside(request, found),
    }
    return render(request, "recommendations/register.html", context)


def _beside(user: User, today: date) -> dict[str, object]:
    """What stands beside the list: the Engage stage, and the pages to which it leads the person."""
    return {
        "engaged": queries.engaged(user, on=today),
        "can_read_notices": permissions.can_read_some_notices(user),
        "can_import": permissions.can_import(user),
        "can_see_desk": permissions.can_see_desk(user),
    }


@require_GET
def register_csv(request: SignedInRequest) -> HttpResponseBase:
    found = looked_for(request)
    if not found.is_valid():
        return _back_to_register(request)
    entries = _export(request, found, "csv")
    return StreamingHttpResponse(
        exports.csv_lines(entries, found.on),
        content_type="text/csv; charset=utf-8",
        headers=_as_file(found, "csv"),
    )


@require_GET
def register_xlsx(request: SignedInRequest) -> HttpResponseBase:
    found = looked_for(request)
    if not found.is_valid():
        return _back_to_register(request)
    entries = _export(request, found, "xlsx")
    return StreamingHttpResponse(
        exports.xlsx(entries, found.on), content_type=WORKBOOK, headers=_as_file(found, "xlsx")
    )


@require_safe
def entry(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    entry, user, today = entry_seen(request, uuid), request.user, localdate()
    (line,) = queries.lines([entry], today)
    waiting = queries.waiting(entry, user)
    readable = Finding.objects.visible_to(user).for_list()
    context = {
        "entry": entry,
        "line": line,
        "today": today,
        "source": readable.filter(pk=entry.source.pk).first() if entry.source else None,
        "waiting": waiting,
        "steps": queries.steps(line, waiting, user),
        "is_mine": entry.owner == user,
        "leads": queries.leads_told(entry, user),
        "in_hand": queries.in_hand(entry, user),
        "can_link": permissions.can_record_status(user),
        "can_read_audit": can_read_audit(user),
        "demonstration": line.is_demonstration,
        "can_read_notices": permissions.can_read_notices(user, entry),
        **_kept_of(entry, user, today),
    }
    return render(request, "recommendations/entry.html", context)


def _kept_of(entry: RegisterEntry, user: User, on: date) -> dict[str, object]:
    """The rows that hang on an entry, as far as the person reads them."""
    return {
        "files": EntryFile.objects.visible_to(user).filter(entry=entry).for_list(),
        "links": queries.links_of(entry, user),
        "history": queries.history(entry, user),
        "deadlines": queries.deadlines(entry, user, on),
        "notices": queries.notices_of(entry, user),
    }


@require_http_methods(["GET", "POST"])
def entry_assign(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    entry = entry_seen(request, uuid)
    if not permissions.can_hand_on(request.user, entry):
        raise PermissionDenied
    form = OwnerForm(posted(request), entry=entry, user=request.user)
    assign = partial(actions.assign_owner, entry, by=request.user, at=now())
    if carry_out(form, assign):
        messages.success(request, f"{entry.owner or 'Nobody'} is responsible now.")
        return redirect(entry)
    return entry_form(request, "recommendations/entry_assign.html", entry, form)


@require_http_methods(["GET", "POST"])
def entry_status(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    entry = entry_seen(request, uuid)
    if not permissions.can_record_status(request.user):
        raise PermissionDenied
    form = StatusForm(posted(request), entry=entry)
    record = partial(actions.record_status, entry, by=request.user, at=now())
    if carry_out(form, record):
        messages.success(request, f"The status is {entry.get_status_display().lower()} now.")
        return redirect(entry)
    return entry_form(request, "recommendations/entry_status.html", entry, form)


def _export(
    request: SignedInRequest, found: RegisterFilter, file_format: str
) -> RegisterEntryQuerySet:
    """What is looked for, in its order, for a file that is recorded as taken."""
    filters = {name: [str(value)] for name, value in found.form.cleaned_data.items() if value}
    actions.record_export(file_format=file_format, filters=filters, by=request.user, at=now())
    taken: RegisterEntryQuerySet = keyset.ordered(found.rows, found.order)
    return taken


def _as_file(found: RegisterFilter, extension: str) -> dict[str, str]:
    name = f"register-{found.on.isoformat()}.{extension}"
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _back_to_register(request: SignedInRequest) -> HttpResponse:
    return redirect(f"{reverse('recommendations:register')}?{request.GET.urlencode()}")
