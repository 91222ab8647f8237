"""Texts compared without their typography."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection_portal.core.text import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The force’s “plan”", 'the force\'s "plan"'),
        ("south‑east", "South-East"),
        ("1\u00a0March  2025 ", "1 march 2025"),
        ("2023–2025", "2023-2025"),
        ("under‑18s\u00ad", "under-18s"),
    ],
)
def test_typography_makes_no_difference(one, other):
    assert fold(one) == fold(other)


def test_words_make_a_difference():
    assert fold("judgment") != fold("judgement")


@given(st.text(st.characters(max_codepoint=0x24F) | st.sampled_from("‘’“”‐‑–—\u2003")))
def test_folding_changes_nothing_the_second_time(text):
    assert fold(fold(text)) == fold(text)
