"""The page of one entry, and the two verbs done from it."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from findings.models import Finding
from forces.models import Body
from inspection_portal.core.models import User
from recommendations import actions
from recommendations.models import RegisterEntry
from tests.factories import ImprovementEntryFactory, RegisterEntryFactory, put_in_print
from tests.recommendations.conftest import correct

TODAY = localdate()


def page(client: Client, entry: RegisterEntry) -> str:
    response = client.get(entry.get_absolute_url())
    assert response.status_code == 200
    return str(response.content.decode())


def address(name: str, entry: RegisterEntry) -> str:
    return reverse(f"recommendations:{name}", args=[entry.uuid])


def test_it_says_what_is_asked_from_where_and_by_when(
    client: Client, force_lead: User, force: Body
) -> None:
    entry = RegisterEntryFactory(body=force, due_on=TODAY + timedelta(days=3))
    put_in_print(entry.source.inspection)
    client.force_login(force_lead)
    html = page(client, entry)
    for words in (entry.asked, entry.source.heading, entry.source.inspection.title, "in 3 days"):
        assert words in html
    assert entry.source.get_absolute_url() in html


def test_an_area_for_improvement_is_told_whole(
    client: Client, force_lead: User, force: Body
) -> None:
    entry = ImprovementEntryFactory(body=force)
    Finding.objects.filter(pk=entry.finding.pk).update(
        lead="The force should:", parts=["train its people"], text="Few had been trained."
    )
    put_in_print(entry.source.inspection)
    client.force_login(force_lead)
    html = page(client, entry)
    for words in ("The force should:", "train its people", "Few had been trained.", "No deadline"):
        assert words in html


def test_a_correction_in_the_making_does_not_show(
    client: Client, force_lead: User, entry: RegisterEntry, moment: datetime
) -> None:
    correct(entry.source.inspection, moment)
    recommendation = entry.recommendation
    recommendation.text = "Not published yet."
    recommendation.save()
    client.force_login(force_lead)
    html = page(client, entry)
    assert "Not published yet." not in html
    assert entry.asked in html
    assert entry.source.get_absolute_url() not in html


def test_history_tells_the_body_why_but_not_who(
    client: Client, entry: RegisterEntry, force_lead: User, inspector: User, moment: datetime
) -> None:
    User.objects.filter(pk=inspector.pk).update(name="Inspector Unnamed")
    actions.record_status(
        entry,
        status="being_progressed",
        reason="A plan was sent.",
        seen_version=1,
        by=inspector,
        at=moment,
    )
    client.force_login(force_lead)
    html = page(client, entry)
    assert "A plan was sent." in html
    assert "2 March 2026" in html
    assert "Unnamed" not in html
    client.force_login(inspector)
    assert "by Inspector Unnamed" in page(client, entry)


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        ("force_lead", ["entry_assign"]),
        ("force_contributor", []),
        ("inspector", ["entry_status"]),
        ("moderator", ["entry_status"]),
        ("auditor", []),
        ("policing_body_person", []),
    ],
)
def test_a_person_is_offered_what_they_may_do(
    client: Client,
    request: pytest.FixtureRequest,
    entry: RegisterEntry,
    who: str,
    offered: list[str],
) -> None:
    client.force_login(request.getfixturevalue(who))
    html = page(client, entry)
    verbs = ["entry_assign", "entry_status"]
    assert [verb for verb in verbs if address(verb, entry) in html] == offered
    for verb in verbs:
        code = 200 if verb in offered else 403
        assert client.get(address(verb, entry)).status_code == code


def test_a_closed_entry_is_not_assigned(
    client: Client, force_lead: User, entry: RegisterEntry
) -> None:
    RegisterEntry.objects.update(status="complete", closed_on=TODAY)
    client.force_login(force_lead)
    assert address("entry_assign", entry) not in page(client, entry)


# Assigning on the page


def test_the_page_assigns(
    client: Client, force_lead: User, force_contributor: User, entry: RegisterEntry
) -> None:
    client.force_login(force_lead)
    url = address("entry_assign", entry)
    assert force_contributor.name in client.get(url).content.decode()
    response = client.post(url, {"owner": force_contributor.uuid, "seen_version": 1})
    assert response.url == entry.get_absolute_url()
    entry.refresh_from_db()
    assert entry.owner == force_contributor


def test_the_page_takes_the_owner_away(
    client: Client, force_lead: User, force: Body, entry: RegisterEntry
) -> None:
    RegisterEntry.objects.update(owner=force_lead)
    client.force_login(force_lead)
    client.post(address("entry_assign", entry), {"owner": "nobody", "seen_version": 1})
    entry.refresh_from_db()
    assert entry.owner is None


@pytest.mark.parametrize("owner", ["", "nonsense", "00000000-0000-4000-8000-000000000000"])
def test_the_page_asks_for_an_owner_of_the_list(
    client: Client, force_lead: User, entry: RegisterEntry, owner: str
) -> None:
    client.force_login(force_lead)
    response = client.post(address("entry_assign", entry), {"owner": owner, "seen_version": 1})
    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()


def test_the_page_shows_the_refusal_and_what_somebody_else_did(
    client: Client,
    force_lead: User,
    force_contributor: User,
    entry: RegisterEntry,
    moment: datetime,
) -> None:
    client.force_login(force_lead)
    actions.assign_owner(entry, owner=force_contributor, seen_version=1, by=force_lead, at=moment)
    asked = {"owner": force_lead.uuid, "seen_version": 1}
    html = client.post(address("entry_assign", entry), asked).content.decode()
    assert "has changed since" in html
    assert f"Responsible: {force_contributor}" in html
    assert 'name="seen_version" value="2"' in html


# Recording a status on the page


def test_the_page_records_a_status(client: Client, inspector: User, entry: RegisterEntry) -> None:
    client.force_login(inspector)
    asked = {"status": "being_progressed", "reason": "Seen on a visit.", "seen_version": 1}
    response = client.post(address("entry_status", entry), asked)
    assert response.url == entry.get_absolute_url()
    entry.refresh_from_db()
    assert (entry.status, entry.closed_on) == ("being_progressed", None)
    assert "Seen on a visit." in page(client, entry)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"reason": "Seen."}, "Choose a status"),
        ({"status": "being_progressed", "reason": " "}, "Say why the status changes"),
        ({"status": "complete", "reason": "Seen."}, "Choose another status"),
        ({"status": "awaiting_review", "reason": "Seen."}, "Choose another status"),
    ],
)
def test_the_page_says_what_is_missing(
    client: Client, inspector: User, entry: RegisterEntry, asked: dict[str, str], sentence: str
) -> None:
    client.force_login(inspector)
    response = client.post(address("entry_status", entry), asked | {"seen_version": "1"})
    assert sentence in response.content.decode()


def test_the_page_shows_the_refusal_and_keeps_what_was_typed(
    client: Client, inspector: User, moderator: User, entry: RegisterEntry, moment: datetime
) -> None:
    actions.record_status(
        entry, status="being_progressed", reason="A plan.", seen_version=1, by=moderator, at=moment
    )
    client.force_login(inspector)
    asked = {"status": "awaiting_review", "reason": "Seen on a visit.", "seen_version": 1}
    html = client.post(address("entry_status", entry), asked).content.decode()
    assert "has changed since" in html
    assert "Seen on a visit." in html
    assert "Being progressed" in html


def test_the_pages_of_an_entry_cost_a_fixed_number_of_queries(
    client: Client,
    force_lead: User,
    inspector: User,
    entry: RegisterEntry,
    moment: datetime,
    assert_queries_do_not_grow: object,
) -> None:
    client.force_login(force_lead)
    statuses = iter(["being_progressed", "awaiting_review"] * 5)

    def add_row() -> None:
        entry.refresh_from_db()
        actions.record_status(
            entry,
            status=next(statuses),
            reason="Seen.",
            seen_version=entry.version,
            by=inspector,
            at=moment,
        )

    assert_queries_do_not_grow(entry.get_absolute_url(), add_row)
