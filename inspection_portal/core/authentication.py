from dataclasses import dataclass

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from inspection_portal.core.problem_kinds import Refusal


class CsrfFailed(Refusal, code="csrf_failed"):
    """The request does not come from a page of the portal."""


@dataclass(frozen=True)
class Allowed:
    """What a request with a token has in `auth`: which scopes, and by which key the client or the
    token is counted. With the sign-in of a browser there is none.
    """

    scopes: frozenset[str]
    key: str


class Session(SessionAuthentication):
    """The sign-in of the pages. Whoever is not signed in is answered 401, not 403."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied as error:
            raise CsrfFailed from error


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the documentation of the API describes it."""

    target_class = Session
    name = "session"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
