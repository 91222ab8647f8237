"""Who did what, how things changed and who read them; each look at it is recorded as well."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_safe

from forces.permissions import can_audit
from inspection_portal.core import chain, keyset
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.models import AuditCheck, AuditEvent, AuditEventQuerySet
from inspection_portal.home import actions, exports, versions
from inspection_portal.home import audit as trails
from inspection_portal.home.filters import DoneFilter, TrailFilter
from inspection_portal.home.forms import TrailPageForm
from inspection_portal.home.subjects import Subject, subject

NEWEST_FIRST = keyset.Order((F("at"),), descending=True)
LINES_ON_A_PAGE = 50
CHECKS_ON_A_PAGE = 30


@require_safe
def audit(request: SignedInRequest, object_type: str, uuid: UUID) -> HttpResponse:
    of = _read(request, object_type, uuid, page="what was done")
    asked = TrailPageForm(request.GET)
    before = asked.cleaned_data["before"] if asked.is_valid() else None
    trail = trails.trail(of.model, of.uuid, before=before)
    context = {"of": of, "trail": trail, "before": before, "can_audit": can_audit(request.user)}
    return render(request, "home/audit.html", context)


@require_safe
def history(request: SignedInRequest, object_type: str, uuid: UUID) -> HttpResponse:
    of = _read(request, object_type, uuid, page="how it changed")
    before = request.GET.get("before", "")
    shown = versions.versions(of, to=request.user, before=before)
    return render(request, "home/history.html", {"of": of, "shown": shown, "before": before})


@require_safe
def readers(request: SignedInRequest, object_type: str, uuid: UUID) -> HttpResponse:
    of = _read(request, object_type, uuid, page="who read it")
    page = _window(request, AuditEvent.objects.of(of.object_type, of.uuid).readings())
    context = {"of": of, "page": page, "can_audit": can_audit(request.user)}
    return render(request, "home/readers.html", context)


@require_safe
def person_audit(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    person = get_object_or_404(trails.people_followed_by(request.user), uuid=uuid)
    found = DoneFilter(request.GET, AuditEvent.objects.filter(by=person))
    if person != request.user:
        actions.read_trail(
            person, page="what they did", by=request.user, at=now(), filters=found.asked
        )
    context = {"person": person, "filter": found, "page": _window(request, found.rows)}
    return render(
        request, "home/person_audit.html", {**context, "can_audit": can_audit(request.user)}
    )


@require_safe
def trail(request: SignedInRequest) -> HttpResponse:
    _refuse_but_to_auditors(request)
    found = TrailFilter(request.GET, AuditEvent.objects.all())
    actions.read_trail(
        request.user, page="all of it", by=request.user, at=now(), filters=found.asked
    )
    context = {"filter": found, "page": _window(request, found.rows)}
    return render(request, "home/trail.html", context)


@require_GET
def trail_csv(request: SignedInRequest) -> HttpResponseBase:
    _refuse_but_to_auditors(request)
    found = TrailFilter(request.GET, AuditEvent.objects.all())
    if not found.is_valid():
        return redirect(f"{reverse('home:trail')}?{request.GET.urlencode()}")
    actions.export_trail(by=request.user, at=now(), filters=found.asked)
    name = f"audit-trail-{localdate().isoformat()}.csv"
    return StreamingHttpResponse(
        exports.csv_lines(keyset.ordered(found.rows, NEWEST_FIRST)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
def audit_chain(request: SignedInRequest) -> HttpResponse:
    _refuse_but_to_auditors(request)
    checks = AuditCheck.objects.all()[:CHECKS_ON_A_PAGE]
    return render(request, "home/audit_chain.html", {"head": chain.head(), "checks": checks})


def _read(request: SignedInRequest, object_type: str, uuid: UUID, *, page: str) -> Subject:
    """The thing whose trail the person may read; that they do is recorded of it."""
    found = subject(request.user, object_type, uuid)
    if found is None:
        raise Http404
    actions.read_trail(
        found.row or request.user,
        page=page,
        thing="" if found.row else found.label,
        by=request.user,
        at=now(),
    )
    return found


def _refuse_but_to_auditors(request: SignedInRequest) -> None:
    if not can_audit(request.user):
        raise PermissionDenied


def _window(request: SignedInRequest, events: AuditEventQuerySet) -> keyset.Window[AuditEvent]:
    return keyset.window(
        events,
        NEWEST_FIRST,
        at=keyset.read_place(request.GET.get("page", "")),
        among=AuditEvent.objects.for_list(),
        size=LINES_ON_A_PAGE,
    )
