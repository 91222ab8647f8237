"""What is written into a plan: entries, actions, reviews and links, and who may see it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from disruptions import actions, permissions
from disruptions.forms import (
    ActionForm,
    ActionRevisionForm,
    EntryForm,
    EntryRevisionForm,
    LinkPlanForm,
    ReviewForm,
    SharePlanForm,
    stored_action,
    stored_entry,
)
from disruptions.models import PlanAccess, PlanAction, PlanEntry, PlanLink
from disruptions.views.plan_support import about, part_to_write, plan_to_oversee, plan_to_write
from inspection_portal.core.forms import SeenForm
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.pages import posted

GET_POST = ["GET", "POST"]


@require_http_methods(GET_POST)
def plan_entry_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    plan = plan_to_write(request, uuid)
    form = EntryForm(posted(request), strand=request.GET.get("strand", ""))
    add = partial(actions.write_entry, plan, by=request.user, at=now())
    return about(plan, title="Write an entry", done="The entry is saved.").answer(
        request, form, add
    )


@require_http_methods(GET_POST)
def plan_entry_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    entry = part_to_write(request, PlanEntry.objects.visible_to(request.user).for_list(), uuid)
    return about(
        entry.plan,
        title="Change an entry",
        done="The entry is saved.",
        row=entry,
        stored=stored_entry,
    ).answer(
        request,
        EntryRevisionForm(posted(request), entry=entry),
        partial(actions.revise_entry, entry, by=request.user, at=now()),
    )


@require_http_methods(GET_POST)
def plan_entry_remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    entry = part_to_write(request, PlanEntry.objects.visible_to(request.user).for_list(), uuid)
    return about(
        entry.plan, title="Remove an entry", done="The entry is removed.", submit="Remove it"
    ).answer(
        request,
        SeenForm(posted(request), initial={"seen_version": entry.version}),
        partial(actions.remove_entry, entry, by=request.user, at=now()),
        warning=True,
        intro="What it said stays in the record of the plan.",
        quoted=entry.text,
    )


@require_http_methods(GET_POST)
def plan_action_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    plan, strand = plan_to_write(request, uuid), request.GET.get("strand", "")
    form = ActionForm(posted(request), plan=plan, user=request.user, strand=strand)
    add = partial(actions.add_action, plan, by=request.user, at=now())
    return about(plan, title="Add an action", done="The action is added.").answer(
        request, form, add
    )


@require_http_methods(GET_POST)
def plan_action_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    action = part_to_write(request, PlanAction.objects.visible_to(request.user).for_list(), uuid)
    return about(
        action.plan,
        title="Change an action",
        done="The action is saved.",
        row=action,
        stored=stored_action,
    ).answer(
        request,
        ActionRevisionForm(posted(request), action=action, user=request.user),
        partial(actions.revise_action, action, by=request.user, at=now()),
    )


@require_http_methods(GET_POST)
def plan_review(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    plan = plan_to_write(request, uuid)
    form = ReviewForm(posted(request), plan=plan, user=request.user)
    record = partial(actions.record_review, plan, by=request.user, at=now())
    return about(plan, title="Record a review", done="The review is saved.").answer(
        request, form, record
    )


@require_http_methods(GET_POST)
def plan_link(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    plan, kind = plan_to_write(request, uuid), request.GET.get("kind", "")
    form = LinkPlanForm(posted(request), initial={"kind": kind})
    link = partial(actions.link_plan, plan, by=request.user, at=now())
    return about(plan, title="Link another plan", done="The plan is linked.").answer(
        request, form, link
    )


@require_http_methods(GET_POST)
def plan_unlink(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    link = part_to_write(request, PlanLink.objects.visible_to(request.user).for_list(), uuid)
    return about(
        link.plan, title="Remove a link", done="The link is removed.", submit="Remove it"
    ).answer(
        request,
        _bare(request),
        partial(actions.unlink_plan, link, seen_version=link.version, by=request.user, at=now()),
        warning=True,
        quoted=str(link),
    )


@require_http_methods(GET_POST)
def plan_share(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    plan = plan_to_oversee(request, uuid)
    form = SharePlanForm(posted(request), plan=plan, user=request.user)
    share = partial(actions.give_access, plan, by=request.user, at=now())
    return about(
        plan, title="Share the plan", done="They have access, and are told.", submit="Give access"
    ).answer(request, form, share)


@require_http_methods(GET_POST)
def plan_access_end(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    access = get_object_or_404(
        PlanAccess.objects.visible_to(request.user).current().for_list(), uuid=uuid
    )
    if not permissions.can_oversee_plan(request.user, access.plan):
        raise PermissionDenied
    return about(
        access.plan, title="End access", done="The access has ended.", submit="End the access"
    ).answer(
        request,
        _bare(request),
        partial(actions.end_access, access, by=request.user, at=now()),
        warning=True,
        intro="They see nothing of the plan from now on, nor actions that were given to them.",
        quoted=str(access),
    )


def _bare(request: SignedInRequest) -> Any:
    """A form that asks for nothing but the press of its button."""
    return Form(posted(request))
