"""Links between entries of the register, made and taken away by the inspectorate."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from findings.views.support import carry_out, posted
from inspection_portal.core.http import SignedInRequest
from recommendations import actions, permissions
from recommendations.forms import EntryLinkForm
from recommendations.models import EntryLink
from recommendations.views.desk import seen_entry


@require_http_methods(["GET", "POST"])
def entry_link_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Link an entry to an earlier one; what the findings suggest is filled in from the address."""
    entry = seen_entry(request, uuid)
    if not permissions.can_record_status(request.user):
        raise PermissionDenied
    offered = {name: request.GET.get(name, "") for name in ("kind", "other")}
    form = EntryLinkForm(posted(request), user=request.user, initial=offered)
    if carry_out(form, partial(actions.link_entries, entry, by=request.user, at=now())):
        messages.success(request, "The entries are linked.")
        return redirect(entry)
    context = {
        "entry": entry,
        "form": form,
        "submit": "Link the entries",
        "cancel_url": entry.get_absolute_url(),
        "demonstration": entry.report.is_demonstration,
    }
    return render(request, "recommendations/entry_link_add.html", context)


@require_POST
def entry_link_remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    rows = EntryLink.objects.visible_to(request.user).for_list()
    link = get_object_or_404(rows, uuid=uuid)
    if not permissions.can_record_status(request.user):
        raise PermissionDenied
    actions.unlink_entries(link, by=request.user, at=now())
    messages.success(request, "The entries are no longer linked.")
    return redirect(link.entry)
