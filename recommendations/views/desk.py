"""What the inspectorate does with claims and with the statuses that take two people."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from findings.forms import SeenForm
from findings.views.support import carry_out, posted, press
from inspection_portal.core.http import SignedInRequest
from recommendations import actions, permissions, queries
from recommendations.forms import ClosingForm, DeclineForm, ReopeningForm, VerifyForm
from recommendations.models import Claim, StatusRequest
from recommendations.views.support import entry_form, entry_seen, require


@require_safe
def claims(request: SignedInRequest) -> HttpResponse:
    """What waits for the inspectorate in the register, and how long its answers take."""
    require(permissions.can_see_desk(request.user))
    today = localdate()
    waiting = queries.waiting_list(request.user, on=today)
    context = {
        "waiting": waiting,
        "figures": queries.figures(request.user, on=today),
        "today": today,
        "demonstration": waiting.shows_demonstration,
    }
    return render(request, "recommendations/claims.html", context)


@require_http_methods(["GET", "POST"])
def claim_verify(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    rows = Claim.objects.visible_to(request.user).for_list()
    claim = get_object_or_404(rows, uuid=uuid)
    require(permissions.can_record_status(request.user))
    form = VerifyForm(posted(request), claim=claim, on=localdate())
    if carry_out(form, partial(actions.verify, claim, by=request.user, at=now())):
        messages.success(request, _told(claim))
        return redirect(claim.entry)
    stored = rows.get(pk=claim.pk)
    if form.is_bound:
        form.now_seen(stored.version)
    context = {
        "claim": stored,
        "files": stored.files.for_list(),
        "can_be_verified": stored.state in Claim.UNDECIDED,
    }
    return entry_form(request, "recommendations/claim_verify.html", claim.entry, form, **context)


@require_http_methods(["GET", "POST"])
def entry_request_status(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    entry = entry_seen(request, uuid)
    require(permissions.can_record_status(request.user))
    kind = ClosingForm if entry.is_open else ReopeningForm
    form = kind(posted(request), entry=entry, user=request.user, on=localdate())
    asked = carry_out(form, partial(actions.request_status, entry, by=request.user, at=now()))
    if asked:
        messages.success(request, "A second person must decide on the status now.")
        return redirect(asked.result)
    template = "recommendations/entry_request_status.html"
    return entry_form(request, template, entry, form, submit="Ask for the status")


@require_safe
def status_request(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _request(request, uuid)
    is_own = row.requested_by == request.user
    context = {
        "row": row,
        "entry": row.entry,
        "is_own": is_own,
        "can_decide": row.is_waiting and permissions.can_authorise(request.user) and not is_own,
        "can_withdraw": row.is_waiting and is_own,
        "demonstration": row.entry.report.is_demonstration,
    }
    return render(request, "recommendations/status_request.html", context)


@require_POST
def status_request_authorise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _to_decide(request, uuid)
    action = partial(actions.authorise, row, by=request.user, at=now())
    met = "The milestone is met."
    done = met if row.is_of_milestone else f"The status is {row.asks.lower()} now."
    press(request, SeenForm(request.POST), action, f"{done} The body is told.")
    return redirect(row)


@require_http_methods(["GET", "POST"])
def status_request_decline(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _to_decide(request, uuid)
    form = DeclineForm(posted(request), initial={"seen_version": row.version})
    if carry_out(form, partial(actions.decline, row, by=request.user, at=now())):
        messages.success(request, "The status is not given.")
        return redirect(row)
    template = "recommendations/status_request_decline.html"
    more = {"row": row, "submit": "Decline", "cancel_url": row.get_absolute_url()}
    return entry_form(request, template, row.entry, form, **more)


@require_POST
def status_request_withdraw(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _request(request, uuid)
    require(row.requested_by == request.user)
    action = partial(actions.withdraw_request, row, by=request.user, at=now())
    press(request, SeenForm(request.POST), action, "You have taken your request back.")
    return redirect(row)


def _told(claim: Claim) -> str:
    """What became of a claim, for who has just verified it."""
    if claim.state == Claim.State.VERIFIED:
        return "The claim is verified. A second person must authorise the status now."
    return f"The claim is {claim.get_state_display().lower()} now. The body is told."


def _request(request: SignedInRequest, uuid: UUID) -> StatusRequest:
    rows = StatusRequest.objects.visible_to(request.user).for_list()
    return get_object_or_404(rows, uuid=uuid)


def _to_decide(request: SignedInRequest, uuid: UUID) -> StatusRequest:
    """A request that the person sees; 403 for those who don't decide on any."""
    row = _request(request, uuid)
    require(permissions.can_authorise(request.user))
    return row
