"""The same done to several entries: to each as if alone, recorded once, and told of what is not."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from forces.models import Body
from inspection_portal.core.models import AuditEvent, Message, User
from recommendations import actions
from recommendations.models import RegisterEntry
from tests.factories import RegisterEntryFactory, put_in_print

URL = reverse("recommendations:register_several")
LATER = localdate() + timedelta(days=60)


@pytest.fixture
def entries(force: Body) -> list[RegisterEntry]:
    """Three open entries of `force`, with the most recent reference last."""
    found = [RegisterEntryFactory(body=force) for _ in range(3)]
    for entry in found:
        put_in_print(entry.source.inspection)
    return found


@pytest.fixture
def closed(force: Body) -> RegisterEntry:
    return RegisterEntryFactory(body=force, status="complete", closed_on=localdate())


@pytest.fixture
def theirs(other_force: Body) -> RegisterEntry:
    return RegisterEntryFactory(body=other_force)


def read(entries: list[RegisterEntry]) -> dict[RegisterEntry, int]:
    """As somebody has just read them."""
    return {each: each.version for each in entries}


def lines() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def send(client: Client, entries: list[RegisterEntry], deed: str, **typed: object) -> str:
    """The page that follows."""
    day = typed.pop("day", None)
    if isinstance(day, date):
        name = "target_on" if deed == "target" else "wanted_by"
        parts = {"day": day.day, "month": day.month, "year": day.year}
        typed |= {f"{name}_{part}": value for part, value in parts.items()}
    sent = {"entries": [each.uuid for each in entries], "deed": deed, **typed}
    return client.post(URL, sent, follow=True).content.decode()


class TestActions:
    def test_one_person_is_responsible_for_all(
        self,
        entries: list[RegisterEntry],
        force_contributor: User,
        force_lead: User,
        moment: datetime,
    ) -> None:
        before = AuditEvent.objects.count()
        done = actions.assign_many(read(entries), owner=force_contributor, by=force_lead, at=moment)
        assert (done.changed, done.refused) == (entries, [])
        assert {each.owner for each in RegisterEntry.objects.all()} == {force_contributor}
        assert {each.position for each in RegisterEntry.objects.all()} == {"in_progress"}
        assert AuditEvent.objects.count() == before + 1
        event = AuditEvent.objects.get(verb="entries.assigned")
        assert event.detail["entries"].splitlines() == [each.reference for each in entries]
        assert event.detail["owner"] == str(force_contributor)

    def test_what_can_not_be_changed_stays_and_is_told(
        self,
        entries: list[RegisterEntry],
        closed: RegisterEntry,
        theirs: RegisterEntry,
        force_contributor: User,
        force_lead: User,
        moment: datetime,
    ) -> None:
        every = [theirs, closed, *entries]
        done = actions.assign_many(read(every), owner=force_contributor, by=force_lead, at=moment)
        assert done.changed == entries
        refused = dict(done.refused)
        assert refused[theirs] == "This is not yours to do for it."
        assert "is closed" in refused[closed]
        for entry in (theirs, closed):
            entry.refresh_from_db()
            assert entry.owner is None

    def test_a_target_is_set_or_moved(
        self, entries: list[RegisterEntry], force_lead: User, moment: datetime
    ) -> None:
        first, *_ = entries
        actions.set_target(first, target_on=LATER, seen_version=0, by=force_lead, at=moment)
        earlier = LATER - timedelta(days=10)
        seen = dict.fromkeys(entries, 0) | {first: 1}
        done = actions.set_targets(seen, target_on=earlier, by=force_lead, at=moment)
        assert done.changed == entries
        assert set(RegisterEntry.objects.values_list("target_on", flat=True)) == {earlier}
        again = actions.set_targets(
            dict.fromkeys(entries), target_on=earlier, by=force_lead, at=moment
        )
        assert again.changed == []
        assert lines().count("entries.target_set") == 1, "Nothing changed is nothing recorded."

    def test_a_note_stays_on_its_side(
        self, entries: list[RegisterEntry], inspector: User, moment: datetime
    ) -> None:
        said = {"narrative": "We read all plans.", "internal_note": "Ask in May."}
        actions.note_many(entries, **said, by=inspector, at=moment)
        for entry in entries:
            update = entry.updates.get()
            assert (update.side, update.narrative) == ("inspectorate", "We read all plans.")
        event = AuditEvent.objects.get(verb="entries.updated")
        assert "Ask in May." not in str(event.detail)

    def test_a_body_is_asked_once_for_all(
        self, entries: list[RegisterEntry], inspector: User, force_lead: User, moment: datetime
    ) -> None:
        asked = {"words": "", "wanted_by": LATER}
        done = actions.request_updates(entries, **asked, by=inspector, at=moment)
        assert len(done.changed) == 3
        assert Message.objects.filter(recipient=force_lead).count() == 1
        again = actions.request_updates(entries, **asked, by=inspector, at=moment)
        assert {why for _, why in again.refused} == {
            "An update has been asked for and not come yet."
        }


class TestPage:
    def test_a_lead_assigns_what_is_looked_for(
        self,
        client: Client,
        entries: list[RegisterEntry],
        force_lead: User,
        force_contributor: User,
    ) -> None:
        client.force_login(force_lead)
        page = send(client, entries[:2], "assign", owner=force_contributor.uuid)
        assert "2 entries are changed." in page
        assert RegisterEntry.objects.filter(owner=force_contributor).count() == 2

    def test_refusals_are_told(
        self, client: Client, entries: list[RegisterEntry], force_lead: User, moment: datetime
    ) -> None:
        client.force_login(force_lead)
        actions.set_target(entries[0], target_on=LATER, seen_version=0, by=force_lead, at=moment)
        page = send(client, entries, "target", day=LATER)
        assert "2 entries are changed." in page
        assert f"{entries[0].reference} is left as it was." in page

    @pytest.mark.parametrize(
        ("deed", "told"),
        [
            ("", "Choose what you want to do"),
            ("assign", "Choose who is responsible from now on"),
            ("target", "Enter the target"),
            ("note", "Write an update or an internal note"),
            ("ask", "Select a valid choice"),
        ],
    )
    def test_what_is_missing_is_told_and_nothing_changed(
        self,
        client: Client,
        entries: list[RegisterEntry],
        force_lead: User,
        deed: str,
        told: str,
    ) -> None:
        client.force_login(force_lead)
        assert told in send(client, entries, deed)
        assert "Choose at least one entry" in send(client, [], deed)
        assert not RegisterEntry.objects.exclude(version=1).exists()

    def test_another_bodys_entry_is_no_choice(
        self, client: Client, theirs: RegisterEntry, force_lead: User
    ) -> None:
        client.force_login(force_lead)
        assert theirs.reference not in client.get(URL).content.decode()
        page = send(client, [theirs], "note", narrative="Half of it is done.")
        assert "An entry is not among those looked for any more." in page
        assert not theirs.updates.exists()

    def test_only_what_is_looked_for_is_offered(
        self, client: Client, entries: list[RegisterEntry], force_lead: User
    ) -> None:
        client.force_login(force_lead)
        page = client.get(URL, {"words": entries[1].asked})
        field = page.context["form"]["entries"]
        assert list(field.field.queryset) == [entries[1]]
        assert field.value() == [entries[1].uuid], "Who has looked for something means all of it."
        assert client.get(URL).context["form"]["entries"].value() == []

    def test_a_form_sent_twice_is_done_once(
        self, client: Client, entries: list[RegisterEntry], inspector: User
    ) -> None:
        client.force_login(inspector)
        key = client.get(URL).context["form"]["submit_key"].value()
        for _ in range(2):
            send(client, entries, "note", narrative="We read all plans.", submit_key=key)
        assert entries[0].updates.count() == 1

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_page_costs_the_same_however_many_are_offered(
        self,
        client: Client,
        force: Body,
        force_lead: User,
        number: int,
        django_assert_max_num_queries: object,
    ) -> None:
        for _ in range(number):
            RegisterEntryFactory(body=force)
        client.force_login(force_lead)
        with django_assert_max_num_queries(17):
            client.get(URL)

    def test_who_only_reads_has_no_such_page(self, client: Client, auditor: User) -> None:
        client.force_login(auditor)
        assert client.get(URL).status_code == 403
