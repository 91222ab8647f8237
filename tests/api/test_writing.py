"""The text of a draft is written over the API: findings, sections and introductions."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from findings.models import Finding, InspectedBody, Inspection, Section, Theme
from forces.models import RoleGrant
from inspection_portal.core.models import AuditEvent, User
from tests.factories import (
    FindingFactory,
    InspectedBodyFactory,
    InspectionFactory,
    QuestionAreaFactory,
    SectionFactory,
    access_token,
    api_client,
    put_in_print,
    with_token,
)
from tests.factories.evidence import GATHERED_AT
from tests.pages import call, wrong

Post = Callable[..., Any]


@pytest.fixture
def inspection(inspector: User) -> Inspection:
    QuestionAreaFactory()
    inspection: Inspection = InspectionFactory(team=[inspector])
    return inspection


@pytest.fixture
def chapter(inspection: Inspection) -> InspectedBody:
    chapter: InspectedBody = InspectedBodyFactory(inspection=inspection)
    return chapter


@pytest.fixture
def finding(chapter: InspectedBody) -> Finding:
    finding: Finding = FindingFactory(chapter=chapter)
    return finding


@pytest.fixture
def post(client: Client, inspector: User) -> Post:
    client.force_login(inspector)

    def do(name: str, row: Any, /, **sent: object) -> HttpResponse:
        url = reverse(f"api:{name}", args=[row.uuid])
        return call(client, url, sent)

    return do


def verbs(row: Any) -> list[str]:
    return list(AuditEvent.objects.about(row).order_by("pk").values_list("verb", flat=True))


def test_a_finding_is_added_and_its_words_changed(
    post: Post, inspection: Inspection, chapter: InspectedBody
) -> None:
    further = InspectedBodyFactory(inspection=inspection)
    Theme.objects.create(name="A theme of the test", valid_from=GATHERED_AT.date())
    added = post(
        "inspectiondraft-add-finding",
        inspection,
        kind="area_for_improvement",
        heading="Plans are late",
        lead="The force should:",
        parts=["write them", "keep them"],
        body=str(chapter.body.uuid),
        question_area=1,
        themes=["A theme of the test"],
        also_about=[str(further.body.uuid)],
    ).json()
    assert (added["body"], added["question_area"]) == (str(chapter.body.uuid), 1)
    assert added["also_about"] == [str(further.body.uuid)]
    finding = Finding.objects.get()
    sent = {"heading": "Plans are early", "note": "Ask again.", "seen_version": 1}
    changed = post("draft-detail", finding, **sent).json()
    assert changed["note"] == "Ask again."
    assert (changed["heading"], changed["parts"]) == (
        "Plans are early",
        ["write them", "keep them"],
    )
    assert (changed["themes"], changed["version"]) == (["A theme of the test"], 2)
    assert verbs(finding) == ["finding.added", "finding.revised"]


def test_what_is_sent_of_a_finding_is_looked_at(
    post: Post, inspection: Inspection, finding: Finding
) -> None:
    elsewhere = InspectedBodyFactory()
    sent = {
        "kind": "guess",
        "also_about": [str(elsewhere.body.uuid)],
        "themes": ["No such theme"],
    }
    assert wrong(post("draft-detail", finding, **sent, seen_version=1)) == {
        "/kind": '"guess" is not a valid choice.',
        "/also_about/0": "Choose a body of the inspection.",
        "/themes/0": "Choose a theme that is on the list.",
    }
    unmarked = post("draft-detail", finding, text="TOP SECRET", seen_version=1)
    assert unmarked.status_code == 409
    half = {"kind": "narrative", "heading": "x", "question_area": 1}
    assert post("inspectiondraft-add-finding", inspection, **half).status_code == 409


def test_a_finding_is_moved_placed_confirmed_and_removed(
    post: Post, chapter: InspectedBody, finding: Finding
) -> None:
    second = FindingFactory(chapter=chapter, needs_review=True)
    moved = post("draft-move", second, direction="up", seen_version=1).json()
    assert moved["position"] == finding.position
    assert post("draft-move", second, direction="up", seen_version=2).status_code == 409
    placed = post("draft-place", second, body=None, question_area=None, seen_version=2).json()
    assert (placed["body"], placed["question_area"]) == (None, None)
    assert not post("draft-confirm", second, seen_version=3).json()["needs_review"]
    assert post("draft-remove", second, seen_version=4).json()["uuid"] == str(second.uuid)
    assert list(Finding.objects.all()) == [finding]
    told = ["finding.moved", "finding.placed", "finding.confirmed", "finding.deleted"]
    assert verbs(second) == told


def test_sections_are_added_changed_moved_and_removed(post: Post, inspection: Inspection) -> None:
    for heading in ("About us", "Method"):
        sent = {"place": "introduction", "heading": heading}
        assert post("inspectiondraft-add-section", inspection, **sent).status_code == 200
    section = Section.objects.get(heading="Method")
    changed = post("section-detail", section, text="We looked.", seen_version=1).json()
    assert (changed["heading"], changed["text"]) == ("Method", "We looked.")
    assert post("section-move", section, direction="up", seen_version=2).json()["position"] == 1
    assert post("section-remove", section, seen_version=3).status_code == 200
    assert [each.heading for each in Section.objects.all()] == ["About us"]
    told = ["section.added", "section.revised", "section.moved", "section.deleted"]
    assert verbs(section) == told


def test_region_body_and_area_are_introduced(
    post: Post, inspection: Inspection, chapter: InspectedBody
) -> None:
    sent = {"text": "All of them.", "seen_version": inspection.version}
    told = post("inspectiondraft-introduce-region", inspection, **sent).json()
    assert told["regional_introduction"] == "All of them."
    told = post("inspectedbody-introduce", chapter, text="The force.", seen_version=1).json()
    assert (told["introduction"], told["version"]) == ("The force.", 2)
    sent = {"question_area": 1, "text": "The area.", "seen_version": 2}
    told = post("inspectedbody-introduce-area", chapter, **sent).json()
    assert told["areas"] == [{"question_area": 1, "text": "The area."}]
    sent = {"question_area": 1, "text": "", "seen_version": 3}
    assert post("inspectedbody-introduce-area", chapter, **sent).json()["areas"] == []


def test_who_comes_second_is_told_and_nothing_changes(
    post: Post, inspection: Inspection, chapter: InspectedBody, finding: Finding
) -> None:
    section = SectionFactory(inspection=inspection)
    for name, row, sent in (
        ("draft-detail", finding, {"heading": "Other"}),
        ("draft-place", finding, {"body": None, "question_area": None}),
        ("draft-confirm", finding, {}),
        ("draft-remove", finding, {}),
        ("section-detail", section, {"heading": "Other"}),
        ("section-remove", section, {}),
        ("inspectiondraft-introduce-region", inspection, {"text": "Other"}),
        ("inspectedbody-introduce", chapter, {"text": "Other"}),
        ("inspectedbody-introduce-area", chapter, {"text": "Other", "question_area": 1}),
    ):
        assert post(name, row, **sent, seen_version=7).status_code == 412, name
    finding.refresh_from_db()
    assert (finding.version, Section.objects.get().version) == (1, 1)


def test_what_is_published_stays_as_it_is(
    post: Post, inspection: Inspection, finding: Finding
) -> None:
    section = SectionFactory(inspection=inspection)
    put_in_print(inspection)
    for name, row, sent in (
        ("draft-detail", finding, {"heading": "Other", "seen_version": 1}),
        ("draft-remove", finding, {"seen_version": 1}),
        ("section-detail", section, {"heading": "Other", "seen_version": 1}),
        ("inspectiondraft-add-section", inspection, {"place": "appendix", "heading": "Other"}),
    ):
        refused = post(name, row, **sent)
        assert (refused.status_code, "Open a correction" in refused.json()["detail"]) == (409, True)


def test_a_client_on_the_team_writes_and_another_finds_nothing(
    inspection: Inspection, chapter: InspectedBody, finding: Finding
) -> None:
    url = reverse("api:draft-detail", args=[finding.uuid])
    scopes = ("drafts:read", "drafts:write")
    member, stranger = (
        api_client(RoleGrant.Role.INSPECTOR, scopes=scopes, name=name) for name in ("In", "Out")
    )
    inspection.team.create(user=member[0].user)
    inside, outside = (with_token(access_token(*client)) for client in (member, stranger))
    assert call(inside, url, {"heading": "New", "seen_version": 1}).json()["heading"] == "New"
    assert call(outside, url, {"heading": "No", "seen_version": 2}).status_code == 404


def test_lists_cost_the_same_however_long(
    post: Post, inspection: Inspection, assert_queries_do_not_grow: Callable[..., None]
) -> None:
    def add_chapter() -> None:
        InspectedBodyFactory(inspection=inspection)

    assert_queries_do_not_grow(reverse("api:inspectedbody-list"), add_chapter)
    add_section = partial(SectionFactory, inspection=inspection)
    assert_queries_do_not_grow(reverse("api:section-list"), add_section)
