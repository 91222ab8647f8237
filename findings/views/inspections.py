"""Inspections: the list, one inspection, and its way from plan to correction."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from findings import actions, permissions, queries
from findings.filters import InspectionFilter
from findings.forms import (
    CorrectionForm,
    PlanForm,
    PlanRevisionForm,
    RegionForm,
    TeamForm,
)
from findings.models import Inspection
from findings.views.support import carry_out, conflict, inspection_to_work_on, page, posted
from forces.models import Body, Region
from inspection_portal.core.http import SignedInRequest

ON_A_PAGE = 25


@require_safe
def inspections(request: SignedInRequest) -> HttpResponse:
    found = InspectionFilter(request.GET, Inspection.objects.visible_to(request.user).for_list())
    context = {
        "filter": found,
        "page": Paginator(found.qs, ON_A_PAGE).get_page(request.GET.get("page")),
        "noun": "inspection",
        "nouns": "inspections",
        "can_plan": permissions.can_plan(request.user),
        "can_load_historic": permissions.can_load_historic(request.user),
    }
    return render(request, "findings/inspections.html", context)


@require_safe
def inspection(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The hub of one inspection; while it is corrected, readers are sent to the published issue."""
    row = get_object_or_404(Inspection.objects.visible_to(request.user).for_list(), uuid=uuid)
    works = permissions.can_work_on(request.user, row)
    correction = row.corrections.open().select_related("opened_by").first()
    can_edit = works and permissions.is_open_to_change(row)
    reads_draft = Inspection.objects.drafts_visible_to(request.user).filter(pk=row.pk).exists()
    readable = reads_draft or (correction is None and row.withdrawn_at is None)
    context = page(
        row,
        can_work=works,
        reads_draft=reads_draft,
        can_edit=can_edit,
        correction=correction,
        stage=row.shown_stage(corrected=correction is not None),
        overview=queries.overview(row, request.user) if readable else None,
        doubtful=row.findings.needing_review() if works else [],
        phases=row.phases.prefetch_related("bodies__body") if works else [],
        team=row.team.select_related("user") if works else [],
        answers=row.section_55_responses.visible_to(request.user).for_list(),
    )
    return render(request, "findings/inspection.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: SignedInRequest) -> HttpResponse:
    """First the region, which is in the address, then what is inspected there and by whom."""
    if not permissions.can_plan(request.user):
        raise PermissionDenied
    choice = RegionForm(request.GET or None)
    if not choice.is_valid():
        return render(request, "findings/plan_region.html", {"form": choice})
    region = choice.cleaned_data["region"]
    form = PlanForm(region, posted(request), initial=_likely_plan(region, request))
    done = carry_out(form, partial(actions.plan, region=region, by=request.user, at=now()))
    if done:
        messages.success(request, "The inspection is planned. Say when its fieldwork is.")
        return redirect("findings:phase_add", done.result.uuid)
    context = {
        "form": form,
        "region": region,
        "submit": "Plan the inspection",
        "cancel_url": reverse("findings:inspections"),
    }
    return render(request, "findings/plan.html", context)


def _likely_plan(region: Region, request: SignedInRequest) -> dict[str, object]:
    """Every body of the region, inspected this year by the planner."""
    year = localdate().year
    return {
        "title": f"{region}: the regional response to serious and organised crime, {year}",
        "slug": f"{region.slug}-{year}",
        "bodies": Body.objects.in_region(region),
        "team": [request.user],
    }


@require_http_methods(["GET", "POST"])
def inspection_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The whole plan; of a published inspection the team alone."""
    row = inspection_to_work_on(request, uuid)
    published = row.is_issued
    form = TeamForm(row, posted(request)) if published else PlanRevisionForm(row, posted(request))
    action = actions.change_team if published else actions.revise_plan
    if carry_out(form, partial(action, row, by=request.user, at=now())):
        messages.success(request, "The plan is saved.")
        return redirect(row)
    context = page(
        row,
        form=form,
        conflict=conflict(form, row, form.stored),
        cancel_url=row.get_absolute_url(),
    )
    return render(request, "findings/inspection_revise.html", context)


@require_http_methods(["GET", "POST"])
def inspection_correct(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = inspection_to_work_on(request, uuid)
    form = CorrectionForm(posted(request))
    if carry_out(form, partial(actions.open_correction, row, by=request.user, at=now())):
        messages.success(request, "The report is open for a correction.")
        return redirect(row)
    context = page(row, form=form, submit="Open the correction", cancel_url=row.get_absolute_url())
    return render(request, "findings/inspection_correct.html", context)
