"""What is answered where no view does: to people a page, on which what they typed stands to be
copied, and to other systems a problem.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

from inspection_portal.core import problems
from inspection_portal.core.forms import typed

Refusal = Callable[..., HttpResponse]

# What has no space in it and is shorter is a choice or a number, not something to type again.
LONG = 60


@dataclass(frozen=True)
class Prose:
    """Text that was sent in one field of a form."""

    label: str
    text: str


def unless_api(code: str) -> Callable[[Refusal], Refusal]:
    """A page of refusal that is a problem of that code where the API is asked."""

    def as_either(page: Refusal) -> Refusal:
        @wraps(page)
        def refuse(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if problems.is_of_api(request):
                return problems.answer(code)
            return page(request, *args, **kwargs)

        return refuse

    return as_either


bad_request = unless_api("bad_request")(defaults.bad_request)
permission_denied = unless_api("permission_denied")(defaults.permission_denied)
page_not_found = unless_api("not_found")(defaults.page_not_found)
server_error = unless_api("error")(defaults.server_error)


@unless_api("csrf_failed")
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a form whose token is missing or old; `reason` is for the log of Django."""
    return render(request, "403_csrf.html", {"typed": prose(request)}, status=403)


def signed_out(request: HttpRequest, typed: list[Prose]) -> HttpResponse:
    """Refuse a form of somebody whose session ended while they typed."""
    return render(request, "401.html", {"typed": typed}, status=401)


def prose(request: HttpRequest) -> list[Prose]:
    """What was typed and sent, without secrets; nothing where another site sent it."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return []
    return [
        Prose(name.replace("_", " ").capitalize(), text)
        for name, texts in typed(request.POST).items()
        for text in texts
        if len(text) > LONG or len(text.split()) > 1
    ]
