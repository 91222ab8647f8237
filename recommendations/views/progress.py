"""What is said and done about an entry by its body, and asked by the inspectorate."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods

from findings.forms import SeenForm
from findings.views.support import carry_out, conflict, posted
from inspection_portal.core.http import SignedInRequest, as_handed_in
from recommendations import actions, permissions, queries
from recommendations.forms import AskForm, ClaimForm, EntryFileForm, HandOverForm, UpdateForm
from recommendations.models import Claim, EntryFile
from recommendations.views.support import entry_form, entry_seen, require


@require_http_methods(["GET", "POST"])
def entry_update(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    entry, user = entry_seen(request, uuid), request.user
    require(permissions.side_of(user, entry))
    likely = request.GET.get("position", "")
    form = UpdateForm(posted(request), entry=entry, user=user, likely=likely)
    if carry_out(form, partial(actions.write_update, entry, by=user, at=now())):
        messages.success(request, "The update is saved.")
        return redirect(entry)
    waiting = queries.waiting(entry, user)
    return entry_form(request, "recommendations/entry_update.html", entry, form, waiting=waiting)


@require_http_methods(["GET", "POST"])
def entry_file_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    entry = entry_seen(request, uuid)
    require(permissions.can_update(request.user, entry))
    form = EntryFileForm(posted(request), files=request.FILES or None)
    if carry_out(form, partial(actions.add_entry_file, entry, by=request.user, at=now())):
        messages.success(request, "The file is added.")
        return redirect(entry)
    template = "recommendations/entry_file_add.html"
    return entry_form(request, template, entry, form, submit="Add the file")


@require_GET
def entry_file(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The file as it was handed in, to keep and never to show; whoever takes it is recorded."""
    row = get_object_or_404(EntryFile.objects.visible_to(request.user).for_list(), uuid=uuid)
    return as_handed_in(row, actions.take_entry_file(row, by=request.user, at=now()))


@require_http_methods(["GET", "POST"])
def entry_claim(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    entry, user = entry_seen(request, uuid), request.user
    require(permissions.can_claim(user, entry))
    form = ClaimForm(posted(request), entry=entry, user=user, files=request.FILES or None)
    if carry_out(form, partial(actions.make_claim, entry, by=user, at=now())):
        messages.success(request, "The claim is with the inspectorate.")
        return redirect(entry)
    waiting = queries.waiting(entry, user)
    return entry_form(
        request,
        "recommendations/entry_claim.html",
        entry,
        form,
        waiting=waiting,
        submit="Send the claim",
    )


@require_http_methods(["GET", "POST"])
def claim_withdraw(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.visible_to(request.user).for_list(), uuid=uuid)
    require(permissions.can_claim(request.user, claim.entry))
    form = SeenForm(posted(request), initial={"seen_version": claim.version})
    if carry_out(form, partial(actions.withdraw_claim, claim, by=request.user, at=now())):
        messages.success(request, "The claim is withdrawn. The work on the entry goes on.")
        return redirect(claim.entry)
    conflict(form, claim)
    template = "recommendations/claim_withdraw.html"
    asked = {"claim": claim, "submit": "Withdraw the claim", "warning": True}
    return entry_form(request, template, claim.entry, form, **asked)


@require_http_methods(["GET", "POST"])
def entry_ask(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    entry = entry_seen(request, uuid)
    require(permissions.can_ask(request.user))
    form = AskForm(posted(request))
    if carry_out(form, partial(actions.request_update, entry, by=request.user, at=now())):
        messages.success(request, f"{entry.addressee} is asked for an update.")
        return redirect(entry)
    template = "recommendations/entry_ask.html"
    return entry_form(request, template, entry, form, submit="Ask for an update")


@require_http_methods(["GET", "POST"])
def hand_over(request: SignedInRequest) -> HttpResponse:
    """All entries of a person who leaves go to a colleague."""
    require(permissions.can_hand_over(request.user))
    held = queries.held_by_person(request.user)
    form = HandOverForm(posted(request), held=held, user=request.user)
    if done := carry_out(form, partial(actions.hand_over, by=request.user, at=now())):
        count, successor = done.result, form.cleaned_data["successor"]
        messages.success(request, f"{successor} is responsible for {count} more.")
        return redirect("recommendations:register")
    context = {
        "form": form,
        "held": held,
        "today": localdate(),
        "submit": "Hand them over",
        "cancel_url": reverse("recommendations:register"),
    }
    return render(request, "recommendations/hand_over.html", context)
