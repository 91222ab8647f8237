"""Two wordings compared, and two people's changes brought together."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_portal.core.differences import (
    MOST_WORDS,
    Clash,
    Fate,
    Words,
    differences,
    merge,
    paragraphs,
    passages,
)

texts = st.lists(st.text(alphabet="ab \n", max_size=12), max_size=6).map("\n\n".join)
lists = st.lists(st.sampled_from("abcde"), max_size=6)


def told(before: str, after: str) -> list[list[tuple[str, str]]]:
    return [
        [(words.fate.value, words.text) for words in passage]
        for passage in differences(before, after)
    ]


def test_words_are_told_apart_within_their_paragraph() -> None:
    assert told("It plans well.\n\nIt acts.", "It plans badly.\n\nIt acts.") == [
        [("kept", "It plans "), ("removed", "well."), ("added", "badly.")]
    ]


def test_the_same_words_differ_in_nothing() -> None:
    assert told("One.\n\nTwo.", "One.\r\n\r\nTwo.") == []


def test_a_paragraph_added_and_one_removed() -> None:
    assert told("One.\n\nTwo.", "Two.\n\nThree.") == [
        [("removed", "One.")],
        [("added", "Three.")],
    ]


@given(texts, texts)
def test_what_is_kept_and_added_is_the_later_wording(before: str, after: str) -> None:
    for passage in differences(before, after):
        later = "".join(words.text for words in passage if words.fate != Fate.REMOVED)
        earlier = "".join(words.text for words in passage if words.fate != Fate.ADDED)
        assert set(paragraphs(later)) <= set(paragraphs(after)) | {""}
        assert set(paragraphs(earlier)) <= set(paragraphs(before)) | {""}


def test_a_very_long_passage_is_shown_as_replaced_in_no_time() -> None:
    before, after = ("word " * (MOST_WORDS + 1), "other word " * MOST_WORDS)
    started = time.perf_counter()
    (passage,) = differences(before, after)
    assert [words.fate for words in passage] == [Fate.REMOVED, Fate.ADDED]
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("abc", "aBc", "abc", [("a",), ("B",), ("c",)]),
        ("abc", "Abc", "abC", [("A",), ("b",), ("C",)]),
        ("ab", "Ab", "aB", [("A",), ("B",)]),
        ("ab", "xab", "aby", [("x",), ("a", "b"), ("y",)]),
        ("abc", "ac", "abc", [("a",), ("c",)]),
        ("abc", "aXc", "aXc", [("a",), ("X",), ("c",)]),
        ("abc", "aXc", "aYc", [("a",), Clash(("X",), ("Y",)), ("c",)]),
        ("a", "ax", "ay", [("a",), Clash(("x",), ("y",))]),
        ("ab", "a", "aB", [("a",), Clash((), ("B",))]),
        ("", "x", "y", [Clash(("x",), ("y",))]),
        ("", "", "", []),
    ],
)
def test_merge(base: str, mine: str, theirs: str, merged: list[object]) -> None:
    assert merge(base, mine, theirs) == merged


@given(lists, lists)
def test_changes_of_one_person_alone_are_taken(base: list[str], mine: list[str]) -> None:
    for merged in (merge(base, mine, base), merge(base, base, mine), merge(base, mine, mine)):
        assert [text for piece in merged for text in piece] == mine  # type: ignore[union-attr]


@given(lists, lists, lists)
def test_nothing_that_either_wrote_is_lost(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    kept: set[str] = set()
    for piece in merge(base, mine, theirs):
        kept |= {*piece.mine, *piece.theirs} if isinstance(piece, Clash) else set(piece)
    assert (set(mine) | set(theirs)) - set(base) <= kept


def test_a_paragraph_that_was_added_or_removed_is_a_passage_of_its_own() -> None:
    found = passages("Kept.\n\nFirst.\n\nSecond.", "Kept.")
    assert [[(words.fate, words.text) for words in passage] for passage in found] == [
        [(Fate.KEPT, "Kept.")],
        [(Fate.REMOVED, "First.")],
        [(Fate.REMOVED, "Second.")],
    ]


def test_the_space_behind_words_is_not_marked() -> None:
    (passage,) = differences("It was so.", "It is.")
    told = [(words.bare, words.space) for words in passage]
    assert told == [("It", " "), ("was so.", " "), ("is.", " ")]
    assert (Words(Fate.ADDED, "So.\n\n").bare, Words(Fate.ADDED, "So.\n\n").space) == (
        "So.",
        "\n\n",
    )
