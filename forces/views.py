from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from forces import actions, permissions, queries
from forces.filters import PersonFilter
from forces.forms import BodySearchForm, PersonForm, RoleForm
from forces.models import RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.http import SignedInRequest

PEOPLE_ON_A_PAGE = 50


@require_safe
def bodies(request: SignedInRequest) -> HttpResponse:
    form = BodySearchForm(request.GET)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    regions = queries.bodies_by_region(request.user, on=timezone.localdate(), name=name)
    return render(
        request, "forces/bodies.html", {"form": form, "regions": regions, "searched": name}
    )


@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    if not permissions.can_manage_people(request.user):
        raise PermissionDenied
    found = PersonFilter(request.GET, permissions.people_visible_to(request.user))
    pages = Paginator(queries.with_roles(found.qs), PEOPLE_ON_A_PAGE)
    return render(
        request,
        "forces/people.html",
        {
            "filter": found,
            "page": pages.get_page(request.GET.get("page")),
            "noun": "person",
            "nouns": "people",
        },
    )


@require_http_methods(["GET", "POST"])
def person_add(request: SignedInRequest) -> HttpResponse:
    if not permissions.can_manage_people(request.user):
        raise PermissionDenied
    form = PersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            added = actions.add_person(**form.cleaned_data, by=request.user, at=timezone.now())
        except RuleBroken as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, f"{added} is added. Give them a role now.")
            return redirect("forces:person", added.uuid)
    return render(
        request,
        "forces/person_add.html",
        {"form": form, "cancel_url": reverse("forces:people"), "submit": "Add"},
    )


@require_safe
def person(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    shown = get_object_or_404(permissions.people_visible_to(request.user), uuid=uuid)
    roles = shown.role_grants.visible_to(request.user).for_list()
    return render(
        request,
        "forces/person.html",
        {
            "person": shown,
            "held": roles.current().order_by("given_at"),
            "ended": roles.exclude(taken_at=None).order_by("-taken_at"),
        },
    )


@require_http_methods(["GET", "POST"])
def role_give(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    person = get_object_or_404(permissions.people_visible_to(request.user), uuid=uuid)
    form = RoleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            grant = actions.give_role(
                person, **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{person} now holds the role {grant.in_words}.")
            return redirect("forces:person", person.uuid)
    cancel_url = reverse("forces:person", args=[person.uuid])
    return render(
        request,
        "forces/role_give.html",
        {"form": form, "person": person, "cancel_url": cancel_url, "submit": "Give the role"},
    )


@require_http_methods(["GET", "POST"])
def role_take(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    roles = RoleGrant.objects.visible_to(request.user).for_list()
    grant = get_object_or_404(roles, uuid=uuid)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.take_role(grant, by=request.user, at=timezone.now())
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{grant.user} no longer holds the role {grant.in_words}.")
            return redirect("forces:person", grant.user.uuid)
    cancel_url = reverse("forces:person", args=[grant.user.uuid])
    return render(
        request, "forces/role_take.html", {"form": form, "grant": grant, "cancel_url": cancel_url}
    )
