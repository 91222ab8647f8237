"""People make tokens for programs that act for them, and revoke them: the actions, and pages."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from forces import actions
from forces.models import PersonalToken
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.history import versions
from inspection_portal.core.models import AuditEvent, User, system_user
from tests.factories import client_user, in_a_month, token_of, with_token
from tests.pages import call, shown, signed_in

SCOPES = ["register:read"]
pytestmark = pytest.mark.django_db


def make(by: User, **told: Any) -> tuple[PersonalToken, str]:
    usual = {"name": "Script", "scopes": SCOPES, "expires_on": in_a_month(), "at": now()}
    return actions.make_token(**{**usual, **told}, by=by)


def lines(token: PersonalToken) -> list[tuple[str, User, dict[str, Any]]]:
    return [(line.verb, line.by, line.detail) for line in AuditEvent.objects.about(token)]


class TestActions:
    def test_one_is_made_and_recorded_without_its_text(self, force_lead: User) -> None:
        token, told = make(force_lead, name=" Script ")
        assert (token.name, token.user, told[:5]) == ("Script", force_lead, "socp_")
        last_day = in_a_month().isoformat()
        detail = {"scopes": "register:read", "last_day": last_day}
        assert lines(token) == [("token.made", force_lead, detail)]
        kept = f"{[*versions(PersonalToken).values()]}{[*AuditEvent.objects.values()]}"
        assert told not in kept
        assert token.digest not in kept

    def test_nobody_but_a_person_makes_one(self) -> None:
        for user in (client_user(), system_user()):
            with pytest.raises(PermissionDenied):
                make(user)

    @pytest.mark.parametrize(
        ("told", "sentence"),
        [
            ({"name": " "}, "blank"),
            ({"scopes": []}, "blank"),
            ({"scopes": ["all"]}, "There is no scope all."),
            ({"expires_on": date(2020, 1, 1)}, "The last day must be today or later"),
            ({"expires_on": date(2999, 1, 1)}, "within a year"),
            ({"name": "SCRIPT"}, "You have a token of this name."),
        ],
    )
    def test_what_makes_no_sense_is_refused(
        self, told: dict[str, Any], sentence: str, force_lead: User
    ) -> None:
        make(force_lead)
        with pytest.raises(RuleBroken, match=sentence):
            make(force_lead, **{"name": "Another", **told})
        assert PersonalToken.objects.count() == 1

    def test_the_name_is_free_again_for_others_and_after_it_ended(
        self, force_lead: User, force_contributor: User
    ) -> None:
        make(force_contributor)
        token, _ = make(force_lead)
        actions.revoke_token(token, by=force_lead, at=now())
        assert make(force_lead)[0].name == "Script"

    def test_its_person_and_administrators_revoke_it_once(
        self, force_lead: User, administrator: User
    ) -> None:
        for by in (force_lead, administrator):
            token, told = make(force_lead)
            actions.revoke_token(token, by=by, at=now())
            assert lines(token)[0] == ("token.revoked", by, {"person": force_lead.name})
            assert with_token(told).get("/api/v1/").status_code == 401
            with pytest.raises(RuleBroken, match="revoked already"):
                actions.revoke_token(token, by=by, at=now())

    def test_nobody_else_revokes_it(self, force_lead: User, moderator: User) -> None:
        token, _ = make(force_lead)
        for stranger in (moderator, client_user()):
            with pytest.raises(PermissionDenied):
                actions.revoke_token(token, by=stranger, at=now())
        assert PersonalToken.objects.live().get() == token

    def test_each_that_ends_with_the_account_or_its_address_is_recorded(
        self, force_lead: User, administrator: User
    ) -> None:
        ended = ("token.revoked", administrator, {"person": force_lead.name})
        first, _ = make(force_lead)
        seen = (force_lead.name, force_lead.email)
        new = {"name": force_lead.name, "email": "new@example.org", "seen": seen}
        actions.revise_person(force_lead, **new, by=administrator, at=now())
        second, _ = make(force_lead)
        actions.close_account(force_lead, reason="Left", by=administrator, at=now())
        assert lines(first)[0] == lines(second)[0] == ended
        assert len(lines(first)) == 2


def typed(**told: object) -> dict[str, object]:
    """What the form sends; the last day is in a month."""
    day = in_a_month()
    last_day = {f"expires_on_{part}": getattr(day, part) for part in ("day", "month", "year")}
    return {"name": "Script", "scopes": SCOPES, **last_day, **told}


class TestPages:
    def test_one_is_made_and_shown_once(self, as_lead: Client) -> None:
        made = as_lead.post("/tokens/make/", typed())
        told = made.context["told"]
        assert told in shown(made)
        assert "no-store" in made["Cache-Control"]
        assert with_token(told).get("/api/v1/register-entries/").status_code == 200
        page = shown(as_lead.get("/tokens/"))
        assert "Script" in page
        assert "Read entries of the register" in page
        assert told not in page

    @pytest.mark.parametrize(
        ("told", "sentence"),
        [
            ({"name": ""}, "Enter what it is for"),
            ({"scopes": []}, "Choose at least one thing that it may do"),
            ({"expires_on_year": 2999}, "within a year"),
            ({"expires_on_month": 13}, "month"),
        ],
    )
    def test_a_form_that_is_wrong_keeps_what_was_typed(
        self, told: dict[str, object], sentence: str, as_lead: Client
    ) -> None:
        page = shown(as_lead.post("/tokens/make/", typed(**{"name": "Ours", **told})))
        assert sentence in page
        assert ('value="Ours"' in page) is ("name" not in told)
        assert re.findall(r'value="([^"]+)"[^>]* checked', page) == told.get("scopes", SCOPES)
        assert not PersonalToken.objects.exists()

    def test_a_person_revokes_their_own(self, as_lead: Client, force_lead: User) -> None:
        token, _ = token_of(force_lead)
        url = reverse("forces:token_revoke", args=[token.uuid])
        assert url in shown(as_lead.get("/tokens/"))
        assert "Revoke this token?" in shown(as_lead.get(url))
        page = as_lead.post(url, follow=True)
        assert page.redirect_chain[-1][0] == "/tokens/"
        assert "The token “Script” is revoked." in shown(page)
        assert url not in shown(as_lead.get("/tokens/"))
        assert "revoked already" in shown(as_lead.post(url))

    def test_an_administrator_revokes_anybodys(self, force_lead: User, administrator: User) -> None:
        token, _ = token_of(force_lead)
        browser, of = signed_in(administrator), reverse("forces:person", args=[force_lead.uuid])
        assert "Script" not in shown(browser.get("/tokens/"))
        assert "Programs that act for them" in shown(browser.get(of))
        page = browser.post(reverse("forces:token_revoke", args=[token.uuid]), follow=True)
        assert page.redirect_chain[-1][0] == of
        assert "Programs that act for them" not in shown(page)

    def test_that_of_another_is_not_there(
        self, as_lead: Client, force_contributor: User, moderator: User
    ) -> None:
        token, _ = token_of(force_contributor, name="Of a colleague")
        url = reverse("forces:token_revoke", args=[token.uuid])
        for browser in (as_lead, signed_in(moderator)):
            assert browser.get(url).status_code == browser.post(url).status_code == 404
            assert "Of a colleague" not in shown(browser.get("/tokens/"))
        assert PersonalToken.objects.live().exists()

    def test_a_list_is_as_quick_with_many(
        self,
        client: Client,
        force_lead: User,
        administrator: User,
        assert_queries_do_not_grow: Callable[[str, Callable[[], object]], None],
    ) -> None:
        def add() -> None:
            token_of(force_lead, name=f"Script {PersonalToken.objects.count()}")

        of = reverse("forces:person", args=[force_lead.uuid])
        for user, urls in (
            (force_lead, ["/tokens/", "/api/v1/personal-tokens/"]),
            (administrator, [of]),
        ):
            client.force_login(user)
            for url in urls:
                assert_queries_do_not_grow(url, add)

    def test_they_are_found_from_ones_own_account(self, as_lead: Client) -> None:
        assert 'href="/tokens/"' in shown(as_lead.get(reverse("account_change_password")))


class TestApi:
    def test_a_person_reads_and_revokes_their_own(
        self, as_lead: Client, force_lead: User, force_contributor: User
    ) -> None:
        token, told = token_of(force_lead)
        other, _ = token_of(force_contributor)
        answer = as_lead.get("/api/v1/personal-tokens/")
        (row,) = answer.json()["results"]
        assert (row["uuid"], row["state"]) == (str(token.uuid), "live")
        assert told not in answer.content.decode()
        assert token.digest not in answer.content.decode()
        of = "/api/v1/personal-tokens"
        assert call(as_lead, f"{of}/{other.uuid}/revoke/").status_code == 404
        assert call(as_lead, f"{of}/{token.uuid}/revoke/").json()["state"] == "revoked"
        assert call(as_lead, f"{of}/{token.uuid}/revoke/").status_code == 409
