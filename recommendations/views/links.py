"""Links between entries of the register, made and taken away by the inspectorate."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from findings.views.support import carry_out, posted
from inspection_portal.core.http import SignedInRequest
from recommendations import actions, permissions
from recommendations.forms import EntryLinkForm
from recommendations.models import EntryLink
from recommendations.views.support import entry_form, entry_seen, require


@require_http_methods(["GET", "POST"])
def entry_link_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Link an entry to an earlier one; what the findings suggest is filled in from the address."""
    entry = entry_seen(request, uuid)
    require(permissions.can_record_status(request.user))
    offered = {name: request.GET.get(name, "") for name in ("kind", "other")}
    form = EntryLinkForm(posted(request), user=request.user, initial=offered)
    if carry_out(form, partial(actions.link_entries, entry, by=request.user, at=now())):
        messages.success(request, "The entries are linked.")
        return redirect(entry)
    template = "recommendations/entry_link_add.html"
    return entry_form(request, template, entry, form, submit="Link the entries")


@require_POST
def entry_link_remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    rows = EntryLink.objects.visible_to(request.user).for_list()
    link = get_object_or_404(rows, uuid=uuid)
    require(permissions.can_record_status(request.user))
    actions.unlink_entries(link, by=request.user, at=now())
    messages.success(request, "The entries are no longer linked.")
    return redirect(link.entry)
