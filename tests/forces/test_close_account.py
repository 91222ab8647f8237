from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from forces.actions import close_account, give_role, reopen_account
from forces.models import Body, RoleGrant, standing
from inspection_portal.core import drafts
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, OwnDraft, User, system_user
from tests.factories import person

Role = RoleGrant.Role


def close(user: User, by: User, at: datetime) -> None:
    close_account(user, reason="Left the force", by=by, at=at)


def test_the_very_next_request_is_led_to_sign_in(
    force_lead: User, administrator: User, moment: datetime, client: Client
) -> None:
    client.force_login(force_lead)
    assert client.get("/").status_code == 200
    close(force_lead, administrator, moment)
    assert client.get("/")["Location"].startswith(reverse("account_login"))


def test_what_they_typed_and_did_not_save_is_forgotten(
    force_lead: User, administrator: User, moment: datetime
) -> None:
    for typist in (force_lead, administrator):
        said = {"key": "inspections/new", "sitting": uuid4(), "data": {"title": ["Mine"]}}
        drafts.keep(user=typist, seen_version=None, at=moment, **said)
    close(force_lead, administrator, moment)
    assert OwnDraft.objects.get().user == administrator


def test_sessions_stay_ended_when_the_account_is_reopened(
    force_lead: User, administrator: User, moment: datetime, client: Client
) -> None:
    client.force_login(force_lead)
    close(force_lead, administrator, moment)
    reopen_account(force_lead, reason="Came back", by=administrator, at=moment)
    assert client.get("/").status_code == 302


def test_roles_end_with_the_account_and_do_not_come_back(
    force_lead: User, administrator: User, force: Body, moment: datetime
) -> None:
    close(force_lead, administrator, moment)
    reopen_account(force_lead, reason="Came back", by=administrator, at=moment)
    grant = force_lead.role_grants.get()
    assert (grant.taken_by, grant.taken_at) == (administrator, moment)
    assert not standing(force_lead).roles
    give_role(force_lead, role=Role.FORCE_LEAD, body=force, by=administrator, at=moment)
    assert standing(force_lead).led == {force.pk}


def test_both_are_audited_with_their_reason(
    force_lead: User, administrator: User, force: Body, moment: datetime
) -> None:
    close(force_lead, administrator, moment)
    later = moment + timedelta(days=1)
    reopen_account(force_lead, reason="Came back", by=administrator, at=later)
    lines = AuditEvent.objects.about(force_lead).order_by("at")
    assert [(line.verb, line.by) for line in lines] == [
        ("account.closed", administrator),
        ("account.reopened", administrator),
    ]
    assert lines[0].detail == {"reason": "Left the force", "roles": f"Force lead, {force}"}
    assert lines[1].detail == {"reason": "Came back"}


def test_only_administrators_close_and_reopen(
    force_lead: User, moderator: User, moment: datetime
) -> None:
    for action in (close_account, reopen_account):
        with pytest.raises(PermissionDenied):
            action(force_lead, reason="No", by=moderator, at=moment)
    assert User.objects.get(pk=force_lead.pk).is_active


def test_nobody_closes_their_own_account(administrator: User, moment: datetime) -> None:
    person(Role.ADMINISTRATOR)
    with pytest.raises(RuleBroken, match="your own account"):
        close(administrator, administrator, moment)


def test_last_lasting_administrator_stays(administrator: User, moment: datetime) -> None:
    stand_in = person(Role.ADMINISTRATOR)
    stand_in.role_grants.update(ends_on=date(2099, 12, 31))
    with pytest.raises(RuleBroken, match="The last administrator stays"):
        close(administrator, stand_in, moment)
    assert User.objects.get(pk=administrator.pk).is_active


@pytest.mark.parametrize("action", [close_account, reopen_account])
def test_it_is_done_once(
    action: object, force_lead: User, administrator: User, moment: datetime
) -> None:
    close(force_lead, administrator, moment)
    if action is reopen_account:
        reopen_account(force_lead, reason="Came back", by=administrator, at=moment)
    with pytest.raises(RuleBroken, match="already"):
        action(force_lead, reason="Again", by=administrator, at=moment)  # type: ignore[operator]


def test_the_portal_itself_has_no_account_to_close(administrator: User, moment: datetime) -> None:
    with pytest.raises(RuleBroken):
        close(system_user(), administrator, moment)


def test_pages_ask_why(force_lead: User, administrator: User, client: Client) -> None:
    client.force_login(administrator)
    url = reverse("forces:person_close", args=[force_lead.uuid])
    assert "Say why the account is closed" in client.post(url).content.decode()
    page = client.post(url, {"reason": "Left"}, follow=True).content.decode()
    assert f"The account of {force_lead} is closed" in page
    assert "Left" in page
    url = reverse("forces:person_reopen", args=[force_lead.uuid])
    page = client.post(url, {"reason": "Came back"}, follow=True).content.decode()
    assert f"The account of {force_lead} is open again" in page


def test_ones_own_account_is_refused_on_the_page(administrator: User, client: Client) -> None:
    client.force_login(administrator)
    url = reverse("forces:person_close", args=[administrator.uuid])
    assert "your own account" in client.post(url, {"reason": "Bored"}).content.decode()
