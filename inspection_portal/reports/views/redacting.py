"""Redacting a published report: what would come of it is shown first."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from findings.models import Inspection
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.pages import carry_out, posted
from inspection_portal.reports import actions, permissions, queries
from inspection_portal.reports.actions.redacting import Plan
from inspection_portal.reports.redacting_forms import ConfirmRedactionForm, RedactForm
from inspection_portal.reports.stages import Who


@require_http_methods(["GET", "POST"])
def redact(request: SignedInRequest, inspection: UUID) -> HttpResponse:
    """Choose the words and parts, look at the report without them, and have it take its place."""
    drafts = Inspection.objects.drafts_visible_to(request.user).for_list()
    row = get_object_or_404(drafts, uuid=inspection)
    if not permissions.may(request.user, row, Who.PUBLISHER):
        raise PermissionDenied
    if request.method == "GET" and (why := queries.why_not_redact(row, at=timezone.now())):
        return _page(request, row, {"why_not": why})
    seen = {"seen_version": row.version}
    form = RedactForm(posted(request), initial=seen, parts=queries.removable_parts(row))
    plan = _planned(request, form, row)
    confirm = ConfirmRedactionForm(request.POST, plan=plan) if plan else None
    told = form.cleaned_data if plan else {}
    action = partial(actions.redact, row, **told, by=request.user, at=timezone.now())
    if confirm and (done := carry_out(confirm, action)):
        messages.success(request, "Done. The redacted report has taken the place of the old one.")
        return redirect(done.result)
    return _page(request, row, {"form": form, "plan": plan, "confirm": confirm})


def _page(request: SignedInRequest, row: Inspection, told: dict[str, object]) -> HttpResponse:
    context = {"inspection": row, "demonstration": row.is_demonstration, **told}
    return render(request, "reports/redact.html", context)


def _planned(request: SignedInRequest, form: RedactForm, row: Inspection) -> Plan | None:
    """What would come of what was typed; None with the reason on the form, where nothing can."""

    def plan(*, reason: str, seen_version: int, **told: object) -> Plan:
        at = timezone.now()
        return actions.plan_redaction(row, **told, by=request.user, at=at)  # type: ignore[arg-type]

    done = carry_out(form, partial(plan))
    return done.result if done else None
