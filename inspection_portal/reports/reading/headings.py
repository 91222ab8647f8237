"""Which lines of plain text are headings: the text doesn't say, its form does."""

import re
from collections.abc import Sequence

from inspection_portal.reports.reading.kinds import HEADINGS
from inspection_portal.reports.reading.lines import Line, Mark

_LONGEST = 300
_CLOSING_MARKS = " ”’\"')]"
# A closing mark, or a word that something must follow; a footnote's number may come after.
_PARAGRAPH_END = re.compile(
    r"(?:[.;:,!…]|\b(?:and|or|that|to|including|are|is|as|of|for|by|with|from|the))\d{0,2}$"
)
_TWO_SENTENCES = re.compile(r"[.!?][”’\"')]*\s+[A-Z“‘\"']")


def is_heading(lines: Sequence[Line], place: int) -> bool:
    """Whether the line there heads what follows.

    Marked headings do, and those told to. In plain text a heading is one sentence without a full
    stop that paragraphs or bullets follow; a line that a colon opens is not one.
    """
    line = lines[place]
    if line.told:
        return line.told in HEADINGS
    if line.mark is not Mark.UNMARKED:
        return line.mark is Mark.HEADING
    is_last = place + 1 == len(lines)
    return not is_last and not is_opened(lines, place) and has_form_of_heading(line.text)


def has_form_of_heading(text: str) -> bool:
    """Whether a line of plain text is written as headings are, wherever it stands."""
    bare = text.rstrip(_CLOSING_MARKS)
    if not bare or len(text) > _LONGEST or text[0].islower():
        return False
    return not (_PARAGRAPH_END.search(bare) or _TWO_SENTENCES.search(text))


def is_opened(lines: Sequence[Line], place: int) -> bool:
    """Whether the line before ends in a colon, so that this one is what it announced."""
    return place > 0 and lines[place - 1].text.endswith(":")
