"""What changed between two texts, word by word, as people read it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Change = Literal["same", "added", "taken"]
# Words with the space that follows them, so that the pieces put together give the texts back.
_WORD = re.compile(r"\s*\S+\s*|\s+")


@dataclass(frozen=True)
class Piece:
    """Some words that stayed, were added or were taken out."""

    change: Change
    text: str


def words(before: str, after: str) -> list[Piece]:
    """The pieces in reading order; without those taken out they are `after`, without those added
    `before`, but for the spaces between words that stayed.

    >>> [(piece.change, piece.text) for piece in words("a fair plan", "a good plan")]
    [('same', 'a '), ('taken', 'fair '), ('added', 'good '), ('same', 'plan')]
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    return list(_pieces(old, new))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    plain_old, plain_new = ([word.strip() for word in side] for side in (old, new))
    matcher = SequenceMatcher(None, plain_old, plain_new, autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(new[b1:b2]))
            continue
        if a2 > a1:
            yield Piece("taken", "".join(old[a1:a2]))
        if b2 > b1:
            yield Piece("added", "".join(new[b1:b2]))
