"""The text of one page of a PDF as pieces, each on one line and in one style, in printing order."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pdfplumber.page import Page

from inspection_portal.reports.transcribing.failures import NOT_LETTERS, Unreadable

# In parts of the size of the letters: the least gap between words and between cells of a table, and
# the least step to a line.
WORD_GAP, CELL_GAP, LINE_STEP = 0.15, 2, 0.4
_STRONG = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_EMPHASISED = re.compile(r"italic|oblique", re.IGNORECASE)
_UNKNOWN = re.compile(r"\(cid:\d+\)")
_MOST_UNKNOWN = 0.1

Char = Mapping[str, Any]


@dataclass(frozen=True)
class Piece:
    """Text between two places of a line: positions and size in points, `y` from the page's top.

    `content` is its number in the page's marked content, None where it has none.
    """

    text: str
    page: int
    x0: float
    x1: float
    y: float
    size: float
    strong: bool
    em: bool
    href: str | None
    content: int | None

    @property
    def style(self) -> tuple[bool, bool, str | None]:
        return self.strong, self.em, self.href

    def is_on_line_of(self, other: "Piece") -> bool:
        step = LINE_STEP * max(self.size, other.size)
        return self.page == other.page and abs(self.y - other.y) < step


def pieces_of(page: Page) -> list[Piece]:
    """What the page prints but for its running heads, where it says which those are."""
    links = [link for link in page.hyperlinks if link.get("uri")]
    chars = [char for char in page.chars if char["tag"] != "Artifact" and char["upright"]]
    unknown = sum(bool(_UNKNOWN.fullmatch(char["text"])) for char in chars)
    if unknown > _MOST_UNKNOWN * len(chars):
        raise Unreadable(NOT_LETTERS.format(page=page.page_number))
    return list(_joined(_letter(char, page.page_number, links) for char in chars))


def with_spaces(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces of one block, each with the space before it that its place on the page shows."""
    before = None
    for piece in pieces:
        parted = before is not None and _is_parted(before, piece)
        yield replace(piece, text=f" {piece.text}") if parted else piece
        before = piece


def in_next_cell(piece: Piece) -> Piece:
    """The piece that begins a cell of a table, apart from the cell before it."""
    return replace(piece, text=f"| {piece.text}")


def _is_parted(before: Piece, piece: Piece) -> bool:
    if before.text[-1:].isspace() or piece.text[:1].isspace():
        return False
    if not piece.is_on_line_of(before):
        return not re.search(r"\w-$", before.text)
    return piece.x0 - before.x1 > WORD_GAP * piece.size


def _joined(letters: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces of the letters that stand side by side in one style."""
    held: list[Piece] = []
    for letter in letters:
        if held and not _continues(held[-1], letter):
            yield _piece_of(held)
            held = []
        held.append(letter)
    if held:
        yield _piece_of(held)


def _piece_of(letters: Sequence[Piece]) -> Piece:
    text = "".join(letter.text for letter in with_spaces(letters))
    return replace(letters[0], text=text, x1=letters[-1].x1)


def _continues(current: Piece, piece: Piece) -> bool:
    return (
        piece.is_on_line_of(current)
        and -current.size <= piece.x0 - current.x1 <= CELL_GAP * piece.size
        and piece.content == current.content
        and piece.style == current.style
        and abs(piece.size - current.size) < 0.1
    )


def _letter(char: Char, page: int, links: Iterable[Char]) -> Piece:
    font = char["fontname"]
    return Piece(
        text=char["text"],
        page=page,
        x0=char["x0"],
        x1=char["x1"],
        y=char["bottom"],
        size=round(char["size"], 1),
        strong=bool(_STRONG.search(font)),
        em=bool(_EMPHASISED.search(font)),
        href=next((link["uri"] for link in links if _is_within(char, link)), None),
        content=char["mcid"],
    )


def _is_within(char: Char, link: Char) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(link["x0"] <= x <= link["x1"] and link["top"] <= y <= link["bottom"])
