"""The earlier wordings of a finding, and how one of them is brought back."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from findings import actions, permissions, queries
from findings.forms import SeenForm
from findings.models import Finding
from findings.views.support import page, part_to_work_on, press
from inspection_portal.core.http import SignedInRequest


@require_safe
def finding_history(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Every wording the finding had: for those who read its drafts."""
    shown = Finding.objects.in_drafts_of(request.user).for_list()
    row = get_object_or_404(shown.select_related("inspection__region"), uuid=uuid)
    before = request.GET.get("before", "")
    context = page(
        row.inspection,
        finding=row,
        history=queries.history(row, before=int(before) if before.isdecimal() else None),
        can_edit=permissions.can_edit(request.user, row.inspection),
    )
    return render(request, "findings/finding_history.html", context)


@require_POST
def finding_restore(request: SignedInRequest, uuid: UUID, version: int) -> HttpResponse:
    row = part_to_work_on(request, Finding.objects.visible_to(request.user), uuid)
    action = partial(actions.restore_finding, row, version=version, by=request.user, at=now())
    press(request, SeenForm(request.POST), action, "The earlier wording is back.")
    return redirect("findings:finding_history", row.uuid)
