"""The lines that both plain text and HTML are reduced to before they are understood."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from inspection_portal.reports.prose.blocks import (
    Block,
    Heading,
    List,
    Paragraph,
    Run,
    text_of,
    tidy,
)
from inspection_portal.reports.prose.leaves import Leaf, blocks_of
from inspection_portal.reports.prose.writing import write
from inspection_portal.reports.reading.kinds import LineKind
from inspection_portal.reports.reading.sources import lines_of
from inspection_portal.reports.reading.wrapping import BULLET, is_wrapped, unwrapped


class Mark(Enum):
    """What the source says a line is. Plain text marks only bullets; the rest must be judged."""

    UNMARKED = "unmarked"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"


@dataclass(frozen=True)
class Line:
    """One paragraph, heading or bullet. In HTML it has its `leaf`, and the `box` that it is in.

    `told` is what it is for certain: a person said so, or the portal printed it so.
    """

    number: int
    runs: tuple[Run, ...]
    mark: Mark
    level: int | None = None
    leaf: Leaf | None = None
    box: int | None = None
    told: LineKind | None = None

    @property
    def text(self) -> str:
        return text_of(self.runs)

    @property
    def is_bullet(self) -> bool:
        return self.mark is Mark.BULLET


def plain_lines(text: str) -> list[Line]:
    """The lines of plain text that are not blank; of wrapped text its paragraphs, each with the
    number of its first line.
    """
    numbered = list(enumerate(lines_of(text), start=1))
    whole = unwrapped(numbered) if is_wrapped([line for _, line in numbered]) else numbered
    lines = (_plain_line(number, line) for number, line in whole)
    return [line for line in lines if line.runs]


def _plain_line(number: int, text: str) -> Line:
    text = re.sub(r"[\v\x1c-\x1e\x85\u2028\u2029]", " ", text).strip()
    bullet = BULLET.match(text)
    if bullet:
        return Line(number, tidy([Run(text[bullet.end() :])]), Mark.BULLET)
    return Line(number, tidy([Run(text)]), Mark.UNMARKED)


def markdown_of(lines: Sequence[Line]) -> str:
    """The lines as prose in its canonical form, their text verbatim."""
    blocks: list[Block] = []
    for has_leaf, group in groupby(lines, key=lambda line: line.leaf is not None):
        held = list(group)
        leaves = [line.leaf for line in held if line.leaf]
        blocks.extend(blocks_of(leaves) if has_leaf else _blocks_of(held))
    return write(blocks)


def plain_text_of(lines: Sequence[Line]) -> str:
    """The lines as plain text, a bullet after its "- "."""
    return "\n".join(f"- {line.text}" if line.is_bullet else line.text for line in lines)


def _blocks_of(lines: Sequence[Line]) -> list[Block]:
    blocks: list[Block] = []
    for mark, group in groupby(lines, key=lambda line: line.mark):
        if mark is Mark.BULLET:
            blocks.append(List(tuple((Paragraph(line.runs),) for line in group)))
        elif mark is Mark.HEADING:
            blocks.extend(Heading(line.runs) for line in group)
        else:
            blocks.extend(Paragraph(line.runs) for line in group)
    return blocks
