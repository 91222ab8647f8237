"""Programs get in by access tokens and personal tokens, within their scopes, and no further."""

import base64
import logging
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.timezone import localdate, now
from oauth2_provider.models import AccessToken

from forces.actions import close_account, renew_secret, revise_client, revoke_client, revoke_token
from forces.models import ApiClient, Body, PersonalToken, RoleGrant
from forces.scopes import SCOPES, Resource
from inspection_portal.core.history import versions
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.scopes import RESOURCES, route_of
from recommendations.models import RegisterEntry
from tests.factories import access_token, api_client, token_of, with_token

Role = RoleGrant.Role
ENTRIES = "/api/v1/register-entries/"
READ, WRITE = "register:read", "register:write"


def ask(client: ApiClient, secret: str, **more: str) -> Any:
    known = {"client_id": client.client_id, "client_secret": secret}
    return Client().post("/oauth/token/", {"grant_type": "client_credentials", **known, **more})


def code_of(token: str, url: str = ENTRIES) -> int:
    return with_token(token).get(url).status_code


class TestAccessTokens:
    def test_a_client_gets_one_for_an_hour_and_reads_what_its_role_does(
        self, force: Body, entry: RegisterEntry
    ) -> None:
        client, secret = api_client(Role.FORCE_LEAD, force)
        answer = ask(client, secret, scope=READ)
        told = answer.json()
        assert (told["token_type"], told["expires_in"], told["scope"]) == ("Bearer", 3600, READ)
        assert "no-store" in answer["Cache-Control"]
        found = with_token(told["access_token"]).get(f"{ENTRIES}{entry.uuid}/")
        assert found.status_code == 200
        assert "no-store" in found["Cache-Control"]

    def test_basic_authentication_does_as_well(self, force: Body) -> None:
        client, secret = api_client(Role.FORCE_LEAD, force)
        known = base64.b64encode(f"{client.client_id}:{secret}".encode()).decode()
        answer = Client(headers={"Authorization": f"Basic {known}"}).post(
            "/oauth/token/", {"grant_type": "client_credentials"}
        )
        assert set(answer.json()["scope"].split()) == set(SCOPES)

    def test_a_wrong_secret_gets_none(self, db: None) -> None:
        client, secret = api_client()
        answer = ask(client, f"{secret}x")
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")

    @pytest.mark.parametrize("scope", ["register:delete", "threats:read", f"{READ} nonsense"])
    def test_no_more_scopes_than_the_client_has(self, scope: str, db: None) -> None:
        client, secret = api_client(scopes=(READ,))
        answer = ask(client, secret, scope=scope)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")

    @pytest.mark.parametrize(
        "grant",
        [
            "password",
            "refresh_token",
            "authorization_code",
            "urn:ietf:params:oauth:grant-type:device_code",
        ],
    )
    def test_there_is_no_other_grant(self, grant: str, db: None) -> None:
        client, secret = api_client()
        answer = ask(client, secret, grant_type=grant)
        assert (answer.status_code, answer.json()["error"]) == (400, "unsupported_grant_type")

    @pytest.mark.parametrize(
        ("path", "body", "kind"),
        [
            ("/oauth/token/?a=%zz", b"grant_type=client_credentials", "form"),
            ("/oauth/token/?client_secret=x", b"grant_type=client_credentials", "form"),
            ("/oauth/token/", b"grant_type=client_credentials&client_id=%00&scope=%00", "form"),
            ("/oauth/token/", b"grant_type=%ff%fe&client_id=\xff", "form"),
            ("/oauth/token/", b"&".join(b"a%d=1" % n for n in range(2000)), "form"),
            ("/oauth/token/", b'{"grant_type": "client_credentials"}', "json"),
            ("/oauth/revoke/", b"token=%00&client_id=%00", "form"),
            ("/oauth/revoke/?a=%zz", b"token=x", "form"),
        ],
    )
    def test_nonsense_is_refused(self, path: str, body: bytes, kind: str, db: None) -> None:
        media = "application/json" if kind == "json" else "application/x-www-form-urlencoded"
        assert Client().generic("POST", path, body, media).status_code in (400, 401)

    def test_a_client_ends_its_token_itself(self, force: Body) -> None:
        client, secret = api_client(Role.FORCE_LEAD, force)
        token = access_token(client, secret)
        known = {"client_id": client.client_id, "client_secret": secret}
        assert code_of(token) == 200
        assert Client().post("/oauth/revoke/", {"token": token, **known}).status_code == 200
        assert code_of(token) == 401


class TestTheEnd:
    """What no longer holds is refused in the next request."""

    @pytest.fixture
    def held(self, force: Body) -> tuple[ApiClient, str, str]:
        client, secret = api_client(Role.FORCE_LEAD, force)
        token = access_token(client, secret)
        assert code_of(token) == 200
        return client, secret, token

    def test_of_a_revoked_client(
        self, held: tuple[ApiClient, str, str], administrator: User
    ) -> None:
        client, secret, token = held
        revoke_client(client, by=administrator, at=now())
        assert code_of(token) == 401
        assert ask(client, secret).json()["error"] == "invalid_client"
        assert not User.objects.get(pk=client.user_id).is_active
        assert not client.user.role_grants.current()

    def test_of_a_client_past_its_last_day(self, held: tuple[ApiClient, str, str]) -> None:
        client, secret, token = held
        ApiClient.objects.filter(pk=client.pk).update(expires_on=localdate() - timedelta(days=1))
        assert code_of(token) == 401
        assert ask(client, secret).status_code == 401

    def test_of_an_access_token_after_its_hour(self, held: tuple[ApiClient, str, str]) -> None:
        AccessToken.objects.update(expires=now())
        assert code_of(held[2]) == 401

    def test_of_the_secret_before(
        self, held: tuple[ApiClient, str, str], administrator: User
    ) -> None:
        client, secret, token = held
        renewed = renew_secret(client, seen_version=client.version, by=administrator, at=now())
        assert code_of(token) == 401
        assert ask(client, secret).status_code == 401
        assert code_of(access_token(client, renewed)) == 200

    def test_of_a_scope_taken_from_the_client(
        self, held: tuple[ApiClient, str, str], administrator: User
    ) -> None:
        client, _, token = held
        seen = {"seen_version": client.version, "by": administrator, "at": now()}
        revise_client(client, scopes=["threats:read"], **seen)
        assert code_of(token) == 403

    def test_of_a_personal_token(self, force_lead: User) -> None:
        token, presented = token_of(force_lead)
        assert code_of(presented) == 200
        revoke_token(token, by=force_lead, at=now())
        assert code_of(presented) == 401

    def test_of_a_personal_token_past_its_last_day(self, force_lead: User) -> None:
        _, presented = token_of(force_lead)
        PersonalToken.objects.update(
            made_at=now() - timedelta(days=9), expires_on=localdate() - timedelta(days=1)
        )
        assert code_of(presented) == 401

    def test_with_the_account(self, force_lead: User, administrator: User) -> None:
        token, presented = token_of(force_lead)
        close_account(force_lead, reason="Left", by=administrator, at=now())
        assert code_of(presented) == 401
        User.objects.filter(pk=force_lead.pk).update(is_active=True)
        assert code_of(presented) == 401
        token.refresh_from_db()
        assert token.revoked_by == administrator

    def test_of_a_role(self, force_lead: User, entry: RegisterEntry) -> None:
        _, presented = token_of(force_lead)
        assert code_of(presented, f"{ENTRIES}{entry.uuid}/") == 200
        RoleGrant.objects.update(taken_at=now(), taken_by=force_lead)
        assert code_of(presented, f"{ENTRIES}{entry.uuid}/") == 404


class TestRefusals:
    def test_nobody(self, client: Client, db: None) -> None:
        answer = client.get(ENTRIES)
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="api"')

    @pytest.mark.parametrize(
        "token", ["", "nonsense", "socp_nonsense", "\x00", "é", "two words", "x" * 5000]
    )
    def test_a_token_that_nobody_has(self, token: str, force_lead: User) -> None:
        """Even where the browser is signed in: a wrong token is never passed over."""
        program = with_token(token)
        program.force_login(force_lead)
        answer = program.get(ENTRIES)
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"] == 'Bearer realm="api", error="invalid_token"'

    def test_a_scope_that_the_token_lacks(self, force_lead: User) -> None:
        answer = with_token(token_of(force_lead, "threats:read")[1]).get(ENTRIES)
        assert answer.status_code == 403
        assert f'error="insufficient_scope", scope="{READ}"' in answer["WWW-Authenticate"]

    def test_reading_is_not_writing(self, force_lead: User, entry: RegisterEntry) -> None:
        program = with_token(token_of(force_lead, READ)[1])
        assert program.get(f"{ENTRIES}{entry.uuid}/").status_code == 200
        answer = program.post(f"{ENTRIES}{entry.uuid}/claim/", {}, "application/json")
        assert answer.status_code == 403
        assert WRITE in answer["WWW-Authenticate"]

    def test_what_another_body_has_is_not_there(
        self, other_force: Body, entry: RegisterEntry
    ) -> None:
        client, secret = api_client(Role.FORCE_LEAD, other_force)
        assert code_of(access_token(client, secret), f"{ENTRIES}{entry.uuid}/") == 404

    def test_without_a_role_there_is_what_everybody_reads(
        self, force: Body, entry: RegisterEntry
    ) -> None:
        token = access_token(*api_client())
        assert code_of(token, f"/api/v1/bodies/{force.uuid}/") == 200
        assert code_of(token, f"{ENTRIES}{entry.uuid}/") == 404
        assert code_of(token, "/api/v1/schema/") == 200

    @pytest.mark.parametrize("page", ["/", "/register/", "/tokens/make/", "/api/v1/docs/"])
    def test_no_page_knows_a_token(self, page: str, force_lead: User) -> None:
        answer = with_token(token_of(force_lead)[1]).get(page)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (
            302,
            reverse("account_login"),
        )

    def test_a_route_that_the_table_forgot_is_closed(
        self, force_lead: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("inspection_portal.scopes.RESOURCES", {})
        assert code_of(token_of(force_lead)[1]) == 403

    def test_no_token_makes_a_token(self, force_lead: User) -> None:
        program = with_token(token_of(force_lead)[1])
        answer = program.post("/api/v1/personal-tokens/", {}, "application/json")
        assert answer.status_code == 405
        assert program.post("/tokens/make/", {"name": "Mine"}).status_code in (302, 401)
        assert PersonalToken.objects.count() == 1


class TestTheTableOfScopes:
    def test_it_names_every_route_and_no_other(self) -> None:
        unscoped = {"DescriptionView", "SpectacularSwaggerSplitView"}
        known = {route_of(view) for view in api_views()} - unscoped
        assert known == set(RESOURCES)

    def test_every_resource_is_named_once_in_plain_words(self) -> None:
        assert len({resource.label for resource in Resource}) == len(Resource)


def api_views() -> list[object]:
    def walk(patterns: list[Any]) -> list[Any]:
        found = []
        for each in patterns:
            if isinstance(each, URLResolver):
                found += walk(each.url_patterns)
            elif isinstance(each, URLPattern):
                found.append(each.callback)
        return found

    (api,) = (each for each in get_resolver().url_patterns if str(each.pattern) == "api/v1/")
    views = walk(api.url_patterns)
    classes = [getattr(view, "cls", None) or view.view_class for view in views]
    inits = [getattr(view, "initkwargs", getattr(view, "view_initkwargs", {})) for view in views]
    return [
        cls(**{name: value for name, value in init.items() if hasattr(cls, name)})
        for cls, init in zip(classes, inits, strict=True)
    ]


class TestTraces:
    def test_what_a_program_does_is_ascribed_to_whom_it_acts_for(
        self, force: Body, force_lead: User, entry: RegisterEntry
    ) -> None:
        client, secret = api_client(Role.FORCE_LEAD, force)
        for user, token in (
            (client.user, access_token(client, secret)),
            (force_lead, token_of(force_lead)[1]),
        ):
            answer = with_token(token).post(
                "/api/v1/saved-views/save/", {"name": "Mine", "query": {}}, "application/json"
            )
            assert answer.status_code == 200, answer.content
            assert AuditEvent.objects.get(verb="view.saved", by=user)
            (context,) = {
                each.pgh_context["user"]
                for each in versions(type(user.saved_views.get())).filter(owner=user)
            }
            assert context == user.pk

    def test_last_use_is_kept_once_a_minute(
        self, force_lead: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        token, presented = token_of(force_lead)
        first = now()
        used = []
        for seconds in (0, 30, 61):
            moment = first + timedelta(seconds=seconds)
            monkeypatch.setattr("forces.authentication.now", lambda at=moment: at)
            assert code_of(presented) == 200
            token.refresh_from_db()
            used.append(token.last_used_at)
        assert used == [first, first, first + timedelta(seconds=61)]

    def test_knowing_a_program_costs_one_query(self, force: Body, force_lead: User) -> None:
        """And its standing another, as for people."""
        client, secret = api_client(Role.FORCE_LEAD, force)
        for token in (access_token(client, secret), token_of(force_lead)[1]):
            code_of(token)
            with CaptureQueriesContext(connection) as queries:
                assert code_of(token, "/api/v1/") == 200
            assert len(queries) == 1, [query["sql"] for query in queries]

    def test_no_secret_is_kept_or_logged(
        self,
        force_lead: User,
        administrator: User,
        client: Client,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        with caplog.at_level(logging.DEBUG):
            bound, secret = api_client(Role.FORCE_LEAD, person_body(force_lead))
            token = access_token(bound, secret)
            _, presented = token_of(force_lead)
            assert code_of(token) == code_of(presented) == 200
        client.force_login(administrator)
        trail = reverse("home:audit", args=["forces.apiclient", bound.uuid])
        pages = ["/clients/", bound.get_absolute_url(), f"/people/{force_lead.uuid}/", trail]
        texts = [client.get(page).content.decode() for page in pages] + [whole_database()]
        for hidden in (secret, token, presented):
            assert all(hidden not in text for text in texts)
            assert hidden not in caplog.text
        assert sha256(presented.encode()).hexdigest() in texts[-1]


def person_body(user: User) -> Body:
    body = user.role_grants.get().body
    assert body is not None
    return body


def whole_database() -> str:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows: list[str] = []
        for table in tables:
            cursor.execute(f'SELECT each::text FROM "{table}" AS each')  # noqa: S608
            rows += (row for (row,) in cursor.fetchall())
    return "\n".join(rows)
