"""What an extract gives a body to check: its own chapter and the region's text, in numbered
passages.

Like the report's document it has no field for notes, names, evidence or comments, so none can leave
with it. The text of every passage is Markdown.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec


@dataclass(frozen=True)
class Passage:
    """What is challenged as one: a paragraph, a heading, a recommendation. `number` is its own in
    the extract; `paragraph` names the paragraph of a finding that it is, where it is one. Of a
    recommendation, `addressees` names who must act besides the bodies that its finding is about.
    """

    number: int
    text: str
    paragraph: UUID | None = None
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    """Passages under one heading, or unheaded ones. `label` says what kind of finding it is, unless
    it is narrative; `also_about` names the further bodies that it concerns.
    """

    passages: tuple[Passage, ...]
    heading: Passage | None = None
    label: str = ""
    also_about: tuple[str, ...] = ()

    def all_passages(self) -> tuple[Passage, ...]:
        """The heading too, in the order of their numbers."""
        return (self.heading, *self.passages) if self.heading else self.passages


@dataclass(frozen=True)
class Part:
    """A question area of the body, its introduction, or what is said of the whole region."""

    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Content:
    """The extract of one body. `grade` is the label of its final grade, empty without one."""

    title: str
    body: str
    grade: str
    parts: tuple[Part, ...]

    def passages(self) -> Iterator[Passage]:
        """All of them, in the order of their numbers."""
        for part in self.parts:
            for piece in part.pieces:
                yield from piece.all_passages()

    def passage(self, number: int) -> Passage | None:
        return next((each for each in self.passages() if each.number == number), None)


def opening(lead: str, parts: Sequence[str]) -> tuple[str, ...]:
    """The line that opens a finding's bullets, with them, as the text of one passage."""
    return ("\n".join([f"{lead}\n", *(f"- {part}" for part in parts)]),) if lead else ()


def to_builtins(content: Content) -> dict[str, Any]:
    """The content as JSON values, as an extract stores it."""
    stored: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(content))
    for part in stored["parts"]:
        for piece in part["pieces"]:
            for passage in filter(None, (piece["heading"], *piece["passages"])):
                # The first extracts have no such field: one that says nothing keeps its hash.
                if not passage.get("addressees"):
                    passage.pop("addressees", None)
    return stored


def from_builtins(stored: dict[str, Any]) -> Content:
    """Undo `to_builtins`. Raises `msgspec.ValidationError` on content of another shape."""
    return msgspec.convert(stored, type=Content)


def content_hash(content: Content) -> str:
    """The SHA-256 of the content, by which it is known for good."""
    encoded = msgspec.json.encode(to_builtins(content), order="sorted")
    return hashlib.sha256(encoded).hexdigest()
