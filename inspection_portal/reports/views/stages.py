"""An inspection's way to publication: how ready it is, and each step with its own form."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from findings.models import Finding, Inspection
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.pages import carry_out, posted
from inspection_portal.reports import actions, permissions, queries, rendering, snapshot
from inspection_portal.reports.forms import (
    AccelerateForm,
    MoveForm,
    PublishCorrectionForm,
    PublishForm,
    ReasonForm,
    SignOffForm,
    WithdrawForm,
)
from inspection_portal.reports.models import Issue
from inspection_portal.reports.stages import Stage, Who


@require_safe
def readiness(request: SignedInRequest, inspection: UUID) -> HttpResponse:
    """What keeps the inspection from its next stage, what will later, and what only warns."""
    row = _drafted(request, inspection)
    return render(request, "reports/readiness.html", _standing(request, row))


@require_http_methods(["GET", "POST"])
def move(request: SignedInRequest, inspection: UUID, to: str) -> HttpResponse:
    """One step on or back, with its reason where it goes back."""
    row = _drafted(request, inspection)
    step = queries.step_to(row, to)
    if step is None or step.page:
        messages.error(request, "This step is not open to the inspection now.")
        return redirect("reports:readiness", row.uuid)
    _require(request, row, step.who)
    form = MoveForm(posted(request), initial=_seen(row), is_back=step.is_back)
    action = partial(actions.move, row, to=to)
    return _act(request, row, form, action, submit=step.label, warning=step.is_back)


@require_http_methods(["GET", "POST"])
def sign_off(request: SignedInRequest, inspection: UUID) -> HttpResponse:
    row = _drafted(request, inspection)
    _require(request, row, Who.HMI)
    form = SignOffForm(posted(request), initial=_read(row))
    return _act(request, row, form, partial(actions.sign_off, row), submit="Sign the report off")


@require_http_methods(["GET", "POST"])
def publish(request: SignedInRequest, inspection: UUID) -> HttpResponse:
    """Issue the report under embargo until the chosen moment, in London's time."""
    row = _drafted(request, inspection)
    _require(request, row, Who.PUBLISHER)
    form = PublishForm(posted(request), initial=_seen(row))
    return _act(request, row, form, partial(actions.publish, row), submit="Issue the report")


@require_http_methods(["GET", "POST"])
def recall(request: SignedInRequest, inspection: UUID) -> HttpResponse:
    row = _drafted(request, inspection)
    _require(request, row, Who.PUBLISHER)
    form = ReasonForm(posted(request), initial=_seen(row))
    action = partial(actions.recall, row)
    return _act(request, row, form, action, submit="Recall the report", warning=True)


@require_http_methods(["GET", "POST"])
def withdraw(request: SignedInRequest, inspection: UUID) -> HttpResponse:
    row = _drafted(request, inspection)
    _require(request, row, Who.PUBLISHER)
    form = WithdrawForm(posted(request), initial=_seen(row))
    action = partial(actions.withdraw, row)
    return _act(request, row, form, action, submit="Withdraw the report", warning=True)


@require_http_methods(["GET", "POST"])
def publish_correction(request: SignedInRequest, inspection: UUID) -> HttpResponse:
    row = _drafted(request, inspection)
    _require(request, row, Who.PUBLISHER)
    form = PublishCorrectionForm(posted(request), initial=_read(row))
    action = partial(actions.publish_correction, row)
    return _act(request, row, form, action, submit="Publish the correction")


@require_http_methods(["GET", "POST"])
def accelerate(request: SignedInRequest, finding: UUID) -> HttpResponse:
    """Publish a cause of concern before its report."""
    drafts = Inspection.objects.drafts_visible_to(request.user)
    concern = get_object_or_404(
        Finding.objects.filter(inspection__in=drafts).select_related("inspection__region"),
        uuid=finding,
    )
    _require(request, concern.inspection, Who.PUBLISHER)
    form = AccelerateForm(posted(request))
    return _act(
        request,
        concern.inspection,
        form,
        partial(actions.accelerate, concern),
        submit="Publish this cause of concern",
        finding=concern,
    )


def _drafted(request: SignedInRequest, inspection: UUID) -> Inspection:
    drafts = Inspection.objects.drafts_visible_to(request.user).for_list()
    return get_object_or_404(drafts, uuid=inspection)


def _require(request: SignedInRequest, inspection: Inspection, who: Who) -> None:
    if not permissions.may(request.user, inspection, who):
        raise PermissionDenied


def _seen(inspection: Inspection) -> dict[str, int]:
    return {"seen_version": inspection.version}


def _read(inspection: Inspection) -> dict[str, int | str]:
    text = rendering.content_hash(snapshot.draft(inspection))
    return {**_seen(inspection), "text_sha256": text}


def _act(
    request: SignedInRequest,
    inspection: Inspection,
    form: Form,
    action: Callable[..., object],
    *,
    submit: str,
    warning: bool = False,
    finding: Finding | None = None,
) -> HttpResponse:
    """Show the form of a step, or take it and go on to see how the inspection stands, or the issue
    that came of it.
    """
    if done := carry_out(form, partial(action, by=request.user, at=timezone.now())):
        messages.success(request, _outcome(inspection, finding))
        if isinstance(done.result, Issue):
            return redirect(done.result)
        return redirect("reports:readiness", inspection.uuid)
    context = _standing(request, inspection) | {
        "form": form,
        "submit": submit,
        "warning": warning,
        "finding": finding,
    }
    return render(request, "reports/step.html", context)


def _outcome(inspection: Inspection, finding: Finding | None) -> str:
    """What a step has come to, for whoever took it."""
    if finding:
        return "The cause of concern is published on its own from that moment on."
    inspection.refresh_from_db()
    stage = inspection.shown_stage(corrected=inspection.corrections.open().exists())
    return f"Done. The report now stands at “{stage.label}”."


def _standing(request: SignedInRequest, inspection: Inspection) -> dict[str, object]:
    """Where the inspection stands, and which steps are the person's."""
    now = timezone.now()
    correction = inspection.corrections.open().first()
    stage = inspection.shown_stage(now, corrected=bool(correction))
    steps = queries.steps_from(stage)
    return {
        "inspection": inspection,
        "stage": stage,
        "stages": queries.way(stage),
        "correction": correction,
        "readiness": queries.readiness(
            inspection, stage, on=timezone.localdate(now), user=request.user
        ),
        "steps": [step for step in steps if permissions.may(request.user, inspection, step.who)],
        "changed": snapshot.changed_since_publication(inspection) if correction else [],
        "is_last": stage in (Stage.PUBLISHED, Stage.WITHDRAWN),
        "demonstration": inspection.is_demonstration,
    }
