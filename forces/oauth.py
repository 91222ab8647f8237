"""OAuth 2.0 for clients of the API: access tokens for client credentials, and nothing else of it
(RFC 6749 §4.4, RFC 7009).
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.scopes import BaseScopes
from oauth2_provider.views import RevokeTokenView, TokenView

from forces.models import ApiClient
from forces.scopes import SCOPES

NO_QUERY = "Send everything in the body, and nothing in the address."


class ClientScopes(BaseScopes):
    """A client asks for its own scopes: for all of them where it names none."""

    def get_all_scopes(self) -> dict[str, str]:
        return dict(SCOPES)

    def get_available_scopes(self, application: Any = None, *args: Any, **kwargs: Any) -> list[str]:
        return list(application.api_client.scopes)

    get_default_scopes = get_available_scopes


class Validator(OAuth2Validator):
    """A client is known by its secret, as long as it is neither revoked nor past its last day."""

    def authenticate_client(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        if not super().authenticate_client(request, *args, **kwargs):
            return False
        return ApiClient.objects.live().filter(application=request.client).exists()


class Token(TokenView):
    """Gives out access tokens. The base would also look for devices that wait for one."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _query_refused(request) or self.authorization_flow_token_response(request)


class Revoke(RevokeTokenView):
    """Ends an access token before its hour is over."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _query_refused(request) or super().post(request, *args, **kwargs)


def _query_refused(request: HttpRequest) -> HttpResponse | None:
    """Addresses stand in logs, so nothing is taken from one (RFC 6749 §3.2.1)."""
    if not request.META.get("QUERY_STRING"):
        return None
    problem = {"error": "invalid_request", "error_description": NO_QUERY}
    return JsonResponse(problem, status=400)
