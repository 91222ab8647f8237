"""What the inspectorate does in the pre-publication check: watch it, decide challenges, end it."""

from functools import partial
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from findings import permissions
from findings.actions import challenges, checking
from findings.forms.checking import DecisionForm, ExtensionForm, SeenDecisionForm, SendBackForm
from findings.models import Challenge, Inspection, PrePublicationCheck
from findings.queries.checking import days_left, extract_states, words_now
from findings.views.support import carry_out, page, posted, press
from inspection_portal.core.differences import differences
from inspection_portal.core.http import SignedInRequest


@require_safe
def check(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """How the latest round of an inspection stands, body by body, and what came of those before."""
    drafts = Inspection.objects.drafts_visible_to(request.user).for_list()
    inspection = get_object_or_404(drafts, uuid=uuid)
    rounds = list(inspection.checks.for_list())
    latest = rounds[0] if rounds else None
    in_check = inspection.stage == Inspection.Stage.PRE_PUBLICATION_CHECK
    can_run = _can_decide(request, inspection)
    context = page(
        inspection,
        check=latest,
        states=extract_states(latest) if latest else [],
        earlier=[(each, extract_states(each)) for each in rounds[1:]],
        can_run=can_run,
        can_open=can_run and in_check and (latest is None or latest.closed_at is not None),
        in_check=in_check,
        is_open=bool(latest and latest.is_open()),
        days_left=days_left(latest, at=now()) if latest else None,
    )
    return render(request, "findings/check.html", context)


@require_http_methods(["GET", "POST"])
def check_extend(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _round(request, uuid)
    form = ExtensionForm(posted(request))
    if carry_out(form, partial(checking.extend_check, row, by=request.user, at=now())):
        messages.success(request, "The bodies have more time.")
        return redirect(row)
    context = page(row.inspection, form=form, check=row, cancel_url=row.get_absolute_url())
    return render(request, "findings/check_extend.html", context)


@require_http_methods(["GET", "POST"])
def check_close(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _round(request, uuid)
    form = forms.Form(posted(request))
    if carry_out(form, partial(checking.close_check, row, by=request.user, at=now())):
        messages.success(request, "The check is closed.")
        return redirect(row)
    context = page(
        row.inspection,
        form=form,
        submit="Close the check",
        warning=True,
        cancel_url=row.get_absolute_url(),
    )
    return render(request, "findings/check_close.html", context)


@require_safe
def challenge(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A challenge with its decision: to its body once that is confirmed, to the others at once."""
    row = _challenge(request, uuid)
    inspection = row.extract.check_round.inspection
    reads_drafts = permissions.can_read_draft(request.user, inspection)
    is_readable = permissions.can_read_to_check(request.user, row.extract)
    shows_text = reads_drafts or is_readable
    after = row.text_after if row.confirmed_at else words_now(row) if reads_drafts else None
    context = page(
        inspection,
        challenge=row,
        reads_drafts=reads_drafts,
        shows_text=shows_text,
        difference=differences(row.passage, after) if shows_text and after is not None else [],
        shows_decision=row.decision and (reads_drafts or row.confirmed_at),
        files=row.files.for_list() if shows_text else [],
        can_withdraw=is_readable and row.raised_by == request.user,
        can_run=reads_drafts and _can_decide(request, inspection),
        is_own_decision=row.decided_by == request.user,
    )
    return render(request, "findings/challenge.html", context)


@require_http_methods(["GET", "POST"])
def challenge_decide(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _to_decide(request, uuid)
    form = DecisionForm(posted(request))
    if carry_out(form, partial(challenges.decide_challenge, row, by=request.user, at=now())):
        messages.success(request, f"{row} is decided. A second person must confirm it.")
        return redirect(row)
    return _answer(request, row, form, "findings/challenge_decide.html", submit="Save the decision")


@require_POST
def challenge_confirm(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _to_decide(request, uuid)
    form = SeenDecisionForm(request.POST)
    action = partial(challenges.confirm_challenge, row, by=request.user, at=now())
    press(request, form, action, f"{row} is confirmed. The body is told.")
    return redirect(row)


@require_http_methods(["GET", "POST"])
def challenge_send_back(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _to_decide(request, uuid)
    form = SendBackForm(posted(request), initial={"seen_decided_at": row.decided_at})
    if carry_out(form, partial(challenges.send_challenge_back, row, by=request.user, at=now())):
        messages.success(request, f"{row} is to be decided anew.")
        return redirect(row)
    return _answer(request, row, form, "findings/challenge_send_back.html", submit="Send it back")


def _answer(
    request: SignedInRequest, row: Challenge, form: forms.Form, template: str, submit: str
) -> HttpResponse:
    context = page(
        row.extract.check_round.inspection,
        form=form,
        challenge=row,
        submit=submit,
        cancel_url=row.get_absolute_url(),
    )
    return render(request, template, context)


def _can_decide(request: SignedInRequest, inspection: Inspection) -> bool:
    can_run = permissions.can_run_check(request.user, inspection)
    return can_run and permissions.is_open_to_change(inspection)


def _challenge(request: SignedInRequest, uuid: UUID) -> Challenge:
    return get_object_or_404(Challenge.objects.visible_to(request.user).for_list(), uuid=uuid)


def _to_decide(request: SignedInRequest, uuid: UUID) -> Challenge:
    """A challenge that the person sees; 403 for those who don't decide it."""
    row = _challenge(request, uuid)
    if not permissions.can_run_check(request.user, row.extract.check_round.inspection):
        raise PermissionDenied
    return row


def _round(request: SignedInRequest, uuid: UUID) -> PrePublicationCheck:
    rows = PrePublicationCheck.objects.visible_to(request.user).for_list()
    row = get_object_or_404(rows, uuid=uuid)
    if not permissions.can_run_check(request.user, row.inspection):
        raise PermissionDenied
    return row
