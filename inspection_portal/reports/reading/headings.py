"""Which lines of plain text are headings: the text doesn't say, its form does."""

import re
from collections.abc import Sequence

from inspection_portal.reports.reading.lines import Line, Mark

_LONGEST = 300
_CLOSING_MARKS = " ”’\"')]"
_PARAGRAPH_END = re.compile(r"(?:[.;:,!…]|\b(?:and|or))$")
_TWO_SENTENCES = re.compile(r"[.!?][”’\"')]*\s+[A-Z“‘\"']")


def is_heading(lines: Sequence[Line], place: int) -> bool:
    """Whether the line there heads what follows.

    Marked headings do. In plain text a heading is one sentence without a full stop that a paragraph
    follows; a line that a colon opens is not one.
    """
    line = lines[place]
    if line.mark is not Mark.UNMARKED:
        return line.mark is Mark.HEADING
    follows = lines[place + 1] if place + 1 < len(lines) else None
    if follows is None or follows.is_bullet or _is_opened(lines, place):
        return False
    return has_form_of_heading(line.text)


def has_form_of_heading(text: str) -> bool:
    """Whether a line of plain text is written as headings are, wherever it stands."""
    bare = text.rstrip(_CLOSING_MARKS)
    if not bare or len(text) > _LONGEST or text[0].islower():
        return False
    return not (_PARAGRAPH_END.search(bare) or _TWO_SENTENCES.search(text))


def _is_opened(lines: Sequence[Line], place: int) -> bool:
    return place > 0 and lines[place - 1].text.endswith(":")
