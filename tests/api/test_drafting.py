"""Drafts, comments and links over the API: the same rules, and nothing for strangers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from findings.models import Comment, Finding, FindingLink, Theme
from inspection_portal.core.models import User
from tests.factories import (
    FindingFactory,
    InspectedBodyFactory,
    InspectionFactory,
    ParagraphFactory,
    put_in_print,
)
from tests.factories.evidence import GATHERED_AT
from tests.pages import call, wrong

Post = Callable[..., HttpResponse]


@pytest.fixture
def finding(inspector: User) -> Finding:
    chapter = InspectedBodyFactory(inspection=InspectionFactory(team=[inspector]))
    finding: Finding = FindingFactory(chapter=chapter, author=inspector, polarity="weakness")
    theme = Theme.objects.create(name="A theme of the test", valid_from=GATHERED_AT.date())
    finding.themes.add(theme)
    return finding


@pytest.fixture
def post(client: Client, inspector: User) -> Post:
    client.force_login(inspector)

    def do(name: str, row: Any, **sent: object) -> HttpResponse:
        url = reverse(f"api:{name}", args=[row.uuid])
        return call(client, url, sent)

    return do


def test_it_is_marked_arranged_and_restored(post: Post, finding: Finding) -> None:
    second = FindingFactory(chapter=finding.chapter)
    arranged = post("draft-arrange", second, seen_version=1, question_area=1, before=finding.uuid)
    assert arranged.status_code == 200
    assert list(finding.chapter.findings.all()) == [second, finding]
    marked = post("draft-mark", finding, seen_version=1, state="ready").json()
    assert (marked["state"], marked["version"]) == ("ready", 2)
    assert marked["themes"] == ["A theme of the test"]
    Finding.objects.filter(pk=finding.pk).update(text="Another.", version=3)
    restored = post("draft-restore", finding, seen_version=3, version=1).json()
    assert restored["text"] == finding.text


def test_who_comes_second_is_told(post: Post, finding: Finding) -> None:
    refused = post("draft-mark", finding, seen_version=7, state="ready")
    assert refused.status_code == 412
    assert "has changed since" in refused.json()["detail"]


def test_a_comment_is_made_answered_and_resolved(post: Post, finding: Finding) -> None:
    paragraph = ParagraphFactory(finding=finding)
    made = post("draft-comment", finding, text="Since when?", paragraph=str(paragraph.uuid))
    assert made.json()["paragraph"] == str(paragraph.uuid)
    comment = Comment.objects.get()
    assert post("comment-answer", comment, answer="Since May.").json()["answer"] == "Since May."
    assert post("comment-resolve", comment).json()["resolved_at"]
    assert post("comment-resolve", comment).status_code == 409


def test_a_paragraph_of_another_inspection_is_refused(post: Post, finding: Finding) -> None:
    other = ParagraphFactory()
    refused = post("draft-comment", finding, text="Since when?", paragraph=str(other.uuid))
    assert wrong(refused) == {"/paragraph": "Choose a paragraph of the finding."}


def test_findings_are_linked_and_the_link_is_removed(post: Post, finding: Finding) -> None:
    older = FindingFactory()
    unseen = post("draft-link", finding, to=str(older.uuid), kind="repeats")
    assert wrong(unseen) == {"/to": "There is no such finding for you to see."}
    put_in_print(older.inspection)
    assert post("draft-link", finding, to=str(older.uuid), kind="repeats").status_code == 200
    assert post("draft-link", finding, to=str(older.uuid), kind="repeats").status_code == 409
    assert post("findinglink-remove", FindingLink.objects.get()).status_code == 200
    assert not FindingLink.objects.exists()


def test_what_is_published_tells_nobody_of_its_draft(
    client: Client, force_lead: User, finding: Finding
) -> None:
    put_in_print(finding.inspection)
    client.force_login(force_lead)
    shown = client.get(reverse("api:finding-detail", args=[finding.uuid])).json()
    assert shown.keys().isdisjoint({"state", "themes", "polarity", "author", "version"})
    assert client.get(reverse("api:draft-detail", args=[finding.uuid])).status_code == 404
    for name in ("draft-list", "comment-list", "findinglink-list"):
        assert client.get(reverse(f"api:{name}")).json()["results"] == []
