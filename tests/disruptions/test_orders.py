"""Bodies keep their serious crime prevention orders (domain §7)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from disruptions import actions, queries
from disruptions.models import OrderBreach, PlanSettings, PreventionOrder
from forces.models import Body
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.factories import (
    OfficerFactory,
    PlanSettingsFactory,
    PreventionOrderFactory,
    ThreatFactory,
)

TODAY, TOMORROW = date(2026, 3, 2), date(2026, 3, 3)
MADE = date(2024, 5, 1)
HELD = {"custody": "in_custody", "released_on": date(2026, 6, 1), "in_force_on": None}


@pytest.fixture
def order(force: Body) -> PreventionOrder:
    order: PreventionOrder = PreventionOrderFactory(body=force)
    return order


@pytest.fixture
def held(force: Body) -> PreventionOrder:
    """Of a person in custody, which binds only from release."""
    order: PreventionOrder = PreventionOrderFactory(body=force, **HELD)
    return order


def verbs(of: PreventionOrder) -> list[str]:
    return list(AuditEvent.objects.about(of).order_by("pk").values_list("verb", flat=True))


class Verb:
    """Each verb on a stored order, with what it usually says."""

    USUAL: dict[str, dict[str, Any]] = {
        "revise_order": {"court": "The Crown Court"},
        "record_release": {"released_on": TODAY},
        "record_check": {"kind": "visit", "checked_on": TODAY},
        "manage_order": {"manager": None, "unit": "Offenders", "is_actively_managed": True},
        "discharge_order": {"discharged_on": TODAY},
    }

    @classmethod
    def do(cls, name: str, order: PreventionOrder, by: User, at: datetime, **said: Any) -> None:
        act: Callable[..., None] = getattr(actions, name)
        act(order, **{"seen_version": 1, **cls.USUAL[name], **said}, by=by, at=at)


def test_it_is_added(force: Body, force_lead: User, moment: datetime) -> None:
    order = actions.add_order(
        force,
        reference="SCPO/7",
        made_on=MADE,
        custody="never_held",
        manager=OfficerFactory(body=force),
        threat=ThreatFactory(body=force),
        is_actively_managed=True,
        by=force_lead,
        at=moment,
    )
    assert PreventionOrder.objects.visible_to(force_lead).get() == order
    assert verbs(order) == ["order.added"]


def test_each_verb_works_and_is_recorded(
    held: PreventionOrder, force_lead: User, moment: datetime
) -> None:
    recorded = ["order.revised", "order.released", "order.checked", "order.managed"]
    for version, name in enumerate(Verb.USUAL, start=1):
        Verb.do(name, held, force_lead, moment, seen_version=version)
    assert verbs(held) == [*recorded, "order.discharged"]
    assert (held.court, held.custody, held.in_force_on) == ("The Crown Court", "released", TODAY)
    assert (held.last_check, held.unit, held.discharged_on) == ("visit", "Offenders", TODAY)
    assert not held.is_actively_managed, "nobody manages what has ended"


@pytest.mark.parametrize("name", Verb.USUAL)
def test_others_and_second_editors_are_refused(
    name: str, held: PreventionOrder, force_lead: User, inspector: User, moment: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        Verb.do(name, held, inspector, moment)
    with pytest.raises(RuleBroken, match="has changed since"):
        Verb.do(name, held, force_lead, moment, seen_version=0)
    assert verbs(held) == []


def test_another_force_adds_none(
    force: Body, other_force_lead: User, order: PreventionOrder, moment: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        actions.add_order(force, reference="X", by=other_force_lead, at=moment)
    with pytest.raises(PermissionDenied):
        actions.record_breach(
            order, happened_on=TODAY, what="Late.", by=other_force_lead, at=moment
        )


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("revise_order", {"made_on": TOMORROW}, "before it was made"),
    ("revise_order", {"in_force_on": None, "made_on": TOMORROW}, "has not come yet"),
    ("revise_order", {"conditions": "SECRET: a source said"}, "OFFICIAL-SENSITIVE"),
    ("revise_order", {"reference": " "}, "Give the order its reference"),
    ("record_release", {}, "not in custody"),
    ("record_check", {"checked_on": TOMORROW}, "has not come yet"),
    ("record_check", {"checked_on": date(2026, 1, 31)}, "recorded already"),
    ("record_check", {"kind": "telepathy"}, "choice"),
    (
        "revise_order",
        {"in_force_on": None, "made_on": date(2026, 2, 2)},
        "checked before it was made. Correct one",
    ),
    ("discharge_order", {"discharged_on": TOMORROW}, "has not come yet"),
    ("discharge_order", {"discharged_on": date(2020, 1, 1)}, "end before it begins"),
]


def test_what_makes_no_sense(order: PreventionOrder, force_lead: User, moment: datetime) -> None:
    """Each is told in a sentence, and nothing is saved."""
    PreventionOrder.objects.update(last_check="visit", last_checked_on=date(2026, 2, 1))
    for name, said, why in WRONG:
        with pytest.raises(RuleBroken, match=why):
            Verb.do(name, order, force_lead, moment, **said)
    order.refresh_from_db()
    assert order.version == 1


def test_no_order_is_checked_before_it_is_made(
    order: PreventionOrder, force_lead: User, moment: datetime
) -> None:
    with pytest.raises(RuleBroken, match="checked before it was made"):
        Verb.do("record_check", order, force_lead, moment, checked_on=MADE - timedelta(days=1))
    order.refresh_from_db()
    assert (order.version, order.last_checked_on) == (1, None)
    Verb.do("record_check", order, force_lead, moment, checked_on=MADE)


def test_managers_are_officers_of_the_body_who_serve(
    order: PreventionOrder, other_force: Body, force_lead: User, moment: datetime
) -> None:
    stranger = OfficerFactory(body=other_force)
    gone = OfficerFactory(body=order.body, left_on=date(2026, 2, 1))
    for manager, why in ((stranger, "officer of the body"), (gone, "has left")):
        with pytest.raises(RuleBroken, match=why):
            Verb.do("manage_order", order, force_lead, moment, manager=manager)
    theirs = ThreatFactory(body=other_force)
    with pytest.raises(RuleBroken, match="another body"):
        Verb.do("revise_order", order, force_lead, moment, threat=theirs)


def test_a_discharged_order_is_only_corrected(
    order: PreventionOrder, force_lead: User, moment: datetime
) -> None:
    Verb.do("discharge_order", order, force_lead, moment)
    for name in ("record_check", "manage_order", "discharge_order"):
        with pytest.raises(RuleBroken, match="was discharged on 2 March 2026"):
            Verb.do(name, order, force_lead, moment, seen_version=2)
    Verb.do("revise_order", order, force_lead, moment, seen_version=2)


class TestBreaches:
    def test_it_is_recorded_and_settled(
        self, order: PreventionOrder, force_lead: User, moment: datetime
    ) -> None:
        said = {"happened_on": TODAY, "what": "A car was not declared."}
        breach = actions.record_breach(order, **said, by=force_lead, at=moment)
        settle = {"outcome": "Six months in custody.", "by": force_lead, "at": moment}
        actions.record_outcome(breach, **settle, seen_version=1)
        assert OrderBreach.objects.get().outcome == "Six months in custody."
        assert verbs(order) == ["order_breach.recorded", "order_breach.settled"]
        with pytest.raises(RuleBroken, match="has changed since"):
            actions.record_outcome(breach, **settle, seen_version=1)

    def test_only_while_the_order_was_in_force(
        self, order: PreventionOrder, force_lead: User, moment: datetime
    ) -> None:
        for day, why in ((date(2026, 2, 1), "not in force"), (TOMORROW, "not come yet")):
            with pytest.raises(RuleBroken, match=why):
                actions.record_breach(
                    order, happened_on=day, what="Late.", by=force_lead, at=moment
                )


# Days of an order, and how it stands on 2 March 2026.
STANDINGS: list[tuple[dict[str, Any], str]] = [
    ({"in_force_on": None}, "Not in force yet"),
    ({"in_force_on": TOMORROW}, "Not in force yet"),
    ({}, "In force"),
    ({"expires_on": None}, "In force"),
    ({"in_force_on": TODAY, "expires_on": TODAY}, "Expiring"),
    ({"expires_on": date(2026, 6, 2)}, "Expiring"),
    ({"expires_on": date(2026, 6, 3)}, "In force"),
    ({"expires_on": date(2026, 3, 1)}, "Expired"),
    ({"discharged_on": TODAY}, "Discharged"),
]


def test_how_it_stands_in_python_and_sql(force: Body) -> None:
    """One table for both."""
    for days, standing in STANDINGS:
        order = PreventionOrderFactory(body=force, **days)
        assert queries.standing_of(order, TODAY, 92) == standing, days
        mine = PreventionOrder.objects.filter(pk=order.pk)
        assert mine.in_force(TODAY).exists() == (standing in ("In force", "Expiring")), days
        assert mine.expiring(TODAY, {}).exists() == (standing == "Expiring"), days
        assert mine.ended(TODAY).exists() == (standing in ("Expired", "Discharged")), days
        assert mine.standing(TODAY).exists() != mine.ended(TODAY).exists(), days


def test_figures(force: Body) -> None:
    PreventionOrderFactory(body=force, is_actively_managed=True)
    PreventionOrderFactory(body=force, expires_on=date(2026, 3, 9))
    PreventionOrderFactory(body=force, **HELD)
    bound = HELD | {"in_force_on": date(2026, 1, 5), "is_actively_managed": True}
    PreventionOrderFactory(body=force, **bound)
    counted = queries.order_figures(PreventionOrder.objects.all(), TODAY)
    assert counted == queries.OrderFigures(
        in_force=3, released=2, active=2, released_active=1, expiring=1
    )


def test_when_an_order_is_expiring_is_for_its_body_to_say(
    force: Body, other_force: Body, inspector: User
) -> None:
    PlanSettingsFactory(body=force, expiry_days=10, valid_from=TODAY)
    ends = {"expires_on": TODAY + timedelta(days=60)}
    ours, theirs = (PreventionOrderFactory(body=body, **ends) for body in (force, other_force))
    lines = queries.order_lines([ours, theirs], inspector, TODAY)
    assert [line.standing for line in lines] == ["In force", "Expiring"]
    settings = PlanSettings.objects.in_force(TODAY)
    assert list(PreventionOrder.objects.expiring(TODAY, settings)) == [theirs]
    assert queries.order_figures(PreventionOrder.objects.all(), TODAY).expiring == 1


def test_who_never_was_in_custody_is_not_released(force: Body, inspector: User) -> None:
    """The list, the figures and the check count alike."""
    PreventionOrderFactory(body=force, custody="never_held", released_on=TODAY)
    out = PreventionOrderFactory(body=force)
    orders = PreventionOrder.objects.filter(body=force).order_by("pk")
    lines = queries.order_lines(orders, inspector, TODAY)
    assert [line.order for line in lines if line.is_neglected] == [out]
    assert queries.order_figures(orders, TODAY).released == 1
    faults = queries.check(queries.of_bodies([force.pk]), on=TODAY).of("order_unmanaged")
    assert [fault.subject.pk for fault in faults] == [out.pk]
