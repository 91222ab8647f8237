"""Evidence and paragraphs over the API: the same rules, and nothing for strangers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from findings.models import ClosedPassage, Evidence, Inspection, Paragraph
from inspection_portal.core.models import User
from tests.factories import (
    EvidenceFactory,
    EvidenceLinkFactory,
    EvidenceMethodFactory,
    FieldworkPhaseFactory,
    InspectedBodyFactory,
    InspectionFactory,
    ParagraphFactory,
)
from tests.factories.evidence import GATHERED_AT
from tests.pages import call

Post = Callable[..., HttpResponse]


@pytest.fixture
def inspection(inspector: User) -> Inspection:
    inspection: Inspection = InspectionFactory(team=[inspector])
    FieldworkPhaseFactory(inspection=inspection)
    EvidenceMethodFactory()
    return inspection


@pytest.fixture
def paragraph(inspection: Inspection) -> Paragraph:
    paragraph: Paragraph = ParagraphFactory(finding__chapter__inspection=inspection)
    return paragraph


@pytest.fixture
def post(client: Client, inspector: User) -> Post:
    client.force_login(inspector)

    def do(name: str, row: Any, **sent: object) -> HttpResponse:
        url = reverse(f"api:{name}", args=[row.uuid])
        return call(client, url, sent)

    return do


def add(post: Post, inspection: Inspection, **changes: object) -> HttpResponse:
    usual = {"method": "Interview", "gathered_on": "2026-01-20", "summary": "Plans are late."}
    return post("inspection-add-evidence", inspection, **{**usual, **changes})


def test_it_is_added_revised_and_withdrawn(post: Post, inspection: Inspection) -> None:
    chapter = InspectedBodyFactory(inspection=inspection)
    added = add(post, inspection, body=str(chapter.body.uuid)).json()
    assert (added["number"], added["body"]) == (1, str(chapter.body.uuid))
    evidence = Evidence.objects.get()
    revised = post("evidence-detail", evidence, summary="Plans are early.", seen_version=1).json()
    assert (revised["summary"], revised["method"]) == ("Plans are early.", "Interview")
    told = {"reason": "Misheard.", "seen_version": revised["version"]}
    assert post("evidence-withdraw", evidence, **told).json()["withdrawal_reason"] == "Misheard."
    again = post("evidence-withdraw", evidence, **told)
    assert (again.status_code, "is withdrawn" in again.json()["detail"]) == (409, True)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"marking": "secret"}, 400),
        ({"body": "4a9a4f3c-1111-4a4a-8a8a-123456789abc"}, 400),
        ({"body": "x"}, 400),
        ({"method": "Guess"}, 400),
        ({"gathered_on": "2020-01-01"}, 409),
        ({"summary": "TOP SECRET"}, 409),
    ],
)
def test_what_is_refused(
    post: Post, inspection: Inspection, changes: dict[str, str], code: int
) -> None:
    assert add(post, inspection, **changes).status_code == code
    assert not Evidence.objects.exists()


def test_a_paragraph_is_linked_and_unlinked(
    post: Post, inspection: Inspection, paragraph: Paragraph
) -> None:
    EvidenceFactory(inspection=inspection, number=12)
    assert post("paragraph-link-evidence", paragraph, number=12).json()["evidence"] == [12]
    assert post("paragraph-link-evidence", paragraph, number=13).status_code == 409
    assert post("paragraph-unlink-evidence", paragraph, number=12).json()["evidence"] == []


def test_lists_cost_the_same_however_long(
    post: Post, paragraph: Paragraph, assert_queries_do_not_grow: Callable[..., None]
) -> None:
    def add_row() -> None:
        row = ParagraphFactory(finding__chapter=paragraph.finding.chapter)
        evidence = EvidenceFactory(inspection=row.finding.inspection)
        EvidenceLinkFactory(paragraph=row, evidence=evidence)

    for name in ("paragraph-list", "evidence-list"):
        assert_queries_do_not_grow(reverse(f"api:{name}"), add_row)


def test_closed_text_is_nowhere(
    client: Client, post: Post, paragraph: Paragraph, inspector: User
) -> None:
    ClosedPassage.objects.create(
        finding=paragraph.finding,
        after=paragraph,
        ground="safety",
        text="withheldword",
        written_by=inspector,
        written_at=GATHERED_AT,
    )
    for name, row in (("paragraph", paragraph), ("finding", paragraph.finding)):
        answer = client.get(reverse(f"api:{name}-detail", args=[row.uuid]))
        assert answer.status_code == 200
        assert "withheldword" not in answer.content.decode()


def test_strangers_find_nothing(
    client: Client, inspection: Inspection, paragraph: Paragraph, force_lead: User
) -> None:
    evidence = EvidenceFactory(inspection=inspection)
    client.force_login(force_lead)
    for name in ("paragraph-list", "evidence-list"):
        assert client.get(reverse(f"api:{name}")).json()["results"] == []
    for name, row in (
        ("inspection-add-evidence", inspection),
        ("evidence-withdraw", evidence),
        ("paragraph-link-evidence", paragraph),
    ):
        assert client.post(reverse(f"api:{name}", args=[row.uuid])).status_code == 404
