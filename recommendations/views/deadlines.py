"""Pages on which dates are moved, decided and set, and by which rules they are coloured."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from findings.forms import SeenForm
from findings.views.support import carry_out, posted, press
from forces.models import Body
from inspection_portal.core.http import SignedInRequest
from recommendations import actions, permissions, queries
from recommendations.forms.deadlines import (
    DeadlineDecisionForm,
    DeadlineRequestForm,
    EventForm,
    RulesForm,
    TargetForm,
)
from recommendations.models import BodyRules, DeadlineChange, Milestone, RegisterEntry
from recommendations.rag import RuleSet

MOST_WAITING = 200


@require_http_methods(["GET", "POST"])
def entry_deadline_request(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    milestone = _milestone(request, uuid)
    if not permissions.can_claim(request.user, milestone.entry):
        raise PermissionDenied
    form = DeadlineRequestForm(posted(request), milestone=milestone)
    ask = partial(actions.request_deadline, milestone, by=request.user, at=now())
    if carry_out(form, ask):
        messages.success(request, "The inspectorate is asked for the new date.")
        return redirect(milestone.entry)
    _see_anew(form, milestone)
    return _page(request, "entry_deadline_request", milestone.entry, form, milestone=milestone)


@require_http_methods(["GET", "POST"])
def entry_deadline_decide(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    change = _change(request, uuid)
    milestone = change.milestone
    if not permissions.can_decide_deadlines(request.user):
        raise PermissionDenied
    form = DeadlineDecisionForm(posted(request), change=change)
    decide = partial(actions.decide_deadline, change, by=request.user, at=now())
    if carry_out(form, decide):
        messages.success(request, f"The new date is {change.get_decision_display().lower()}.")
        return redirect(milestone.entry)
    _see_anew(form, change)
    context = {"milestone": milestone, "change": change}
    return _page(request, "entry_deadline_decide", milestone.entry, form, **context)


@require_POST
def entry_deadline_withdraw(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    change = _change(request, uuid)
    if not permissions.can_claim(request.user, change.milestone.entry):
        raise PermissionDenied
    withdraw = partial(actions.withdraw_deadline_request, change, by=request.user, at=now())
    press(request, SeenForm(request.POST), withdraw, "The request is withdrawn.")
    return redirect(change.milestone.entry)


@require_http_methods(["GET", "POST"])
def entry_event(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    milestone = _milestone(request, uuid)
    if not permissions.can_decide_deadlines(request.user):
        raise PermissionDenied
    form = EventForm(posted(request), milestone=milestone)
    record = partial(actions.record_event, milestone, by=request.user, at=now())
    if carry_out(form, record):
        messages.success(request, "What happened is recorded, and the entry has a date.")
        return redirect(milestone.entry)
    _see_anew(form, milestone)
    return _page(request, "entry_event", milestone.entry, form, milestone=milestone)


@require_http_methods(["GET", "POST"])
def entry_target(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    entry = _to_set_target_of(request, uuid)
    target = entry.milestones.filter(kind=Milestone.Kind.TARGET).first()
    form = TargetForm(posted(request), entry=entry, target=target)
    set_target = partial(actions.set_target, entry, by=request.user, at=now())
    if carry_out(form, set_target):
        messages.success(request, "Your target is set.")
        return redirect(entry)
    if target:
        _see_anew(form, target)
    return _page(request, "entry_target", entry, form, target=target)


@require_POST
def entry_target_drop(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    entry = _to_set_target_of(request, uuid)
    drop = partial(actions.drop_target, entry, by=request.user, at=now())
    press(request, SeenForm(request.POST), drop, "Your target is dropped.")
    return redirect(entry)


@require_safe
def register_deadlines(request: SignedInRequest) -> HttpResponse:
    waiting = list(queries.waiting_changes(request.user)[:MOST_WAITING])
    context = {
        "waiting": waiting,
        "can_decide": permissions.can_decide_deadlines(request.user),
        "demonstration": any(each.milestone.entry.report.is_demonstration for each in waiting),
    }
    return render(request, "recommendations/register_deadlines.html", context)


@require_http_methods(["GET", "POST"])
def register_rules(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    body = get_object_or_404(Body.objects.visible_to(request.user), uuid=uuid)
    if not permissions.can_choose_rules(request.user, body):
        raise PermissionDenied
    form = RulesForm(posted(request), body=body, today=localdate())
    choose = partial(actions.choose_rules, body, by=request.user, at=now())
    if carry_out(form, choose):
        messages.success(request, "The rules are chosen.")
        return redirect(reverse("recommendations:register_horizon"))
    choices = BodyRules.objects.filter(body=body).for_list()
    if form.is_bound:
        form.now_seen(len(choices))
    context = {
        "body": body,
        "form": form,
        "choices": choices,
        "default": RuleSet.DEADLINES.label,
        "cancel_url": reverse("recommendations:register_horizon"),
    }
    return render(request, "recommendations/register_rules.html", context)


def _page(
    request: SignedInRequest,
    name: str,
    entry: RegisterEntry,
    form: SeenForm,
    **context: object,
) -> HttpResponse:
    shown = {
        "entry": entry,
        "form": form,
        "today": localdate(),
        "cancel_url": entry.get_absolute_url(),
        "demonstration": entry.report.is_demonstration,
    }
    return render(request, f"recommendations/{name}.html", shown | context)


def _see_anew(form: SeenForm, row: Milestone | DeadlineChange) -> None:
    """The page shows the row as it is stored now: saving again is then a choice."""
    row.refresh_from_db()
    if form.is_bound:
        form.now_seen(row.version)


def _milestone(request: SignedInRequest, uuid: UUID) -> Milestone:
    seen = Milestone.objects.visible_to(request.user).for_list()
    return get_object_or_404(seen.of_the_inspectorate(), uuid=uuid)


def _change(request: SignedInRequest, uuid: UUID) -> DeadlineChange:
    return get_object_or_404(DeadlineChange.objects.visible_to(request.user).for_list(), uuid=uuid)


def _to_set_target_of(request: SignedInRequest, uuid: UUID) -> RegisterEntry:
    seen = RegisterEntry.objects.visible_to(request.user).for_list()
    entry = get_object_or_404(seen, uuid=uuid)
    if not permissions.can_claim(request.user, entry):
        raise PermissionDenied
    return entry
