"""How a cell of an extract gets its meaning."""

from hypothesis import example, given
from hypothesis import strategies as st

from disruptions.extracts.fields import text
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.markings import above_in

PIECES = ("UK", "TS", "S", "top", "secret", "Confidential", "a", "//", "()", "-", "_", " ", "\n")
typed = st.lists(st.sampled_from(PIECES), max_size=7).map("".join)


@given(typed)
@example("UK  TS")
@example("_UK-TS")
@example("S//UK EYES ONLY")
def test_a_text_is_looked_into_wherever_it_may_be_marked(cell: str) -> None:
    try:
        text(cell)
        is_refused = False
    except RuleBroken:
        is_refused = True
    assert is_refused is (above_in(cell) is not None)
