"""Two people's changes of one finding, brought together in the form of who saved second."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.http import QueryDict

from findings.forms.base import comparable
from findings.forms.writing import FindingRevisionForm
from findings.models import Finding
from inspection_portal.core.differences import Clash, Words, differences, merge, paragraphs

# Brought together paragraph by paragraph; any other field is one person's or the other's.
PROSE = ("text", "internal_note")
# Fields whose former value the row history does not keep.
ROWS = ("themes", "also_about")
MINE, THEIRS, BOTH = "mine", "theirs", "both"


@dataclass(frozen=True)
class Overlap:
    """A part of the finding that both people changed, each in their own way, and the choice."""

    label: str
    mine: str
    theirs: str
    name: str
    chosen: str
    choices: tuple[tuple[str, str], ...]

    @property
    def passages(self) -> list[list[Words]]:
        """What the person wrote in the place of what is stored."""
        return differences(self.theirs, self.mine)


class Merger:
    """What a form holds, what is stored, and the row as it was when the person opened the form.

    `base` is None where that is not known: all that differs is then a choice. What a field with an
    error holds is left alone.
    """

    def __init__(self, form: FindingRevisionForm, base: Any | None, finding: Finding) -> None:
        self._form = form
        self._base = base
        self._version = finding.version
        self.overlaps: list[Overlap] = []
        self._merged = {
            name: self._prose(name, stored) if name in PROSE else self._field(name, stored)
            for name, stored in form.stored(finding).items()
            if self._is_theirs_too(name, stored)
        }

    @property
    def is_needed(self) -> bool:
        """Whether the other person changed anything that the form holds otherwise."""
        return bool(self._merged)

    def data(self) -> QueryDict:
        """What the form holds when both are brought together as the person chose: it then begins
        from what is stored.
        """
        data = cast(QueryDict, self._form.data).copy()
        for name, value in self._merged.items():
            prepared = self._form.fields[name].prepare_value(value)
            data.setlist(name, prepared if isinstance(prepared, list) else [prepared])
        data["base_version"] = data["seen_version"] = str(self._version)
        return data

    def _is_theirs_too(self, name: str, stored: Any) -> bool:
        """Whether the other person changed that field, and differently from this one."""
        field = self._form.fields[name]
        if field.widget.is_hidden or name in self._form.errors:
            return False
        differs = comparable(stored) != comparable(self._form.typed(name))
        return differs and not self._is_base(name, stored)

    def _is_base(self, name: str, value: Any) -> bool:
        if self._base is None or name in ROWS:
            return False
        return bool(comparable(getattr(self._base, name)) == comparable(value))

    def _field(self, name: str, stored: Any) -> Any:
        mine = self._form.typed(name)
        if self._is_base(name, mine):
            return stored
        told = (self._form.told(name, value) for value in (mine, stored))
        return stored if self._choose(name, *told) == THEIRS else mine

    def _prose(self, name: str, stored: str) -> str:
        base = getattr(self._base, name) if self._base else ""
        pieces = merge(*(paragraphs(text) for text in (base, self._form.typed(name), stored)))
        return "\n\n".join(text for piece in pieces for text in self._texts(name, piece))

    def _texts(self, name: str, piece: tuple[str, ...] | Clash) -> Iterator[str]:
        if not isinstance(piece, Clash):
            yield from piece
            return
        chosen = self._choose(name, "\n\n".join(piece.mine), "\n\n".join(piece.theirs))
        if chosen in (MINE, BOTH):
            yield from piece.mine
        if chosen in (THEIRS, BOTH):
            yield from piece.theirs

    def _choose(self, name: str, mine: str, theirs: str) -> str:
        """What the person chose of two wordings; where they have not, no words of prose go."""
        digest = hashlib.sha256("\0".join((mine, theirs)).encode()).hexdigest()[:12]
        field = f"choice-{name}-{digest}"
        choices = [(MINE, "Keep yours"), (THEIRS, "Take theirs")]
        if name in PROSE:
            choices.append((BOTH, "Keep both, yours first"))
        chosen = self._form.data.get(field)
        if chosen not in dict(choices):
            chosen = choices[-1][0] if name in PROSE else MINE
        label = str(self._form.fields[name].label)
        self.overlaps.append(Overlap(label, mine, theirs, field, chosen, tuple(choices)))
        return chosen
