"""A tagged PDF as blocks: its own structure says what is a heading, a paragraph and a list."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inspection_portal.reports.transcribing.blocks import Block, joined
from inspection_portal.reports.transcribing.pieces import Piece, in_next_cell

Element = Mapping[str, Any]
_HEADING = re.compile(r"H([1-6])")
# Elements within a line of text; all others part what stands before from what stands after.
CELLS = ("TH", "TD")
_INLINE = frozenset(
    {
        "Span",
        "Link",
        "NonStruct",
        "Quote",
        "Code",
        "Em",
        "Strong",
        "Sub",
        "Reference",
        "Annot",
        *CELLS,
    }
)
_LEFT_OUT = frozenset({"Artifact", "Figure", "Formula", "TOC"})
_ORDERED = re.compile(r"(?:\d+|[a-z]|[ivx]+)[.)]", re.IGNORECASE)
_DEEPEST = 200


def blocks_of(tree: Sequence[Element], pieces: Sequence[Piece]) -> list[Block]:
    """What the structure holds, in its order; what a page's end parted is whole again."""
    held: dict[_Place, list[Piece]] = {}
    for piece in pieces:
        if piece.content is not None:
            held.setdefault((piece.page, piece.content), []).append(piece)
    walker = _Walker(held)
    for element in tree:
        walker.visit(element, _Within())
    return joined(walker.blocks)


_Place = tuple[int, int]


@dataclass(frozen=True)
class _Within:
    """What an element stands in: a page, a heading of some level (0 for none), lists."""

    page: int = 0
    level: int = 0
    lists: tuple[str, ...] = ()
    depth: int = 0


class _Walker:
    """Collects pieces until an element begins or ends that parts them."""

    def __init__(self, held: Mapping[_Place, Sequence[Piece]]) -> None:
        self.held = held
        self.blocks: list[Block] = []
        self._pieces: list[Piece] = []
        self._begins_item = False

    def visit(self, element: Element, outer: _Within) -> None:
        kind = element["type"]
        if kind in _LEFT_OUT or outer.depth > _DEEPEST:
            return
        within = self._within(element, outer)
        if kind not in _INLINE:
            self._end(outer)
        self._begins_item = self._begins_item or kind == "LI"
        before = len(self._pieces)
        self._pieces += self._own(element, within.page)
        for child in _children(element):
            if child["type"] != "Lbl":
                self.visit(child, within)
        if kind in CELLS and 0 < before < len(self._pieces):
            self._pieces[before] = in_next_cell(self._pieces[before])
        if kind not in _INLINE:
            self._end(within)

    def _within(self, element: Element, outer: _Within) -> _Within:
        heading = _HEADING.fullmatch(element["type"])
        page = element.get("page_number") or outer.page
        lists = outer.lists
        if element["type"] == "L":
            lists = (*lists, "ol" if self._is_ordered(element, page) else "ul")
        level = int(heading[1]) if heading else outer.level
        return _Within(page, level, lists, outer.depth + 1)

    def _is_ordered(self, element: Element, page: int) -> bool:
        """Whether the first label of a list is a number or a letter."""
        items = (child for item in _children(element) for child in _children(item))
        label = next((item for item in items if item["type"] == "Lbl"), None)
        if label is None:
            return False
        spans = (label, *_children(label))
        words = "".join(piece.text for span in spans for piece in self._own(span, page))
        return bool(_ORDERED.fullmatch(words.strip()))

    def _own(self, element: Element, page: int) -> list[Piece]:
        page = element.get("page_number") or page
        contents = element.get("mcids", ())
        return [piece for each in contents for piece in self.held.get((page, each), ())]

    def _end(self, within: _Within) -> None:
        pieces = tuple(sorted(self._pieces, key=lambda piece: (piece.page, piece.content)))
        self._pieces = []
        block = Block(pieces, within.level, within.lists, self._begins_item)
        if pieces and block.text:
            self.blocks.append(block)
            self._begins_item = False


def _children(element: Element) -> Sequence[Element]:
    found: Sequence[Element] = element.get("children", ())
    return found
