"""What the pages of an inspection have in common: who may, what was posted, what another wrote."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now

from findings import permissions
from findings.forms import SeenForm
from findings.models import Inspection, Judgment
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.pages import Conflict as Conflict
from inspection_portal.core.pages import Done as Done
from inspection_portal.core.pages import carry_out as carry_out
from inspection_portal.core.pages import conflict as conflict
from inspection_portal.core.pages import posted as posted
from inspection_portal.core.pages import press as press

RowT = TypeVar("RowT", bound=Model)


def inspection_to_work_on(request: SignedInRequest, uuid: UUID) -> Inspection:
    """404 for those who don't see it, 403 for those who only read it."""
    shown = Inspection.objects.visible_to(request.user).for_list()
    inspection = get_object_or_404(shown, uuid=uuid)
    require_work(request, inspection)
    return inspection


def draft_to_read(request: SignedInRequest, uuid: UUID) -> Inspection:
    """What never leaves the inspectorate is not there for others, however published the report."""
    drafts = Inspection.objects.drafts_visible_to(request.user).for_list()
    return get_object_or_404(drafts, uuid=uuid)


def draft_to_work_on(request: SignedInRequest, uuid: UUID) -> Inspection:
    """The same, with 403 for those who only read the draft."""
    inspection = draft_to_read(request, uuid)
    require_work(request, inspection)
    return inspection


def part_to_work_on(request: SignedInRequest, rows: QuerySet[RowT], uuid: UUID) -> RowT:
    """One of `rows`, which are already those that the person sees; 403 for those who only read."""
    row = get_object_or_404(rows.select_related("inspection__region"), uuid=uuid)
    require_work(request, row.inspection)  # type: ignore[attr-defined]
    return row


def judgment_to_work_on(request: SignedInRequest, uuid: UUID) -> Judgment:
    judgment = get_object_or_404(Judgment.objects.visible_to(request.user).for_list(), uuid=uuid)
    require_work(request, judgment.inspected_body.inspection)
    return judgment


def require_work(request: SignedInRequest, inspection: Inspection) -> None:
    """403 for those who only read the inspection."""
    if not permissions.can_work_on(request.user, inspection):
        raise PermissionDenied


def take_away(
    request: SignedInRequest,
    row: Any,
    action: Callable[..., object],
    *,
    template: str,
    cancel_url: str,
    back: str,
    done: str,
    **context: object,
) -> HttpResponse:
    """The page that asks before a part of an inspection is taken away, and does it."""
    form = SeenForm(posted(request), initial={"seen_version": row.version})
    if carry_out(form, partial(action, row, by=request.user, at=now())):
        messages.success(request, done)
        return redirect(back)
    shown = page(
        row.inspection,
        form=form,
        conflict=conflict(form, row),
        submit="Delete",
        warning=True,
        cancel_url=cancel_url,
    )
    return render(request, template, shown | context)


def page(inspection: Inspection, **context: object) -> dict[str, object]:
    """The context that every page of an inspection needs."""
    return {"inspection": inspection, "demonstration": inspection.is_demonstration, **context}
