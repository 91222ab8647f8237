"""Which part of the one report is which of the other: by what they are, then by their words."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from difflib import SequenceMatcher

from inspection_portal.reports.comparing.parts import Part, PartKind

# What may be found again under another part; an area stays under its body.
MOVABLE = frozenset({PartKind.FINDING, PartKind.RECOMMENDATION})
# Of two wordings, the share of words in both from which on the one is taken for the other.
ALIKE = 0.5
# So many pairs are weighed in a moment; where there are more, only equal wordings are found.
MOST_PAIRS = 40_000

Key = Callable[[Part, int | None], Hashable]
Groups = dict[Hashable, list[int]]

_WORD = re.compile(r"\w+")


def partners(before: Sequence[Part], after: Sequence[Part]) -> dict[int, int]:
    """The place in `after` of each part of `before` that is there, by its place in `before`.

    Parts are known again by name under the same part, then by like words there, and findings and
    recommendations at last by like words elsewhere.
    """
    matching = _Matching(before, after)
    for kind in PartKind:
        matching.pair_equal(kind, lambda part, parent: (parent, part.identity))
        matching.pair_alike(kind, lambda part, parent: parent)
        if kind in MOVABLE:
            matching.pair_equal(kind, lambda part, parent: part.texts)
            matching.pair_alike(kind, lambda part, parent: None)
    return matching.found


def out_of_order(found: Mapping[int, int], before: Sequence[Part]) -> set[int]:
    """The places in `before` of parts that stand in another order among their neighbours."""
    groups: dict[int | None, list[int]] = defaultdict(list)
    for old in sorted(found):
        groups[before[old].parent].append(old)
    moved: set[int] = set()
    for olds in groups.values():
        news = sorted(olds, key=lambda old: found[old])
        blocks = SequenceMatcher(None, olds, news, autojunk=False).get_matching_blocks()
        moved |= set(olds) - {old for a, _, size in blocks for old in olds[a : a + size]}
    return moved


class _Matching:
    """The pairs found so far. What both sides stand under is told by its place in `after`."""

    def __init__(self, before: Sequence[Part], after: Sequence[Part]) -> None:
        self.before, self.after = before, after
        self.found: dict[int, int] = {}
        self._taken: set[int] = set()

    def pair_equal(self, kind: PartKind, key: Key) -> None:
        """Pair what has the same key on both sides, in the order in which it stands."""
        olds, news = self._left(kind, key)
        for name in olds.keys() & news.keys():
            for old, new in zip(olds[name], news[name], strict=False):
                self._pair(old, new)

    def pair_alike(self, kind: PartKind, key: Key) -> None:
        """Pair what has the same key and the most words in common."""
        olds, news = self._left(kind, key)
        for name in olds.keys() & news.keys():
            if len(olds[name]) * len(news[name]) <= MOST_PAIRS:
                self._pair_best(olds[name], news[name])

    def _left(self, kind: PartKind, key: Key) -> tuple[Groups, Groups]:
        """What has no partner yet, on either side, by its key."""
        olds: Groups = defaultdict(list)
        news: Groups = defaultdict(list)
        for old, part in enumerate(self.before):
            if part.kind is kind and old not in self.found:
                olds[key(part, self._parent(part))].append(old)
        for new, part in enumerate(self.after):
            if part.kind is kind and new not in self._taken:
                news[key(part, part.parent)].append(new)
        return olds, news

    def _parent(self, part: Part) -> int | None:
        """Under what it would stand in `after`: -1 where that is gone."""
        return None if part.parent is None else self.found.get(part.parent, -1)

    def _pair_best(self, olds: Sequence[int], news: Sequence[int]) -> None:
        old_words = {old: _words(self.before[old]) for old in olds}
        new_words = {new: _words(self.after[new]) for new in news}
        pairs = sorted(
            (-_shared(old_words[old], new_words[new]), old, new) for old in olds for new in news
        )
        for share, old, new in pairs:
            if -share >= ALIKE and old not in self.found and new not in self._taken:
                self._pair(old, new)

    def _pair(self, old: int, new: int) -> None:
        self.found[old] = new
        self._taken.add(new)


def _words(part: Part) -> frozenset[str]:
    said = " ".join((part.identity, *(text.text for text in part.texts)))
    return frozenset(_WORD.findall(said.lower()))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 1.0
