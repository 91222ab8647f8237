"""Paragraphs stay the same rows while their finding is rewritten."""

from collections.abc import Callable
from datetime import datetime

import pytest

from findings import actions
from findings.models import Finding, InspectedBody, Paragraph
from inspection_portal.core.models import User
from tests.factories import QuestionAreaFactory

FIRST = "We found that every threat has a plan and an owner."
SECOND = "We were told that plans are read each month by a senior officer."
THIRD = "- Owners are trained.\n\n- Plans are checked."

Rewrite = Callable[..., list[Paragraph]]


@pytest.fixture
def written(chapter: InspectedBody, inspector: User, moment: datetime) -> Finding:
    return actions.add_finding(
        chapter.inspection,
        chapter=chapter,
        question_area=QuestionAreaFactory(),
        kind=Finding.Kind.NARRATIVE,
        heading="The force plans its work well",
        text="\n\n".join([FIRST, SECOND, THIRD]),
        by=inspector,
        at=moment,
    )


@pytest.fixture
def rewrite(written: Finding, inspector: User, moment: datetime) -> Rewrite:
    def do(*texts: str) -> list[Paragraph]:
        actions.revise_finding(
            written,
            text="\n\n".join(texts),
            seen_version=written.version,
            by=inspector,
            at=moment,
        )
        return list(written.paragraphs.standing())

    return do


def test_a_new_finding_has_a_paragraph_for_each_block(written: Finding) -> None:
    standing = written.paragraphs.values_list("position", "text")
    assert list(standing) == [(0, FIRST), (1, SECOND), (2, THIRD)]


def test_paragraphs_keep_their_rows_in_another_order(written: Finding, rewrite: Rewrite) -> None:
    first, second, third = written.paragraphs.all()
    assert rewrite(THIRD, FIRST, SECOND) == [third, first, second]


def test_a_reworded_paragraph_is_the_same(written: Finding, rewrite: Rewrite) -> None:
    first, second, third = written.paragraphs.all()
    reworded = SECOND.replace("a senior officer", "a superintendent")
    found = rewrite(FIRST, "Something new stands between.", reworded, THIRD)
    assert [found[0], found[2], found[3]] == [first, second, third]
    assert found[2].text == reworded
    assert found[1] not in (first, second, third)


def test_other_words_are_another_paragraph(written: Finding, rewrite: Rewrite) -> None:
    second = written.paragraphs.all()[1]
    replaced = rewrite(FIRST, "Analysts leave sooner than they can be replaced.", THIRD)[1]
    assert replaced != second


def test_a_removed_paragraph_is_found_again_with_its_words(
    written: Finding, rewrite: Rewrite
) -> None:
    second = written.paragraphs.all()[1]
    assert second not in rewrite(FIRST, THIRD)
    second.refresh_from_db()
    assert (second.position, second.text) == (None, SECOND)
    assert rewrite(FIRST, SECOND, THIRD)[1] == second


def test_of_a_split_paragraph_the_longer_half_goes_on(written: Finding, rewrite: Rewrite) -> None:
    second = written.paragraphs.all()[1]
    halves = ("We were told that plans are read each month.", "A senior officer reads.")
    found = rewrite(FIRST, *halves, THIRD)
    assert found[1] == second
    assert len(found) == 4


def test_the_same_words_twice_are_two_paragraphs(written: Finding, rewrite: Rewrite) -> None:
    first = written.paragraphs.all()[0]
    again = rewrite(FIRST, FIRST)
    assert again[0] == first
    assert again[1].text == FIRST
    assert rewrite(FIRST, FIRST) == again


def test_a_change_of_the_heading_alone_leaves_paragraphs(
    written: Finding, inspector: User, moment: datetime
) -> None:
    before = list(written.paragraphs.values_list("pk", "position", "text"))
    actions.revise_finding(written, heading="Other", seen_version=1, by=inspector, at=moment)
    assert list(written.paragraphs.values_list("pk", "position", "text")) == before
