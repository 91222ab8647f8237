"""Two reports as one list of parts, each with what became of it and of its words."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspection_portal.core.differences import Fate, Words, differs, passages
from inspection_portal.reports.comparing.matching import out_of_order, partners
from inspection_portal.reports.comparing.parts import Part, PartKind, Text, parts_of
from inspection_portal.reports.document import Report
from inspection_portal.reports.prose import plain

Passage = list[Words]


@dataclass(frozen=True)
class ComparedText:
    """A text of a part in both wordings. `only_marks` where the words agree, but emphasis, a list
    or a sub-heading does not.
    """

    label: str
    passages: tuple[Passage, ...]
    only_marks: bool = False

    @property
    def differs(self) -> bool:
        return self.only_marks or any(map(differs, self.passages))

    @property
    def changed(self) -> tuple[Passage, ...]:
        return tuple(passage for passage in self.passages if differs(passage))


@dataclass(frozen=True)
class ComparedPart:
    """A part that stands in either report: REMOVED, ADDED, or KEPT with its texts as they differ.

    `moved_from` says where it stood before, where that was elsewhere.
    """

    anchor: str
    kind: PartKind
    place: str
    name: str
    fate: Fate
    moved_from: str
    texts: tuple[ComparedText, ...]

    @property
    def is_changed(self) -> bool:
        return bool(self.words)

    @property
    def words(self) -> str:
        """What became of it."""
        if self.fate is not Fate.KEPT:
            return self.fate.value.capitalize()
        reworded = any(text.differs for text in self.texts)
        told = [*(["changed"] if reworded else []), *(["moved"] if self.moved_from else [])]
        return " and ".join(told).capitalize()


@dataclass(frozen=True)
class Comparison:
    """All parts of two reports, in the order of the later one, what was removed at its old place.

    `whole` says that texts which agree are told too.
    """

    parts: tuple[ComparedPart, ...]
    whole: bool

    @property
    def changed(self) -> tuple[ComparedPart, ...]:
        return tuple(part for part in self.parts if part.is_changed)

    @property
    def shown(self) -> tuple[ComparedPart, ...]:
        return self.parts if self.whole else self.changed

    @property
    def unchanged(self) -> int:
        """How many parts agree."""
        return len(self.parts) - len(self.changed)


# Where a part that has changed its place among its neighbours came from.
_AMONG_NEIGHBOURS = "another place under the same heading"


def compare(before: Report, after: Report, *, whole: bool = False) -> Comparison:
    """What differs between two documents: the parts by what they are, then their words."""
    old, new = parts_of(before), parts_of(after)
    found = partners(old, new)
    origins = _origins(old, new, found)
    rows = enumerate(_in_order(found, len(old), len(new)), start=1)
    told = (
        _compared(
            f"part-{number}",
            old[was] if was is not None else None,
            new[now] if now is not None else None,
            origins.get(was, ""),
            whole=whole,
        )
        for number, (was, now) in rows
    )
    return Comparison(tuple(told), whole)


def _origins(
    old: Sequence[Part], new: Sequence[Part], found: Mapping[int, int]
) -> Mapping[int | None, str]:
    """Where each part came from that has moved, in words, by its place in `old`."""
    origins: dict[int | None, str] = dict.fromkeys(out_of_order(found, old), _AMONG_NEIGHBOURS)
    for was, now in found.items():
        parent = old[was].parent
        if (None if parent is None else found.get(parent)) != new[now].parent:
            origins[was] = old[was].place
    return origins


def _in_order(
    found: Mapping[int, int], old: int, new: int
) -> Iterator[tuple[int | None, int | None]]:
    """Places of the same part before and after, in the order of after; what was removed stands
    behind what it stood behind.
    """
    removed: dict[int, list[int]] = defaultdict(list)
    behind = -1
    for was in range(old):
        if was in found:
            behind = found[was]
        else:
            removed[behind].append(was)
    by_new = {now: was for was, now in found.items()}
    for now in range(-1, new):
        if now >= 0:
            yield by_new.get(now), now
        yield from ((was, None) for was in removed[now])


def _compared(
    anchor: str, was: Part | None, now: Part | None, moved_from: str, *, whole: bool
) -> ComparedPart:
    shown = now or was
    if shown is None:
        raise ValueError("A part stands in one of the two.")
    fate = Fate.ADDED if was is None else Fate.REMOVED if now is None else Fate.KEPT
    texts = tuple(_texts(was, now, whole=whole))
    return ComparedPart(anchor, shown.kind, shown.place, shown.name, fate, moved_from, texts)


def _texts(was: Part | None, now: Part | None, *, whole: bool) -> Iterator[ComparedText]:
    """The texts of a part under each label, those of after first; where they agree, only if the
    whole is asked for.
    """
    befores = {text.label: text for text in was.texts} if was else {}
    afters = {text.label: text for text in now.texts} if now else {}
    for label in {**afters, **befores}:
        before, after = befores.get(label), afters.get(label)
        if before != after:
            found = tuple(passages(_words(before), _words(after)))
            yield ComparedText(label, found, only_marks=not any(map(differs, found)))
        elif whole:
            yield ComparedText(label, ([Words(Fate.KEPT, _words(after))],))


def _words(text: Text | None) -> str:
    if text is None:
        return ""
    return plain(text.text) if text.is_prose else text.text
