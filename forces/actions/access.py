"""Letting programs in, and shutting them out again."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import localdate
from oauth2_provider.generators import generate_client_secret
from oauth2_provider.models import AccessToken, Application

from forces import permissions
from forces.actions.roles import end_roles, give_role
from forces.models import TOKEN_PREFIX, Access, ApiClient, PersonalToken, digest_of
from inspection_portal.core import audit
from inspection_portal.core.dates import months_after
from inspection_portal.core.editing import as_revised, differences, refuse_invalid, update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User

USE_IS_NOTED_EVERY = timedelta(minutes=1)
LONGEST_IN_MONTHS = 12


@transaction.atomic
def add_client(
    *,
    name: str,
    scopes: Sequence[str],
    expires_on: date,
    role: str = "",
    by: User,
    at: datetime,
    **of: Any,
) -> ApiClient:
    """Let a system use the API, once it is given a secret. With a `role` it acts as a person who
    holds that role in `body`, `policing_body` or `organisation`, one of which is then in `of`;
    without one it reads what everybody does who is signed in.
    """
    if not permissions.can_manage_clients(by):
        raise PermissionDenied
    _refuse_days(expires_on, at)
    if not role and any(of.values()):
        raise RuleBroken("Choose the role that the client has there.")
    client = ApiClient(name=name.strip(), made_by=by, made_at=at, expires_on=expires_on)
    client.scopes = sorted(set(scopes))
    client.user = _user_called(client.name)
    client.application = _application_of(client.user)
    refuse_invalid(client)
    client.save()
    told = {"scopes": audit.in_lines(client.scopes), "last_day": expires_on.isoformat()}
    audit.record("client.added", client, by=by, at=at, **told)
    if role:
        give_role(client.user, role=role, **of, by=by, at=at)
    return client


def _user_called(name: str) -> User:
    """A user who has no address that mail could reach, and no password."""
    user = User(name=name, kind=User.Kind.CLIENT, email=f"{uuid4()}@clients.invalid")
    user.set_unusable_password()
    user.save()
    return user


def _application_of(user: User) -> Any:
    return Application.objects.create(
        name=user.name,
        user=user,
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_CLIENT_CREDENTIALS,
    )


@transaction.atomic
def revise_client(
    client: ApiClient, *, seen_version: int, by: User, at: datetime, **changes: Any
) -> None:
    """Change the name of a client, its scopes or its last day. What it may no more ends at once."""
    if not permissions.can_manage_clients(by):
        raise PermissionDenied
    _refuse_revoked(client)
    if "expires_on" in changes:
        _refuse_days(changes["expires_on"], at)
    if "scopes" in changes:
        changes["scopes"] = sorted(set(changes["scopes"]))
    revised = as_revised(client, changes)
    refuse_invalid(revised)
    changed = differences(client, changes)
    update_as_seen(client, seen_version=seen_version, **changes)
    User.objects.filter(pk=client.user_id).update(name=client.name)
    audit.record("client.revised", client, by=by, at=at, **changed)


@transaction.atomic
def renew_secret(client: ApiClient, *, seen_version: int, by: User, at: datetime) -> str:
    """Give the client a new secret, which is told this once. The one before it ends now, with every
    access token that the client holds.
    """
    if not permissions.can_manage_clients(by):
        raise PermissionDenied
    _refuse_revoked(client)
    secret = generate_client_secret()
    application = client.application
    application.client_secret = secret
    application.save(update_fields=["client_secret", "updated"])
    AccessToken.objects.filter(application=application).delete()
    update_as_seen(client, seen_version=seen_version, secret_made_at=at)
    audit.record("client.secret_renewed", client, by=by, at=at)
    return str(secret)


@transaction.atomic
def revoke_client(client: ApiClient, *, by: User, at: datetime) -> None:
    """Shut the client out for good: its access tokens, its role and its user end now. What it did
    stays.
    """
    if not permissions.can_manage_clients(by):
        raise PermissionDenied
    live = ApiClient.objects.filter(pk=client.pk, revoked_at=None)
    if not live.update(revoked_at=at, revoked_by=by, version=F("version") + 1):
        raise RuleBroken(f"{client} is revoked already.")
    AccessToken.objects.filter(application=client.application_id).delete()
    User.objects.filter(pk=client.user_id).update(is_active=False)
    ended = end_roles(client.user, by=by, at=at)
    client.refresh_from_db()
    audit.record("client.revoked", client, by=by, at=at, roles=audit.in_lines(ended))


@transaction.atomic
def make_token(
    *, name: str, scopes: Sequence[str], expires_on: date, by: User, at: datetime
) -> tuple[PersonalToken, str]:
    """Make a token by which a program acts for the person, within the scopes and until the end of
    that day. The token itself is told this once.
    """
    if by.kind != User.Kind.PERSON:
        raise PermissionDenied
    _refuse_days(expires_on, at)
    told = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = PersonalToken(user=by, name=name.strip(), scopes=sorted(set(scopes)), made_at=at)
    token.expires_on, token.digest = expires_on, digest_of(told.encode())
    refuse_invalid(token)
    token.save()
    audit.record(
        "token.made",
        token,
        by=by,
        at=at,
        scopes=audit.in_lines(token.scopes),
        last_day=expires_on.isoformat(),
    )
    return token, told


@transaction.atomic
def revoke_token(token: PersonalToken, *, by: User, at: datetime) -> None:
    """Shut out whatever presents the token: by the person themselves, or by an administrator."""
    if token.user_id != by.pk and not permissions.can_manage_clients(by):
        raise PermissionDenied
    live = PersonalToken.objects.filter(pk=token.pk, revoked_at=None)
    if not live.update(revoked_at=at, revoked_by=by):
        raise RuleBroken(f"The token “{token}” is revoked already.")
    token.refresh_from_db()
    audit.record("token.revoked", token, by=by, at=at, person=str(token.user))


def note_use(access: Access, *, at: datetime) -> None:
    """Keep that the client or token was used at that moment; written once a minute at most."""
    earlier = at - USE_IS_NOTED_EVERY
    if access.last_used_at is None or access.last_used_at < earlier:
        not_since = Q(last_used_at=None) | Q(last_used_at__lt=earlier)
        same = type(access)._default_manager.filter(not_since, pk=access.pk)
        same.update(last_used_at=at)


def _refuse_days(expires_on: date, at: datetime) -> None:
    today = localdate(at)
    if not today <= expires_on <= months_after(today, LONGEST_IN_MONTHS):
        raise RuleBroken("The last day must be today or later, and within a year.")


def _refuse_revoked(client: ApiClient) -> None:
    if ApiClient.objects.filter(pk=client.pk).exclude(revoked_at=None).exists():
        raise RuleBroken(f"{client} is revoked. Add another client.")
