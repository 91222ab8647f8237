"""What the pages of an entry have in common: who sees it, and a form about it."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from inspection_portal.core.http import SignedInRequest
from recommendations.forms import EntryForm
from recommendations.models import RegisterEntry


def entry_seen(request: SignedInRequest, uuid: UUID) -> RegisterEntry:
    seen = RegisterEntry.objects.visible_to(request.user).for_list().with_facts()
    return get_object_or_404(seen, uuid=uuid)


def require(may: object) -> None:
    """403 for those who only see the entry."""
    if not may:
        raise PermissionDenied


def entry_form(
    request: SignedInRequest,
    template: str,
    entry: RegisterEntry,
    form: Form,
    **context: object,
) -> HttpResponse:
    """The form beside the entry as it is stored now: somebody else may have changed it, and saving
    again is then a choice.
    """
    stored = entry_seen(request, entry.uuid)
    if form.is_bound and isinstance(form, EntryForm):
        form.now_seen(stored.version)
    shown = {
        "demonstration": entry.report.is_demonstration,
        "entry": stored,
        "form": form,
        "cancel_url": entry.get_absolute_url(),
    }
    return render(request, template, shown | context)
