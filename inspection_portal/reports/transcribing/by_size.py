"""A PDF without tags as blocks: the size of letters tells headings, the gaps between lines the
paragraphs, and what stands on many pages in the same place is no part of the text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from inspection_portal.reports.transcribing.blocks import Block, joined
from inspection_portal.reports.transcribing.columns import in_reading_order
from inspection_portal.reports.transcribing.pieces import CELL_GAP, Piece, in_next_cell, with_spaces

# In parts of the size of most letters.
LARGER, GAP_OF_PARAGRAPHS = 1.08, 0.2
LONGEST_STRONG_HEADING = 200
# A line that reaches this part of the way to the last letter of any goes on in the next.
_LONG = 0.85
LOWEST_HEADING = 6
_BULLET = re.compile(r"\s*(?P<mark>[-–*•·▪◦‣\uf0b7]|\d{1,3}[.)])(?:\s+|$)")
_NUMBER = re.compile(r"\d+")
# A running head stands in the same place on so many pages, and on so great a part of all: less is
# asked of small letters than of words that are the same, and more of large ones, which may be a
# heading that every chapter has.
_LEAST_REPEATED, _PART_SMALL, _PART_SAME, _PART_LARGE = 3, 0.15, 0.3, 0.6


@dataclass(frozen=True)
class _Line:
    """`is_row` says that wide gaps part it into cells."""

    pieces: tuple[Piece, ...]
    is_row: bool = False

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in with_spaces(self.pieces)).strip()

    @property
    def first(self) -> Piece:
        return self.pieces[0]

    @property
    def size(self) -> float:
        sizes: Counter[float] = Counter()
        for piece in self.pieces:
            sizes[piece.size] += len(piece.text)
        return sizes.most_common(1)[0][0]

    @property
    def is_strong(self) -> bool:
        return all(piece.strong for piece in self.pieces if piece.text.strip())

    @property
    def place(self) -> tuple[int, str]:
        """What a running head has in common on all its pages: its height, its words but numbers."""
        return round(self.first.y), _NUMBER.sub("#", self.text)


def blocks_of(pieces: Sequence[Piece]) -> list[Block]:
    """What the letters show. Levels of headings go by size, the largest first."""
    lines = _without_running_heads(list(_lines(pieces)))
    if not lines:
        return []
    usual = _usual_size(lines)
    # In a heading the gap stands behind its number.
    lines = [_with_cells(line) if line.size < LARGER * usual else line for line in lines]
    ranks = _ranks(lines, usual)
    leading = _usual_leading(lines, usual)
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and _belongs(groups[-1], line, leading, ranks):
            groups[-1].append(line)
        else:
            groups.append([line])
    return joined((_block(group, ranks) for group in groups), has_columns=True)


_Ranks = dict[tuple[float, bool], int]


def _lines(pieces: Iterable[Piece]) -> Iterable[_Line]:
    """The lines of all pages as they are read, column by column."""
    for _, page in groupby(pieces, key=lambda piece: piece.page):
        for area in in_reading_order(list(page)):
            yield from _lines_of(area)


def _lines_of(area: Iterable[Piece]) -> Iterable[_Line]:
    current: list[Piece] = []
    for piece in sorted(area, key=lambda piece: piece.y):
        if current and not piece.is_on_line_of(current[-1]):
            yield _line(current)
            current = []
        current.append(piece)
    if current:
        yield _line(current)


def _line(pieces: Iterable[Piece]) -> _Line:
    return _Line(tuple(sorted(pieces, key=lambda piece: piece.x0)))


def _with_cells(line: _Line) -> _Line:
    """The line with a mark wherever a wide gap parts cells of a table."""
    marked = [line.first]
    for before, piece in pairwise(line.pieces):
        is_wide = piece.x0 - before.x1 > CELL_GAP * piece.size
        is_cell = is_wide and not _BULLET.fullmatch(before.text)
        marked.append(in_next_cell(piece) if is_cell else piece)
    return _Line(tuple(marked), is_row=marked != [*line.pieces])


def _without_running_heads(lines: list[_Line]) -> list[_Line]:
    """Without what stands in the same place on many pages: the same words, or small ones at the
    top or the bottom.
    """
    lines = [line for line in lines if line.text]
    usual = _usual_size(lines) if lines else 0
    pages = [list(group) for _, group in groupby(lines, key=lambda line: line.first.page)]
    small, same, large = (
        max(_LEAST_REPEATED, part * len(pages)) for part in (_PART_SMALL, _PART_SAME, _PART_LARGE)
    )
    words = Counter(line.place for line in lines)
    edges = [line for page in pages for line in (*page[:2], *page[-2:])]
    heights = Counter(round(line.first.y) for line in edges if line.size < usual)
    dropped = {
        id(line)
        for line in edges
        if words[line.place] >= (same if line.size <= usual else large)
        or (line.size <= usual and heights[round(line.first.y)] >= small)
    }
    return [line for line in lines if id(line) not in dropped] or lines


def _usual_size(lines: Sequence[_Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _usual_leading(lines: Sequence[_Line], usual: float) -> float:
    """The most frequent step from a line that goes on to the next, in parts of its size."""
    edge = max(line.pieces[-1].x1 for line in lines)
    steps = Counter(
        round((b.first.y - a.first.y) / usual, 1)
        for a, b in pairwise(lines)
        if a.first.page == b.first.page
        and a.size == b.size == usual
        and a.pieces[-1].x1 > _LONG * edge
        and b.first.y > a.first.y
    )
    return steps.most_common(1)[0][0] if steps else 1.3


def _ranks(lines: Sequence[_Line], usual: float) -> _Ranks:
    """The levels of headings by size and weight: what is larger than most, or strong alone."""
    looks = {(line.size, line.is_strong) for line in lines if _may_head(line, usual)}
    ordered = sorted(looks, reverse=True)
    return {look: min(n, LOWEST_HEADING) for n, look in enumerate(ordered, start=1)}


def _may_head(line: _Line, usual: float) -> bool:
    if _BULLET.match(line.text):
        return False
    if line.size > LARGER * usual:
        return True
    return line.is_strong and line.size >= usual and len(line.text) <= LONGEST_STRONG_HEADING


def _level(line: _Line, ranks: _Ranks) -> int:
    return ranks.get((line.size, line.is_strong), 0)


def _belongs(group: Sequence[_Line], line: _Line, leading: float, ranks: _Ranks) -> bool:
    """Whether a line goes on with the block above it: same look, no more than a line below, and
    not the next row of a table.
    """
    last = group[-1]
    if last.first.page != line.first.page or _BULLET.match(line.text):
        return False
    if _level(last, ranks) != _level(line, ranks) or abs(last.size - line.size) > 0.1:
        return False
    if last.is_row and line.is_row:
        return False
    step = (line.first.y - last.first.y) / line.size
    return 0 < step <= leading + GAP_OF_PARAGRAPHS


def _block(group: Sequence[_Line], ranks: _Ranks) -> Block:
    first = group[0]
    pieces = tuple(piece for line in group for piece in line.pieces)
    mark = _BULLET.match(first.text)
    if mark is None:
        return Block(pieces, _level(first, ranks))
    kind = "ol" if mark["mark"][0].isdigit() else "ul"
    return Block(_without_mark(pieces, mark.end()), 0, (kind,), begins_item=True)


def _without_mark(pieces: Sequence[Piece], length: int) -> tuple[Piece, ...]:
    """The pieces without the first letters, which are a bullet or a number and its gap."""
    kept: list[Piece] = []
    for piece in with_spaces(pieces):
        cut = min(length, len(piece.text))
        length -= cut
        if piece.text[cut:]:
            kept.append(replace(piece, text=piece.text[cut:]))
    return tuple(kept)
