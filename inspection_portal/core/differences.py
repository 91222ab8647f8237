"""What differs between two wordings of a text, and two sets of changes to it brought together."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db import models

# Beyond so many words a passage is shown as replaced: to compare it would take seconds.
MOST_WORDS = 3_000

_WORD = re.compile(r"\S+\s*|\s+")
_BREAK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


class Fate(models.TextChoices):
    """What became of some words."""

    KEPT = "kept", "In both wordings"
    REMOVED = "removed", "In the one before alone"
    ADDED = "added", "In the one after alone"


@dataclass(frozen=True)
class Words:
    """Some words in a row that shared one fate."""

    fate: Fate
    text: str

    @property
    def bare(self) -> str:
        """Without the space behind them, which is not marked."""
        return self.text.rstrip()

    @property
    def space(self) -> str:
        """What parts them from the next words; a space behind the last ones, which have none."""
        return self.text[len(self.bare) :] or " "


@dataclass(frozen=True)
class Clash:
    """Paragraphs that two people changed, each in their own way."""

    mine: tuple[str, ...]
    theirs: tuple[str, ...]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, which an empty line parts."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return _BREAK.split(plain) if plain.strip() else []


def differences(before: str, after: str) -> list[list[Words]]:
    """The passages in which two wordings differ, word by word; an empty list where they agree.

    >>> [[words.text for words in passage] for passage in differences("It is.", "It was.")]
    [['It ', 'is.', 'was.']]
    """
    return [passage for passage in passages(before, after) if differs(passage)]


def passages(before: str, after: str) -> list[list[Words]]:
    """Both wordings as one, word by word where they differ, and whole where they agree."""
    old, new = paragraphs(before), paragraphs(after)
    return [
        passage
        for tag, a, b, c, d in _matcher(old, new).get_opcodes()
        for passage in _passages(tag, old[a:b], new[c:d])
    ]


def _passages(tag: str, old: Sequence[str], new: Sequence[str]) -> Iterator[list[Words]]:
    """What was rewritten as one passage, and each paragraph of what was not."""
    if tag == "replace":
        yield _by_words("\n\n".join(old), "\n\n".join(new))
    else:
        fate = {"equal": Fate.KEPT, "delete": Fate.REMOVED, "insert": Fate.ADDED}[tag]
        yield from ([Words(fate, paragraph)] for paragraph in old or new)


def differs(passage: Iterable[Words]) -> bool:
    return any(words.fate != Fate.KEPT for words in passage)


def merge(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> list[tuple[str, ...] | Clash]:
    """Bring together what two people made of the same paragraphs: those on which they agree, or
    that only one of them changed, as they are now; the others as a Clash.
    """
    merged: list[tuple[str, ...] | Clash] = []
    a = b = c = 0
    for at, in_mine, in_theirs, size in [*_shared(base, mine, theirs), _end(base, mine, theirs)]:
        merged += _decide(base[a:at], mine[b:in_mine], theirs[c:in_theirs])
        a, b, c = at + size, in_mine + size, in_theirs + size
        if size:
            merged.append(tuple(base[at:a]))
    return merged


def _by_words(before: str, after: str) -> list[Words]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return list(_told((Fate.REMOVED, before), (Fate.ADDED, after)))
    told: list[Words] = []
    for tag, a, b, c, d in _matcher(old, new).get_opcodes():
        if tag == "equal":
            told += _told((Fate.KEPT, "".join(old[a:b])))
        else:
            told += _told((Fate.REMOVED, "".join(old[a:b])), (Fate.ADDED, "".join(new[c:d])))
    return told


def _told(*pieces: tuple[Fate, str]) -> Iterator[Words]:
    return (Words(fate, text) for fate, text in pieces if text)


def _matcher(old: Sequence[str], new: Sequence[str]) -> "SequenceMatcher[str]":
    return SequenceMatcher(None, old, new, autojunk=False)


def _end(*texts: Sequence[str]) -> tuple[int, int, int, int]:
    base, mine, theirs = (len(text) for text in texts)
    return base, mine, theirs, 0


def _shared(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Stretches of `base` that stand in both: where they begin in each of the three, how long."""
    kept_by_me = _matcher(base, mine).get_matching_blocks()
    kept_by_them = _matcher(base, theirs).get_matching_blocks()
    for a, b, size in kept_by_me:
        for x, y, length in kept_by_them:
            first, end = max(a, x), min(a + size, x + length)
            if first < end:
                yield first, b + first - a, y + first - x, end - first


def _decide(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> Iterable[tuple[str, ...] | Clash]:
    if len(base) == len(mine) == len(theirs) > 1:
        # Neighbours, each changed where it stands: one by one, most are changed by one person.
        for one in zip(base, mine, theirs, strict=True):
            yield from _decide(*([paragraph] for paragraph in one))
    elif list(mine) == list(theirs) or list(theirs) == list(base):
        yield from _some(mine)
    elif list(mine) == list(base):
        yield from _some(theirs)
    else:
        yield Clash(tuple(mine), tuple(theirs))


def _some(texts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    if texts:
        yield tuple(texts)
