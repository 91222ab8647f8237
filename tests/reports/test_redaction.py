"""How words are found in texts, and taken out of them."""

import pytest

from inspection_portal.reports.prose import canonical, plain
from inspection_portal.reports.redaction import MARK, Removal, lines, wrong_with

NAME = Removal(("Ada Lark",))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ada Lark said so.", f"{MARK} said so."),
        ("So did Ada\n Lark’s team.", f"So did {MARK}’s team."),
        ("Ada Larkin and Nada Lark stay.", "Ada Larkin and Nada Lark stay."),
        ("ada lark is another spelling.", "ada lark is another spelling."),
    ],
)
def test_exact_words_are_taken_out_of_a_text(text: str, left: str) -> None:
    assert NAME.in_text(text) == left


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("**Ada** *Lark* said so.", f"{MARK} said so."),
        ("Said **Ada Lark and** others.", f"Said {MARK} and others."),
        ("- One\n  - Two, Ada Lark\n- Three", f"• One\n\n• Two, {MARK}\n\n• Three"),
        ("### Of Ada Lark\n\nNothing.", f"Of {MARK}\n\nNothing."),
        ("[Ada Lark](https://example.com/a)", f"{MARK}"),
    ],
)
def test_exact_words_are_taken_out_of_prose_in_whatever_emphasis(markdown: str, words: str) -> None:
    left = NAME.in_prose(markdown)
    assert plain(left) == words
    assert canonical(left) == left


def test_a_link_whose_address_has_the_words_is_none_any_more() -> None:
    markdown = "See [this page](https://example.com/larkspur)."
    assert Removal(("larkspur",)).in_prose(markdown) == "See this page."


def test_prose_without_the_words_stays_as_it_was_typed() -> None:
    assert NAME.in_prose("1) One\n2) *Two*") == "1) One\n2) *Two*"


def test_the_longest_passage_is_taken_out_first() -> None:
    assert Removal(("Lark", "Ada Lark")).in_text("Ada Lark, Lark") == f"{MARK}, {MARK}"


@pytest.mark.parametrize("alike", ["ADA LARK", "AdaLark", "Ada-Lark", "Ada *Lark*", "Adalarkin"])
def test_words_that_are_alike_are_found(alike: str) -> None:
    assert [hit.before for hit in NAME.hits(f"So said {alike}.")] == ["So said "]


def test_a_short_word_is_not_looked_for_within_others() -> None:
    assert [hit.words for hit in Removal(("Art",)).hits("A party of ART, partly.")] == ["ART"]


def test_passages_are_the_lines_of_a_text_each_once() -> None:
    assert lines(" Ada  Lark \n\nAda Lark\r\nOthers") == ("Ada Lark", "Others")
    assert wrong_with(("Ada Lark",)) == ""


def test_a_long_text_is_looked_through_in_a_moment() -> None:
    text = "Ada-" * 200_000
    assert [*Removal(("Ada Lark", "-Ada a")).hits(text)]
