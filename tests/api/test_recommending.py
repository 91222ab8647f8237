"""Recommendations of a draft are written over the API."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from findings.models import Finding
from inspection_portal.core.models import AuditEvent, User
from recommendations.models import Recommendation
from tests.factories import (
    CauseOfConcernFactory,
    FindingFactory,
    InspectedBodyFactory,
    InspectionFactory,
    OrganisationFactory,
    RecommendationFactory,
    put_in_print,
)
from tests.pages import call

Post = Callable[..., Any]
SAID = {"text": "By 1 May 2027, the force should plan.", "due_kind": "date", "due_on": "2027-05-01"}


@pytest.fixture
def concern(inspector: User) -> Finding:
    chapter = InspectedBodyFactory(inspection=InspectionFactory(team=[inspector]))
    concern: Finding = CauseOfConcernFactory(chapter=chapter)
    return concern


@pytest.fixture
def post(client: Client, inspector: User) -> Post:
    client.force_login(inspector)

    def do(name: str, row: Any, /, **sent: object) -> HttpResponse:
        return call(client, reverse(f"api:{name}", args=[row.uuid]), sent)

    return do


def test_one_is_added_changed_moved_and_removed(post: Post, concern: Finding) -> None:
    first = RecommendationFactory(finding=concern, position=1)
    added = post("recommendation_add", concern, **SAID)
    assert (added.json()["position"], added["ETag"]) == (2, '"1"')
    row = Recommendation.objects.get(uuid=added.json()["uuid"])
    told = post("recommendation-detail", row, text="By 1 May 2027, act.", seen_version=1).json()
    assert (told["text"], told["due_on"], told["version"]) == (
        "By 1 May 2027, act.",
        "2027-05-01",
        2,
    )
    assert post("recommendation-move", row, direction="up", seen_version=2).json()["position"] == 1
    assert post("recommendation-remove", row, seen_version=3).json()["uuid"] == str(row.uuid)
    assert list(concern.recommendations.all()) == [first]
    trail = AuditEvent.objects.about(row).order_by("pk").values_list("verb", flat=True)
    assert list(trail) == [
        f"recommendation.{done}" for done in ("added", "revised", "moved", "deleted")
    ]


def test_who_else_is_addressed_stays_until_it_is_sent(post: Post, concern: Finding) -> None:
    named = OrganisationFactory()
    row = RecommendationFactory(finding=concern)
    told = post("recommendation-detail", row, organisations=[named.name], seen_version=1).json()
    assert [each["name"] for each in told["addressees"]] == [named.name]
    told = post("recommendation-detail", row, text="Act soon.", seen_version=2).json()
    assert [each["name"] for each in told["addressees"]] == [named.name]
    told = post("recommendation-detail", row, organisations=[], seen_version=3).json()
    assert told["addressees"] == []


def test_who_comes_second_is_told_and_nothing_changes(post: Post, concern: Finding) -> None:
    row = RecommendationFactory(finding=concern)
    for name, sent in (
        ("recommendation-detail", {"text": "Act."}),
        ("recommendation-move", {"direction": "up"}),
        ("recommendation-remove", {}),
    ):
        refused = post(name, row, **sent, seen_version=7)
        assert refused.status_code in {409, 412}, name
    row.refresh_from_db()
    assert row.version == 1


def test_rules_are_those_of_the_pages(post: Post, concern: Finding) -> None:
    narrative = FindingFactory(chapter=concern.chapter)
    refused = post("recommendation_add", narrative, **SAID)
    assert (refused.status_code, "not a cause of" in refused.json()["detail"]) == (409, True)
    row = RecommendationFactory(finding=concern)
    put_in_print(concern.inspection)
    assert post("recommendation_add", concern, **SAID).status_code == 409
    assert post("recommendation-remove", row, seen_version=1).status_code == 409
    assert post("recommendation_add", CauseOfConcernFactory(), **SAID).status_code == 404


def test_others_read_what_is_published_and_change_nothing(
    client: Client, post: Post, concern: Finding, force_lead: User
) -> None:
    row = RecommendationFactory(finding=concern)
    client.force_login(force_lead)
    assert post("recommendation-remove", row, seen_version=1).status_code == 404
    put_in_print(concern.inspection)
    assert post("recommendation-remove", row, seen_version=1).status_code == 403
    assert post("recommendation_add", concern, **SAID).status_code == 404
