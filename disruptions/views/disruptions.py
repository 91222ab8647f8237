"""Disruptions: recorded, looked for, put right, moderated and submitted again (domain §5)."""

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from disruptions import actions, permissions, queries
from disruptions.forms import (
    EditDisruptionForm,
    ModerateForm,
    RecordDisruptionForm,
    ReopenDisruptionForm,
    ResubmitForm,
)
from disruptions.models import Disruption, Threat
from disruptions.views.kept import seen_row
from disruptions.views.support import FormPage, Stored
from forces.permissions import can_read_audit
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.pages import carry_out, posted


@require_http_methods(["GET", "POST"])
def disruption_record(request: SignedInRequest) -> HttpResponse:
    """A new record, of the threat that the address names or that is chosen."""
    user, today, threat = request.user, localdate(), request.GET.get("threat", "")
    bodies = queries.bodies_recording(user)
    if not bodies:
        raise PermissionDenied
    form = RecordDisruptionForm(posted(request), user=user, bodies=bodies, on=today, threat=threat)
    if done := carry_out(form, partial(actions.record_disruption, by=user, at=now())):
        _say_how_it_stands(request, done.result, f"{done.result} is recorded.")
        return redirect(done.result)
    threats: Mapping[str, Threat] = form.fields["threat"].rows  # type: ignore[attr-defined]
    of, chosen = threats.get(threat), threats.get(form["threat"].value() or "")
    context = {
        "form": form,
        "threat": of,
        "doubts": queries.doubts_about(chosen, form.judged_on) if chosen else (),
        "cancel_url": of.get_absolute_url() if of else reverse("disruptions:disruptions"),
    }
    return render(request, "disruptions/disruption_record.html", context)


@require_safe
def disruption(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    disruption, user = _disruption(request, uuid), request.user
    doubles = queries.doubles_of(disruption, user)
    may_moderate = permissions.can_moderate(user, disruption)
    context = {
        "shown": queries.disruption_shown(disruption, user),
        "doubles": doubles,
        "can_tell_apart": any(
            permissions.can_tell_each_apart(user, [each.both for each in doubles])
        ),
        "told_apart": queries.told_apart(disruption, user),
        "disruption": disruption,
        "can_edit": disruption.is_open and permissions.can_record_disruption(user, disruption.body),
        "can_moderate": may_moderate and disruption.is_pending,
        "can_reopen": may_moderate and disruption.is_decided,
        "can_read_audit": can_read_audit(user),
    }
    return render(request, "disruptions/disruption.html", context)


@require_http_methods(["GET", "POST"])
def disruption_edit(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    disruption = _own(request, uuid)
    form = EditDisruptionForm(
        posted(request), disruption=disruption, user=request.user, on=localdate()
    )
    page = _page(request, "edit", "The record is saved.", disruption, form.stored)
    edit = partial(actions.edit_disruption, disruption, by=request.user, at=now())
    return page.answer(request, form, edit)


@require_http_methods(["GET", "POST"])
def disruption_resubmit(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    disruption = _own(request, uuid)
    form = ResubmitForm(posted(request), disruption=disruption)
    page = _page(request, "resubmit", "The record waits for moderation again.", disruption)
    resubmit = partial(actions.resubmit_disruption, disruption, by=request.user, at=now())
    return page.answer(request, form, resubmit)


@require_http_methods(["GET", "POST"])
def disruption_moderate(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    disruption = _led(request, uuid)
    form = ModerateForm(posted(request), shown=queries.disruption_shown(disruption, request.user))
    page = _page(request, "moderate", "Your decision is recorded.", disruption)
    moderate = partial(actions.moderate_disruption, disruption, by=request.user, at=now())
    return page.answer(request, form, moderate)


@require_http_methods(["GET", "POST"])
def disruption_reopen(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    disruption = _led(request, uuid)
    form = ReopenDisruptionForm(posted(request), disruption=disruption)
    page = _page(request, "reopen", "The record is open again.", disruption)
    reopen = partial(actions.reopen_disruption, disruption, by=request.user, at=now())
    return page.answer(request, form, reopen)


def _page(
    request: SignedInRequest,
    name: str,
    done: str,
    disruption: Disruption,
    stored: Stored = lambda row: {},
) -> FormPage:
    shown = queries.disruption_shown(disruption, request.user)
    return FormPage(
        f"disruptions/disruption_{name}.html",
        done,
        disruption,
        disruption,
        stored,
        {"disruption": disruption, "shown": shown},
    )


def _disruption(request: SignedInRequest, uuid: UUID) -> Disruption:
    disruption: Disruption = seen_row(request, Disruption.objects, uuid)
    return disruption


def _own(request: SignedInRequest, uuid: UUID) -> Disruption:
    """404 for those who don't see it, 403 for those who don't record for its body."""
    disruption = _disruption(request, uuid)
    if not permissions.can_record_disruption(request.user, disruption.body):
        raise PermissionDenied
    return disruption


def _led(request: SignedInRequest, uuid: UUID) -> Disruption:
    """404 for those who don't see it, 403 for those who moderate nothing of its body."""
    disruption = _disruption(request, uuid)
    if not permissions.can_moderate_for(request.user, disruption.body):
        raise PermissionDenied
    return disruption


def _say_how_it_stands(request: SignedInRequest, made: Disruption, done: str) -> None:
    """Tell at once what the record fails, while whoever typed it still knows."""
    failures = queries.failures_of([made])[made.pk]
    if failures:
        messages.warning(request, f"{done} It fails the minimum standards: see below what to do.")
    else:
        messages.success(request, f"{done} It meets the minimum standards.")
