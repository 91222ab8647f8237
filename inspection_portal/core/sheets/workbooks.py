"""XLSX: the first sheet that shows, and in it what shows.

Not read by python-calamine, the fast reader: in 0.9.1 a count of 4,294,967,295 in the strings of a
5 kB workbook asks for 100 GB and ends the whole process, which nothing can catch, and so does one
far cell. It doesn't say what is hidden or calculated, so that each part would be read twice.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import IO, TypeVar
from zipfile import ZipFile

from inspection_portal.core.sheets.archive import DAMAGED, chunks, opened
from inspection_portal.core.sheets.markup import Reader
from inspection_portal.core.sheets.parts import Relation, Relations, Strings, Styles, Tab, Workbook
from inspection_portal.core.sheets.problems import listed, refuse, shown
from inspection_portal.core.sheets.raw import Limits, Raw, RawRow
from inspection_portal.core.sheets.worksheet import Worksheet

R = TypeVar("R", bound=Reader)


def rows(content: bytes, limits: Limits) -> Raw:
    """The rows that show, and notes on the others. Raises SheetRefused."""
    raw = Raw()
    raw.rows = list(stream(BytesIO(content), limits, raw))
    return raw


def stream(file: IO[bytes], limits: Limits, raw: Raw) -> Iterator[RawRow]:
    """The rows that show, one after another; `raw` takes the notes on the others, which are whole
    once the rows are. Raises SheetRefused.
    """
    with opened(file, limits) as archive:
        workbook = _read(archive, "xl/workbook.xml", Workbook(limits))
        relations = _read(archive, "xl/_rels/workbook.xml.rels", Relations(limits))
        strings = _read(archive, relations.part("sharedStrings"), Strings(limits)).strings
        dates = _read(archive, relations.part("styles"), Styles(limits)).dates
        sheets = {tab: relations.found.get(tab.relation) for tab in workbook.tabs}
        tab, part = _first(sheets)
        sheet = Worksheet(strings, dates, workbook.from_1904, limits)
        for _ in sheet.read_on(_chunks(archive, part)):
            raw.hidden_columns = sheet.hidden_columns
            yield from sheet.taken()
    raw.notes += [*_others(workbook.tabs, tab), *_hidden("Columns", raw.hidden_columns)]
    raw.notes += _hidden("Rows", [f"{number:,}" for number in sheet.hidden_rows])


def _read(archive: ZipFile, part: str | None, reader: R) -> R:
    """The reader once it has read the part; there may be none of some kinds."""
    if part is not None:
        reader.read(_chunks(archive, part))
    return reader


def _chunks(archive: ZipFile, part: str) -> Iterator[bytes]:
    if part not in archive.namelist():
        raise refuse(DAMAGED)
    return chunks(archive, part)


def _first(sheets: dict[Tab, Relation | None]) -> tuple[Tab, str]:
    """The first sheet that shows and holds cells, charts do not, and its part of the file."""
    for tab, relation in sheets.items():
        if relation and relation.kind == "worksheet" and not tab.is_hidden:
            return tab, relation.part
    raise refuse("The workbook has no sheet that shows. Show the sheet with the table.")


def _others(tabs: Sequence[Tab], read: Tab) -> list[str]:
    names = [f"“{shown(tab.name)}”{' (hidden)' if tab.is_hidden else ''}" for tab in tabs]
    others = [name for name, tab in zip(names, tabs, strict=True) if tab != read]
    if not others:
        return []
    return [f"Only the sheet “{shown(read.name)}” was read. Not read: {listed(others)}."]


def _hidden(what: str, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    return [f"{what} that are hidden were not read: {listed(names)}. Show them if they belong."]
