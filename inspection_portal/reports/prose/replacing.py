"""Words taken out of prose where it is text, whatever emphasis they stand in."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from inspection_portal.reports.prose.blocks import Block, List, Run, text_of, tidy
from inspection_portal.reports.prose.leaves import blocks_in
from inspection_portal.reports.prose.rendering import to_html
from inspection_portal.reports.prose.writing import write


def replaced(markdown: str, pattern: re.Pattern[str], mark: str) -> str:
    """The prose in its canonical form with the mark for each stretch that the pattern finds in a
    paragraph, item or sub-heading. A link whose address it finds is none any more.
    """
    blocks = blocks_in(to_html(markdown))
    return write(tuple(_in_block(block, pattern, mark) for block in blocks))


def _in_block(block: Block, pattern: re.Pattern[str], mark: str) -> Block:
    if isinstance(block, List):
        items = (tuple(_in_block(part, pattern, mark) for part in item) for item in block.items)
        return replace(block, items=tuple(items))
    runs = [_unlinked(run, pattern) for run in block.runs]
    return replace(block, runs=tidy(_in_runs(runs, pattern, mark)))


def _unlinked(run: Run, pattern: re.Pattern[str]) -> Run:
    return replace(run, href=None) if run.href and pattern.search(run.href) else run


def _in_runs(runs: list[Run], pattern: re.Pattern[str], mark: str) -> Iterator[Run]:
    kept = 0
    for found in pattern.finditer(text_of(runs)):
        yield from _cut(runs, kept, found.start())
        yield Run(mark)
        kept = found.end()
    yield from _cut(runs, kept, None)


def _cut(runs: Iterable[Run], start: int, end: int | None) -> Iterator[Run]:
    """What of the runs stands between two places of their text."""
    at = 0
    for run in runs:
        stop = None if end is None else max(0, end - at)
        text = run.text[max(0, start - at) : stop]
        at += len(run.text)
        if text:
            yield replace(run, text=text)
