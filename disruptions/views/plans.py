"""Plans: the list, the page of one, and its life from the day it is opened."""

from functools import partial
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from disruptions import actions, permissions, queries
from disruptions.filters import PlanFilter
from disruptions.forms import CheckPlanForm, ClosePlanForm, OpenPlanForm, WriterForm
from disruptions.models import Plan, PlanAction, PlanReview
from disruptions.views.kept import page_of
from disruptions.views.plan_support import about, plan_seen, plan_to_oversee, plan_to_write
from disruptions.views.support import FormPage
from forces.permissions import can_read_audit
from inspection_portal.core import keyset
from inspection_portal.core.forms import SeenForm
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.models import User
from inspection_portal.core.pages import posted

NEWEST_FIRST = keyset.Order((F("opened_on"),), descending=True)


@require_safe
def plans(request: SignedInRequest) -> HttpResponse:
    user, today = request.user, localdate()
    if not permissions.can_read_threats(user):
        raise PermissionDenied
    seen = Plan.objects.visible_to(user)
    found = PlanFilter(request.GET, seen, user=user, on=today)
    page = page_of(
        request,
        found.rows,
        NEWEST_FIRST,
        among=queries.with_figures(seen, today).for_list(),
    )
    context = {
        "filter": found,
        "page": page,
        "can_open": permissions.can_keep_some(user),
        "can_compare": permissions.can_compare_bodies(user),
    }
    return render(request, "disruptions/plans.html", context)


@require_safe
def plan(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    shown, user = plan_seen(request, uuid), request.user
    writes = permissions.can_write_plan(user, shown.threat)
    context = {
        "plan": shown,
        "can_write": writes and shown.is_open,
        "can_oversee": permissions.can_oversee_plan(user, shown),
        "can_read_audit": can_read_audit(user) and permissions.can_compare_bodies(user),
        "today": localdate(),
        **_content(shown, user),
        **_around(shown, user),
        "mending": queries.to_mend(shown, user, on=localdate()),
    }
    return render(request, "disruptions/plan.html", context)


def _content(plan: Plan, user: User) -> dict[str, object]:
    """The four Ps, what is to be done, and the timeline."""
    entries = list(plan.entries.all())
    doing = list(PlanAction.objects.visible_to(user).filter(plan=plan).for_list())
    reviews = list(PlanReview.objects.visible_to(user).filter(plan=plan).for_list())
    shown = queries.actions_shown(doing, user, localdate())
    return {
        "strands": queries.strands_of(entries, doing),
        "actions": shown,
        "overdue": sum(each.is_overdue for each in shown),
        "timeline": queries.timeline(plan, entries, doing, reviews, user),
        "undated": sum(entry.dated_on is None for entry in entries),
        "reviews": reviews,
    }


def _around(plan: Plan, user: User) -> dict[str, object]:
    """Who wrote and checked it, who else may see it, and what belongs with it."""
    wrote, checked = plan.written_by, plan.checked_by
    return {
        "written_by": queries.officer_in_words(wrote, user) if wrote else "",
        "checked_by": queries.officer_in_words(checked, user) if checked else "",
        "links": plan.links.all(),
        "access": plan.access.current().for_list(),
    }


@require_http_methods(["GET", "POST"])
def plan_open(request: SignedInRequest) -> HttpResponse:
    if not permissions.can_keep_some(request.user):
        raise PermissionDenied
    threat = request.GET.get("threat", "")
    form = OpenPlanForm(posted(request), user=request.user, threat=threat)
    page = FormPage(
        "disruptions/plan_open.html",
        "The plan is open. Write what is done under each of the four Ps.",
        reverse("disruptions:plans"),
        to_result=True,
    )
    act = partial(actions.open_plan, by=request.user, at=now())
    return page.answer(request, form, act, submit="Open the plan")


@require_http_methods(["GET", "POST"])
def plan_put_in_force(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    plan = plan_to_write(request, uuid)
    form = SeenForm(posted(request), initial={"seen_version": plan.version})
    return about(
        plan,
        title="Put the plan in force",
        done="The plan is in force.",
        submit="Put it in force",
        row=plan,
    ).answer(
        request,
        form,
        partial(actions.put_in_force, plan, by=request.user, at=now()),
        intro="Everybody who sees the plan works by it from now on.",
    )


@require_http_methods(["GET", "POST"])
def plan_close(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    plan = plan_to_write(request, uuid)
    return about(
        plan, title="Close the plan", done="The plan is closed.", submit="Close the plan", row=plan
    ).answer(
        request,
        ClosePlanForm(posted(request), plan=plan),
        partial(actions.close_plan, plan, by=request.user, at=now()),
        warning=True,
        intro="It stays to be read. Nothing in it can be changed any more.",
    )


@require_http_methods(["GET", "POST"])
def plan_writer(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    plan = plan_to_write(request, uuid)
    return about(
        plan, title="Who wrote the plan", done="It is saved who wrote the plan.", row=plan
    ).answer(
        request,
        WriterForm(posted(request), plan=plan, user=request.user),
        partial(actions.name_writer, plan, by=request.user, at=now()),
    )


@require_http_methods(["GET", "POST"])
def plan_check(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    plan = plan_to_oversee(request, uuid)
    return about(
        plan, title="Record a supervisor’s check", done="The check is recorded.", row=plan
    ).answer(
        request,
        CheckPlanForm(posted(request), plan=plan, user=request.user),
        partial(actions.record_plan_check, plan, by=request.user, at=now()),
    )
