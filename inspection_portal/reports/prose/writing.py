"""Blocks to Markdown in its canonical form: what is written reads back as the same blocks."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import groupby
from textwrap import indent

from inspection_portal.reports.prose.blocks import (
    Block,
    Heading,
    List,
    Paragraph,
    Run,
    tidy,
)
from inspection_portal.reports.prose.leaves import blocks_in
from inspection_portal.reports.prose.rendering import to_html

# Inside a word an underscore marks nothing and stays as it is.
_MARKS = re.compile(r"[\\*\[\]]|(?<![^\W_])_|_(?![^\W_])")
_OPENING_MARK = re.compile(r"^(?=(?:#{1,6}|[-+])(?:\s|$))")
_OPENING_NUMBER = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_CLOSING_HASHES = re.compile(r"(^|\s)(#+)$")

_Restyle = Callable[[Run], Run]
# Markdown cannot mark every stretch of text, for instance half a word up to a quote.
# What it cannot mark goes plain.
_FALLBACKS: tuple[_Restyle, ...] = (
    lambda run: run,
    lambda run: replace(run, em=False),
    lambda run: replace(run, em=False, strong=False),
    lambda run: Run(run.text),
)


def write(blocks: Iterable[Block]) -> str:
    """Markdown that renders as these blocks, their text verbatim."""
    return "\n\n".join(_writable(block) for block in blocks)


def _writable(block: Block) -> str:
    for restyle in _FALLBACKS:
        restyled = _restyled(block, restyle)
        markdown = _block(restyled)
        if _is_plain(restyled) or blocks_in(to_html(markdown)) == (restyled,):
            break
    return markdown


def _is_plain(block: Block) -> bool:
    if isinstance(block, List):
        return all(_is_plain(part) for item in block.items for part in item)
    return not any(any(run.style) for run in block.runs)


def _restyled(block: Block, restyle: _Restyle) -> Block:
    if isinstance(block, List):
        items = (tuple(_restyled(part, restyle) for part in item) for item in block.items)
        return replace(block, items=tuple(items))
    return replace(block, runs=tidy(restyle(run) for run in block.runs))


def _block(block: Block) -> str:
    match block:
        case List():
            return _list(block)
        case Heading(runs):
            return "### " + _CLOSING_HASHES.sub(r"\1\\\2", _inline(runs))
        case Paragraph(runs):
            return _OPENING_NUMBER.sub(r"\1\\\2", _OPENING_MARK.sub(r"\\", _inline(runs)))


def _list(block: List) -> str:
    written = []
    for number, item in enumerate(block.items, start=block.start or 0):
        marker = "- " if block.start is None else f"{number}. "
        text = indent(_item(item), " " * len(marker)).removeprefix(" " * len(marker))
        written.append(marker + text)
    return "\n".join(written)


def _item(blocks: tuple[Block, ...]) -> str:
    markdown = ""
    for block in blocks:
        gap = "\n" if isinstance(block, List) and block.start in (None, 1) else "\n\n"
        markdown += (gap if markdown else "") + _block(block)
    return markdown


def _inline(runs: Iterable[Run]) -> str:
    """Runs with their marks, links outermost, then bold, then italic."""
    return "".join(_linked(href, list(group)) for href, group in groupby(runs, lambda r: r.href))


def _linked(href: str | None, runs: list[Run]) -> str:
    parts = (_bold(strong, list(group)) for strong, group in groupby(runs, lambda r: r.strong))
    text = "".join(parts)
    return f"[{text}]({href})" if href else text


def _bold(strong: bool, runs: list[Run]) -> str:
    text = "".join(f"*{_escaped(r.text)}*" if r.em else _escaped(r.text) for r in runs)
    return f"**{text}**" if strong else text


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", text)
