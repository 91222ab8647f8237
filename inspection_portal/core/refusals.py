"""What people see when a form can't be taken: what they typed stands there to be copied."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from inspection_portal.core.forms import typed

# What has no space in it and is shorter is a choice or a number, not something to type again.
LONG = 60


@dataclass(frozen=True)
class Prose:
    """Text that was sent in one field of a form."""

    label: str
    text: str


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
