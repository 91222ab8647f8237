"""Local profiles: the last of each area, and one with those before it."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from disruptions import actions, permissions, queries
from disruptions.filters import ProfileFilter
from disruptions.forms import ProfileForm, ReviseProfileForm
from disruptions.models import LocalProfile
from disruptions.views.kept import kept_body, page_of, require_reader, row_to_keep, seen_row
from disruptions.views.support import FormPage
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.pages import posted


@require_safe
def profiles(request: SignedInRequest) -> HttpResponse:
    require_reader(request)
    user, today = request.user, localdate()
    seen = LocalProfile.objects.visible_to(user)
    found = ProfileFilter(request.GET, queries.current_profiles(seen), user=user, on=today)
    shown = page_of(request, found.rows, queries.BY_AREA, among=seen.for_list())
    context = {
        "filter": found,
        "page": shown,
        "lines": queries.profile_lines(shown.rows, today),
        "kept": queries.bodies_kept_by(user),
    }
    return render(request, "disruptions/profiles.html", context)


@require_safe
def profile(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = seen_row(request, LocalProfile.objects, uuid)
    of_area = LocalProfile.objects.visible_to(request.user).filter(body=row.body, area=row.area)
    (line,) = queries.profile_lines([row], localdate())
    context = {
        "profile": row,
        "line": line,
        "mending": queries.to_mend(row, request.user, on=localdate()),
        "others": of_area.exclude(pk=row.pk),
        "can_keep": permissions.can_keep(request.user, row.body),
    }
    return render(request, "disruptions/profile.html", context)


@require_http_methods(["GET", "POST"])
def profile_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A profile of the body with that UUID; `area` in the address is filled in."""
    body = kept_body(request, uuid)
    form = ProfileForm(posted(request), initial={"area": request.GET.get("area", "")})
    page = FormPage(
        "disruptions/profile_add.html",
        "{} is added.",
        reverse("disruptions:profiles"),
        to_result=True,
    )
    add = partial(actions.add_profile, body, by=request.user, at=now())
    return page.answer(request, form, add, body=body)


@require_http_methods(["GET", "POST"])
def profile_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = row_to_keep(request, LocalProfile.objects, uuid)
    form = ReviseProfileForm(posted(request), profile=row)
    page = FormPage(
        "disruptions/profile_revise.html", f"{row} is saved.", row, row=row, stored=form.stored
    )
    revise = partial(actions.revise_profile, row, by=request.user, at=now())
    return page.answer(request, form, revise, profile=row)
