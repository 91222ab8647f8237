"""Links between findings: looking for the other one, reading both, linking them."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from findings import actions, queries
from findings.forms import LinkForm, LinkSearchForm
from findings.models import Finding, FindingLink
from findings.views.support import carry_out, page, part_to_work_on, posted, press, require_work
from inspection_portal.core import keyset
from inspection_portal.core.http import SignedInRequest

FOUND_ON_A_PAGE = 20


@require_http_methods(["GET", "POST"])
def link_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """First the search for the other finding; `to` in the address names it, then both stand side
    by side.
    """
    mine = Finding.objects.visible_to(request.user).select_related("chapter__body", "question_area")
    row = part_to_work_on(request, mine, uuid)
    other = _other(request, row)
    if other is None:
        return _search(request, row)
    form = LinkForm(posted(request))
    action = partial(actions.link_findings, row, to_finding=other, by=request.user, at=now())
    if carry_out(form, action):
        messages.success(request, "The findings are linked.")
        return redirect(f"{row.get_absolute_url()}#links")
    context = page(
        row.inspection,
        form=form,
        finding=row,
        other=other,
        submit="Link them",
        cancel_url=row.get_absolute_url(),
    )
    return render(request, "findings/link_add.html", context)


@require_POST
def link_remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    shown = FindingLink.objects.visible_to(request.user)
    link = get_object_or_404(
        shown.select_related("from_finding__inspection", "to_finding"), uuid=uuid
    )
    finding = link.from_finding
    require_work(request, finding.inspection)
    action = partial(actions.unlink_findings, link, by=request.user, at=now())
    press(request, Form(request.POST), action, "The link is removed.")
    return redirect(f"{finding.get_absolute_url()}#links")


def _other(request: SignedInRequest, row: Finding) -> Finding | None:
    """The finding that the address names; 404 where the person doesn't read it."""
    try:
        named = UUID(request.GET.get("to", ""))
    except ValueError:
        return None
    shown = Finding.objects.visible_to(request.user).for_list()
    return get_object_or_404(shown.exclude(pk=row.pk), uuid=named)


def _search(request: SignedInRequest, row: Finding) -> HttpResponse:
    form = LinkSearchForm(row, request.GET.dict())
    asked = form.cleaned_data if form.is_valid() else {}
    found = queries.linkable(
        row, request.user, words=asked.get("words", ""), body=asked.get("body")
    )
    shown = keyset.window(
        found,
        queries.NEWEST_FIRST,
        at=keyset.read_place(request.GET.get("page", "")),
        among=Finding.objects.visible_to(request.user).for_list(),
        size=FOUND_ON_A_PAGE,
    )
    context = page(row.inspection, form=form, finding=row, found=shown)
    return render(request, "findings/link_search.html", context)
