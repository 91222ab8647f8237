"""From a file's bytes to rows of text under the headings that are known."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspection_portal.core.sheets import delimited, kinds, workbooks
from inspection_portal.core.sheets.headings import Column, placed
from inspection_portal.core.sheets.problems import Problem, SheetRefused, refuse, shown
from inspection_portal.core.sheets.raw import DEFAULTS, Flaw, Limits, Raw, RawRow, Value, letters

# What no text may have, as a regular expression has it in brackets.
CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"
_CONTROL = re.compile(f"[{CONTROL}]")
EMPTY_UNDER_HEADINGS = "There are no rows under the headings. Add them and upload the file again."


@dataclass(frozen=True)
class Row:
    """A row by its number in a spreadsheet: text for every column asked for, "" where it is blank.

    Text is what was typed, line breaks, quotes and unusual letters included: show it escaped.
    """

    number: int
    cells: Mapping[str, str]
    letters: Mapping[str, str]

    def __getitem__(self, heading: str) -> str:
        return self.cells[heading]

    def problem(self, heading: str, sentence: object) -> Problem:
        """What is wrong with the cell under that heading."""
        return Problem(
            str(sentence),
            row=self.number,
            column=self.letters.get(heading, ""),
            heading=heading,
            value=shown(self.cells[heading]),
        )


@dataclass(frozen=True)
class Sheet:
    """The rows that were read, and sentences on what was not: say them before going on."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def read(name: str, content: bytes, columns: Sequence[Column], limits: Limits = DEFAULTS) -> Sheet:
    """The table in an uploaded file: the columns that are known by their headings.

    Raises SheetRefused, and nothing else, with all that must be mended.
    """
    is_workbook = kinds.is_workbook(name, content, limits)
    raw = (workbooks if is_workbook else delimited).rows(content, limits)
    if not raw.rows:
        raise refuse(kinds.EMPTY)
    found = placed(raw, columns)
    where = {column.heading: letters(place) for place, column in found.items()}
    rows, problems = [], list[Problem]()
    for row in _filled(raw, found):
        cells = dict.fromkeys((column.heading for column in columns), "")
        for place, column in found.items():
            value = row.cells.get(place, "")
            flaw = _flaw(value, limits)
            if flaw is None:
                cells[column.heading] = str(value)
            else:
                problems.append(_problem(row, place, column, flaw))
        rows.append(Row(row.number, cells, where))
    if problems:
        raise SheetRefused(*problems)
    if not rows:
        raise SheetRefused(Problem(" ".join([EMPTY_UNDER_HEADINGS, *raw.notes])))
    return Sheet(tuple(rows), tuple(raw.notes))


def _filled(raw: Raw, found: Mapping[int, Column]) -> Iterator[RawRow]:
    """The rows under the headings that say something in a column that is read."""
    for row in raw.rows[1:]:
        values = (row.cells.get(place, "") for place in found)
        if any(isinstance(value, Flaw) or value.strip() for value in values):
            yield row


def _flaw(value: Value, limits: Limits) -> str | None:
    if isinstance(value, Flaw):
        return value.sentence
    if len(value) > limits.characters:
        return f"This is longer than {limits.characters:,} characters. Shorten it."
    control = _CONTROL.search(value)
    if control:
        return forbidden(control[0])
    return None


def forbidden(character: str) -> str:
    """What to do about a character that a text may not have."""
    return f"This has a forbidden character (U+{ord(character):04X}). Remove it."


def _problem(row: RawRow, place: int, column: Column, sentence: str) -> Problem:
    value = row.cells[place]
    return Problem(
        sentence,
        row=row.number,
        column=letters(place),
        heading=column.heading,
        value=shown(value) if isinstance(value, str) else "",
    )
