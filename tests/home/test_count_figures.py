"""What the portal counts of a body is copied as its key figures, with the day and the filter."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from disruptions.models import PreventionOrder, Threat
from disruptions.queries import Countable, count_records
from findings.models import Figure, InspectedBody, KeyFigure
from forces.models import Body
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.home.actions import copy_counts
from inspection_portal.home.copies import COUNTED, SOURCE
from tests.factories import (
    FigureFactory,
    KeyFigureFactory,
    OfficerFactory,
    PlanFactory,
    PreventionOrderFactory,
    ThreatFactory,
    ThreatResponsibilityFactory,
)
from tests.pages import shown

JSON = "application/json"
HAND = "The force’s own count"


@pytest.fixture
def figure(db: None) -> Figure:
    figure: Figure = FigureFactory(name="OCGs managed", unit="groups")
    return figure


@pytest.fixture
def group(force: Body) -> Threat:
    group: Threat = ThreatFactory(body=force)
    return group


def test_what_is_counted_and_what_is_left_out(
    force: Body, other_force: Body, inspector: User, force_lead: User, publisher: User
) -> None:
    on = date(2026, 3, 2)
    with_plan = ThreatFactory(body=force)
    PlanFactory(threat=with_plan)
    PlanFactory(threat=ThreatFactory(body=force), state="closed", closed_on=on)
    for left_out in (
        {"closed_on": on},
        {"tier": 5},
        {"is_soc": False},
        {"kind": Threat.Kind.INDIVIDUAL},
        {"body": other_force},
    ):
        PlanFactory(threat=ThreatFactory(**({"body": force} | left_out)))
    PreventionOrderFactory(body=force, is_actively_managed=True)
    held = PreventionOrder.Custody.IN_CUSTODY
    PreventionOrderFactory(body=force, custody=held, released_on=date(2027, 1, 4))
    for ended in ({"expires_on": date(2026, 3, 1)}, {"in_force_on": None}, {"body": other_force}):
        PreventionOrderFactory(**({"body": force, "is_actively_managed": True} | ended))
    trained, twice = OfficerFactory(body=force), ThreatFactory(body=force, tier=None)
    for threat in (with_plan, twice):
        ThreatResponsibilityFactory(threat=threat, officer=trained)
    for wrong in ({"trained_on": None}, {"left_on": date(2026, 3, 1)}):
        ThreatResponsibilityFactory(threat=twice, officer=OfficerFactory(body=force, **wrong))
    OfficerFactory(body=force)
    ThreatResponsibilityFactory(threat=twice, until=date(2026, 3, 1))
    counted = {
        Countable.GROUPS: 3,
        Countable.GROUPS_WITH_PLAN: 1,
        Countable.ORDERS: 3,
        Countable.ORDERS_RELEASED: 1,
        Countable.ORDERS_ACTIVE: 1,
        Countable.LROS_TRAINED: 1,
    }
    for user in (inspector, force_lead):
        counts = count_records(force, user, on=on)
        assert {what: each.value for what, each in counts.items()} == counted
    hidden = count_records(force, publisher, on=on)
    assert {each.value for each in hidden.values()} == {0}
    assert set(COUNTED.values()) == set(Countable)


class TestAction:
    def test_the_count_is_copied_and_stays(
        self,
        chapter: InspectedBody,
        figure: Figure,
        group: Threat,
        inspector: User,
        moment: datetime,
    ) -> None:
        earlier = KeyFigureFactory(chapter=chapter, figure=figure, as_at=date(2026, 1, 12))
        [row] = copy_counts(chapter, figures={figure: 0}, by=inspector, at=moment)
        group.closed_on = moment.date()
        group.save()
        row.refresh_from_db()
        assert (row.told, row.as_at, row.source) == ("1", moment.date(), SOURCE)
        assert "master list" in row.counted
        assert KeyFigure.objects.filter(pk=earlier.pk, value=11).exists()
        verbs = AuditEvent.objects.about(row).order_by("pk").values_list("verb", flat=True)
        assert list(verbs) == ["key_figure.added", "key_figure.counted"]

    def test_a_value_of_today_is_replaced_only_by_who_saw_it(
        self,
        chapter: InspectedBody,
        figure: Figure,
        group: Threat,
        inspector: User,
        moment: datetime,
    ) -> None:
        other = FigureFactory(name="SCPOs")
        held = KeyFigureFactory(
            chapter=chapter, figure=figure, as_at=moment.date(), source=HAND, version=3
        )
        for seen in (0, 2):
            with pytest.raises(RuleBroken, match=rf"has a value for today already: 11 \({HAND}"):
                copy_counts(chapter, figures={other: 0, figure: seen}, by=inspector, at=moment)
        assert KeyFigure.objects.get() == held
        [row] = copy_counts(chapter, figures={figure: 3}, by=inspector, at=moment)
        assert (row.pk, row.told, row.source, row.version) == (held.pk, "1", SOURCE, 4)
        KeyFigure.objects.all().delete()
        with pytest.raises(RuleBroken, match="is gone"):
            copy_counts(chapter, figures={figure: 4}, by=inspector, at=moment)

    def test_what_is_refused(
        self,
        chapter: InspectedBody,
        figure: Figure,
        inspector: User,
        hmi: User,
        force_lead: User,
        moment: datetime,
    ) -> None:
        licences = FigureFactory(name="APMIS licences")
        wrong: list[tuple[dict[Figure, int], str]] = [
            ({}, "Choose at least one"),
            ({figure: 0, licences: 0}, "does not count “APMIS licences”"),
        ]
        for figures, why in wrong:
            with pytest.raises(RuleBroken, match=why):
                copy_counts(chapter, figures=figures, by=inspector, at=moment)
        for by in (hmi, force_lead):
            with pytest.raises(PermissionDenied):
                copy_counts(chapter, figures={figure: 0}, by=by, at=moment)
        assert not KeyFigure.objects.exists()


class TestPage:
    def test_counts_are_chosen_and_copied(
        self, as_inspector: Client, chapter: InspectedBody, figure: Figure, group: Threat
    ) -> None:
        address = reverse("home:figures_count", args=[chapter.uuid])
        figures = reverse("findings:figures", args=[chapter.inspection.uuid])
        assert address in shown(as_inspector.get(figures))
        page = shown(as_inspector.get(address))
        for words in ("OCGs managed: 1", "master list with the SOC flag", "Copy the counts"):
            assert words in page
        assert "Choose at least one figure" in shown(as_inspector.post(address))
        chosen = {"figures": [f"{figure.uuid}.0"]}
        assert as_inspector.post(address, chosen).url == figures
        page = shown(as_inspector.get(address))
        assert "Copied today already" in page
        assert "Copy the counts" not in page

    def test_a_value_entered_by_hand_is_replaced_by_choice(
        self, as_inspector: Client, chapter: InspectedBody, figure: Figure, group: Threat
    ) -> None:
        address = reverse("home:figures_count", args=[chapter.uuid])
        held = KeyFigureFactory(chapter=chapter, figure=figure, as_at=localdate(), source=HAND)
        page = shown(as_inspector.get(address))
        assert f"Replaces 11, entered for today ({HAND})" in page
        assert "checked" not in page
        unseen = shown(as_inspector.post(address, {"figures": [f"{figure.uuid}.0"]}))
        assert "has changed since you read it" in unseen
        as_inspector.post(address, {"figures": [f"{figure.uuid}.1"]})
        held.refresh_from_db()
        assert (held.told, held.source) == ("1", SOURCE)


def test_over_the_api(
    as_inspector: Client, chapter: InspectedBody, figure: Figure, group: Threat
) -> None:
    address = reverse("api:count_figures", args=[chapter.uuid])

    def send(seen: int) -> HttpResponse:
        said = {"figures": [{"figure": figure.name, "seen_version": seen}]}
        return as_inspector.post(address, said, content_type=JSON)

    [told] = send(0).json()
    assert (Decimal(told["value"]), told["source"], told["version"]) == (1, SOURCE, 1)
    assert told["counted"] == KeyFigure.objects.get().counted
    assert send(0).status_code == 412
    [again] = send(1).json()
    assert again["version"] == 2
