"""Serious crime prevention orders, over the API."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from disruptions.models import OrderBreach, PreventionOrder
from forces.models import Body
from tests.factories import OfficerFactory, PreventionOrderFactory
from tests.pages import call, wrong

LIST = "/api/v1/orders/"
Send = Callable[..., HttpResponse]


@pytest.fixture
def send(as_lead: Client) -> Send:
    def do(name: str, of: Any = None, **said: Any) -> HttpResponse:
        address = reverse(f"api:{name}", args=[of.uuid] if of else [])
        return call(as_lead, address, said)

    return do


def test_it_is_read_without_a_name(as_inspector: Client, force: Body) -> None:
    manager = OfficerFactory(body=force, name="canary-81d0", post="Offenders")
    order = PreventionOrderFactory(body=force, manager=manager)
    PreventionOrderFactory()
    told = as_inspector.get(LIST, {"body": str(force.uuid), "in_force_on": "2026-03-02"})
    (row,) = told.json()["results"]
    assert (row["uuid"], row["manager_title"]) == (str(order.uuid), "Inspector, Offenders")
    assert "canary-81d0" not in told.content.decode()


def test_each_verb(send: Send, force: Body) -> None:
    made = {"reference": "S/1", "made_on": "2024-05-01", "custody": "in_custody"}
    assert send("preventionorder-add", body=str(force.uuid), **made).status_code == 200
    order = PreventionOrder.objects.get()
    manager = OfficerFactory(body=force)
    steps: dict[str, dict[str, Any]] = {
        "detail": {"court": "Ald"},
        "release": {"released_on": "2026-02-02"},
        "check": {"kind": "visit", "checked_on": "2026-02-03"},
        "manage": {"manager": str(manager.uuid), "is_actively_managed": True},
    }
    for version, (verb, said) in enumerate(steps.items(), start=1):
        told = send(f"preventionorder-{verb}", order, **said, seen_version=version)
        assert told.status_code == 200, told.content
    assert (told.json()["version"], told.json()["court"]) == (5, "Ald")
    breach = {"happened_on": "2026-02-20", "what": "A telephone."}
    assert send("preventionorder-record-breach", order, **breach).json()["outcome"] == ""
    settled = send("orderbreach-settle", OrderBreach.objects.get(), outcome="Fined", seen_version=1)
    assert settled.json()["outcome"] == "Fined"
    ended = {"discharged_on": "2026-03-01", "seen_version": 5}
    assert send("preventionorder-discharge", order, **ended).status_code == 200


def test_a_broken_rule_is_a_409_and_nonsense_a_400(send: Send, force: Body) -> None:
    order = PreventionOrderFactory(body=force)
    refused = send("preventionorder-release", order, released_on="2026-02-03", seen_version=1)
    assert refused.status_code == 409
    assert "not in custody" in refused.json()["detail"]
    stranger = OfficerFactory()
    refused = send("preventionorder-manage", order, manager=str(stranger.uuid), seen_version=1)
    assert list(wrong(refused)) == ["/manager"]
