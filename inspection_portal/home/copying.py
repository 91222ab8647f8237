"""The pages on which inspectors copy what is known of threats and plans into an inspection."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods

from disruptions.checks import CHECKS
from disruptions.models import Snapshot
from disruptions.queries import days_apart
from findings.models import InspectedBody
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.pages import carry_out, posted
from inspection_portal.home import actions, copies
from inspection_portal.home.copy_forms import CiteForm, CountForm, TraceForm
from inspection_portal.home.support import body_to_cite, chapter_to_count

# So many snapshots are offered; any other is chosen by its address.
MOST_SNAPSHOTS = 20
UNNAMED = (
    "The page that you sent did not say from which snapshot, so nothing was copied. These are the "
    "figures of {snapshot}, with your choice. Look at them, then copy."
)


@require_http_methods(["GET", "POST"])
def check_cite(request: SignedInRequest, uuid: UUID, check: str) -> HttpResponse:
    body = body_to_cite(request.user, uuid, check)
    form = CiteForm(posted(request), body=body, user=request.user)
    action = partial(actions.cite_check, body, check=check, by=request.user, at=now())
    if done := carry_out(form, action):
        messages.success(request, f"{done.result} is added. It stays as it is from now on.")
        return redirect(done.result)
    address = reverse("disruptions:checks_of", args=[body.uuid])
    context = {
        "form": form,
        "body": body,
        "check": CHECKS[check],
        "citation": copies.citation(body, check, on=localdate()),
        "cancel_url": f"{address}?check={check}",
        "submit": "Cite the result",
    }
    return render(request, "home/check_cite.html", context)


@require_http_methods(["GET", "POST"])
def figures_count(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    chapter = chapter_to_count(request.user, uuid)
    offers = copies.offers(chapter, request.user, on=localdate())
    form = CountForm(posted(request), offers=[each for each in offers if not each.is_copied])
    if done := carry_out(form, partial(actions.copy_counts, chapter, by=request.user, at=now())):
        messages.success(request, f"{len(done.result)} of the portal’s counts are copied.")
        return redirect("findings:figures", chapter.inspection.uuid)
    context = {
        "form": form,
        "chapter": chapter,
        "copied": [each.held for each in offers if each.is_copied],
        "today": localdate(),
        "demonstration": chapter.inspection.is_demonstration,
        "cancel_url": reverse("findings:figures", args=[chapter.inspection.uuid]),
        "submit": "Copy the counts",
    }
    return render(request, "home/figures_count.html", context)


@require_http_methods(["GET", "POST"])
def figures_trace(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Copy figures from the snapshot that the address names; one without leads to the latest."""
    chapter = chapter_to_count(request.user, uuid)
    snapshots = copies.snapshots_of(chapter.body, request.user)
    chosen, is_named = _chosen(request, snapshots)
    if chosen and not is_named and request.method != "POST":
        return redirect(_traced_from(chapter, chosen))
    today = localdate()
    offers = copies.offers_of_snapshot(chapter, chosen, request.user, today=today) if chosen else []
    form = TraceForm(posted(request), offers=[each for each in offers if not each.is_copied])
    if chosen and not is_named:
        form.add_error(None, UNNAMED.format(snapshot=chosen))
    elif chosen:
        action = partial(actions.copy_from_snapshot, chapter, chosen, by=request.user, at=now())
        if done := carry_out(form, action):
            messages.success(request, f"{len(done.result)} copied from the snapshot.")
            return redirect("findings:figures", chapter.inspection.uuid)
    context = {
        "form": form,
        "chapter": chapter,
        "snapshots": snapshots[:MOST_SNAPSHOTS],
        "copied": [each.held for each in offers if each.is_copied],
        "cancel_url": reverse("findings:figures", args=[chapter.inspection.uuid]),
        "submit": "Copy the figures",
        **(_told_of(chapter, chosen) if chosen else {}),
    }
    return render(request, "home/figures_trace.html", context)


def _chosen(
    request: SignedInRequest, snapshots: QuerySet[Snapshot]
) -> tuple[Snapshot | None, bool]:
    """The snapshot that the address names, else the latest, and whether it was named."""
    named = request.GET.get("snapshot", "")
    if not named:
        return snapshots.first(), False
    try:
        return get_object_or_404(snapshots, uuid=UUID(named)), True
    except ValueError as error:
        raise Http404 from error


def _told_of(chapter: InspectedBody, chosen: Snapshot) -> dict[str, object]:
    address = _traced_from(chapter, chosen)
    return {"chosen": chosen, "form_action": address, "apart": days_apart(chosen)}


def _traced_from(chapter: InspectedBody, snapshot: Snapshot) -> str:
    address = reverse("home:figures_trace", args=[chapter.uuid])
    return f"{address}?snapshot={snapshot.uuid}"
