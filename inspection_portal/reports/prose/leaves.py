"""HTML read as its leaves: each heading, paragraph and list item with its styled text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from inspection_portal.reports.prose.blocks import (
    Block,
    Heading,
    List,
    Paragraph,
    Run,
    tidy,
    without_unprintable,
)
from inspection_portal.reports.prose.links import safe_href

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ul", "ol"})
_BLOCKS = (
    HEADINGS
    | _LISTS
    | {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details"}
    | {"div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "header", "hr", "html"}
    | {"li", "main", "menu", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot"}
    | {"th", "thead", "tr"}
)
_IGNORED = frozenset(
    {"audio", "button", "canvas", "form", "head", "iframe", "input", "nav", "noscript", "object"}
    | {"script", "select", "style", "svg", "template", "textarea", "video"}
)
_DEEPEST_LIST = 3
_HIGHEST_START = 9999


@dataclass(frozen=True)
class Leaf:
    """Text that stands together: `path` are its block elements, outermost first."""

    path: tuple[HtmlElement, ...]
    runs: tuple[Run, ...]
    line: int

    @property
    def heading_level(self) -> int | None:
        levels = (int(e.tag[1]) for e in self.path if e.tag in HEADINGS)
        return next(levels, None)

    @property
    def lists(self) -> list[int]:
        """Where in the path the lists are that the leaf stands in, outermost first."""
        return [place for place, element in enumerate(self.path) if element.tag in _LISTS]


class UnreadableMarkup(ValueError):
    """Markup of which the parser would leave something out, being nested too deeply."""


def parse(html: str) -> HtmlElement:
    """The document's root element. Bad markup is read as browsers read it.

    Raises `UnreadableMarkup` where no reader should have to follow it.
    """
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    source = without_unprintable(html).replace("\r\n", "\n").replace("\r", "\n")
    try:
        root = document_fromstring(source.encode(), parser=parser, ensure_head_body=True)
    except ParserError:  # No element and no text: nothing, blanks, or a comment alone.
        root = document_fromstring("<body></body>", parser=parser, ensure_head_body=True)
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise UnreadableMarkup("elements are nested too deeply")
    return root


def blocks_in(html: str) -> tuple[Block, ...]:
    """The HTML of one piece of prose as its blocks. Raises `UnreadableMarkup` as `parse` does."""
    return blocks_of(leaves_of(parse(html)))


def leaves_of(root: HtmlElement) -> list[Leaf]:
    """The leaves of an element in reading order; navigation, forms and scripts have none."""
    collector = _Collector()
    collector.visit(root, (), Run(""))
    return collector.leaves


def blocks_of(leaves: Iterable[Leaf], depth: int = 0) -> tuple[Block, ...]:
    """The leaves as prose. Neighbouring lists of one kind are one list, as in Markdown."""
    blocks: list[Block] = []
    for tag, group in groupby(leaves, key=lambda leaf: _list_tag(leaf, depth)):
        if tag:
            blocks.append(_list_of(list(group), depth))
        else:
            blocks.extend(_text_block(leaf, depth) for leaf in group)
    return tuple(blocks)


def _list_tag(leaf: Leaf, depth: int) -> str | None:
    places = leaf.lists
    return leaf.path[places[depth]].tag if depth < min(len(places), _DEEPEST_LIST) else None


def _text_block(leaf: Leaf, depth: int) -> Block:
    return Heading(leaf.runs) if leaf.heading_level and not depth else Paragraph(leaf.runs)


def _list_of(leaves: Sequence[Leaf], depth: int) -> List:
    items: list[tuple[Block, ...]] = []
    for _, group in groupby(leaves, key=lambda leaf: id(_item_element(leaf, depth))):
        first, *rest = blocks_of(group, depth + 1)
        if isinstance(first, List):
            items.extend(first.items)
            items[-1] = (*items[-1], *rest)
        else:
            items.append((first, *rest))
    return List(tuple(items), start=_start_of(leaves[0], depth))


def _item_element(leaf: Leaf, depth: int) -> HtmlElement:
    """The list's child that the leaf is in, or the list itself where the text has no item."""
    place = leaf.lists[depth]
    return leaf.path[place + 1] if place + 1 < len(leaf.path) else leaf.path[place]


def _start_of(leaf: Leaf, depth: int) -> int | None:
    element = leaf.path[leaf.lists[depth]]
    if element.tag == "ul":
        return None
    start = element.get("start", "")
    return min(int(start), _HIGHEST_START) if re.fullmatch(r"[0-9]{1,9}", start) else 1


class _Collector:
    """Walks the tree and cuts its text into leaves where a block begins or ends."""

    def __init__(self) -> None:
        self.leaves: list[Leaf] = []
        self._runs: list[Run] = []
        self._line = 0

    def visit(self, element: HtmlElement, path: tuple[HtmlElement, ...], style: Run) -> None:
        if element.tag in _IGNORED:
            return
        if element.tag == "br":
            self._break(path, style)
            return
        is_block = element.tag in _BLOCKS
        if is_block:
            self._end(path)
            path = (*path, element)
        else:
            style = _styled(style, element)
        self._add(element.text, style, element.sourceline)
        for child in element:
            self.visit(child, path, style)
            self._add(child.tail, style, child.sourceline)
        if is_block:
            self._end(path)

    def _break(self, path: tuple[HtmlElement, ...], style: Run) -> None:
        """A line break parts paragraphs, but a heading is one heading however it is broken."""
        if any(element.tag in HEADINGS for element in path):
            self._add(" ", style, None)
        else:
            self._end(path)

    def _add(self, text: str | None, style: Run, line: int | None) -> None:
        if not text:
            return
        if text.strip() and not any(run.text.strip() for run in self._runs):
            self._line = line or 0
        self._runs.append(replace(style, text=text))

    def _end(self, path: tuple[HtmlElement, ...]) -> None:
        runs, self._runs = tidy(self._runs), []
        if runs:
            self.leaves.append(Leaf(path, runs, self._line))


def _styled(style: Run, element: HtmlElement) -> Run:
    match element.tag:
        case "strong" | "b":
            return replace(style, strong=True)
        case "em" | "i":
            return replace(style, em=True)
        case "a":
            return replace(style, href=safe_href(element.get("href", "")))
        case _:
            return style
