"""Who is let in by what: 401, 403 and 404 exactly, as RFC 6750 and RFC 9110 have them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now
from oauth2_provider.models import AccessToken

from forces import tasks
from forces.models import Body, RoleGrant
from inspection_portal.core.models import User
from recommendations.models import RegisterEntry
from tests.factories import access_token, api_client, token_of, with_token
from tests.pages import JSON, call

Role = RoleGrant.Role
ENTRIES = "/api/v1/register-entries/"
VIEWS = "/api/v1/saved-views/save/"
A_VIEW = {"name": "Ours", "query": {}}
CHALLENGE = 'Bearer realm="api"'


def refused(answer: Any) -> tuple[int, str, str]:
    """Its status, code and challenge."""
    assert answer["Content-Type"] == "application/problem+json"
    return answer.status_code, answer.json()["code"], answer.get("WWW-Authenticate", "")


@pytest.mark.parametrize("method", ["get", "head", "options", "post", "patch"])
def test_without_credentials_every_method_asks_for_a_token(method: str, db: None) -> None:
    answer = Client().generic(method.upper(), ENTRIES)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, CHALLENGE)


def test_a_token_that_does_not_hold_is_told_apart_from_none(db: None) -> None:
    assert refused(Client().get(ENTRIES)) == (401, "not_authenticated", CHALLENGE)
    bad = refused(with_token("socp_nonsense").get(ENTRIES))
    assert bad == (401, "invalid_token", f'{CHALLENGE}, error="invalid_token"')


def test_a_scope_that_is_missing_is_told_before_what_is_there(
    entry: RegisterEntry, other_force_lead: User
) -> None:
    program = with_token(token_of(other_force_lead, "threats:read")[1])
    lacking = f'{CHALLENGE}, error="insufficient_scope", scope="register:read"'
    for path in (ENTRIES, f"{ENTRIES}{entry.uuid}/"):
        assert refused(program.get(path)) == (403, "insufficient_scope", lacking)


def test_what_another_body_has_and_what_is_nowhere_are_answered_alike(
    entry: RegisterEntry, other_force_lead: User
) -> None:
    program = with_token(token_of(other_force_lead)[1])
    hidden = program.get(f"{ENTRIES}{entry.uuid}/")
    missing = program.get(f"{ENTRIES}{other_force_lead.uuid}/")
    assert refused(hidden) == (404, "not_found", "")
    assert hidden.content == missing.content


def test_what_only_a_person_may_is_refused_to_a_token_with_the_scope(
    entry: RegisterEntry, force_contributor: User
) -> None:
    """A scope is never a right: 403 without a challenge, for no other token would do."""
    program = with_token(token_of(force_contributor)[1])
    answer = program.post("/api/v1/clients/add/", {}, JSON)
    assert refused(answer) == (403, "permission_denied", "")


def test_what_is_only_read_takes_no_change_whatever_the_scope(force_lead: User) -> None:
    program = with_token(token_of(force_lead, "reference:read")[1])
    assert refused(program.post("/api/v1/regions/", {}, JSON)) == (405, "method_not_allowed", "")


def test_a_browser_needs_the_token_of_its_page_and_a_program_does_not(force_lead: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(force_lead)
    assert refused(call(browser, VIEWS, A_VIEW)) == (403, "csrf_failed", "")
    browser.get("/tokens/make/")
    browser.defaults["HTTP_X_CSRFTOKEN"] = browser.cookies["csrftoken"].value
    assert call(browser, VIEWS, A_VIEW).status_code == 200
    program = Client(
        enforce_csrf_checks=True, headers={"Authorization": f"Bearer {token_of(force_lead)[1]}"}
    )
    assert call(program, VIEWS, A_VIEW | {"name": "Mine"}).status_code == 200


def test_tokens_are_given_out_without_the_token_of_a_page(force: Body) -> None:
    client, secret = api_client(Role.FORCE_LEAD, force)
    known = {"client_id": client.client_id, "client_secret": secret}
    strict = Client(enforce_csrf_checks=True)
    given = strict.post("/oauth/token/", {"grant_type": "client_credentials", **known})
    assert given.status_code == 200
    ended = strict.post("/oauth/revoke/", {"token": given.json()["access_token"], **known})
    assert ended.status_code == 200


def test_no_token_is_taken_from_an_address_or_a_body(force_lead: User) -> None:
    """Addresses stand in logs (RFC 6750 §2.3)."""
    token = {"access_token": token_of(force_lead)[1]}
    assert Client().get(ENTRIES, token).status_code == 401
    assert Client().post(VIEWS, token).status_code == 401


def test_an_access_token_is_no_more_a_way_into_pages_than_a_personal_one(force: Body) -> None:
    token = access_token(*api_client(Role.FORCE_LEAD, force))
    answer = with_token(token).get("/register/")
    assert (answer.status_code, "sessionid" in answer.cookies) == (302, False)


def test_access_tokens_are_forgotten_once_their_hour_is_over(force: Body) -> None:
    client, secret = api_client(Role.FORCE_LEAD, force)
    for _ in range(2):
        access_token(client, secret)
    AccessToken.objects.update(expires=now() - timedelta(seconds=1))
    held = access_token(client, secret)
    for _ in range(2):
        tasks.forget_access_tokens()
        assert AccessToken.objects.count() == 1
    assert with_token(held).get(ENTRIES).status_code == 200
