"""A snapshot freezes a list with its figures, and tells what has become of it since."""

import zlib
from contextlib import closing
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from disruptions import queries
from disruptions.actions import snapshots as taking
from disruptions.actions import take_snapshot
from disruptions.actions.extract_runs import TURN
from disruptions.models import Disruption, FilterSet, Snapshot, SnapshotPart, Threat
from forces.models import Body
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import (
    AssessmentFactory,
    DataExtractFactory,
    DisruptionFactory,
    FilterSetFactory,
    RegionFactory,
    ThreatFactory,
    ThreatPhaseFactory,
)
from tests.pages import shown

OF_ONE = ("snapshot", "snapshot_list", "snapshot_csv", "snapshot_today")
LEADS = {"column": "disruption_type", "test": "is", "values": ["lead"], "blank_kept": None}
TIERS = {"column": "tier", "test": "is_not", "values": ["5"], "blank_kept": True}


@pytest.fixture
def filter_set(db: None) -> FilterSet:
    made: FilterSet = FilterSetFactory(name="Leads")
    return made


@pytest.fixture
def led(threat: Threat) -> list[Disruption]:
    """Three of `force`: two major ones and one without a category."""
    return [
        DisruptionFactory(threat=threat, reference=f"D {n}", category=category, source="apmis")
        for n, category in enumerate(("major", "major", ""), start=1)
    ]


@pytest.fixture
def others(other_force: Body) -> Disruption:
    """One of `other_force`, and one that it supported, which is not counted."""
    threat = ThreatFactory(body=other_force)
    DisruptionFactory(threat=threat, type="support", source="apmis", reference="S 1")
    made: Disruption = DisruptionFactory(threat=threat, reference="=1+1", category="minor")
    return made


@pytest.fixture
def taken(
    filter_set: FilterSet,
    led: list[Disruption],
    others: Disruption,
    inspector: User,
    moment: datetime,
) -> Snapshot:
    return take_snapshot(filter_set=filter_set, by=inspector, at=moment)


def figures(snapshot: Snapshot, user: User) -> dict[str, list[tuple[str, int]]]:
    told = queries.figures_of(snapshot, user)
    return {of.body.name: [(each.told, each.number) for each in of.cells] for of in told.bodies}


def text_of(snapshot: Snapshot) -> str:
    return "".join(queries.list_as_csv(snapshot, snapshot.parts.order_by("position")))


class TestTake:
    def test_the_list_its_figures_and_its_hash_are_kept(
        self, taken: Snapshot, force: Body, other_force: Body, inspector: User
    ) -> None:
        listed = text_of(taken)
        assert sha256(listed.encode()).hexdigest() == taken.sha256
        assert taken.rows == 4
        assert "'=1+1,This portal" in listed
        assert "D 1,APMIS extract" in listed
        assert figures(taken, inspector) == {
            force.name: [("Major", 2), ("Minor", 0), ("No category", 1)],
            other_force.name: [("Major", 0), ("Minor", 1), ("No category", 0)],
        }
        event = AuditEvent.objects.about(taken).get()
        assert event.verb == "snapshot.taken"
        assert event.detail["sha256"] == taken.sha256

    def test_a_body_of_which_nothing_is_kept_counts_to_nothing(
        self, filter_set: FilterSet, force: Body, inspector: User, moment: datetime
    ) -> None:
        bodies = {"filter_set": filter_set, "bodies": [force]}
        empty = take_snapshot(**bodies, by=inspector, at=moment)
        assert figures(empty, inspector) == {force.name: []}
        assert sha256(empty.head.encode()).hexdigest() == empty.sha256
        assert Snapshot.objects.covering(force).get() == empty

    def test_the_latest_extract_is_kept_with_it(
        self,
        filter_set: FilterSet,
        led: list[Disruption],
        inspector: User,
        moment: datetime,
        as_inspector: Client,
    ) -> None:
        latest = DataExtractFactory(state="loaded", taken_on=date(2026, 2, 1), sha256="2" * 64)
        DataExtractFactory(state="loaded", taken_on=date(2026, 1, 1), sha256="1" * 64)
        DataExtractFactory(state="checked", taken_on=date(2026, 2, 2), sha256="3" * 64)
        DataExtractFactory(kind="threats", state="loaded", taken_on=date(2026, 2, 3))
        snapshot = take_snapshot(filter_set=filter_set, by=inspector, at=moment)
        assert snapshot.extract == latest
        assert latest.sha256 in as_inspector.get(snapshot.get_absolute_url()).content.decode()
        told = AuditEvent.objects.about(snapshot).get(verb="snapshot.taken").detail
        assert told["extract"] == latest.sha256

    def test_it_waits_for_no_load_and_is_refused_beside_one(
        self, filter_set: FilterSet, led: list[Disruption], inspector: User, moment: datetime
    ) -> None:
        other = connections.create_connection(DEFAULT_DB_ALIAS)
        with closing(other), transaction.atomic():
            other.set_autocommit(False)
            with other.cursor() as cursor:
                cursor.execute(TURN)
            with pytest.raises(RuleBroken, match=r"An extract is being loaded\. Take the snapshot"):
                take_snapshot(filter_set=filter_set, by=inspector, at=moment)
            other.rollback()
            assert take_snapshot(filter_set=filter_set, by=inspector, at=moment).rows == 3

    def test_of_no_body_none_is_taken(
        self, filter_set: FilterSet, led: list[Disruption], as_inspector: Client, inspector: User,
        moment: datetime,
    ) -> None:  # fmt: skip
        with pytest.raises(RuleBroken, match="at least one body"):
            take_snapshot(filter_set=filter_set, bodies=[], by=inspector, at=moment)
        said = {"filter_set": str(filter_set.uuid), "of": str(RegionFactory().uuid)}
        page = shown(as_inspector.post(reverse("disruptions:snapshot_take"), said))
        assert "A snapshot is of at least one body" in page
        said = {"filter_set": str(filter_set.uuid), "bodies": []}
        address = "/api/v1/disruption-snapshots/take/"
        told = as_inspector.post(address, said, content_type="application/json")
        assert (told.status_code, "at least one body" in told.json()["detail"]) == (409, True)
        assert not Snapshot.objects.exists()

    def test_its_name_has_the_day_in_london(self, filter_set: FilterSet) -> None:
        late = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
        assert str(Snapshot(filter_set=filter_set, as_at=late)) == "Leads, as at 2 June 2026"

    def test_nothing_of_it_changes_any_more(self, taken: Snapshot, force: Body) -> None:
        part = taken.parts.first()
        assert part is not None
        added = {"snapshot": taken, "position": 99, "body": force, "rows": 0, "content": b""}
        for change in (
            lambda: Snapshot.objects.update(rows=1),
            lambda: Snapshot.objects.all().delete(),
            lambda: SnapshotPart.objects.update(rows=1),
            lambda: SnapshotPart.objects.all().delete(),
            lambda: SnapshotPart.objects.create(**added),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()

    def test_a_changed_byte_is_found(self, taken: Snapshot) -> None:
        """A list that differs in one, or can’t be unpacked, does not have the hash of this one."""
        assert queries.has_its_hash(taken)
        parts = list(taken.parts.order_by("position"))
        changed = parts[0].text.replace("D 1", "D 7").encode()
        for content in (zlib.compress(changed), b"torn"):
            said = {"filter_set": taken.filter_set, "as_at": taken.as_at, "head": taken.head}
            other = Snapshot.objects.create(**said, taken_by=taken.taken_by)
            for part in parts:
                part.pk, part.snapshot = None, other
                part.content = content if part is parts[0] else part.content
                part.save()
            assert not queries.has_its_hash(sealed(other, taken))

    def test_a_part_that_counts_other_rows_than_it_holds_is_found(self, taken: Snapshot) -> None:
        """The figures are summed over the parts, which the hash of the text says nothing of."""
        for more in (0, 1):
            said = {"filter_set": taken.filter_set, "as_at": taken.as_at, "head": taken.head}
            other = Snapshot.objects.create(**said, taken_by=taken.taken_by)
            for place, part in enumerate(taken.parts.order_by("position")):
                part.pk, part.snapshot = None, other
                part.rows += more * (1, -1, 0, 0)[place]
                part.save()
            assert queries.has_its_hash(sealed(other, taken)) == (not more)

    def test_it_is_read_and_written_a_few_rows_at_a_time(
        self,
        filter_set: FilterSet,
        led: list[Disruption],
        inspector: User,
        moment: datetime,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(taking, "CHUNK", 1)
        snapshot = take_snapshot(filter_set=filter_set, by=inspector, at=moment)
        parts = snapshot.parts.order_by("position")
        assert [each.rows for each in parts.filter(rows__gt=0)] == [1, 1, 1]
        assert queries.has_its_hash(snapshot)
        monkeypatch.setattr("disruptions.queries.snapshots.ON_A_PAGE", 2)
        pages = [queries.page_of_list(snapshot, parts, number) for number in ("", "2", "7")]
        assert [[row[0][1] for row in page.rows] for page in pages] == [
            ["D 1", "D 2"],
            ["D 3"],
            ["D 3"],
        ]
        assert [(page.previous, page.next) for page in pages] == [(None, 2), (1, None), (1, None)]

    def test_threats_are_counted_by_type_and_tier(
        self, force: Body, inspector: User, moment: datetime
    ) -> None:
        for tier in (2, None, 5):
            phase = ThreatPhaseFactory()
            AssessmentFactory(threat=ThreatFactory(body=force, tier=tier, phase=phase))
        snapshot = take_snapshot(
            filter_set=FilterSetFactory(kind="threats", rules=[TIERS]), by=inspector, at=moment
        )
        group = "Organised crime group"
        told = [(f"{group}, tier 2", 1), (f"{group}, no tier", 1)]
        assert figures(snapshot, inspector)[force.name] == told
        assert "Tactical,Moderated,2026-01-12" in text_of(snapshot)

    def test_who_may_not(
        self, filter_set: FilterSet, force_lead: User, hmi: User, moment: datetime
    ) -> None:
        for by in (force_lead, hmi):
            with pytest.raises(PermissionDenied):
                take_snapshot(filter_set=filter_set, by=by, at=moment)


class TestSince:
    def test_what_changed_is_new_and_is_gone(
        self, taken: Snapshot, led: list[Disruption], threat: Threat, moment: datetime
    ) -> None:
        on = moment.date()
        same = queries.since(taken, threat.body, on=on)
        assert same is not None
        assert same.is_same
        Disruption.objects.filter(pk=led[0].pk).update(moderation="moderated")
        Disruption.objects.filter(pk=led[1].pk).update(type="support")
        Disruption.objects.filter(pk=led[2].pk).delete()
        DisruptionFactory(threat=threat, reference="D 4")
        now = queries.since(taken, threat.body, on=on)
        assert now is not None
        assert (now.changed, now.added, now.gone) == (1, 1, 2)
        told = {each.reference: each.why for rows in now.shown.values() for each in rows}
        assert told["D 1"] == "Moderation was Waiting for moderation, is Moderated"
        assert told["D 2"] == "It no longer passes: Disruption type is Lead disruption."
        assert told["D 3"] == "There is no such record of this body any more."
        assert "Record date 2026-02-02" in told["D 4"]

    def test_a_list_too_long_is_not_compared(
        self, taken: Snapshot, force: Body, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("disruptions.queries.snapshots.MOST_COMPARED", 2)
        assert queries.since(taken, force, on=date(2026, 3, 2)) is None

    def test_one_that_has_grown_too_long_is_not_compared(
        self, taken: Snapshot, threat: Threat, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("disruptions.queries.snapshots.MOST_COMPARED", 3)
        assert queries.since(taken, threat.body, on=date(2026, 3, 2)) is not None
        DisruptionFactory(threat=threat)
        assert queries.since(taken, threat.body, on=date(2026, 3, 2)) is None

    @pytest.mark.parametrize("kind", FilterSet.Kind.values)
    def test_a_body_that_is_renamed_has_the_rows_it_had(
        self, kind: str, led: list[Disruption], force: Body, inspector: User, moment: datetime
    ) -> None:
        rules = {"threats": TIERS, "disruptions": LEADS}
        filter_set = FilterSetFactory(kind=kind, rules=[rules[kind]])
        snapshot = take_snapshot(filter_set=filter_set, by=inspector, at=moment)
        assert snapshot.rows
        Body.objects.filter(pk=force.pk).update(name="Anew Police")
        same = queries.since(snapshot, force, on=moment.date())
        assert same is not None
        assert same.is_same


class TestPages:
    def test_who_compares_bodies_reads_all_of_it(
        self, as_inspector: Client, taken: Snapshot, force: Body, led: list[Disruption]
    ) -> None:
        assert str(taken) in shown(as_inspector.get(reverse("disruptions:snapshots")))
        page = shown(as_inspector.get(taken.get_absolute_url()))
        for words in ("still has its hash", taken.sha256, "Disruption type is Lead disruption"):
            assert words in page
        listed = reverse("disruptions:snapshot_list", args=[taken.uuid])
        behind = f"{listed}?body={force.uuid}&amp;figure=major"
        assert behind in page
        rows = shown(as_inspector.get(behind.replace("&amp;", "&")))
        assert [f"D {n}" in rows for n in (1, 2, 3)] == [True, True, False]
        taken_out = as_inspector.get(reverse("disruptions:snapshot_csv", args=[taken.uuid]))
        assert sha256(b"".join(taken_out.streaming_content)).hexdigest() == taken.sha256
        assert AuditEvent.objects.filter(verb="snapshots.exported").count() == 1
        Disruption.objects.filter(pk=led[0].pk).update(category="minor")
        today = reverse("disruptions:snapshot_today", args=[taken.uuid])
        assert "Category was Major, is Minor" in shown(
            as_inspector.get(f"{today}?body={force.uuid}")
        )

    def test_a_body_sees_its_own_rows_and_figures_alone(
        self, as_lead: Client, taken: Snapshot, other_force: Body, led: list[Disruption]
    ) -> None:
        page = shown(as_lead.get(taken.get_absolute_url()))
        assert "Figures of your body" in page
        assert str(taken.taken_by) not in page
        for name in OF_ONE:
            address = reverse(f"disruptions:{name}", args=[taken.uuid])
            told = whole(as_lead.get(address))
            assert "1+1" not in told
            assert other_force.name not in told
            asked = as_lead.get(f"{address}?body={other_force.uuid}")
            assert name == "snapshot" or asked.status_code == 404
        assert "D 1" in whole(as_lead.get(reverse("disruptions:snapshot_csv", args=[taken.uuid])))

    def test_a_body_has_the_hash_of_its_own_rows_and_of_no_others(
        self, as_lead: Client, filter_set: FilterSet, led: list[Disruption], others: Disruption,
        inspector: User, moment: datetime,
    ) -> None:  # fmt: skip
        """By the hash of the whole it could try out what the others have."""
        extract = DataExtractFactory(state="loaded", taken_on=date(2026, 2, 1), sha256="2" * 64)
        taken = take_snapshot(filter_set=filter_set, by=inspector, at=moment)
        file = as_lead.get(reverse("disruptions:snapshot_csv", args=[taken.uuid]))
        own = sha256(b"".join(file.streaming_content)).hexdigest()
        assert own[:8] in file["Content-Disposition"]
        assert own in shown(as_lead.get(taken.get_absolute_url()))
        api = f"/api/v1/disruption-snapshots/{taken.uuid}/"
        assert as_lead.get(f"{api}figures/").json()["rows_sha256"] == own
        pages = [
            reverse("disruptions:snapshots"),
            *(reverse(f"disruptions:{name}", args=[taken.uuid]) for name in OF_ONE),
            *(api, f"{api}figures/", "/api/v1/disruption-snapshots/"),
        ]
        for address in pages:
            told = as_lead.get(address)
            told = whole(told) + told.get("Content-Disposition", "")
            for secret in (taken.sha256[:8], extract.sha256[:12], "1 February 2026", "2026-02-01"):
                assert secret not in told, address
        as_lead.force_login(inspector)
        assert as_lead.get(api).json()["extract_sha256"] == extract.sha256
        assert as_lead.get(f"{api}figures/").json()["rows_sha256"] == taken.sha256

    def test_a_long_list_is_checked_where_that_is_asked_for(
        self, as_lead: Client, taken: Snapshot, inspector: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("disruptions.queries.snapshots.MOST_CHECKED_UNASKED", 3)
        api = f"/api/v1/disruption-snapshots/{taken.uuid}/figures/"
        page = shown(as_lead.get(taken.get_absolute_url()))
        assert "Check that the stored list is what was frozen" in page
        assert "still has its hash" not in page
        told = as_lead.get(api).json()
        assert (told["has_its_hash"], told["rows_sha256"]) == (None, None)
        told = as_lead.get(api, {"check": "true"}).json()
        assert told["has_its_hash"] is True
        assert told["rows_sha256"] in shown(as_lead.get(f"{taken.get_absolute_url()}?check=1"))
        assert as_lead.get(api, {"checked": "true"}).status_code == 400
        as_lead.force_login(inspector)
        told = as_lead.get(api).json()
        assert (told["has_its_hash"], told["rows_sha256"]) == (None, taken.sha256)

    def test_one_figure_of_all_bodies_is_listed_and_downloaded(
        self, as_inspector: Client, taken: Snapshot
    ) -> None:
        listed, file = (
            reverse(f"disruptions:{name}", args=[taken.uuid])
            for name in ("snapshot_list", "snapshot_csv")
        )
        assert f"{listed}?figure=minor" in shown(as_inspector.get(taken.get_absolute_url()))
        assert f"{file}?figure=minor" in shown(as_inspector.get(f"{listed}?figure=minor"))
        rows = whole(as_inspector.get(f"{file}?figure=minor")).splitlines()
        assert len(rows) == 2
        assert rows[1].startswith("'=1+1")
        event = AuditEvent.objects.get(verb="snapshots.exported")
        assert "minor" in str(event.detail)
        assert "kept nothing" in shown(as_inspector.get(f"{listed}?figure=moderate"))
        for address in (listed, file):
            assert as_inspector.get(f"{address}?figure=huge").status_code == 404

    def test_days_that_differ_are_told(
        self, as_inspector: Client, filter_set: FilterSet, led: list[Disruption], inspector: User,
        moment: datetime,
    ) -> None:  # fmt: skip
        same = FilterSetFactory(dated_on=moment.date())
        snapshot = take_snapshot(filter_set=same, by=inspector, at=moment)
        assert queries.days_apart(snapshot) == []
        DataExtractFactory(state="loaded", taken_on=date(2026, 2, 1))
        snapshot = take_snapshot(filter_set=same, by=inspector, at=moment)
        page = shown(as_inspector.get(snapshot.get_absolute_url()))
        assert "extract was taken on 1 February 2026, and the snapshot on 2 March 2026" in page
        assert "for lists of 2 March 2026, and these records are as at 1 February 2026" in page

    def test_one_is_taken(
        self, as_inspector: Client, filter_set: FilterSet, led: list[Disruption], force: Body
    ) -> None:
        address = reverse("disruptions:snapshot_take")
        assert "Choose the filter set" in shown(as_inspector.post(address))
        said = {"filter_set": str(filter_set.uuid), "of": str(force.uuid)}
        made = as_inspector.post(address, said)
        snapshot = Snapshot.objects.get()
        assert made.url == snapshot.get_absolute_url()
        assert set(snapshot.parts.values_list("body", flat=True)) == {force.pk}

    def test_more_rows_than_one_waits_for_are_not_frozen(
        self, as_inspector: Client, filter_set: FilterSet, led: list[Disruption], force: Body,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        said = {"filter_set": str(filter_set.uuid), "of": str(force.uuid)}
        address = reverse("disruptions:snapshot_take")
        monkeypatch.setattr(taking, "MOST_ROWS", 2)
        told = shown(as_inspector.post(address, said))
        assert "keeps more than 2 rows of these bodies" in told
        assert f'value="{filter_set.uuid}" selected' in told
        assert not Snapshot.objects.exists()
        monkeypatch.setattr(taking, "MOST_ROWS", 3)
        assert as_inspector.post(address, said).status_code == 302

    def test_it_is_not_there_for_who_is_not_in_it(
        self, as_lead: Client, filter_set: FilterSet, other_force: Body, inspector: User,
        moment: datetime,
    ) -> None:  # fmt: skip
        of = {"filter_set": filter_set, "bodies": [other_force]}
        snapshot = take_snapshot(**of, by=inspector, at=moment)
        assert as_lead.get(snapshot.get_absolute_url()).status_code == 404
        assert str(snapshot) not in shown(as_lead.get(reverse("disruptions:snapshots")))


def test_over_the_api(
    as_inspector: Client, filter_set: FilterSet, led: list[Disruption], others: Disruption,
    force_lead: User, force: Body,
) -> None:  # fmt: skip
    def send(**said: Any) -> HttpResponse:
        address = "/api/v1/disruption-snapshots/take/"
        return as_inspector.post(address, said, content_type="application/json")

    assert send().status_code == 400
    told = send(filter_set=str(filter_set.uuid)).json()
    assert told["filters"] == "Disruption type is Lead disruption."
    address = f"/api/v1/disruption-snapshots/{told['uuid']}/"
    rows = b"".join(as_inspector.get(f"{address}rows/").streaming_content)
    assert sha256(rows).hexdigest() == told["sha256"]
    assert as_inspector.get(f"{address}figures/").json()["has_its_hash"] is True
    as_inspector.force_login(force_lead)
    assert send(filter_set=str(filter_set.uuid)).status_code == 403
    own = as_inspector.get(f"{address}figures/").json()["figures"]
    assert {each["body"] for each in own} == {str(force.uuid)}
    assert b"1+1" not in b"".join(as_inspector.get(f"{address}rows/").streaming_content)


def sealed(snapshot: Snapshot, as_of: Snapshot) -> Snapshot:
    """With the seal of the other."""
    seal = {"rows": as_of.rows, "sha256": as_of.sha256}
    Snapshot.objects.filter(pk=snapshot.pk).update(**seal)
    snapshot.refresh_from_db()
    return snapshot


def whole(response: HttpResponse) -> str:
    if response.streaming:
        return b"".join(response.streaming_content).decode()
    return response.content.decode()
