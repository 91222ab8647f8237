"""The links that stand on every page, by role."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from forces.permissions import can_manage_people
from inspection_portal.core.models import User
from inspection_portal.home.demo.sign_ins import DOMAIN


@dataclass(frozen=True)
class Link:
    """A link of the navigation; `is_here` where the page belongs to what it leads to."""

    text: str
    href: str
    is_here: bool


def navigation(request: HttpRequest) -> dict[str, object]:
    """`navigation` and `account`, both empty before sign-in, and `as_demonstration`: whether the
    person is an invented one, to whom every page says so.

    Costs one query at most: that of the person's roles.
    """
    user = request.user
    if not isinstance(user, User):
        return {"navigation": [], "account": []}
    here = request.resolver_match.view_name if request.resolver_match else ""
    return {
        "navigation": list(_links(_sections(user), here)),
        "account": list(_links(_own(user), here)),
        "as_demonstration": user.email.endswith(f"@{DOMAIN}"),
    }


def _sections(user: User) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The words, the page, and how the names of the pages begin that belong to it."""
    yield "Home", "home:home", ("home:home",)
    writing = ("findings:", "reports:", "recommendations:recommendation")
    yield "Inspections", "findings:inspections", writing
    register = ("recommendations:register", "recommendations:entry")
    yield "Register", "recommendations:register", register
    yield "Bodies", "forces:bodies", ("forces:bodies", "home:region", "home:body")
    if can_manage_people(user):
        yield "People", "forces:people", ("forces:people", "forces:person", "forces:role")


def _own(user: User) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    yield user.name, "account_change_password", ("account_change_password",)
    yield "Sign out", "account_logout", ("account_logout",)


def _links(sections: Iterator[tuple[str, str, tuple[str, ...]]], here: str) -> Iterator[Link]:
    for text, name, pages in sections:
        yield Link(text, reverse(name), here.startswith(pages))
