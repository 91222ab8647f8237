"""Entries that repeat or supersede others, for those who see both (domain §3.3)."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from findings.models import FindingLink
from forces.models import Body
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from recommendations import actions, queries
from recommendations.models import EntryLink, RegisterEntry
from tests.factories import RegisterEntryFactory, put_in_print
from tests.pages import call

Kind = EntryLink.Kind


@pytest.fixture
def earlier(force: Body) -> RegisterEntry:
    """An earlier entry of `force`."""
    entry: RegisterEntry = RegisterEntryFactory(body=force)
    put_in_print(entry.source.inspection)
    return entry


def link(
    entry: RegisterEntry, other: RegisterEntry, by: User, at: datetime, kind: str = "repeats"
) -> EntryLink:
    return actions.link_entries(entry, other=other, kind=kind, by=by, at=at)


def test_a_link_is_made_audited_and_taken_away(
    entry: RegisterEntry, earlier: RegisterEntry, inspector: User, moment: datetime
) -> None:
    made = link(entry, earlier, inspector, moment)
    assert (made.entry, made.other, made.kind) == (entry, earlier, "repeats")
    actions.unlink_entries(made, by=inspector, at=moment)
    assert not EntryLink.objects.exists()
    removed, added = AuditEvent.objects.about(entry).order_by("-pk")
    assert (added.verb, removed.verb) == ("entry.linked", "entry.unlinked")
    assert added.detail == removed.detail == {"kind": "repeats", "to": earlier.reference}


@pytest.mark.parametrize("who", ["hmi", "auditor", "force_lead"])
def test_only_inspectors_and_moderators_link(
    request: pytest.FixtureRequest,
    entry: RegisterEntry,
    earlier: RegisterEntry,
    inspector: User,
    moment: datetime,
    who: str,
) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        link(entry, earlier, person, moment)
    made = link(entry, earlier, inspector, moment)
    with pytest.raises(PermissionDenied):
        actions.unlink_entries(made, by=person, at=moment)


def test_two_entries_are_linked_once(
    entry: RegisterEntry, earlier: RegisterEntry, inspector: User, moment: datetime
) -> None:
    link(entry, earlier, inspector, moment)
    with pytest.raises(RuleBroken, match="linked already"):
        link(entry, earlier, inspector, moment, "supersedes")
    with pytest.raises(RuleBroken, match="the other way round"):
        link(earlier, entry, inspector, moment)
    with pytest.raises(RuleBroken, match="linked to itself"):
        link(entry, entry, inspector, moment)


def test_both_pages_tell_it_in_their_words(
    client: Client,
    entry: RegisterEntry,
    earlier: RegisterEntry,
    inspector: User,
    force_lead: User,
    moment: datetime,
) -> None:
    link(entry, earlier, inspector, moment, "supersedes")
    client.force_login(force_lead)
    later_page = client.get(entry.get_absolute_url()).content.decode()
    assert "Supersedes" in later_page
    assert earlier.get_absolute_url() in later_page
    assert "Remove" not in later_page
    assert "Is superseded by" in client.get(earlier.get_absolute_url()).content.decode()


def test_a_link_to_an_entry_of_another_body_is_not_there_for_a_body(
    client: Client,
    entry: RegisterEntry,
    other_force: Body,
    inspector: User,
    force_lead: User,
    moment: datetime,
) -> None:
    theirs = RegisterEntryFactory(body=other_force)
    put_in_print(theirs.source.inspection)
    made = link(entry, theirs, inspector, moment)
    client.force_login(force_lead)
    html = client.get(entry.get_absolute_url()).content.decode()
    assert theirs.reference not in html
    assert "Linked entries" not in html
    assert client.get(f"/api/v1/entry-links/{made.uuid}/").status_code == 404
    client.force_login(inspector)
    assert theirs.reference in client.get(entry.get_absolute_url()).content.decode()


def test_linked_findings_offer_links_of_their_entries(
    client: Client,
    entry: RegisterEntry,
    earlier: RegisterEntry,
    moderator: User,
    force_lead: User,
    moment: datetime,
) -> None:
    FindingLink.objects.create(
        from_finding=entry.source,
        to_finding=earlier.source,
        kind="repeats",
        by=moderator,
        at=moment,
    )
    (offer,) = queries.links_of(entry, moderator).offers
    assert (offer.words, offer.later, offer.earlier) == ("Repeats", entry, earlier)
    (backwards,) = queries.links_of(earlier, moderator).offers
    assert (backwards.words, backwards.later) == ("Is repeated by", entry)
    assert queries.links_of(entry, force_lead).offers == []
    client.force_login(moderator)
    html = client.get(entry.get_absolute_url()).content.decode()
    offered = reverse("recommendations:entry_link_add", args=[entry.uuid])
    assert f"{offered}?kind=repeats" in html
    link(entry, earlier, moderator, moment)
    assert queries.links_of(entry, moderator).offers == []


def test_the_page_links_and_removes(
    client: Client, entry: RegisterEntry, earlier: RegisterEntry, inspector: User
) -> None:
    client.force_login(inspector)
    url = reverse("recommendations:entry_link_add", args=[entry.uuid])
    filled = client.get(f"{url}?kind=repeats&other={earlier.reference}").content.decode()
    assert earlier.reference in filled
    wrong = client.post(url, {"kind": "repeats", "other": "nowhere/9"}).content.decode()
    assert "No entry has the reference “nowhere/9”" in wrong
    sent = {"kind": "repeats", "other": f" {earlier.reference} "}
    assert client.post(url, sent).url == entry.get_absolute_url()
    assert "linked already" in client.post(url, sent).content.decode()
    made = EntryLink.objects.get()
    client.post(reverse("recommendations:entry_link_remove", args=[made.uuid]))
    assert not EntryLink.objects.exists()


def test_the_api_links_lists_removes_and_answers_409(
    client: Client, entry: RegisterEntry, earlier: RegisterEntry, inspector: User
) -> None:
    client.force_login(inspector)
    url = f"/api/v1/register-entries/{entry.uuid}/link/"
    sent = {"other": str(earlier.uuid), "kind": "repeats"}
    made = client.post(url, sent, content_type="application/json")
    assert made.status_code == 200
    assert client.post(url, sent, content_type="application/json").status_code == 409
    (listed,) = client.get(f"/api/v1/entry-links/?entry={entry.uuid}").json()["results"]
    assert listed == made.json()
    removed = call(client, f"/api/v1/entry-links/{listed['uuid']}/remove/")
    assert removed.status_code == 200
    assert not EntryLink.objects.exists()
