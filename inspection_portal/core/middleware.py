from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import add_never_cache_headers, patch_cache_control

from inspection_portal.core import refusals

Handler = Callable[[HttpRequest], HttpResponse]


class SignInRequired(LoginRequiredMiddleware):
    """Leads whoever is not signed in to the page for it, unless that would lose what they typed."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], *arguments: Any
    ) -> HttpResponseBase | None:
        # Asked first: to look who reads what is for everybody would keep a copy for each reader.
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, *arguments)

    # The types of Django know of the redirect alone.
    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        if request.method == "POST" and (typed := refusals.prose(request)):
            return refusals.signed_out(request, typed)
        return super().handle_no_permission(request, view_func)


def no_store(get_response: Handler) -> Handler:
    """Keep what is not told to be public out of every cache, the browser's own included."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.get("Cache-Control", "").startswith("public"):
            add_never_cache_headers(response)
            patch_cache_control(response, no_store=True)
        return response

    return handle
