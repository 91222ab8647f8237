"""A key figure copied from a snapshot leads to its list for good."""

from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml.html import fromstring

from disruptions.actions import moderate_disruption, take_snapshot
from disruptions.models import Disruption, FilterSet, Snapshot
from findings.actions import remove_key_figure, revise_key_figure
from findings.models import Figure, InspectedBody, Inspection, KeyFigure
from forces.models import Body
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User, system_user
from inspection_portal.home.actions import copy_from_snapshot
from inspection_portal.reports import document, rendering
from inspection_portal.reports.actions import publish
from inspection_portal.reports.models import Issue
from tests.factories import (
    DataExtractFactory,
    DisruptionFactory,
    DisruptionStandardFactory,
    FigureFactory,
    FilterSetFactory,
    JudgmentFactory,
    KeyFigureFactory,
    ThreatFactory,
    put_in_print,
)
from tests.pages import shown
from tests.reports.test_pdf import pages


@pytest.fixture
def majors(db: None) -> Figure:
    made: Figure = FigureFactory(name="Major lead disruptions")
    return made


@pytest.fixture
def led(force: Body, force_contributor: User) -> list[Disruption]:
    threat = ThreatFactory(body=force)
    said = {"threat": threat, "recorded_by": force_contributor}
    return [
        DisruptionFactory(reference=f"D {n}", category=category, **said)
        for n, category in enumerate(("major", "major", "minor"), start=1)
    ]


@pytest.fixture
def snapshot(led: list[Disruption], inspector: User, moment: datetime) -> Snapshot:
    return take_snapshot(filter_set=FilterSetFactory(), by=inspector, at=moment)


def test_after_publication_a_key_figure_is_traced_to_its_list_as_it_was_that_day(
    as_inspector: Client,
    chapter: InspectedBody,
    majors: Figure,
    led: list[Disruption],
    snapshot: Snapshot,
    inspector: User,
    force_lead: User,
    moment: datetime,
) -> None:
    [row] = copy_from_snapshot(chapter, snapshot, figures={majors: 0}, by=inspector, at=moment)
    put_in_print(chapter.inspection, moment)
    DisruptionStandardFactory()
    moderate_disruption(
        led[0],
        outcome="downgraded",
        to_category="moderate",
        reason="The group went on.",
        seen_version=led[0].version,
        by=force_lead,
        at=moment,
    )
    DisruptionFactory(threat=led[1].threat, category="major", reference="D 4")
    Disruption.objects.filter(pk=led[1].pk).delete()

    page = shown(as_inspector.get(row.get_absolute_url()))
    address = reverse("disruptions:snapshot_list", args=[snapshot.uuid])
    behind = f"{address}?body={chapter.body.uuid}&amp;figure=major"
    assert behind in page
    listed = as_inspector.get(behind.replace("&amp;", "&")).context["page"]
    row.refresh_from_db()
    assert listed.total == row.value == 2
    assert [dict(cells)["Reference"] for cells in listed.rows] == ["D 1", "D 2"]
    assert {dict(cells)["Category"] for cells in listed.rows} == {"Major"}
    taken = as_inspector.get(reverse("disruptions:snapshot_csv", args=[row.snapshot]))
    assert sha256(b"".join(taken.streaming_content)).hexdigest() == row.snapshot_sha256
    assert row.as_at == moment.date()
    assert row.counted.startswith("Disruption type is Lead disruption.")
    assert row.counted.endswith("Of these, the major ones.")


def test_a_published_figure_leads_to_the_very_list_that_it_was_counted_from(
    as_inspector: Client,
    chapter: InspectedBody,
    majors: Figure,
    led: list[Disruption],
    snapshot: Snapshot,
    inspector: User,
    moment: datetime,
) -> None:
    """The whole walk: records, list, figure, report, and back when the records are others."""
    address = reverse("home:figures_trace", args=[chapter.uuid])
    chosen = {"figures": [f"{majors.uuid}.0"], "is_printed": "on"}
    assert as_inspector.post(f"{address}?snapshot={snapshot.uuid}", chosen).status_code == 302
    issue = published(chapter, moment)
    as_printed = "".join(pages(rendering.pdf(document.from_builtins(issue.content))))
    as_shown = fromstring(shown(as_inspector.get(preview_of(chapter)))).text_content()
    for text in (as_printed, as_shown):
        for words in ("2 orders", "2 March 2026", "Disruption type is Lead disruption."):
            assert words in " ".join(text.split())
        assert snapshot.sha256 in "".join(text.split())

    DisruptionFactory(threat=led[1].threat, category="major", reference="D 4")
    Disruption.objects.filter(pk=led[1].pk).delete()
    since = moment + timedelta(hours=1)
    later = take_snapshot(filter_set=snapshot.filter_set, by=inspector, at=since)
    assert later.sha256 != snapshot.sha256
    row = KeyFigure.objects.get()
    with pytest.raises(RuleBroken, match="Open a correction"):
        copy_from_snapshot(chapter, later, figures={majors: 1}, by=inspector, at=since)

    page = shown(as_inspector.get(issue.get_absolute_url()))
    [link] = fromstring(page).xpath("//a[contains(., 'The list behind it')]/@href")
    assert str(snapshot.uuid) in link
    listed = as_inspector.get(link).context["page"]
    assert listed.total == row.value == 2
    assert [dict(cells)["Reference"] for cells in listed.rows] == ["D 1", "D 2"]
    whole = as_inspector.get(reverse("disruptions:snapshot_csv", args=[snapshot.uuid]))
    assert sha256(b"".join(whole.streaming_content)).hexdigest() in page


class TestIssue:
    """The page of an issue, for who reads it."""

    @pytest.fixture
    def issue(
        self, chapter: InspectedBody, majors: Figure, snapshot: Snapshot, inspector: User,
        moment: datetime,
    ) -> Issue:  # fmt: skip
        said: Any = {"figures": {majors: 0}, "is_printed": True}
        copy_from_snapshot(chapter, snapshot, **said, by=inspector, at=moment)
        return published(chapter, moment)

    def test_the_list_is_led_to_by_who_can_open_it_and_told_of_to_all(
        self, client: Client, issue: Issue, chapter: InspectedBody, snapshot: Snapshot,
        force_lead: User, other_force_lead: User, inspector: User,
    ) -> None:  # fmt: skip
        for reader, opens in ((inspector, True), (force_lead, True), (other_force_lead, False)):
            client.force_login(reader)
            page = shown(client.get(issue.get_absolute_url()))
            assert snapshot.sha256 in page
            assert "Of these, the major ones" in page
            links = fromstring(page).xpath("//a[contains(., 'The list behind it')]/@href")
            assert len(links) == opens
            assert [client.get(link).context["page"].total for link in links] == [2] * opens
        Body.objects.filter(pk=chapter.body_id).update(name="Another name")
        client.force_login(force_lead)
        assert "The list behind it" in shown(client.get(issue.get_absolute_url()))

    def test_a_withdrawn_one_tells_outsiders_nothing(
        self, client: Client, issue: Issue, snapshot: Snapshot, force_lead: User, inspector: User,
        moment: datetime,
    ) -> None:  # fmt: skip
        why = {"withdrawn_at": moment, "withdrawn_by": inspector, "withdrawal_reason": "Wrong."}
        Inspection.objects.filter(pk=issue.inspection_id).update(**why)
        client.force_login(force_lead)
        assert snapshot.sha256 not in shown(client.get(issue.get_absolute_url()))

    def test_one_without_any_says_nothing_of_them(
        self, as_inspector: Client, chapter: InspectedBody, moment: datetime
    ) -> None:
        issue = published(chapter, moment)
        assert "Printed figures" not in shown(as_inspector.get(issue.get_absolute_url()))


def published(chapter: InspectedBody, at: datetime) -> Issue:
    """The report that the chapter is in, issued as it stands."""
    JudgmentFactory(inspected_body=chapter)
    inspection = Inspection.objects.get(pk=chapter.inspection_id)
    said: Any = {"seen_version": inspection.version, "by": system_user(), "at": at}
    return publish(inspection, publish_at=at, **said)


def preview_of(chapter: InspectedBody) -> str:
    return reverse("reports:preview", args=[chapter.inspection.uuid])


class TestAction:
    def test_it_is_recorded_and_a_change_by_hand_takes_the_trace_away(
        self,
        chapter: InspectedBody,
        majors: Figure,
        snapshot: Snapshot,
        inspector: User,
        moment: datetime,
    ) -> None:
        every = FigureFactory(name="Lead disruptions")
        figures = {majors: 0, every: 0}
        rows = copy_from_snapshot(chapter, snapshot, figures=figures, by=inspector, at=moment)
        assert [(row.told, row.snapshot_figure) for row in rows] == [("2", "major"), ("3", "")]
        event = AuditEvent.objects.about(rows[0]).get(verb="key_figure.counted")
        assert event.detail["snapshot_sha256"] == snapshot.sha256
        who: Any = {"by": inspector, "at": moment}
        words = {"source": rows[0].source, "counted": rows[0].counted}
        told: dict[str, Any] = {"value": 2, "as_at": moment.date(), **words}
        revise_key_figure(rows[0], seen_version=1, **told | {"source": "As copied"}, **who)
        assert rows[0].trace == trace_to(snapshot, "major")
        for change in ({"value": 5}, {"as_at": date(2026, 3, 1)}, {"value": 5, "source": "Mine"}):
            with pytest.raises(RuleBroken, match="Say in your own words where it comes from"):
                revise_key_figure(rows[0], seen_version=2, **change, **who)
        own = {"value": 5, "source": "Mine", "counted": ""}
        revise_key_figure(rows[0], seen_version=2, **own, **who)
        assert rows[0].trace == {}
        event = AuditEvent.objects.about(rows[0]).filter(verb="key_figure.revised").first()
        assert event is not None
        assert event.detail["snapshot_sha256"] == [snapshot.sha256, ""]
        [again] = copy_from_snapshot(
            chapter, snapshot, figures={majors: 3}, by=inspector, at=moment
        )
        assert (again.pk, again.told, again.snapshot) == (rows[0].pk, "2", snapshot.uuid)
        remove_key_figure(again, seen_version=4, **who)
        removed = AuditEvent.objects.about(again).get(verb="key_figure.removed").detail
        assert removed.items() >= trace_to(snapshot, "major").items()

    def test_its_source_says_of_which_extract_the_records_were(
        self, chapter: InspectedBody, majors: Figure, led: list[Disruption], inspector: User,
        moment: datetime,
    ) -> None:  # fmt: skip
        DataExtractFactory(state="loaded", taken_on=date(2026, 2, 1), sha256="2" * 64)
        snapshot = take_snapshot(filter_set=FilterSetFactory(name="L"), by=inspector, at=moment)
        [row] = copy_from_snapshot(chapter, snapshot, figures={majors: 0}, by=inspector, at=moment)
        extract = f"Data extract of 1 February 2026, SHA-256 {'2' * 64}"
        assert row.source == f"Snapshot: L, version 1. {extract}"

    def test_what_is_refused(
        self,
        chapter: InspectedBody,
        majors: Figure,
        snapshot: Snapshot,
        other_force: Body,
        inspector: User,
        hmi: User,
        moment: datetime,
    ) -> None:
        groups = FigureFactory(name="OCGs managed")
        days: Any = {"column": "record_date", "test": "after", "values": ["2021-06-01"]}
        taken = {"by": inspector, "at": moment}
        all_of_them = take_snapshot(
            filter_set=FilterSetFactory(rules=[days | {"blank_kept": None}]), **taken
        )
        elsewhere = take_snapshot(
            filter_set=FilterSet.objects.order_by("pk")[0], bodies=[other_force], **taken
        )
        KeyFigureFactory(chapter=chapter, figure=majors, as_at=date(2026, 3, 2), value=9)
        for chosen, figures, why in (
            (snapshot, {}, "Choose at least one"),
            (snapshot, {groups: 0}, "does not count “OCGs managed”"),
            (snapshot, {majors: 0}, "has a value for 2 March 2026 already: 9"),
            (all_of_them, {majors: 1}, "does not keep lead disruptions alone"),
            (elsewhere, {majors: 1}, "does not cover"),
        ):
            with pytest.raises(RuleBroken, match=why):
                copy_from_snapshot(chapter, chosen, figures=figures, by=inspector, at=moment)
        with pytest.raises(PermissionDenied):
            copy_from_snapshot(chapter, snapshot, figures={majors: 1}, by=hmi, at=moment)
        assert KeyFigure.objects.get().value == 9


class TestPage:
    def test_figures_are_chosen_and_copied(
        self, as_inspector: Client, chapter: InspectedBody, majors: Figure, snapshot: Snapshot
    ) -> None:
        address = reverse("home:figures_trace", args=[chapter.uuid])
        figures = reverse("findings:figures", args=[chapter.inspection.uuid])
        assert address in shown(as_inspector.get(figures))
        named = as_inspector.get(address).url
        assert named == f"{address}?snapshot={snapshot.uuid}"
        page = shown(as_inspector.get(named))
        for words in ("Major lead disruptions: 2", "Of these, the major ones", str(snapshot)):
            assert words in page
        assert "Choose at least one figure" in shown(as_inspector.post(named))
        chosen = {"figures": [f"{majors.uuid}.0"]}
        assert as_inspector.post(named, chosen).url == figures
        assert "Copied already" in shown(as_inspector.get(named))

    def test_what_was_shown_is_copied_and_not_a_snapshot_taken_since(
        self, as_inspector: Client, chapter: InspectedBody, majors: Figure, snapshot: Snapshot,
        led: list[Disruption], inspector: User, moment: datetime,
    ) -> None:  # fmt: skip
        address = reverse("home:figures_trace", args=[chapter.uuid])
        shown_first, chosen = as_inspector.get(address).url, {"figures": [f"{majors.uuid}.0"]}
        DisruptionFactory(threat=led[0].threat, category="major")
        later = take_snapshot(
            filter_set=snapshot.filter_set, by=inspector, at=moment + timedelta(hours=1)
        )
        page = shown(as_inspector.post(address, chosen))
        assert f"nothing was copied. These are the figures of {later}" in page
        assert f'action="{address}?snapshot={later.uuid}"' in page
        assert f'value="{majors.uuid}.0"' in page
        assert "checked" in page
        assert not KeyFigure.objects.exists()
        assert as_inspector.post(shown_first, chosen).status_code == 302
        assert KeyFigure.objects.get().trace == trace_to(snapshot, "major")
        for other in ("yesterday", str(chapter.uuid)):
            assert as_inspector.get(address, {"snapshot": other}).status_code == 404

    def test_those_of_other_filters_hide_none(
        self, as_inspector: Client, chapter: InspectedBody, snapshot: Snapshot, inspector: User,
        moment: datetime, monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        """Only snapshots of leads are offered, however many others were taken since."""
        monkeypatch.setattr("inspection_portal.home.copying.MOST_SNAPSHOTS", 1)
        leads: Any = {"column": "disruption_type", "blank_kept": None}
        several = leads | {"test": "one_of", "values": ["lead", "support"]}
        alone = leads | {"test": "one_of", "values": ["lead"]}
        first, last = (FilterSetFactory(rules=[rule]) for rule in (several, alone))
        later = moment + timedelta(hours=1)
        take_snapshot(filter_set=first, by=inspector, at=later)
        address = reverse("home:figures_trace", args=[chapter.uuid])
        assert str(snapshot.uuid) in as_inspector.get(address).url
        newest = take_snapshot(filter_set=last, by=inspector, at=later)
        assert str(newest.uuid) in as_inspector.get(address).url
        page = shown(as_inspector.get(address, {"snapshot": str(snapshot.uuid)}))
        assert f'From <a class="govuk-link" href="{snapshot.get_absolute_url()}"' in page

    def test_the_trace_is_led_to_where_it_can_be_followed_and_its_hash_compared(
        self, as_inspector: Client, chapter: InspectedBody, majors: Figure, snapshot: Snapshot,
        inspector: User, publisher: User, moment: datetime,
    ) -> None:  # fmt: skip
        [row] = copy_from_snapshot(chapter, snapshot, figures={majors: 0}, by=inspector, at=moment)
        listed = reverse("disruptions:snapshot_list", args=[snapshot.uuid])
        broken = "Not the hash of that list any more"
        page = shown(as_inspector.get(row.get_absolute_url()))
        assert listed in page
        assert broken not in page
        KeyFigure.objects.update(snapshot_sha256="0" * 64)
        assert broken in shown(as_inspector.get(row.get_absolute_url()))
        as_inspector.force_login(publisher)
        page = shown(as_inspector.get(row.get_absolute_url()))
        assert "Counted from a frozen list" in page
        assert listed not in page
        assert as_inspector.get(listed).status_code == 404

    def test_there_may_be_no_snapshot(self, as_inspector: Client, chapter: InspectedBody) -> None:
        address = reverse("home:figures_trace", args=[chapter.uuid])
        for response in (as_inspector.get(address), as_inspector.post(address)):
            assert "No snapshot of lead disruptions covers this body" in shown(response)


def trace_to(snapshot: Snapshot, figure: str) -> dict[str, str]:
    """What a key figure keeps of that figure of the snapshot."""
    names = ("snapshot", "snapshot_figure", "snapshot_sha256")
    return dict(zip(names, (str(snapshot.uuid), figure, snapshot.sha256), strict=True))


def test_over_the_api(
    as_inspector: Client, chapter: InspectedBody, majors: Figure, snapshot: Snapshot
) -> None:
    address = reverse("api:trace_figures", args=[chapter.uuid])

    def send(seen: int, **more: object) -> HttpResponse:
        figures = [{"figure": majors.name, "seen_version": seen}]
        said = {"snapshot": str(snapshot.uuid), "figures": figures, **more}
        return as_inspector.post(address, said, content_type="application/json")

    [told] = send(0).json()
    assert (told["snapshot"], told["snapshot_figure"]) == (str(snapshot.uuid), "major")
    assert told["snapshot_sha256"] == snapshot.sha256
    assert told["is_printed"] is False
    assert send(0).status_code == 412
    assert send(1, is_printed=True).json()[0]["is_printed"] is True
