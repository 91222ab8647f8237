"""Administrators let systems use the API, and shut them out: the actions, and their pages."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from forces import actions
from forces.models import ApiClient, Body, RoleGrant
from inspection_portal.core.errors import Changed, RuleBroken
from inspection_portal.core.history import versions
from inspection_portal.core.models import AuditEvent, User
from tests.factories import LocalPolicingBodyFactory, api_client, in_a_month
from tests.pages import call, shown, signed_in, wrong

Role = RoleGrant.Role
SCOPES = ["register:read", "register:write"]
pytestmark = pytest.mark.django_db


def add(by: User, **told: Any) -> ApiClient:
    usual = {"name": "Tracker", "scopes": SCOPES, "expires_on": in_a_month(), "at": now()}
    return actions.add_client(**{**usual, **told}, by=by)


def last_line(client: ApiClient) -> AuditEvent:
    line = AuditEvent.objects.about(client).first()
    assert line is not None
    return line


class TestAdding:
    def test_it_acts_as_a_user_of_its_own_in_one_role(
        self, administrator: User, force: Body
    ) -> None:
        at = now()
        client = add(administrator, name=" Tracker ", role=Role.FORCE_LEAD, body=force, at=at)
        assert (client.name, client.user.name, client.user.kind) == ("Tracker", "Tracker", "client")
        assert not client.user.has_usable_password()
        assert client.role is not None
        assert client.role.in_words == f"Force lead, {force}"
        assert client.secret_made_at is None
        line = last_line(client)
        assert (line.verb, line.by, line.at) == ("client.added", administrator, at)
        told = {"scopes": "\n".join(SCOPES), "last_day": in_a_month().isoformat()}
        assert line.detail == told

    def test_none_but_administrators(self, moderator: User, force_lead: User) -> None:
        for stranger in (moderator, force_lead, api_client()[0].user):
            with pytest.raises(PermissionDenied):
                add(stranger)

    @pytest.mark.parametrize(
        ("told", "sentence"),
        [
            ({"name": " "}, "blank"),
            ({"scopes": []}, "blank"),
            ({"scopes": ["register:delete"]}, "There is no scope register:delete."),
            ({"expires_on": date(2020, 1, 1)}, "The last day must be today or later"),
            ({"expires_on": date(2999, 1, 1)}, "within a year"),
            ({"role": Role.HMI}, "can’t be HM Inspector: a person decides that."),
        ],
    )
    def test_what_makes_no_sense_leaves_nothing(
        self, told: dict[str, Any], sentence: str, administrator: User
    ) -> None:
        with pytest.raises(RuleBroken, match=sentence):
            add(administrator, **told)
        assert not ApiClient.objects.exists()
        assert not User.objects.filter(kind=User.Kind.CLIENT).exists()

    def test_a_body_without_a_role_is_refused(self, administrator: User, force: Body) -> None:
        with pytest.raises(RuleBroken, match="Choose the role"):
            add(administrator, body=force)


class TestRevising:
    def test_it_changes_what_it_is_given(self, administrator: User) -> None:
        client, at = add(administrator), now()
        changes = {"name": "Warehouse", "scopes": ["threats:read"]}
        actions.revise_client(client, **changes, seen_version=1, by=administrator, at=at)
        client.refresh_from_db()
        assert (client.name, client.scopes, client.version) == ("Warehouse", ["threats:read"], 2)
        assert User.objects.get(api_client=client).name == "Warehouse"
        line = last_line(client)
        assert (line.verb, line.by, line.at) == ("client.revised", administrator, at)
        assert line.detail["name"] == ["Tracker", "Warehouse"]

    def test_a_second_editor_is_refused_not_overwritten(self, administrator: User) -> None:
        client, seen = add(administrator), {"seen_version": 1, "by": administrator, "at": now()}
        actions.revise_client(client, name="First", **seen)
        with pytest.raises(Changed):
            actions.revise_client(client, name="Second", **seen)
        assert ApiClient.objects.get().name == "First"

    @pytest.mark.parametrize(
        "change", [{"name": " "}, {"scopes": []}, {"expires_on": date(2020, 1, 1)}]
    )
    def test_what_makes_no_sense_is_refused(
        self, change: dict[str, Any], administrator: User
    ) -> None:
        client = add(administrator)
        with pytest.raises(RuleBroken):
            actions.revise_client(client, **change, seen_version=1, by=administrator, at=now())
        assert ApiClient.objects.get().version == 1

    def test_one_past_its_last_day_is_prolonged(self, administrator: User) -> None:
        client = add(administrator)
        ApiClient.objects.update(expires_on=localdate() - timedelta(days=1))
        seen = {"seen_version": 1, "by": administrator, "at": now()}
        actions.revise_client(client, expires_on=in_a_month(), **seen)
        assert ApiClient.objects.live().get() == client


class TestItsSecretAndItsEnd:
    def test_a_new_secret_is_recorded_without_it(self, administrator: User) -> None:
        client, at = add(administrator), now()
        secret = actions.renew_secret(client, seen_version=1, by=administrator, at=at)
        line = last_line(client)
        assert (line.verb, line.by, line.detail) == ("client.secret_renewed", administrator, {})
        kept = [*versions(ApiClient).values()]
        assert secret not in f"{kept}{[*AuditEvent.objects.values()]}"
        assert ApiClient.objects.get().secret_made_at == at

    def test_it_is_revoked_with_its_role_once(self, administrator: User, force: Body) -> None:
        client, at = add(administrator, role=Role.FORCE_LEAD, body=force), now()
        actions.revoke_client(client, by=administrator, at=at)
        line = last_line(client)
        assert (line.verb, line.by) == ("client.revoked", administrator)
        assert line.detail == {"roles": f"Force lead, {force}"}
        assert (client.state(), client.revoked_by) == (ApiClient.State.REVOKED, administrator)
        with pytest.raises(RuleBroken, match="revoked already"):
            actions.revoke_client(client, by=administrator, at=at)

    def test_what_is_revoked_stays_so(self, administrator: User) -> None:
        client = add(administrator)
        said = {"by": administrator, "at": now()}
        actions.revoke_client(client, **said)
        with pytest.raises(RuleBroken, match="Add another client"):
            actions.revise_client(client, name="Again", seen_version=client.version, **said)
        with pytest.raises(RuleBroken, match="Add another client"):
            actions.renew_secret(client, seen_version=client.version, **said)

    def test_none_but_administrators(self, moderator: User, administrator: User) -> None:
        client = add(administrator)
        said = {"by": moderator, "at": now()}
        for verb in (partial(actions.renew_secret, seen_version=1), actions.revoke_client):
            with pytest.raises(PermissionDenied):
                verb(client, **said)
        with pytest.raises(PermissionDenied):
            actions.revise_client(client, name="Mine", seen_version=1, **said)


@pytest.mark.parametrize(
    ("days", "state", "ends_soon"),
    [(-1, "expired", False), (0, "live", True), (30, "live", True), (31, "live", False)],
)
def test_its_last_day_is_told_before_it_comes(days: int, state: str, ends_soon: bool) -> None:
    on = date(2026, 3, 2)
    client = ApiClient(expires_on=on + timedelta(days=days))
    assert (client.state(on), client.ends_soon(on)) == (state, ends_soon)
    client.revoked_at = now()
    assert (client.state(on), client.ends_soon(on)) == ("revoked", False)


@pytest.fixture
def browser(administrator: User) -> Client:
    return signed_in(administrator)


def typed(**told: object) -> dict[str, object]:
    """What the form sends; the last day is in a month."""
    day = in_a_month()
    last_day = {f"expires_on_{part}": getattr(day, part) for part in ("day", "month", "year")}
    return {"name": "Tracker", "scopes": SCOPES, "role": "", **last_day, **told}


class TestPages:
    def test_a_client_is_added_and_gets_its_secret(self, browser: Client, force: Body) -> None:
        sent = typed(role="force_lead", body=force.pk)
        page = shown(browser.post("/clients/add/", sent, follow=True))
        client = ApiClient.objects.get()
        assert "Tracker is added. Make its secret now." in page
        assert client.client_id in page
        assert "None yet, so it can’t get in" in page
        url = reverse("forces:client_secret", args=[client.uuid])
        assert "The secret that the client has now" not in shown(browser.get(url))
        told: HttpResponse = browser.post(url)
        secret = told.context["secret"]
        assert secret in shown(told)
        assert "no-store" in told["Cache-Control"]
        assert "The secret that the client has now ends" in shown(browser.get(url))
        assert secret not in shown(browser.get(client.get_absolute_url()))

    @pytest.mark.parametrize(
        ("told", "sentence"),
        [
            ({"name": ""}, "Enter the name of the system"),
            ({"scopes": []}, "Choose at least one thing that it may do"),
            ({"expires_on_year": 2999}, "within a year"),
            ({"role": "force_lead"}, "Choose the force or ROCU they act for"),
            ({"role": "moderator"}, "Select a valid choice"),
        ],
    )
    def test_a_form_that_is_wrong_keeps_what_was_typed(
        self, told: dict[str, object], sentence: str, browser: Client
    ) -> None:
        page = shown(browser.post("/clients/add/", typed(**{"name": "Ours", **told})))
        assert sentence in page
        assert ('value="Ours"' in page) is ("name" not in told)
        chosen = re.findall(r'value="([^"]+)"[^>]* checked', page)
        assert [scope for scope in chosen if ":" in scope] == told.get("scopes", SCOPES)
        assert not ApiClient.objects.exists()

    def test_a_second_editor_sees_both(self, browser: Client, administrator: User) -> None:
        client = add(administrator)
        url = reverse("forces:client_revise", args=[client.uuid])
        assert 'value="Tracker"' in shown(browser.get(url))
        seen = {"seen_version": 1, "by": administrator, "at": now()}
        actions.revise_client(client, name="Theirs", **seen)
        page = shown(browser.post(url, typed(name="Mine", seen_version=1)))
        assert "has changed since you read it" in page
        assert f"{administrator} saved a change" in page
        assert "Theirs" in page
        assert 'value="Mine"' in page
        browser.post(url, typed(name="Mine", seen_version=2))
        assert ApiClient.objects.get().name == "Mine"

    def test_it_is_revoked_after_a_question(self, browser: Client, administrator: User) -> None:
        client = add(administrator)
        url = reverse("forces:client_revoke", args=[client.uuid])
        assert "Revoke this client?" in shown(browser.get(url))
        assert ApiClient.objects.live().exists()
        page = shown(browser.post(url, follow=True))
        assert "Tracker is revoked." in page
        assert url not in page
        assert "revoked already" in shown(browser.post(url))

    def test_the_list_says_what_to_look_after(self, browser: Client, administrator: User) -> None:
        """Which client ends soon, which was never used; those that ended come last."""
        used, lasting = add(administrator, name="Used"), localdate() + timedelta(days=200)
        ApiClient.objects.filter(pk=used.pk).update(last_used_at=now())
        add(administrator, name="Lasting", expires_on=lasting)
        actions.revoke_client(add(administrator, name="Ended"), by=administrator, at=now())
        rows = shown(browser.get("/clients/")).split("<tbody")[1].split("<tr")[1:]
        tags = ("Ends soon", "Never used", "Revoked")
        told = [[tag for tag in tags if tag in row] for row in rows]
        assert told == [["Never used"], ["Ends soon"], ["Revoked"]]

    def test_its_list_is_as_quick_with_many(
        self,
        administrator: User,
        force: Body,
        client: Client,
        assert_queries_do_not_grow: Callable[[str, Callable[[], object]], None],
    ) -> None:
        client.force_login(administrator)
        for url in ("/clients/", "/api/v1/clients/"):
            assert_queries_do_not_grow(url, lambda: api_client(Role.FORCE_LEAD, force))

    def test_its_trail_tells_all_but_the_secret(self, browser: Client) -> None:
        client, secret = api_client()
        for page in ("home:audit", "home:history"):
            text = shown(browser.get(reverse(page, args=["forces.apiclient", client.uuid])))
            assert secret not in text
        assert "client.secret_renewed" in [e.verb for e in AuditEvent.objects.about(client)]

    @pytest.mark.parametrize("page", ["client", "client_revise", "client_secret", "client_revoke"])
    def test_nobody_else_sees_a_client(self, page: str, moderator: User) -> None:
        url = reverse(f"forces:{page}", args=[api_client()[0].uuid])
        assert signed_in(moderator).get(url).status_code == 404
        assert signed_in(moderator).get("/clients/").status_code == 403


class TestApi:
    def test_its_verbs(self, browser: Client, force: Body) -> None:
        office = LocalPolicingBodyFactory(body=force)
        sent = {"name": "Tracker", "scopes": SCOPES, "expires_on": in_a_month()}
        bound = {"role": "policing_body", "policing_body": office.uuid}
        made = call(browser, "/api/v1/clients/add/", sent | bound).json()
        assert made["role"] == f"Local policing body, {office}"
        of = f"/api/v1/clients/{made['uuid']}"
        assert call(browser, f"{of}/renew-secret/").status_code == 428
        told = call(browser, f"{of}/renew-secret/", {"seen_version": 1}).json()
        assert told["client_id"] == made["client_id"]
        assert told["client_secret"] not in browser.get(f"{of}/").content.decode()
        renamed = call(browser, f"{of}/", {"name": "Ours", "seen_version": 2})
        assert (renamed.json()["name"], renamed.json()["scopes"]) == ("Ours", SCOPES)
        assert call(browser, f"{of}/", {"name": "Late", "seen_version": 2}).status_code == 412
        assert call(browser, f"{of}/revoke/").json()["state"] == "revoked"
        assert call(browser, f"{of}/revoke/").status_code == 409
        assert call(browser, f"{of}/renew-secret/", {"seen_version": 4}).status_code == 409

    def test_what_is_wrong_is_pointed_to(self, browser: Client) -> None:
        sent = {"name": "", "scopes": ["register:read", "nothing"], "expires_on": "2026-13-01"}
        refused = wrong(call(browser, "/api/v1/clients/add/", sent))
        assert set(refused) == {"/name", "/scopes/1", "/expires_on"}

    def test_nobody_else_sees_them(self, moderator: User) -> None:
        client, _ = api_client()
        other = signed_in(moderator)
        assert other.get("/api/v1/clients/").json()["results"] == []
        assert other.get(f"/api/v1/clients/{client.uuid}/").status_code == 404
        assert call(other, f"/api/v1/clients/{client.uuid}/revoke/").status_code == 404
