"""Clear, Hold, Build: all sites, and one through its phases."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from disruptions import actions, permissions, queries
from disruptions.filters import SiteFilter
from disruptions.forms import AddSiteForm, EndWorkForm, MoveSiteForm, ReviseSiteForm
from disruptions.models import Site
from disruptions.views.kept import kept_body, page_of, require_reader, row_to_keep, seen_row
from disruptions.views.support import FormPage, Stored
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.pages import posted


@require_safe
def sites(request: SignedInRequest) -> HttpResponse:
    require_reader(request)
    seen, user = Site.objects.visible_to(request.user), request.user
    found = SiteFilter(request.GET, seen, user=user, on=localdate())
    shown = page_of(request, found.rows, queries.BY_PLACE, among=seen.for_list())
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
    page = FormPage(
        "disruptions/site_add.html", "{} is added.", reverse("disruptions:sites"), to_result=True
    )
    add = partial(actions.add_site, body, by=request.user, at=now())
    return page.answer(request, form, add, body=body)


@require_http_methods(["GET", "POST"])
def site_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = row_to_keep(request, Site.objects, uuid)
    form = ReviseSiteForm(posted(request), site=row)
    revise = partial(actions.revise_site, row, by=request.user, at=now())
    page = _page("site_revise", f"{row} is saved.", row, form.stored)
    return page.answer(request, form, revise)


@require_http_methods(["GET", "POST"])
def site_move(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = row_to_keep(request, Site.objects, uuid)
    form = MoveSiteForm(posted(request), site=row)
    move = partial(actions.move_site, row, by=request.user, at=now())
    return _page("site_move", f"{row} is in its next phase now.", row).answer(request, form, move)


@require_http_methods(["GET", "POST"])
def site_end(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = row_to_keep(request, Site.objects, uuid)
    form = EndWorkForm(posted(request), site=row)
    end = partial(actions.end_work, row, by=request.user, at=now())
    return _page("site_end", f"The work in {row} has ended.", row).answer(request, form, end)


def _page(name: str, done: str, row: Site, stored: Stored = lambda row: {}) -> FormPage:
    shown = {"site": row, "present": queries.present_phase(row)}
    return FormPage(f"disruptions/{name}.html", done, row, row=row, stored=stored, shown=shown)
