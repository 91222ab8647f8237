"""A table as its file holds it, before headings are looked for."""

from dataclasses import dataclass, field

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """How much is read, and what to do with a workbook of more: where its cells are too far out
    (`beyond`), or too much (`instead`). Its bytes are limited packed and unpacked; `elements` are
    those of one part, `held` the bytes of the strings that its cells share.
    """

    bytes: int = 5 * MEGABYTE
    rows: int = 5_000
    columns: int = 50
    characters: int = 20_000
    unpacked: int = 50 * MEGABYTE
    ratio: int = 100
    entries: int = 1_000
    elements: int = 800_000
    text: int = 10_000_000
    held: int = 64 * MEGABYTE
    beyond: str = "Delete what is not needed, or split the table."
    instead: str = "Copy the filled rows into a new workbook and upload that."

    @property
    def size(self) -> str:
        return f"{self.bytes / MEGABYTE:g} MB"


DEFAULTS = Limits()


@dataclass(frozen=True)
class Flaw:
    """What stands in a cell that has no text to read, and what to do about it."""

    sentence: str


Value = str | Flaw


@dataclass(frozen=True)
class RawRow:
    """A row by its number in a spreadsheet: cells by their place, 0 for column A; no blank ones."""

    number: int
    cells: dict[int, Value]


@dataclass
class Raw:
    """Rows in their order, the headings first, and what was left aside."""

    rows: list[RawRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)


def letters(place: int) -> str:
    """What a spreadsheet calls the column: A for 0, AA for 26."""
    name, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
