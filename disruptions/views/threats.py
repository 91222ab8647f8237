"""The master list, one threat, and who answers for it."""

from functools import partial
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from disruptions import actions, permissions, queries, threat_exports
from disruptions.filters import ThreatFilter, looked_for
from disruptions.forms import (
    CloseThreatForm,
    EndResponsibilityForm,
    ResponsibilityForm,
    ReviseThreatForm,
    ThreatForm,
)
from disruptions.models import (
    Assessment,
    Disruption,
    Plan,
    Threat,
    ThreatResponsibility,
)
from disruptions.views.kept import Files, page_of
from disruptions.views.support import FormPage, require_keeper, threat_seen, threat_to_keep
from forces.models import Body
from forces.permissions import can_read_audit
from inspection_portal.core.forms import SeenForm
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.models import User
from inspection_portal.core.pages import posted

LATEST = 5
FILES = Files("threats", "threats", threat_exports.TABLE)


@require_safe
def threats(request: SignedInRequest) -> HttpResponse:
    found = looked_for(request)
    shown = page_of(
        request,
        found.rows,
        found.order,
        among=Threat.objects.visible_to(request.user).for_list(),
    )
    context = {
        "filter": found,
        "page": shown,
        "lines": queries.threat_lines(shown.rows, found.on),
        "kept": queries.bodies_kept_by(request.user),
        "with_officers": _with_officers(found, request.user),
        "user": request.user,
    }
    return render(request, "disruptions/threats.html", context)


@require_GET
def threats_csv(request: SignedInRequest) -> HttpResponseBase:
    return FILES.taken(request, looked_for(request), "csv")


@require_GET
def threats_xlsx(request: SignedInRequest) -> HttpResponseBase:
    return FILES.taken(request, looked_for(request), "xlsx")


@require_safe
def threat(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    threat, today, user = threat_seen(request, uuid), localdate(), request.user
    (line,) = queries.threat_lines([threat], today)
    answering = threat.responsibilities.for_list()
    context = {
        "threat": threat,
        "line": line,
        "mending": queries.to_mend(threat, user, on=today),
        "answering": answering.lasting(today),
        "answered_before": answering.exclude(pk__in=answering.lasting(today)),
        "assessments": Assessment.objects.visible_to(user).filter(threat=threat),
        "plans": Plan.objects.visible_to(user).filter(threat=threat),
        "disruptions": Disruption.objects.visible_to(user).filter(threat=threat)[:LATEST],
        "can_record": not threat.closed_on and permissions.can_record_some(user),
        "can_keep": permissions.can_keep(user, threat.body),
        "can_read_officers": permissions.can_read_officers(user, threat.body),
        "can_open_plan": queries.may_open_plan(user, threat, today),
        "can_read_audit": can_read_audit(user),
        "today": today,
        "user": user,
    }
    return render(request, "disruptions/threat.html", context)


@require_http_methods(["GET", "POST"])
def threat_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A new threat of the body with that UUID."""
    body = get_object_or_404(queries.bodies_kept_by(request.user), uuid=uuid)
    form = ThreatForm(posted(request), body=body, on=localdate())
    page = FormPage(
        "disruptions/threat_add.html",
        "The threat is added. Say now who leads the response.",
        reverse("disruptions:threats"),
        to_result=True,
    )
    act = partial(actions.add_threat, body=body, by=request.user, at=now())
    return page.answer(request, form, act, body=body)


@require_http_methods(["GET", "POST"])
def threat_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    threat = threat_to_keep(request, uuid)
    form = ReviseThreatForm(posted(request), threat=threat, on=localdate())
    page = FormPage(
        "disruptions/threat_revise.html",
        "The threat is saved.",
        threat,
        row=threat,
        stored=ReviseThreatForm.in_words,
    )
    act = partial(actions.revise_threat, threat, by=request.user, at=now())
    return page.answer(request, form, act, threat=threat)


@require_http_methods(["GET", "POST"])
def threat_close(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    threat = threat_to_keep(request, uuid)
    seen = {"seen_version": threat.version, "closed_on": localdate()}
    form = CloseThreatForm(posted(request), initial=seen)
    page = FormPage("disruptions/threat_close.html", "The threat is closed.", threat, row=threat)
    act = partial(actions.close_threat, threat, by=request.user, at=now())
    return page.answer(request, form, act, threat=threat)


@require_http_methods(["GET", "POST"])
def threat_reopen(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    threat = threat_to_keep(request, uuid)
    form = SeenForm(posted(request), initial={"seen_version": threat.version})
    page = FormPage(
        "disruptions/threat_reopen.html", "The threat is managed again.", threat, row=threat
    )
    act = partial(actions.reopen_threat, threat, by=request.user, at=now())
    return page.answer(request, form, act, threat=threat, submit="Open it again")


@require_http_methods(["GET", "POST"])
def responsibility_give(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    threat = threat_to_keep(request, uuid)
    form = ResponsibilityForm(posted(request), threat=threat, user=request.user, on=localdate())
    page = FormPage(
        "disruptions/responsibility_give.html",
        "The officer is responsible now.",
        threat,
        row=threat,
    )
    act = partial(actions.give_responsibility, threat, by=request.user, at=now())
    return page.answer(request, form, act, threat=threat)


@require_http_methods(["GET", "POST"])
def responsibility_end(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    held = ThreatResponsibility.objects.visible_to(request.user).for_list()
    responsibility = get_object_or_404(held, uuid=uuid)
    threat = responsibility.threat
    require_keeper(request, threat.body)
    seen = {"seen_version": responsibility.version, "until": responsibility.until or localdate()}
    form = EndResponsibilityForm(posted(request), initial=seen)
    page = FormPage(
        "disruptions/responsibility_end.html",
        "The last day is recorded.",
        threat,
        row=responsibility,
    )
    act = partial(actions.end_responsibility, responsibility, by=request.user, at=now())
    return page.answer(
        request,
        form,
        act,
        threat=threat,
        responsibility=responsibility,
        officer=queries.called(responsibility.officer, request.user),
    )


def _with_officers(found: ThreatFilter, user: User) -> QuerySet[Body]:
    """The bodies whose officers the list leads to: the person's own, and the one looked for."""
    bodies = queries.bodies_with_officers(user)
    chosen = found.form.cleaned_data.get("body") if found.is_valid() else ""
    own = queries.bodies_kept_by(user).values("pk")
    return bodies.filter(Q(pk__in=own) | Q(uuid=chosen or None))
