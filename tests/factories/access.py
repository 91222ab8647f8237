"""Clients of the API with their secret, and personal tokens with what is presented."""

from datetime import date, timedelta

from django.test import Client
from django.utils.timezone import localdate, now

from forces.actions import add_client, make_token, renew_secret
from forces.models import ApiClient, Body, LocalPolicingBody, Organisation, PersonalToken
from forces.scopes import SCOPES
from inspection_portal.core.models import User, system_user

OF = {Body: "body", LocalPolicingBody: "policing_body", Organisation: "organisation"}


def in_a_month() -> date:
    return localdate() + timedelta(days=30)


def api_client(
    role: str = "",
    of: Body | LocalPolicingBody | Organisation | None = None,
    *,
    scopes: tuple[str, ...] = tuple(SCOPES),
    name: str = "Tracker",
) -> tuple[ApiClient, str]:
    """A client that acts in that role, with its secret."""
    by, at = system_user(), now()
    named = {OF[type(of)]: of} if of else {}
    client = add_client(
        name=name, scopes=scopes, expires_on=in_a_month(), role=role, by=by, at=at, **named
    )
    return client, renew_secret(client, seen_version=client.version, by=by, at=at)


def client_user(name: str = "Tracker") -> User:
    """The user that a client without a role acts as."""
    return api_client(name=name)[0].user


def token_of(user: User, *scopes: str, name: str = "Script") -> tuple[PersonalToken, str]:
    """A personal token, and what a program presents."""
    return make_token(
        name=name, scopes=scopes or tuple(SCOPES), expires_on=in_a_month(), by=user, at=now()
    )


def with_token(token: str) -> Client:
    """A program that presents the token in each request."""
    return Client(headers={"Authorization": f"Bearer {token}"})


def access_token(client: ApiClient, secret: str, scope: str | None = None) -> str:
    """An access token, got as a client gets it."""
    asked = {"grant_type": "client_credentials", **({"scope": scope} if scope else {})}
    known = {"client_id": client.client_id, "client_secret": secret}
    answer = Client().post("/oauth/token/", {**asked, **known})
    assert answer.status_code == 200, answer.content
    return str(answer.json()["access_token"])
