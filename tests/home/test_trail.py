"""What auditors read: what one person did, who read what, the trail, and whether it is whole."""

import csv
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from forces.models import RoleGrant
from inspection_portal.core import audit
from inspection_portal.core.chain import head
from inspection_portal.core.models import AuditCheck, AuditEvent, User
from inspection_portal.home.auditing import LINES_ON_A_PAGE
from tests.factories import FindingFactory, InspectionFactory, person

TRAIL, CSV, CHAIN = reverse("home:trail"), reverse("home:trail_csv"), reverse("home:audit_chain")

Write = Callable[..., AuditEvent]


@pytest.fixture
def auditor(db: None) -> User:
    return person(RoleGrant.Role.AUDITOR)


@pytest.fixture
def as_auditor(client: Client, auditor: User) -> Client:
    client.force_login(auditor)
    return client


@pytest.fixture
def write(moment: datetime) -> Write:
    def write(verb: str, of: Any, by: User, **more: Any) -> AuditEvent:
        return audit.record(verb, of, **{"at": moment, "by": by, **more})

    return write


def lines(client: Client, url: str, **asked: object) -> list[AuditEvent]:
    return list(client.get(url, asked).context["page"].rows)


def did(who: User) -> str:
    return reverse("home:person_audit", args=[who.uuid])


def address(page: str, row: Any) -> str:
    return reverse(f"home:{page}", args=[row._meta.label_lower, row.uuid])


def looks() -> list[dict[str, object]]:
    """What was recorded of looking at the trail, the last first."""
    return [event.detail for event in AuditEvent.objects.filter(verb="trail.read")]


class TestWholeTrail:
    def test_tells_what_anybody_did_newest_first(
        self, as_auditor: Client, inspector: User, moderator: User, moment: datetime, write: Write
    ) -> None:
        first = write("finding.added", FindingFactory(), inspector)
        second = write("finding.moved", FindingFactory(), moderator, at=moment + timedelta(1))
        assert lines(as_auditor, TRAIL)[-2:] == [second, first]

    def test_is_found_by_person_deed_thing_and_days(
        self, as_auditor: Client, inspector: User, moderator: User, moment: datetime, write: Write
    ) -> None:
        """Days are London's: half past midnight in July there is the day before by UTC."""
        night = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
        finding, inspection = FindingFactory(), InspectionFactory()
        one = write("finding.added", finding, inspector)
        other = write("inspection.planned", inspection, moderator, at=night)
        found = {
            "person": (inspector.uuid, one),
            "verb": ("inspection.planned", other),
            "kind": ("findings.finding", one),
        }
        for name, (value, expected) in found.items():
            assert lines(as_auditor, TRAIL, **{name: value}) == [expected]
        on = {
            f"{end}_{part}": value
            for end in ("since", "until")
            for part, value in (("day", 2), ("month", 7), ("year", 2026))
        }
        assert lines(as_auditor, TRAIL, **on) == [other]
        assert lines(as_auditor, TRAIL, **{**on, "since_day": 3, "until_day": 3}) == []

    def test_days_in_the_wrong_order_are_said_so(self, as_auditor: Client) -> None:
        days = {
            f"{end}_{part}": value
            for end, day in (("since", 2), ("until", 1))
            for part, value in (("day", day), ("month", 7), ("year", 2026))
        }
        response = as_auditor.get(TRAIL, days)
        assert "The last day must be the first day or after it" in response.content.decode()
        assert not response.context["page"].rows

    def test_pages_follow_without_a_gap_or_a_double(
        self, as_auditor: Client, inspector: User, write: Write
    ) -> None:
        total = 2 * LINES_ON_A_PAGE + 3
        for number in range(total):
            write("thing.done", inspector, inspector, number=number)
        read: list[int] = []
        place: object = ""
        while place is not None:
            page = as_auditor.get(TRAIL, {"verb": "thing.done", "page": place}).context["page"]
            read += [event.detail["number"] for event in page.rows]
            place = page.next
        assert read == list(reversed(range(total)))

    def test_costs_the_same_however_many_lines(
        self,
        as_auditor: Client,
        inspector: User,
        write: Write,
        assert_queries_do_not_grow: Callable[..., None],
    ) -> None:
        assert_queries_do_not_grow(
            TRAIL, lambda: write("thing.done", person(RoleGrant.Role.INSPECTOR), inspector)
        )

    def test_looking_is_recorded_with_what_was_asked(
        self, as_auditor: Client, auditor: User, inspector: User, write: Write
    ) -> None:
        write("thing.done", inspector, inspector)
        as_auditor.get(TRAIL, {"person": inspector.uuid, "verb": "thing.done"})
        filters = {"person": inspector.name, "verb": "thing.done"}
        assert looks() == [{"page": "all of it", "filters": filters}]
        assert AuditEvent.objects.get(verb="trail.read").by == auditor


class TestFile:
    def test_holds_what_was_looked_for_with_its_place_in_the_chain(
        self, as_auditor: Client, auditor: User, inspector: User, write: Write
    ) -> None:
        event = write("thing.done", inspector, inspector, said="=1+1")
        write("thing.undone", inspector, inspector)
        connection.check_constraints()
        response = as_auditor.get(CSV, {"verb": "thing.done"})
        content = b"".join(response.streaming_content).decode("utf-8-sig")
        (row,) = csv.DictReader(StringIO(content))
        assert row["Who"] == inspector.name
        assert row["Detail"] == '{"said": "=1+1"}'
        assert (row["Line"], row["Hash"]) == (str(event.link.sequence), event.link.hash)
        exported = AuditEvent.objects.get(verb="trail.exported")
        assert (exported.by, exported.detail) == (auditor, {"filters": {"verb": "thing.done"}})

    def test_runs_nothing_in_a_spreadsheet(
        self, as_auditor: Client, inspector: User, write: Write
    ) -> None:
        User.objects.filter(pk=inspector.pk).update(name="=HYPERLINK(1)")
        inspector.refresh_from_db()
        write("thing.done", inspector, inspector)
        connection.check_constraints()
        response = as_auditor.get(CSV, {"verb": "thing.done"})
        content = b"".join(response.streaming_content).decode("utf-8-sig")
        (row,) = csv.DictReader(StringIO(content))
        assert (row["Who"], row["Thing"]) == ("'=HYPERLINK(1)", "'=HYPERLINK(1)")

    def test_is_not_made_of_nonsense(self, as_auditor: Client) -> None:
        response = as_auditor.get(CSV, {"verb": "no.such"})
        assert response.url == f"{TRAIL}?verb=no.such"
        assert not AuditEvent.objects.filter(verb="trail.exported").exists()


class TestPerson:
    def test_tells_what_they_did_alone(
        self, as_auditor: Client, inspector: User, moderator: User, write: Write
    ) -> None:
        mine = write("thing.done", moderator, inspector)
        write("thing.done", inspector, moderator)
        assert lines(as_auditor, did(inspector)) == [mine]
        assert lines(as_auditor, did(inspector), verb="thing.done") == [mine]
        assert looks() == [
            {"page": "what they did", "filters": {"verb": "thing.done"}},
            {"page": "what they did"},
        ]

    def test_own_doings_are_for_oneself_and_looking_is_not_recorded(
        self, client: Client, inspector: User, moderator: User, write: Write
    ) -> None:
        mine = write("thing.done", moderator, inspector)
        client.force_login(inspector)
        assert lines(client, did(inspector)) == [mine]
        assert looks() == []
        assert client.get(did(moderator)).status_code == 404


class TestReaders:
    def test_tells_who_read_it_and_why(
        self, as_auditor: Client, inspector: User, moment: datetime, write: Write
    ) -> None:
        finding = FindingFactory()
        write("finding.added", finding, inspector)
        read = audit.record_reading(
            "closed_text.read", finding, by=inspector, at=moment, reason="To moderate the grade"
        )
        page = as_auditor.get(address("readers", finding))
        assert page.context["page"].rows[-1] == read
        assert "To moderate the grade" in page.content.decode()
        assert [event.verb for event in page.context["page"].rows] == [
            "trail.read",
            "closed_text.read",
        ]


class TestAnyThing:
    def test_auditor_reads_the_trail_of_a_draft_but_not_the_draft(
        self, as_auditor: Client, inspector: User, write: Write
    ) -> None:
        finding = FindingFactory()
        write("finding.added", finding, inspector)
        trail = as_auditor.get(address("audit", finding)).context["trail"]
        assert [event.verb for event in trail.events] == ["finding.added"]
        assert as_auditor.get(finding.get_absolute_url()).status_code == 404
        assert looks() == [{"page": "what was done"}]

    def test_what_is_gone_keeps_its_trail_and_its_versions(
        self, as_auditor: Client, inspector: User, write: Write
    ) -> None:
        finding = FindingFactory(heading="Plans are old")
        write("finding.deleted", finding, inspector)
        finding.delete()
        assert "Plans are old" in as_auditor.get(address("audit", finding)).content.decode()
        shown = as_auditor.get(address("history", finding)).context["shown"]
        assert [version.label for version in shown.versions][:1] == ["Deleted"]
        assert looks()[0] == {"page": "how it changed", "thing": "Plans are old"}

    @pytest.mark.parametrize("page", ["audit", "history", "readers"])
    def test_what_never_was_is_not_found(self, as_auditor: Client, page: str) -> None:
        for object_type in ("findings.finding", "core.auditevent", "no.such"):
            url = reverse(f"home:{page}", args=[object_type, uuid4()])
            assert as_auditor.get(url).status_code == 404


class TestChain:
    def test_tells_the_head_and_what_the_checks_found(
        self, as_auditor: Client, auditor: User, write: Write, moment: datetime
    ) -> None:
        write("thing.done", auditor, auditor)
        connection.check_constraints()
        AuditCheck.objects.create(at=moment, lines=7, sequence=7, hash="a" * 64)
        AuditCheck.objects.create(at=moment, problem="Line 3 is missing.")
        page = as_auditor.get(CHAIN).content.decode()
        for words in (str(head()), f"7:{'a' * 64}", "Whole", "Broken", "Line 3 is missing."):
            assert words in page


@pytest.mark.parametrize("url", [TRAIL, CSV, CHAIN])
def test_only_auditors_read_all_of_it(url: str, client: Client, moderator: User) -> None:
    client.force_login(moderator)
    assert client.get(url).status_code == 403
    assert looks() == []
