"""Clear, Hold, Build: all sites, and one through its phases."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from disruptions import actions, permissions, queries
from disruptions.filters import SiteFilter
from disruptions.forms import AddSiteForm, EndWorkForm, MoveSiteForm, ReviseSiteForm
from disruptions.models import Site
from disruptions.views.kept import kept_body, require_reader, row_to_keep, seen_row
from inspection_portal.core import keyset
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.pages import carry_out, conflict, posted

ON_A_PAGE = 50


@require_safe
def sites(request: SignedInRequest) -> HttpResponse:
    require_reader(request)
    seen, user = Site.objects.visible_to(request.user), request.user
    found = SiteFilter(request.GET, seen, user=user, on=localdate())
    shown = keyset.window(
        found.rows,
        queries.BY_PLACE,
        at=keyset.read_place(request.GET.get("page", "")),
        among=seen.for_list(),
        size=ON_A_PAGE,
    )
    context = {
        "filter": found,
        "page": shown,
        "sites": [(each, queries.present_phase(each)) for each in shown.rows],
        "kept": queries.bodies_kept_by(user),
    }
    return render(request, "disruptions/sites.html", context)


@require_safe
def site(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = seen_row(request, Site.objects, uuid)
    context = {
        "site": row,
        "present": queries.present_phase(row),
        "today": localdate(),
        "can_keep": permissions.can_keep(request.user, row.body),
    }
    return render(request, "disruptions/site.html", context)


@require_http_methods(["GET", "POST"])
def site_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    body = kept_body(request, uuid)
    form = AddSiteForm(posted(request), body=body)
    if done := carry_out(form, partial(actions.add_site, body, by=request.user, at=now())):
        messages.success(request, f"{done.result} is added.")
        return redirect(done.result)
    context = {"form": form, "body": body, "cancel_url": reverse("disruptions:sites")}
    return render(request, "disruptions/site_add.html", context)


@require_http_methods(["GET", "POST"])
def site_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = row_to_keep(request, Site.objects, uuid)
    form = ReviseSiteForm(posted(request), site=row)
    if carry_out(form, partial(actions.revise_site, row, by=request.user, at=now())):
        messages.success(request, f"{row} is saved.")
        return redirect(row)
    return _form(request, "site_revise", row, form, conflict=conflict(form, row, form.stored))


@require_http_methods(["GET", "POST"])
def site_move(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = row_to_keep(request, Site.objects, uuid)
    form = MoveSiteForm(posted(request), site=row)
    if done := carry_out(form, partial(actions.move_site, row, by=request.user, at=now())):
        messages.success(request, f"{row} is in “{done.result.get_phase_display()}” now.")
        return redirect(row)
    return _form(request, "site_move", row, form, conflict=conflict(form, row))


@require_http_methods(["GET", "POST"])
def site_end(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = row_to_keep(request, Site.objects, uuid)
    form = EndWorkForm(posted(request), site=row)
    if carry_out(form, partial(actions.end_work, row, by=request.user, at=now())):
        messages.success(request, f"The work in {row} has ended.")
        return redirect(row)
    return _form(request, "site_end", row, form, conflict=conflict(form, row))


def _form(
    request: SignedInRequest, name: str, row: Site, form: Any, **context: object
) -> HttpResponse:
    back = row.get_absolute_url()
    present = queries.present_phase(row)
    shown = {"form": form, "site": row, "present": present, "cancel_url": back, **context}
    return render(request, f"disruptions/{name}.html", shown)
