"""What people see when a form can't be taken: what they typed stands there to be copied."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views import defaults

from inspection_portal.core.forms import typed

# What has no space in it and is shorter is a choice or a number, not something to type again.
LONG = 60
OF_THE_API = "/api/"


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


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Refuse what Django can't read, before any view has it."""
    told = _to_a_program(request, 400, "The request can’t be read: mend it, then send it again.")
    return told or defaults.bad_request(request, exception)


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Refuse an address that is none of the portal's."""
    told = _to_a_program(request, 404, "There is no such address: see the description of the API.")
    return told or defaults.page_not_found(request, exception)


def failed(request: HttpRequest) -> HttpResponse:
    told = _to_a_program(request, 500, "The portal has failed: try again later.")
    return told or defaults.server_error(request)


def _to_a_program(request: HttpRequest, status: int, what: str) -> HttpResponse | None:
    """The refusal as the API answers; None for a page."""
    if not request.path_info.startswith(OF_THE_API):
        return None
    return JsonResponse({"detail": what}, status=status)


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
