"""Prose as a reader sees it, without a mark of Markdown."""

from collections.abc import Iterable

from inspection_portal.reports.prose.blocks import Block, List, Run, text_of
from inspection_portal.reports.prose.leaves import blocks_in
from inspection_portal.reports.prose.rendering import to_html


def plain(markdown: str) -> str:
    """The words of a piece of prose, an empty line between blocks and items; a link has its address
    behind it.
    """
    return "\n\n".join(_told(blocks_in(to_html(markdown))))


def _told(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, List):
            yield from _items(block)
        else:
            yield text_of(_with_address(run) for run in block.runs)


def _items(block: List) -> Iterable[str]:
    for number, item in enumerate(block.items, start=block.start or 0):
        mark = "• " if block.start is None else f"{number}. "
        first, *others = _told(item)
        yield from (f"{mark}{first}", *others)


def _with_address(run: Run) -> Run:
    return Run(f"{run.text} ({run.href})") if run.href and run.href != run.text else run
