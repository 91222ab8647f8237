"""Pages of the register of serious crime prevention orders, and the files taken from it."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from disruptions.models import OrderBreach, PreventionOrder
from forces.models import Body
from inspection_portal.core.models import AuditEvent, User
from tests.factories import OfficerFactory, OrderBreachFactory, PreventionOrderFactory
from tests.pages import shown

URL = "/orders/"
NAME = "canary-9e77"
Grows = Callable[[str, Callable[[], object]], None]


@pytest.fixture
def order(force: Body) -> PreventionOrder:
    manager = OfficerFactory(body=force, name=NAME, post="Offenders")
    order: PreventionOrder = PreventionOrderFactory(body=force, manager=manager)
    return order


def url(page: str, of: PreventionOrder | OrderBreach | Body) -> str:
    return reverse(f"disruptions:{page}", args=[of.uuid])


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(on, part)) for part in ("day", "month", "year")}


def found(client: Client, **asked: str) -> list[PreventionOrder]:
    return [line.order for line in client.get(URL, asked).context["lines"]]


def test_filters_and_order(as_inspector: Client, order: PreventionOrder, other_force: Body) -> None:
    today = localdate()
    soon = PreventionOrderFactory(
        body=other_force, expires_on=today + timedelta(days=9), is_actively_managed=True
    )
    ended = PreventionOrderFactory(body=other_force, discharged_on=today, court="Assize of Ald")
    held = PreventionOrderFactory(body=other_force, custody="in_custody", expires_on=None)
    assert found(as_inspector) == [soon, order, held]
    assert found(as_inspector, sort="-expiry") == [held, order, soon]
    assert found(as_inspector, state="released") == [soon, order]
    assert found(as_inspector, state="expiring") == [soon]
    assert found(as_inspector, state="ended") == [ended]
    assert found(as_inspector, state="any", words="assize") == [ended]
    assert found(as_inspector, active="no", body=str(other_force.uuid)) == [held]
    assert found(as_inspector, manager="somebody") == [order]
    assert found(as_inspector, custody="in_custody") == [held]
    assert found(as_inspector, body="nonsense") == []


def test_a_force_looks_for_its_own_manager(as_lead: Client, order: PreventionOrder) -> None:
    PreventionOrderFactory(body=order.body)
    assert order.manager is not None
    assert found(as_lead, manager=str(order.manager.uuid)) == [order]
    assert NAME in shown(as_lead.get(URL))


def test_names_stay_in_the_force(as_inspector: Client, order: PreventionOrder) -> None:
    for address in (URL, order.get_absolute_url()):
        page = shown(as_inspector.get(address))
        assert "Inspector, Offenders" in page
        assert NAME not in page


def test_files_are_stamped_and_recorded_and_name_nobody(
    as_lead: Client, order: PreventionOrder, force_lead: User
) -> None:
    OrderBreachFactory(order=order)
    OrderBreachFactory(order=order)
    text = as_lead.get(f"{URL}csv/").getvalue().decode()
    heading, line = text.strip().splitlines()
    assert heading.endswith("Breaches,As at,Marking")
    assert line.startswith(f"{order.reference},")
    assert line.endswith(f",2,{localdate()},OFFICIAL-SENSITIVE")
    with ZipFile(BytesIO(as_lead.get(f"{URL}xlsx/").getvalue())) as book:
        sheets = "".join(book.read(name).decode() for name in book.namelist())
    for file in (text, sheets):
        assert "Inspector, Offenders" in file
        assert NAME not in file
    assert sheets.count("OFFICIAL-SENSITIVE") > 1
    assert AuditEvent.objects.filter(verb="orders.exported", by=force_lead).count() == 2


def test_an_order_is_added(as_lead: Client, force: Body) -> None:
    said = {"reference": "SCPO/1", "custody": "never_held", **day("made_on", date(2025, 2, 3))}
    response = as_lead.post(url("order_add", force), said)
    order = PreventionOrder.objects.get()
    assert response.headers["Location"] == order.get_absolute_url()
    said = {"custody": "released", **day("made_on", date(2025, 2, 3)), "reference": "SCPO/2"}
    assert "Give the day of release" in shown(as_lead.post(url("order_add", force), said))


def test_each_step_is_taken(as_lead: Client, force: Body) -> None:
    order = PreventionOrderFactory(body=force, custody="in_custody", in_force_on=None)
    on = localdate()
    revised = {"reference": order.reference, "custody": "in_custody", "court": "Ald"}
    steps = {
        "order_revise": {**revised, **day("made_on", order.made_on)},
        "order_release": day("released_on", on),
        "order_check": {"kind": "database", **day("checked_on", on)},
        "order_manage": {"unit": "Offenders", "is_actively_managed": "on"},
        "order_discharge": day("discharged_on", on),
    }
    for version, (page, said) in enumerate(steps.items(), start=1):
        assert shown(as_lead.get(url(page, order)))
        response = as_lead.post(url(page, order), {**said, "seen_version": version})
        assert response.status_code == 302, page
    order.refresh_from_db()
    assert (order.court, order.unit, order.discharged_on) == ("Ald", "Offenders", on)
    assert "Record a check" not in shown(as_lead.get(order.get_absolute_url()))


def test_a_breach_and_its_outcome(as_lead: Client, order: PreventionOrder) -> None:
    said = {"what": "A telephone.", **day("happened_on", date(2026, 2, 20))}
    assert as_lead.post(url("breach_add", order), said).status_code == 302
    breach = OrderBreach.objects.get()
    said = {"outcome": "A fine.", "seen_version": "1"}
    assert as_lead.post(url("breach_outcome", breach), said).status_code == 302
    assert "A fine." in shown(as_lead.get(order.get_absolute_url()))


def test_a_refusal_and_a_second_editor(as_lead: Client, order: PreventionOrder) -> None:
    tomorrow = localdate() + timedelta(days=1)
    said = {"kind": "visit", **day("checked_on", tomorrow), "seen_version": "1"}
    assert "has not come yet" in shown(as_lead.post(url("order_check", order), said))
    PreventionOrder.objects.update(version=2, unit="Theirs")
    said = {"unit": "Mine", "seen_version": "1"}
    page = shown(as_lead.post(url("order_manage", order), said))
    assert "has changed since" in page
    assert "Theirs" in page
    assert "Mine" in page


def test_queries_do_not_grow(
    as_inspector: Client, force: Body, assert_queries_do_not_grow: Grows
) -> None:
    assert_queries_do_not_grow(
        URL, lambda: PreventionOrderFactory(manager=OfficerFactory(body=force), body=force)
    )
