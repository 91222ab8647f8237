from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from findings.forms.checking import CheckForm
from findings.models import Inspection
from findings.permissions import can_run_check
from findings.views.support import carry_out, page, posted
from inspection_portal.core.http import SignedInRequest
from inspection_portal.reports.actions.checking import open_check


@require_http_methods(["GET", "POST"])
def check_open(request: SignedInRequest, inspection: UUID) -> HttpResponse:
    """Give every body its extract; the page says what that means before it is done."""
    drafts = Inspection.objects.drafts_visible_to(request.user).for_list()
    row = get_object_or_404(drafts, uuid=inspection)
    if not can_run_check(request.user, row):
        raise PermissionDenied
    form = CheckForm(posted(request))
    if done := carry_out(form, partial(open_check, row, by=request.user, at=now())):
        messages.success(request, "The check is open, and the leads of the bodies are told.")
        return redirect(done.result)
    context = page(
        row,
        form=form,
        bodies=row.inspected_bodies.select_related("body"),
        submit="Open the check",
        cancel_url=reverse("findings:check", args=[row.uuid]),
    )
    return render(request, "reports/check_open.html", context)
