"""A finding's text is parted where a reader sees one block end and another begin."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.blocks import blocks
from inspection_portal.reports.prose import to_html

LINES = st.sampled_from(
    [
        *("", "", "Words", "more words", "   indented", "    deep", "### Heading", "#", "\\"),
        *("- point", "  its second line", "  - inner", "-", "* star"),
        *("1. first", "2. second", "7) seventh"),
    ]
)
# An empty item with two empty lines after it ends a list, and with one it doesn't: the parser's own
# doing, by which two lists would be joined into one.
ENDS_A_LIST = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]*\r?\n[ \t]*\r?\n[ \t]*\r?\n", re.MULTILINE)
TEXTS = st.one_of(st.lists(LINES, max_size=14).map("\n".join), st.text(max_size=60)).filter(
    lambda text: not ENDS_A_LIST.search(text)
)


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("", []),
        ("One.\n\n\nTwo.\nStill two.", ["One.", "Two.\nStill two."]),
        ("### Heading\nText.", ["### Heading", "Text."]),
        ("They should:\n- plan\n\n- review\n\n  often\n\nThen end.", None),
        ("One.\r\n\r\nTwo.", ["One.", "Two."]),
    ],
)
def test_blocks(text: str, parted: list[str] | None) -> None:
    whole_list = ["They should:", "- plan\n\n- review\n\n  often", "Then end."]
    assert blocks(text) == (whole_list if parted is None else parted)


@given(TEXTS)
def test_joined_blocks_print_as_the_text_does(text: str) -> None:
    assert to_html("\n\n".join(blocks(text))) == to_html(text)


@given(TEXTS)
def test_a_block_is_one_block(text: str) -> None:
    assert [blocks(block) for block in blocks(text)] == [[block] for block in blocks(text)]
