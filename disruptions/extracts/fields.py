"""What a column of an extract holds, and how a cell of it gets its meaning."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.markings import above_in
from inspection_portal.core.sheets import Column, cells
from inspection_portal.core.sheets.raw import Flaw
from inspection_portal.core.sheets.reading import CONTROL, forbidden
from inspection_portal.core.tables import as_typed

LONGEST_TEXT, LONGEST_REFERENCE = 20_000, 60
# As many different cells of a column as are remembered, and how long they are at most.
REMEMBERED, LONGEST_REMEMBERED = 20_000, 200
NULL = r"\N"

_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
# What no text may have; and what no word of a list, day or name may: it shows as nothing, or turns
# the letters around it.
_FORBIDDEN = re.compile(f"[{CONTROL}]")
_UNSEEN = re.compile(rf"[{CONTROL}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_SCORE = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,2})?")
# What the short markings above OFFICIAL-SENSITIVE can't be typed without; the long ones have
# “secret” or “confidential”. Only a text with one of these is looked into.
_SHORT_MARK = re.compile(r"[\W_]*(?:uk[\W_]*)?t?s(?![A-Za-z0-9])", re.IGNORECASE)
MARKED = "This is marked above OFFICIAL-SENSITIVE."
# What a cell that is wrong begins with instead of a value. COPY takes no such character.
WRONG = "\0"


@dataclass(frozen=True)
class Field:
    """A column of the file, and the columns of the temporary table that a cell of it fills.

    `parse` gives the value, or a tuple of one for each of several `names`, and raises RuleBroken. A
    `few` field has few different cells: what they mean is remembered, and none has a letter that
    isn't seen. Where the file lacks the column its values are null.
    """

    column: Column
    names: Mapping[str, str]
    parse: Callable[[str], object]
    few: bool = True


class Meanings(dict[str | Flaw, str]):
    """What the cells of a field mean, as COPY reads it, or WRONG and a sentence; worked out when
    first asked.
    """

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._parse, self._is_one = field.parse, len(field.names) == 1
        self._room = REMEMBERED if field.few else 0
        self._forbidden = _UNSEEN if field.few else _FORBIDDEN

    def __missing__(self, cell: str | Flaw) -> str:
        meaning = self._meaning(cell)
        if len(self) < self._room and (isinstance(cell, Flaw) or len(cell) <= LONGEST_REMEMBERED):
            self[cell] = meaning
        return meaning

    def _meaning(self, cell: str | Flaw) -> str:
        if isinstance(cell, Flaw):
            return WRONG + cell.sentence
        try:
            if not (cell.isascii() and cell.isprintable()):
                self._refuse_forbidden(cell)
            value = self._parse((as_typed(cell) if cell[:1] == "'" else cell).strip())
        except RuleBroken as refusal:
            return f"{WRONG}{refusal}"
        return copied(value) if self._is_one else copied_row(cast("Sequence[object]", value))

    def _refuse_forbidden(self, cell: str) -> None:
        found = self._forbidden.search(cell)
        if found:
            raise RuleBroken(forbidden(found[0]))


def copied_row(values: Iterable[object]) -> str:
    """Values as the text format of COPY has them in a line."""
    return "\t".join(map(copied, values))


def copied(value: object) -> str:
    """A value as the text format of COPY has it."""
    if value is None:
        return NULL
    if isinstance(value, tuple):
        return f"{{{','.join(map(str, value))}}}"
    text = str(value)
    return text if text.isprintable() and "\\" not in text else text.translate(_ESCAPES)


def field(
    column: Column, parse: Callable[[str], object], *, few: bool = True, **names: str
) -> Field:
    """A field whose cell is one value."""
    return Field(column, names, parse, few)


def needed(parse: Callable[[str], object], sentence: str) -> Callable[[str], object]:
    """The same for a cell that must say something."""

    def parsed(cell: str) -> object:
        if not cell:
            raise RuleBroken(sentence)
        return parse(cell)

    return parsed


def optional(parse: Callable[[str], object], blank: object = None) -> Callable[[str], object]:
    """The same for a cell that may be blank."""
    return lambda cell: parse(cell) if cell else blank


def choice(allowed: Mapping[str, object]) -> Callable[[str], object]:
    """One of a list of words."""
    return lambda cell: cells.one_of(cell, allowed)


def day_until(today: date) -> Callable[[str], date]:
    """A day that has come."""

    def parsed(cell: str) -> date:
        day = cells.as_date(cell)
        if day > today:
            raise RuleBroken("That day has not come yet. Check the year.")
        return day

    return parsed


def reference(cell: str) -> str:
    """A reference of a threat: letters that can't be mistaken for others, and single spaces."""
    words = " ".join(cell.split())
    if len(words) > LONGEST_REFERENCE:
        raise RuleBroken(f"Type a reference of {LONGEST_REFERENCE} characters or fewer.")
    cells.as_code(words.replace(" ", "_"))
    return words


def text(cell: str) -> str:
    """What somebody wrote, line breaks included."""
    if len(cell) > LONGEST_TEXT:
        raise RuleBroken(f"This is longer than {LONGEST_TEXT:,} characters. Shorten it.")
    if _may_be_marked(cell) and above_in(cell):
        raise RuleBroken(MARKED)
    return cell.replace("\r\n", "\n").replace("\r", "\n")


def _may_be_marked(cell: str) -> bool:
    """Whether a text is to be looked into, which takes a while: few of a million are."""
    if not cell.isascii() or "\n" in cell or "\r" in cell:
        return True
    lowered = cell.lower()
    return "secret" in lowered or "confidential" in lowered or bool(_SHORT_MARK.match(cell))


def score(cell: str) -> Decimal:
    """A score as it was supplied, from 0 on, to two places."""
    if not _SCORE.fullmatch(cell):
        raise RuleBroken("Type a score from 0 to 99,999.99, such as 8.5, to two places at most.")
    return round(Decimal(cell), 2)
