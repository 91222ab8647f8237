"""What a PDF says as blocks (headings, paragraphs, items of lists), and these as HTML."""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

from inspection_portal.reports.transcribing.pieces import Piece, with_spaces

_ENDS = re.compile(r"[.!?:;…][”’\"')]*$")


@dataclass(frozen=True)
class Block:
    """Text that stands together. `level` is that of a heading, 0 for what is none; `lists` are the
    lists that it is an item of, outermost first, each "ul" or "ol".
    """

    pieces: tuple[Piece, ...]
    level: int = 0
    lists: tuple[str, ...] = ()
    begins_item: bool = False

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in with_spaces(self.pieces)).strip()

    @property
    def page(self) -> int:
        return self.pieces[0].page

    @property
    def is_strong(self) -> bool:
        return all(piece.strong for piece in self.pieces)


def joined(blocks: Iterable[Block], *, has_columns: bool = False) -> list[Block]:
    """The blocks with those whole again that a page's end parted, or, where it `has_columns`, the
    end of one.
    """
    whole: list[Block] = []
    for block in blocks:
        if whole and _goes_on(whole[-1], block, has_columns=has_columns):
            whole[-1] = replace(whole[-1], pieces=(*whole[-1].pieces, *block.pieces))
        else:
            whole.append(block)
    return whole


def _goes_on(before: Block, block: Block, *, has_columns: bool) -> bool:
    last, first = before.pieces[-1], block.pieces[0]
    is_next_column = has_columns and last.y - first.y > first.size
    is_parted = first.page != last.page or is_next_column
    if not is_parted or block.begins_item:
        return False
    if block.is_strong and not before.is_strong:
        return False
    return (block.level, block.lists) == (before.level, before.lists) and not _ENDS.search(
        before.text
    )


def as_html(blocks: Sequence[Block]) -> str:
    """The blocks as HTML, each on a line of its own that says its page: what `reading` reads."""
    lines = ["<!DOCTYPE html>", "<html><body><main>"]
    open_lists: tuple[str, ...] = ()
    for block in blocks:
        marks = "".join(_steps(open_lists, block.lists))
        open_lists = block.lists
        lines.append(f"{marks}{_element(block)}")
    lines += ["".join(_steps(open_lists, ())), "</main></body></html>", ""]
    return "\n".join(lines)


def _steps(before: Sequence[str], after: Sequence[str]) -> Iterable[str]:
    """The tags that close the lists which are over and open the new ones."""
    pairs = list(zip_longest(before, after))
    shared = next((n for n, (a, b) in enumerate(pairs) if a != b), len(pairs))
    yield from (f"</{tag}>" for tag in reversed(before[shared:]))
    yield from (f"<{tag}>" for tag in after[shared:])


def _element(block: Block) -> str:
    tag = f"h{block.level}" if block.level else "li" if block.begins_item else "p"
    words = "".join(
        _styled(style, "".join(piece.text for piece in group), is_plain=bool(block.level))
        for style, group in groupby(with_spaces(block.pieces), key=lambda piece: piece.style)
    )
    # An item stays open: what else it holds, further paragraphs or a list, is written after it.
    end = "" if block.begins_item else f"</{tag}>"
    return f'<{tag} data-page="{block.page}">{" ".join(words.split())}{end}'


def _styled(style: tuple[bool, bool, str | None], text: str, *, is_plain: bool) -> str:
    strong, em, href = style
    written = html.escape(text)
    if is_plain:
        return written
    if em:
        written = f"<em>{written}</em>"
    if strong:
        written = f"<strong>{written}</strong>"
    return f'<a href="{html.escape(href)}">{written}</a>' if href else written
