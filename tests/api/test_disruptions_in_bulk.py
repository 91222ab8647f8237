"""Many disruptions by one request: each is judged by itself, by the rules of one alone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from disruptions.models import Disruption, DisruptionCount, Threat
from forces.models import Body
from inspection_portal.core.models import AuditEvent, User
from tests.factories import DisruptionFactory, DisruptionStandardFactory, ThreatFactory

ONE, BULK = "/api/v1/disruptions/record/", "/api/v1/disruptions/bulk/"
Post = Callable[..., HttpResponse]
Row = dict[str, Any]


@pytest.fixture
def threat(force: Body) -> Threat:
    DisruptionStandardFactory()
    return ThreatFactory(body=force)


@pytest.fixture
def row(force: Body, threat: Threat) -> Callable[..., Row]:
    """What is sent of a disruption."""

    def said(**other: Any) -> Row:
        return {
            "body": str(force.uuid),
            "threat": str(threat.uuid),
            "event_on": str(localdate()),
            "type": "lead",
            "strand": "pursue",
            "category": "minor",
            "narrative": "One was charged.",
            **other,
        }

    return said


@pytest.fixture
def post(force_contributor: User) -> Post:
    def do(address: str, said: Any, by: User = force_contributor) -> HttpResponse:
        client = Client()
        client.force_login(by)
        return client.post(address, said, content_type="application/json")

    return do


def results(answer: HttpResponse) -> list[Row]:
    assert answer.status_code == 200, answer.content
    found: list[Row] = answer.json()["results"]
    return found


def test_each_row_is_recorded_with_its_number_its_line_and_its_count(
    post: Post, row: Callable[..., Row], force: Body, rocu: Body
) -> None:
    first = post(ONE, row()).json()
    supported = row(reference="mine", supporting_bodies=[str(rocu.uuid), str(rocu.uuid)])
    told = results(post(BULK, {"disruptions": [supported, row()]}))
    assert [(each["index"], each["reference"], each["errors"]) for each in told] == [
        (0, "mine", []),
        (1, None, []),
    ]
    made = Disruption.objects.order_by("pk")
    assert [each.reference for each in made] == [f"{force.slug}-{number}" for number in (1, 2, 3)]
    assert [str(each.uuid) for each in made] == [first["uuid"], *(each["uuid"] for each in told)]
    assert [*made[1].supporting_bodies.all()] == [rocu]
    events = AuditEvent.objects.filter(verb="disruption.recorded").order_by("pk")
    assert [each.object_uuid for each in events] == [each.uuid for each in made]
    assert len({str(each.detail) for each in events}) == 1
    assert sum(sum(each.numbers) for each in DisruptionCount.objects.all()) == 3


def test_what_is_wrong_with_one_keeps_no_other_back(
    post: Post, row: Callable[..., Row], force: Body, other_force: Body
) -> None:
    day = str(localdate() + timedelta(days=1))
    rows = [
        row(),
        row(category="huge", strand="x"),
        row(threat=str(ThreatFactory().uuid)),
        row(body=str(other_force.uuid)),
        row(event_on=day),
        row(type="support"),
        row(supporting_bodies=[str(uuid4())]),
        row(threat="nonsense"),
        "nonsense",
        row(narrative="TOP SECRET"),
        row(lead_body=str(force.uuid), supporting_bodies=[str(force.uuid)]),
        row(event_on="1990-01-01"),
        row(),
    ]
    told = results(post(BULK, {"disruptions": rows}))
    places = [[error["pointer"] for error in each["errors"]] for each in told]
    assert places == [
        [],
        ["/strand", "/category"],
        ["/threat"],
        ["/body"],
        *([[""]] * 2),
        ["/supporting_bodies"],
        ["/threat"],
        *([[""]] * 4),
        [],
    ]
    made = Disruption.objects.order_by("pk").values_list("reference", flat=True)
    assert [*made] == [f"{force.slug}-1", f"{force.slug}-2"]


def test_a_row_is_refused_in_the_words_of_one_alone(
    post: Post, row: Callable[..., Row], other_force: Body
) -> None:
    """The database refuses each of these, among others that are right."""
    wrong = [
        row(type="support"),
        row(event_on="1990-01-01"),
        row(lead_body=str(other_force.uuid)),
        row(category="x" * 9),
        row(threat="nonsense"),
        row(body=str(other_force.uuid)),
    ]
    told = results(post(BULK, {"disruptions": [each for one in wrong for each in (row(), one)]}))
    assert [bool(each["uuid"]) for each in told] == [True, False] * len(wrong)
    for alone, together in zip(wrong, told[1::2], strict=True):
        said = post(ONE, alone).content.decode()
        for error in together["errors"]:
            assert error["detail"] in said.replace('\\"', '"')


def test_a_reference_that_comes_twice_is_refused(post: Post, row: Callable[..., Row]) -> None:
    told = results(post(BULK, {"disruptions": [row(reference="A1"), row(reference="A1"), row()]}))
    assert [[error["pointer"] for error in each["errors"]] for each in told] == [
        [],
        ["/reference"],
        [],
    ]
    assert Disruption.objects.count() == 2


def test_nothing_and_too_many_are_refused_as_a_whole(post: Post, row: Callable[..., Row]) -> None:
    for said in ({}, [], {"disruptions": []}, {"disruptions": [row()] * 1001}, {"disruptions": 5}):
        assert post(BULK, said).status_code == 400
    assert not Disruption.objects.exists()


def test_only_who_records_may(post: Post, row: Callable[..., Row], inspector: User) -> None:
    assert post(BULK, {"disruptions": [row()]}, by=inspector).status_code == 403


def test_queries_do_not_grow_with_the_rows(
    post: Post, row: Callable[..., Row], rocu: Body, force: Body
) -> None:
    counts = []
    for number in (2, 40):
        rows = [
            row(threat=str(ThreatFactory(body=force).uuid), supporting_bodies=[str(rocu.uuid)])
            for _ in range(number)
        ]
        with CaptureQueriesContext(connection) as captured:
            assert all(each["uuid"] for each in results(post(BULK, {"disruptions": rows})))
        counts.append(len(captured))
    assert counts[0] == counts[1], captured.captured_queries


def test_a_number_follows_the_last_whoever_recorded_it(
    post: Post, row: Callable[..., Row], force: Body
) -> None:
    DisruptionFactory(body=force, threat__body=force, reference=f"{force.slug}-41")
    results(post(BULK, {"disruptions": [row()]}))
    assert Disruption.objects.order_by("-pk")[0].reference == f"{force.slug}-42"
