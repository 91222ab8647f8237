"""Inspections learn key figures of bodies, and lay them side by side."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from findings import actions, queries
from findings.models import InspectedBody, KeyFigure
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import (
    FigureFactory,
    InspectedBodyFactory,
    KeyFigureFactory,
    put_in_print,
)
from tests.factories.findings import InspectionFactory
from tests.pages import call, shown

ON = date(2026, 1, 12)
Grows = Callable[[str, Callable[[], object]], None]


@pytest.fixture
def chapter(inspector: User) -> InspectedBody:
    """A body of an inspection on whose team the inspector is."""
    chapter: InspectedBody = InspectedBodyFactory(inspection=InspectionFactory(team=[inspector]))
    return chapter


@pytest.fixture
def row(chapter: InspectedBody) -> KeyFigure:
    row: KeyFigure = KeyFigureFactory(chapter=chapter, as_at=ON)
    return row


def url(page: str, of: Any) -> str:
    return reverse(f"findings:{page}", args=[of.uuid])


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(on, part)) for part in ("day", "month", "year")}


class TestActions:
    def add(self, chapter: InspectedBody, by: User, at: datetime, **said: Any) -> KeyFigure:
        usual = {"figure": FigureFactory(), "value": Decimal(5), "as_at": ON, "source": "A count"}
        return actions.add_key_figure(chapter, **{**usual, **said}, by=by, at=at)

    def test_one_is_added_revised_and_removed(
        self, chapter: InspectedBody, inspector: User, moment: datetime
    ) -> None:
        row = self.add(chapter, inspector, moment)
        who = {"by": inspector, "at": moment}
        actions.revise_key_figure(row, value=Decimal("8.5"), seen_version=1, **who)
        assert (row.told, row.version) == ("8.5", 2)
        with pytest.raises(RuleBroken, match="has changed since"):
            actions.remove_key_figure(row, seen_version=1, **who)
        actions.remove_key_figure(row, seen_version=2, **who)
        verbs = AuditEvent.objects.about(row).order_by("pk").values_list("verb", flat=True)
        assert list(verbs) == ["key_figure.added", "key_figure.revised", "key_figure.removed"]
        assert not KeyFigure.objects.exists()

    def test_who_may_not(
        self, row: KeyFigure, hmi: User, force_lead: User, moment: datetime
    ) -> None:
        for by in (hmi, force_lead):
            with pytest.raises(PermissionDenied):
                self.add(row.chapter, by, moment)
            with pytest.raises(PermissionDenied):
                actions.revise_key_figure(row, value=1, seen_version=1, by=by, at=moment)
            with pytest.raises(PermissionDenied):
                actions.remove_key_figure(row, seen_version=1, by=by, at=moment)

    def test_what_makes_no_sense(self, row: KeyFigure, inspector: User, moment: datetime) -> None:
        ended = FigureFactory(valid_until=date(2025, 1, 1))
        wrong: list[tuple[dict[str, Any], str]] = [
            ({"value": Decimal(-1)}, "0"),
            ({"as_at": moment.date() + timedelta(days=1)}, "a day that has come"),
            ({"source": " "}, "blank|where the value comes from"),
            ({"counted": "SECRET: a source said"}, "OFFICIAL-SENSITIVE"),
            ({"figure": row.figure}, "for that day already"),
            ({"figure": ended}, "not on the list today"),
        ]
        for said, why in wrong:
            with pytest.raises(RuleBroken, match=why):
                self.add(row.chapter, inspector, moment, **said)
        assert KeyFigure.objects.get() == row


class TestPrinted:
    @pytest.fixture
    def printed(self, chapter: InspectedBody) -> KeyFigure:
        row: KeyFigure = KeyFigureFactory(chapter=chapter, as_at=ON, printed=True)
        return row

    def test_only_a_value_of_a_frozen_list_is(
        self, row: KeyFigure, inspector: User, moment: datetime
    ) -> None:
        who: Any = {"by": inspector, "at": moment}
        with pytest.raises(RuleBroken, match="Copy it from a snapshot"):
            actions.revise_key_figure(row, is_printed=True, seen_version=1, **who)
        with pytest.raises(IntegrityError, match="printed_has_a_snapshot"), transaction.atomic():
            KeyFigure.objects.update(is_printed=True)

    def test_whoever_enters_another_value_prints_it_no_more(
        self, printed: KeyFigure, inspector: User, moment: datetime
    ) -> None:
        said: Any = {"value": 12, "source": "Mine", "counted": "", "is_printed": True}
        actions.revise_key_figure(printed, **said, seen_version=1, by=inspector, at=moment)
        assert (printed.is_printed, printed.trace) == (False, {})
        detail = AuditEvent.objects.about(printed).get().detail
        assert detail["is_printed"] == ["True", "False"]

    def test_once_published_it_changes_by_a_correction_alone(
        self, printed: KeyFigure, inspector: User, moment: datetime
    ) -> None:
        other = KeyFigureFactory(chapter=printed.chapter, as_at=ON, printed=True, is_printed=False)
        inspection, who = put_in_print(printed.chapter.inspection), {"by": inspector, "at": moment}
        actions.revise_key_figure(other, source="Put right", seen_version=1, **who)
        for row, change in ((printed, {"source": "Mine"}), (other, {"is_printed": True})):
            with pytest.raises(RuleBroken, match="Open a correction"):
                actions.revise_key_figure(row, **change, seen_version=row.version, **who)
        with pytest.raises(RuleBroken, match="Open a correction"):
            actions.remove_key_figure(printed, seen_version=1, **who)
        with pytest.raises(IntegrityError, match="through a correction"), transaction.atomic():
            KeyFigure.objects.filter(pk=printed.pk).update(value=1)
        actions.open_correction(inspection, reason="A figure was wrong.", **who)
        actions.revise_key_figure(printed, is_printed=False, seen_version=1, **who)
        actions.remove_key_figure(printed, seen_version=2, **who)

    def test_the_form_asks_where_it_can_be(
        self, as_inspector: Client, row: KeyFigure, printed: KeyFigure
    ) -> None:
        asked = "Print it in the report"
        assert asked not in shown(as_inspector.get(url("figure_revise", row)))
        address = url("figure_revise", printed)
        assert asked in shown(as_inspector.get(address))
        assert "Printed in the report" in shown(as_inspector.get(printed.get_absolute_url()))
        said = {"value": printed.told, "source": printed.source, **day("as_at", ON)}
        for version, ticked in ((1, {}), (2, {"is_printed": "on"})):
            sent = said | {"seen_version": str(version)} | ticked
            assert as_inspector.post(address, sent).status_code == 302
            printed.refresh_from_db()
            assert printed.is_printed == bool(ticked)
        assert "has changed since" in shown(as_inspector.post(address, said | {"seen_version": 1}))

    def test_over_the_api(self, as_inspector: Client, row: KeyFigure, printed: KeyFigure) -> None:
        said = {"value": "11", "as_at": str(ON), "source": row.source, "seen_version": 1}

        def send(of: KeyFigure, **more: Any) -> HttpResponse:
            address = reverse("api:keyfigure-detail", args=[of.uuid])
            return call(as_inspector, address, said | more)

        assert send(row, is_printed=True).status_code == 409
        assert send(printed).json()["is_printed"] is True
        assert send(printed, is_printed=False, seen_version=2).json()["is_printed"] is False


class TestComparison:
    def test_the_latest_of_each_body_stands_with_its_day(
        self, row: KeyFigure, inspector: User
    ) -> None:
        inspection = row.chapter.inspection
        other = InspectedBodyFactory(inspection=inspection, position=row.chapter.position + 1)
        KeyFigureFactory(chapter=row.chapter, figure=row.figure, as_at=ON - timedelta(days=30))
        near = KeyFigureFactory(chapter=other, figure=row.figure, as_at=ON - timedelta(days=92))
        later = FigureFactory(name=f"{row.figure.name}, later")
        KeyFigureFactory(chapter=other, figure=later)
        both, one = queries.compare_figures(inspection, inspector).figures
        assert [cell.latest for cell in both.cells] == [row, near]
        assert [len(cell.earlier) for cell in both.cells] == [1, 0]
        assert not both.is_apart
        assert one.cells[0].latest is None
        KeyFigure.objects.filter(pk=near.pk).update(as_at=ON - timedelta(days=93))
        assert queries.compare_figures(inspection, inspector).figures[0].is_apart

    def test_values_counted_by_other_filters_are_told_apart(
        self, as_inspector: Client, row: KeyFigure, chapter: InspectedBody
    ) -> None:
        traced = {"snapshot": uuid4(), "snapshot_sha256": "1" * 64, "figure": row.figure}
        other = InspectedBodyFactory(inspection=chapter.inspection, position=chapter.position + 1)
        value = KeyFigureFactory(chapter=other, counted=f"{row.counted} Leads.", **traced)
        assert "Not counted alike" in shown(as_inspector.get(row.get_absolute_url()))
        KeyFigure.objects.filter(pk=value.pk).update(counted=row.counted)
        assert "Not counted alike" not in shown(as_inspector.get(row.get_absolute_url()))

    def test_the_page(
        self,
        as_inspector: Client,
        row: KeyFigure,
        assert_queries_do_not_grow: Grows,
    ) -> None:
        address = row.get_absolute_url()
        page = shown(as_inspector.get(address))
        for words in (str(row.figure), "11", "As at", "12 Jan 2026", "own count"):
            assert words in page
        assert address in shown(as_inspector.get(row.chapter.inspection.get_absolute_url()))
        assert_queries_do_not_grow(address, lambda: KeyFigureFactory(chapter=row.chapter))


class TestForms:
    def test_it_is_added(self, as_inspector: Client, chapter: InspectedBody) -> None:
        figure = FigureFactory()
        said = {
            "chapter": str(chapter.uuid),
            "figure": str(figure.uuid),
            "value": "11",
            "source": "A count",
            **day("as_at", ON),
        }
        address = url("figure_add", chapter.inspection)
        assert as_inspector.post(address, said).status_code == 302
        assert KeyFigure.objects.get().told == "11"
        later = day("as_at", localdate() + timedelta(days=1))
        assert "a day that has come" in shown(as_inspector.post(address, {**said, **later}))

    def test_a_second_editor_sees_what_the_first_wrote(
        self, as_inspector: Client, row: KeyFigure
    ) -> None:
        KeyFigure.objects.update(version=2, source="Theirs")
        said = {"value": "12", "source": "Mine", **day("as_at", ON), "seen_version": "1"}
        page = shown(as_inspector.post(url("figure_revise", row), said))
        for words in ("has changed since", "Theirs", "Mine"):
            assert words in page
        said["seen_version"] = "2"
        assert as_inspector.post(url("figure_revise", row), said).status_code == 302
        assert KeyFigure.objects.get().told == "12"
        assert as_inspector.post(url("figure_remove", row), {"seen_version": "3"})
        assert not KeyFigure.objects.exists()


def test_over_the_api(as_inspector: Client, chapter: InspectedBody) -> None:
    figure = FigureFactory()

    def send(name: str, of: Any, **said: Any) -> HttpResponse:
        address = reverse(f"api:{name}", args=[of.uuid])
        return call(as_inspector, address, said)

    said = {"figure": figure.name, "value": "11.00", "as_at": str(ON), "source": "A count"}
    assert send("inspectedbody-add-figure", chapter, **said).json()["unit"] == "orders"
    assert send("inspectedbody-add-figure", chapter, **said).status_code == 409
    row = KeyFigure.objects.get()
    told = as_inspector.get("/api/v1/key-figures/", {"body": str(chapter.body.uuid)}).json()
    assert [each["uuid"] for each in told["results"]] == [str(row.uuid)]
    said = {"value": "12.5", "as_at": str(ON), "source": "A count", "seen_version": 1}
    assert send("keyfigure-detail", row, **said).json()["value"] == "12.50"
    assert send("keyfigure-remove", row, seen_version=1).status_code == 412
    assert send("keyfigure-remove", row, seen_version=2).json()["value"] == "12.50"
    assert not KeyFigure.objects.exists()
