"""Prose as blocks: paragraphs, lists and sub-headings, made of runs of styled text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

_SPACE = re.compile(r"[ \t\n\r\f]+")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Run:
    """Text in one style; `href` is the address it links to."""

    text: str
    strong: bool = False
    em: bool = False
    href: str | None = None

    @property
    def style(self) -> tuple[str | None, bool, bool]:
        return self.href, self.strong, self.em


@dataclass(frozen=True)
class Paragraph:
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A sub-heading; prose has one level of them, below the headings of the report."""

    runs: tuple[Run, ...]


@dataclass(frozen=True)
class List:
    """Bullets, or numbers from `start`. An item is blocks, the first of them a paragraph."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None


Block = Paragraph | Heading | List


def without_unprintable(text: str) -> str:
    """Text without the characters that neither HTML nor the database can hold."""
    return _UNPRINTABLE.sub("", text)


def tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs as a reader sees them: one space for many, none at the ends, no style on its own."""
    stripped = _without_outer_space(_with_single_spaces(runs))
    return _merged(_with_unstyled_edges([p for run in stripped for p in _words_and_spaces(run)]))


def text_of(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def _with_single_spaces(runs: Iterable[Run]) -> Iterator[Run]:
    after_space = True
    for run in runs:
        text = _SPACE.sub(" ", without_unprintable(run.text))
        if after_space:
            text = text.removeprefix(" ")
        if text:
            after_space = text.endswith(" ")
            yield replace(run, text=text)


def _without_outer_space(runs: Iterable[Run]) -> list[Run]:
    kept = list(runs)
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return kept


def _words_and_spaces(run: Run) -> Iterator[Run]:
    core = run.text.strip()
    before, after = run.text.split(core, 1) if core else (run.text, "")
    yield from (replace(run, text=text) for text in (before, core, after) if text)


def _with_unstyled_edges(pieces: list[Run]) -> Iterator[Run]:
    """Space has a style only between words that share it: Markdown needs its marks at words."""
    words = [piece for piece in pieces if piece.text.strip()]
    passed = 0
    for piece in pieces:
        if piece.text.strip():
            passed += 1
            yield piece
        else:
            yield _common_style(piece.text, words[passed - 1], words[passed])


def _common_style(text: str, before: Run, after: Run) -> Run:
    href = before.href if before.href == after.href else None
    return Run(text, before.strong and after.strong, before.em and after.em, href)


def _merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    groups = (list(group) for _, group in groupby(runs, key=lambda run: run.style))
    return tuple(replace(group[0], text=text_of(group)) for group in groups)
