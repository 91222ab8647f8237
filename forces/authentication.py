"""Knowing a program by what it presents: the access token of a client, or a personal token."""

from datetime import datetime
from typing import Any

from django.utils.timezone import now
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.request import Request

from forces.actions import note_use
from forces.models import TOKEN_PREFIX, ApiClient, PersonalToken, digest_of
from inspection_portal.core.authentication import Allowed
from inspection_portal.core.models import User
from inspection_portal.core.problem_kinds import Refusal
from inspection_portal.core.recording import ascribe_to

SCHEME = b"bearer"
CHALLENGE = 'Bearer realm="api"'


class InvalidToken(Refusal, code="invalid_token"):
    """Nobody is told whether the token was wrong, old or revoked."""

    auth_header = f'{CHALLENGE}, error="invalid_token"'


class Bearer(BaseAuthentication):
    """Tokens are read in each request, and so is what they stand for: what was revoked, has
    expired or was closed is refused at once.
    """

    def authenticate(self, request: Request) -> tuple[User, Allowed] | None:
        token = _presented(request)
        if token is None:
            return None
        at = now()
        access: Any = _access_by(token, at)
        if access is None:
            raise InvalidToken
        ascribe_to(access.user)
        note_use(access, at=at)
        return access.user, Allowed(_scopes_of(access), access.key)

    def authenticate_header(self, request: Request) -> str:
        return CHALLENGE


def _access_by(token: bytes, at: datetime) -> ApiClient | PersonalToken | None:
    digest = digest_of(token)
    if token.startswith(TOKEN_PREFIX.encode()):
        tokens = PersonalToken.objects.live().filter(digest=digest)
        return tokens.select_related("user").first()
    clients = ApiClient.objects.live().with_token(digest, at=at)
    return clients.select_related("user").first()


def _scopes_of(access: Any) -> frozenset[str]:
    """Those of an access token, as far as its client still has them."""
    own: frozenset[str] = frozenset(access.scopes)
    return own & set(access.granted.split()) if hasattr(access, "granted") else own


def _presented(request: Request) -> bytes | None:
    """What stands after "Bearer", perhaps nothing; None where the header says something else."""
    scheme, _, token = get_authorization_header(request).partition(b" ")
    return token.strip() if scheme.lower() == SCHEME else None
