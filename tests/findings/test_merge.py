"""Two people change one finding: the second brings both together, and nobody's words are lost."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from findings import actions
from findings.models import Finding, InspectedBody
from inspection_portal.core.models import User
from tests.factories import FindingFactory

BASE = "It plans.\n\nIt acts.\n\nIt looks back."
Post = Callable[..., str]


@pytest.fixture
def finding(chapter: InspectedBody) -> Finding:
    return FindingFactory(chapter=chapter, heading="The force plans", text=BASE)


@pytest.fixture
def post(client: Client, inspector: User, finding: Finding) -> Post:
    """What the page says when the inspector sends what they typed into version 1."""
    client.force_login(inspector)

    def do(**typed: object) -> str:
        sent = {
            "kind": finding.kind,
            "heading": "The force plans",
            "text": BASE,
            "seen_version": 1,
            "base_version": 1,
            **typed,
        }
        url = reverse("findings:finding_revise", args=[finding.uuid])
        response = client.post(url, sent, follow=True)
        form = response.context.get("form")
        do.form = {name: form[name].value() for name in form.fields} if form else {}  # type: ignore[attr-defined]
        return str(response.content.decode())

    return do


@pytest.fixture
def theirs(finding: Finding, moderator: User, moment: datetime) -> Callable[..., None]:
    def do(**changes: object) -> None:
        actions.revise_finding(
            finding, seen_version=finding.version, by=moderator, at=moment, **changes
        )

    return do


def stored(finding: Finding) -> Finding:
    return Finding.objects.get(pk=finding.pk)


def test_changes_in_different_places_are_brought_together_by_one_press(
    post: Post, theirs: Callable[..., None], finding: Finding
) -> None:
    theirs(text=BASE.replace("back.", "ahead."), heading="The force looks ahead")
    mine = BASE.replace("It plans.", "It plans well.")
    page = post(text=mine)
    assert "so both fit together" in page
    page = post(text=mine, seen_version=2, merge="yes")
    assert "Both are brought together" in page
    both = "It plans well.\n\nIt acts.\n\nIt looks ahead."
    assert post.form["text"] == both  # type: ignore[attr-defined]
    assert post.form["heading"] == "The force looks ahead"  # type: ignore[attr-defined]
    assert stored(finding).text != both
    post(text=both, heading="The force looks ahead", seen_version=2, base_version=2)
    assert stored(finding).text == both


def test_what_both_changed_is_kept_twice_until_somebody_chooses(
    post: Post, theirs: Callable[..., None]
) -> None:
    theirs(text=BASE.replace("It acts.", "It acts fast."))
    mine = BASE.replace("It acts.", "It acts late.")
    page = post(text=mine)
    assert "These parts you both changed" in page
    post(text=mine, seen_version=2, merge="yes")
    kept = "It plans.\n\nIt acts late.\n\nIt acts fast.\n\nIt looks back."
    assert post.form["text"] == kept  # type: ignore[attr-defined]


@pytest.mark.parametrize(("choice", "words"), [("mine", "late"), ("theirs", "fast")])
def test_the_chosen_wording_is_taken(
    post: Post, theirs: Callable[..., None], choice: str, words: str
) -> None:
    theirs(text=BASE.replace("It acts.", "It acts fast."), heading="It acts fast")
    mine = {"text": BASE.replace("It acts.", "It acts late."), "heading": "It acts late"}
    names = set(re.findall(r'name="(choice-[^"]+)"', post(**mine)))
    assert len(names) == 2
    chosen = dict.fromkeys(names, choice)
    post(**mine, **chosen, seen_version=2, merge="yes")
    assert post.form["text"] == f"It plans.\n\nIt acts {words}.\n\nIt looks back."  # type: ignore[attr-defined]
    assert post.form["heading"] == f"It acts {words}"  # type: ignore[attr-defined]


def test_a_third_change_is_shown_before_anything_is_brought_together(
    post: Post, theirs: Callable[..., None]
) -> None:
    theirs(text=BASE.replace("It acts.", "It acts fast."))
    theirs(text=BASE.replace("It acts.", "It acts at last."))
    mine = BASE.replace("It plans.", "It plans well.")
    page = post(text=mine, seen_version=2, merge="yes")
    assert "saved a change" in page
    assert "Both are brought together" not in page
    assert post.form["text"] == mine  # type: ignore[attr-defined]


def test_a_field_with_an_error_is_left_as_it_was_typed(
    post: Post, theirs: Callable[..., None]
) -> None:
    theirs(heading="The force looks ahead", text=BASE.replace("back.", "ahead."))
    page = post(heading="", seen_version=2, merge="yes")
    assert "Enter a heading" in page
    assert post.form["heading"] == ""  # type: ignore[attr-defined]
    assert post.form["text"].endswith("It looks ahead.")  # type: ignore[attr-defined]


def test_what_was_only_moved_meanwhile_needs_no_choice(
    post: Post, finding: Finding, moderator: User, moment: datetime
) -> None:
    actions.mark_finding(finding, state="ready", seen_version=1, by=moderator, at=moment)
    assert "Bring both together" not in post(text="Mine.")


def test_saving_again_is_still_a_choice(
    post: Post, theirs: Callable[..., None], finding: Finding
) -> None:
    theirs(text="Theirs.")
    post(text="Mine.")
    assert "is saved" in post(text="Mine.", seen_version=2)
    assert stored(finding).text == "Mine."
