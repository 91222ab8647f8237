from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
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
from forces.forms import BodySearchForm, PersonForm, ReasonForm, RevisePersonForm, RoleForm
from forces.models import PersonalToken, RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.models import User
from inspection_portal.core.pages import carry_out, posted

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
    form = PersonForm(posted(request))
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
    today = timezone.localdate()
    return render(
        request,
        "forces/person.html",
        {
            "person": shown,
            "is_oneself": shown == request.user,
            "state": queries.account_of(shown),
            "held": roles.current(today).order_by("given_at"),
            "ended": roles.ended(today).order_by("-given_at"),
            "tokens": PersonalToken.objects.live(today).filter(user=shown).for_list(),
        },
    )


@require_http_methods(["GET", "POST"])
def person_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    person = get_object_or_404(permissions.people_visible_to(request.user), uuid=uuid)
    name, email = person.name, person.email
    form = RevisePersonForm(
        posted(request),
        initial={"name": name, "email": email, "seen_name": name, "seen_email": email},
    )
    if carry_out(form, partial(actions.revise_person, person, by=request.user, at=timezone.now())):
        messages.success(request, f"{person} is saved.")
        return redirect("forces:person", person.uuid)
    return _form_page(request, "forces/person_revise.html", person, form=form)


@require_http_methods(["GET", "POST"])
def person_close(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    person = get_object_or_404(permissions.people_visible_to(request.user), uuid=uuid)
    form = ReasonForm(posted(request), required="Say why the account is closed")
    if carry_out(form, partial(actions.close_account, person, by=request.user, at=timezone.now())):
        messages.success(request, f"The account of {person} is closed, and they are signed out.")
        return redirect("forces:person", person.uuid)
    return _form_page(
        request,
        "forces/person_close.html",
        person,
        form=form,
        held=person.role_grants.current().for_list(),
        submit="Close the account",
        warning=True,
    )


@require_http_methods(["GET", "POST"])
def person_reopen(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    person = get_object_or_404(permissions.people_visible_to(request.user), uuid=uuid)
    form = ReasonForm(posted(request), required="Say why the account is opened again")
    if carry_out(form, partial(actions.reopen_account, person, by=request.user, at=timezone.now())):
        messages.success(request, f"The account of {person} is open again. Give them a role now.")
        return redirect("forces:person", person.uuid)
    return _form_page(
        request, "forces/person_reopen.html", person, form=form, submit="Open the account"
    )


@require_http_methods(["GET", "POST"])
def role_give(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    person = get_object_or_404(permissions.people_visible_to(request.user), uuid=uuid)
    form = RoleForm(posted(request))
    if carry_out(form, partial(actions.give_role, person, by=request.user, at=timezone.now())):
        role = person.role_grants.latest("given_at")
        messages.success(request, f"{person} now holds the role {role.in_words}.")
        return redirect("forces:person", person.uuid)
    return _form_page(request, "forces/role_give.html", person, form=form, submit="Give the role")


@require_http_methods(["GET", "POST"])
def role_take(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    people = permissions.people_visible_to(request.user)
    roles = RoleGrant.objects.visible_to(request.user).filter(user__in=people).for_list()
    grant = get_object_or_404(roles, uuid=uuid)
    form = Form(posted(request))
    if carry_out(form, partial(actions.take_role, grant, by=request.user, at=timezone.now())):
        if grant.user == request.user:
            update_session_auth_hash(request, grant.user)
        messages.success(request, f"{grant.user} no longer holds the role {grant.in_words}.")
        return redirect("forces:person", grant.user.uuid)
    return _form_page(request, "forces/role_take.html", grant.user, form=form, grant=grant)


def _form_page(
    request: SignedInRequest, template: str, person: User, **context: object
) -> HttpResponse:
    """A page about a person, with the way back to them."""
    cancel_url = reverse("forces:person", args=[person.uuid])
    return render(request, template, {"person": person, "cancel_url": cancel_url, **context})
