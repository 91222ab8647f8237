"""The verbs on grades, as other systems send them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from findings.models import BlindGrade, InspectedBody, Judgment
from forces.models import RoleGrant
from inspection_portal.core.models import User
from tests.factories import (
    InspectedBodyFactory,
    InspectionFactory,
    QuestionAreaFactory,
    person,
)
from tests.pages import call, wrong

Post = Callable[..., HttpResponse]


@pytest.fixture
def chapter(inspector: User) -> InspectedBody:
    QuestionAreaFactory()
    return InspectedBodyFactory(inspection=InspectionFactory(team=[inspector]))


@pytest.fixture
def post(client: Client) -> Post:
    def do(user: User, name: str, row: Any, **sent: object) -> HttpResponse:
        client.force_login(user)
        url = reverse(f"api:{name}", args=[row.uuid])
        return call(client, url, sent)

    return do


def propose(post: Post, user: User, chapter: InspectedBody, **changes: object) -> HttpResponse:
    usual = {"grade": "good", "reason": "Most of it works", "seen_version": 0}
    return post(user, "inspectedbody-propose", chapter, **{**usual, **changes})


def test_a_grade_is_proposed_moderated_and_final(
    post: Post, chapter: InspectedBody, inspector: User, moderator: User
) -> None:
    proposed = propose(post, inspector, chapter).json()
    assert (proposed["state"], proposed["outcome"], proposed["grade"]) == (
        "proposed",
        "graded",
        "good",
    )
    judgment = Judgment.objects.get()
    told = {"grade": "adequate", "reason": "As elsewhere", "seen_version": proposed["version"]}
    moderated = post(moderator, "judgment-moderate", judgment, **told).json()
    told = {"reason": "Agreed", "seen_version": moderated["version"]}
    final = post(moderator, "judgment-finalise", judgment, **told).json()
    assert (final["state"], final["grade_label"]) == ("final", "Adequate")
    again = post(moderator, "judgment-finalise", judgment, **told)
    assert (again.status_code, "now final" in again.json()["detail"]) == (409, True)


def test_a_body_is_not_graded(post: Post, chapter: InspectedBody, inspector: User) -> None:
    answer = propose(post, inspector, chapter, grade=None, outcome="not_graded").json()
    assert (answer["outcome"], answer["grade"], answer["grade_rank"]) == ("not_graded", None, None)


def test_a_working_grade_is_set_once_a_version(
    post: Post, chapter: InspectedBody, inspector: User
) -> None:
    sent = {"question_area": 1, "grade": "good", "reason": "So", "seen_version": 0}
    first = post(inspector, "inspectedbody-working-grade", chapter, **sent)
    assert (first.status_code, first.json()["version"]) == (200, 1)
    second = post(inspector, "inspectedbody-working-grade", chapter, **sent)
    assert second.status_code == 412
    assert "has changed since" in second.json()["detail"]


def test_a_blind_grade_is_given_by_who_owes_it(
    client: Client,
    post: Post,
    chapter: InspectedBody,
    inspector: User,
    moderator: User,
    moment: Any,
) -> None:
    sent = {"grade": "good", "reason": "As I see it"}
    refused = post(inspector, "inspectedbody-blind-grade", chapter, **sent)
    assert (refused.status_code, "Say first" in refused.json()["detail"]) == (409, True)
    BlindGrade.objects.create(chapter=chapter, by=inspector, asked_at=moment)
    assert post(inspector, "inspectedbody-blind-grade", chapter, **sent).status_code == 200
    listed = reverse("api:blindgrade-list")
    assert [each["grade"] for each in client.get(listed).json()["results"]] == ["good"]
    client.force_login(moderator)
    assert client.get(listed).json()["results"] == [], "before the panel"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"grade": "brilliant"}, "grade"),
        ({"reason": " "}, "reason"),
        ({"outcome": "perhaps"}, "outcome"),
    ],
)
def test_what_has_no_sense_is_refused_by_its_field(
    post: Post, chapter: InspectedBody, inspector: User, changes: dict[str, object], field: str
) -> None:
    refused = propose(post, inspector, chapter, **changes)
    assert list(wrong(refused)) == [f"/{field}"]
    assert not Judgment.objects.exists()


def test_who_reads_and_does_not_work_on_it_is_refused(
    post: Post, chapter: InspectedBody, inspector: User
) -> None:
    propose(post, inspector, chapter)
    judgment = Judgment.objects.get()
    assert post(inspector, "judgment-moderate", judgment).status_code == 403
    stranger = person(RoleGrant.Role.INSPECTOR)
    assert propose(post, stranger, chapter).status_code == 404
