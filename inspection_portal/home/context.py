"""The links that stand on every page, by role."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from disruptions.permissions import can_have_actions, can_read_threats
from forces.permissions import (
    can_audit,
    can_edit_lists,
    can_manage_clients,
    can_manage_people,
)
from forces.rights import Right, holds
from inspection_portal.core.models import Message, User
from inspection_portal.home.demo.sign_ins import DOMAIN

MOST_SHOWN = 9


@dataclass(frozen=True)
class Link:
    """A link of the navigation; `is_here` where the page belongs to what it leads to."""

    text: str
    href: str
    is_here: bool


def navigation(request: HttpRequest) -> dict[str, object]:
    """`navigation` and `account`, both empty before sign-in, and `as_demonstration`: whether the
    person is an invented one, to whom every page says so.

    Costs two queries at most: those of the person's roles and of their unread messages.
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
    writing = ("findings:", "reports:", "recommendations:recommendation", "home:figures_")
    yield "Inspections", "findings:inspections", writing
    register = tuple(
        f"recommendations:{name}"
        for name in (
            *("register", "entry", "claim", "status_request", "answer", "national"),
            *("monitoring", "engage"),
        )
    )
    yield "Register", "recommendations:register", register
    if can_read_threats(user):
        threats = tuple(
            f"disruptions:{name}"
            for name in (
                *("threat", "officer", "responsibility", "assessment", "plan", "check", "waiver"),
                *("order", "breach", "profile", "site", "disruption", "standard"),
                *("filter_set", "snapshot", "extract"),
            )
        )
        yield "Threats", "disruptions:threats", (*threats, "home:check_cite")
    if can_have_actions(user):
        yield "Actions", "disruptions:actions", ("disruptions:action",)
    yield "Bodies", "forces:bodies", ("forces:bodies", "home:region", "home:body")
    if can_manage_people(user):
        people = tuple(f"forces:{name}" for name in ("people", "person", "role"))
        yield "People", "forces:people", people
    if holds(user, Right.JOBS_RUN):
        yield "Jobs", "home:jobs", ("home:jobs",)
    if can_audit(user):
        audit = ("home:trail", "home:audit", "home:history", "home:readers", "home:person_audit")
        yield "Audit", "home:trail", audit
    if can_manage_clients(user):
        yield "Systems", "forces:clients", ("forces:client", "home:webhook", "home:delivery")
    if can_edit_lists(user):
        yield "Lists", "home:lists", ("home:list", "disruptions:standard", "disruptions:filter_set")


def _own(user: User) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    yield f"Messages{_unread(user)}", "home:messages", ("home:messages",)
    yield user.name, "account_change_password", ("account_change_password", "forces:token")
    yield "Sign out", "account_logout", ("account_logout",)


def _unread(user: User) -> str:
    """How many messages the person has not read, as the navigation shows it."""
    messages = Message.objects.visible_to(user).unread().order_by().values_list("pk")
    unread = len(messages[: MOST_SHOWN + 1])
    if not unread:
        return ""
    return f" ({unread})" if unread <= MOST_SHOWN else f" ({MOST_SHOWN}+)"


def _links(sections: Iterator[tuple[str, str, tuple[str, ...]]], here: str) -> Iterator[Link]:
    for text, name, pages in sections:
        yield Link(text, reverse(name), here.startswith(pages))
