"""Which column is which: headings are known by name, whatever their order, case and spaces."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspection_portal.core.sheets.problems import Problem, SheetRefused, listed, shown
from inspection_portal.core.sheets.raw import Flaw, Raw, RawRow, letters
from inspection_portal.core.text import fold

_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Column:
    """A column that is read: its heading, others that mean it, and whether it must be there."""

    heading: str
    aliases: tuple[str, ...] = ()
    required: bool = True


def key(text: str) -> str:
    """The same for texts that differ in case, spaces and punctuation only."""
    return _NO_LETTER.sub("", fold(text))


def placed(raw: Raw, columns: Sequence[Column]) -> dict[int, Column]:
    """The columns that are read, by their place in the file. Columns left aside are noted.

    Raises SheetRefused for headings that are missing, stand twice or cannot be read.
    """
    header = raw.rows[0]
    known = {key(name): column for column in columns for name in (column.heading, *column.aliases)}
    found: dict[int, Column] = {}
    unknown: list[str] = []
    for place, cell in header.cells.items():
        column = known.get(key(cell)) if isinstance(cell, str) else None
        if column is not None:
            found[place] = column
        else:
            unknown.append(_named(place, cell))
    problems = [*_twice(header, found), *_missing(raw, columns, found, unknown)]
    if problems:
        raise SheetRefused(*problems)
    nameless = {place for row in raw.rows for place in row.cells} - set(header.cells)
    unknown += [f"{letters(place)} (no heading)" for place in sorted(nameless)]
    if unknown:
        raw.notes.append(f"Columns that are not known were not read: {listed(unknown)}.")
    return found


def _named(place: int, cell: str | Flaw) -> str:
    said = f"“{shown(cell.strip())}”" if isinstance(cell, str) else cell.sentence.split(":")[0]
    return f"{letters(place)} ({said})"


def _twice(header: RawRow, found: Mapping[int, Column]) -> Iterator[Problem]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, column in found.items():
        places[column.heading].append(place)
    for heading, at in places.items():
        if len(at) > 1:
            named = " and ".join(letters(place) for place in at)
            yield Problem(
                f"Columns {named} both mean “{heading}”. Keep one of them.", row=header.number
            )


def _missing(
    raw: Raw, columns: Sequence[Column], found: Mapping[int, Column], unknown: Sequence[str]
) -> Iterator[Problem]:
    there = {column.heading for column in found.values()}
    for column in columns:
        if column.required and column.heading not in there:
            yield Problem(" ".join(_why_missing(raw, column, unknown)), row=raw.rows[0].number)


def _why_missing(raw: Raw, column: Column, unknown: Sequence[str]) -> Iterator[str]:
    yield f"There is no column “{column.heading}”. Add it, or give its column that heading."
    if raw.hidden_columns:
        yield f"Hidden columns are not read: {listed(raw.hidden_columns)}."
    if unknown:
        yield f"Headings that are not known: {listed(unknown)}."
