"""What a moderation panel has before it: the board of all bodies, and the map of their themes."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from findings import actions, permissions, queries
from findings.forms import ThemeForm
from findings.models import Inspection
from findings.views.support import inspection_to_work_on, page, press
from inspection_portal.core.http import SignedInRequest

BOARD = (
    "Body",
    "Working grades",
    "Proposed",
    "Blind",
    "Grade now",
    "Findings",
    "Themes",
    "Last inspection",
)


@require_safe
def moderation(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The moderation board: for those who read the drafts; moderators act from it."""
    inspection = _drafted(request, uuid)
    board = queries.moderation_board(inspection, request.user)
    can_edit = permissions.can_edit(request.user, inspection)
    context = page(
        inspection,
        board=board,
        headings=BOARD,
        can_edit=can_edit,
        can_moderate=can_edit and permissions.can_moderate(request.user),
        is_before_panel=inspection.stage in Inspection.BEFORE_THE_PANEL,
    )
    return render(request, "findings/moderation.html", context)


@require_safe
def themes(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    inspection = _drafted(request, uuid)
    context = page(
        inspection,
        heat_map=queries.heat_map(inspection),
        can_edit=permissions.can_edit(request.user, inspection),
    )
    return render(request, "findings/themes.html", context)


@require_POST
def regional_draft(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Draft an area for improvement of the region from what the forces have in common."""
    inspection = inspection_to_work_on(request, uuid)
    action = partial(actions.draft_regional_improvement, inspection, by=request.user, at=now())
    press(request, ThemeForm(request.POST), action, "The area for improvement is drafted: word it.")
    return redirect("findings:themes", inspection.uuid)


def _drafted(request: SignedInRequest, uuid: UUID) -> Inspection:
    drafts = Inspection.objects.drafts_visible_to(request.user).for_list()
    return get_object_or_404(drafts, uuid=uuid)
