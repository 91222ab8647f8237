"""The parts of a workbook that worksheets rest on: the list of them, strings, formats."""

import posixpath
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace

from inspection_portal.core.sheets.markup import Attributes, Reader, attribute, is_true
from inspection_portal.core.sheets.raw import Limits

# Formats of numbers that Excel has built in, and that show dates or times (ECMA-376, 18.8.30).
_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
# What the lists of sheets, of parts and of formats hold at most; only formats come near to it.
_MOST_SHEETS, _MOST_FORMATS, _LONGEST_NAMES = 50_000, 800_000, 1_000_000
# What shows as it stands in a format: quoted, escaped or bracketed text, and paddings.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Tab:
    """A sheet as the workbook lists it."""

    name: str
    relation: str
    is_hidden: bool


class Workbook(Reader):
    """The sheets in their order, and on which of Excel's two calendars dates are."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(replace(limits, elements=_MOST_SHEETS, text=_LONGEST_NAMES))
        self.tabs: list[Tab] = []
        self.from_1904 = False
        self.starts = {"sheet": self._sheet, "workbookPr": self._properties}

    def _sheet(self, attributes: Attributes) -> None:
        hidden = attributes.get("state", "visible") != "visible"
        tab = Tab(attributes.get("name", ""), attribute(attributes, "id"), hidden)
        self.count(tab.name + tab.relation)
        self.tabs.append(tab)

    def _properties(self, attributes: Attributes) -> None:
        self.from_1904 = is_true(attributes.get("date1904", ""))


@dataclass(frozen=True)
class Relation:
    """A part that the workbook points to: what it is, and the name of its file."""

    kind: str
    part: str


class Relations(Reader):
    """What the workbook points to inside the file; what lies outside is never looked at."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(replace(limits, elements=_MOST_SHEETS, text=_LONGEST_NAMES))
        self.found: dict[str, Relation] = {}
        self.starts = {"Relationship": self._relation}

    def _relation(self, attributes: Attributes) -> None:
        if attributes.get("TargetMode") != "External":
            part = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).strip(
                "/"
            )
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.count(attributes.get("Id", "") + kind + part)
            self.found[attributes.get("Id", "")] = Relation(kind, part)

    def part(self, kind: str) -> str | None:
        return next((found.part for found in self.found.values() if found.kind == kind), None)


class Strings(Reader):
    """The strings that cells share. How a word is pronounced (rPh) is not part of it."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.strings: list[str] = []
        self._held = 0
        self._is_phonetic = False
        self.starts = {"si": self._begin, "rPh": self._phonetic, "t": self._take}
        self.ends = {"t": self.pause, "rPh": self._spoken, "si": self._done}

    def _begin(self, attributes: Attributes) -> None:
        self.begin()

    def _phonetic(self, attributes: Attributes) -> None:
        self._is_phonetic = True

    def _spoken(self) -> None:
        self._is_phonetic = False

    def _take(self, attributes: Attributes) -> None:
        if not self._is_phonetic:
            self.collect(attributes)

    def _done(self) -> None:
        string = unescaped(self.collected())
        self._held += sys.getsizeof(string)
        if self._held > self.limits.held:
            raise self.too_much()
        self.strings.append(string)


class Styles(Reader):
    """Which of the cell formats show a number as a date."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(replace(limits, elements=_MOST_FORMATS, text=_LONGEST_NAMES))
        self.dates: list[bool] = []
        self._codes: dict[str, str] = {}
        self._in_cells = False
        self.starts = {"numFmt": self._code, "cellXfs": self._open, "xf": self._format}
        self.ends = {"cellXfs": self._close}

    def _code(self, attributes: Attributes) -> None:
        number, code = attributes.get("numFmtId", ""), attributes.get("formatCode", "")
        self.count(number + code)
        self._codes[number] = code

    def _open(self, attributes: Attributes) -> None:
        self._in_cells = True

    def _close(self) -> None:
        self._in_cells = False

    def _format(self, attributes: Attributes) -> None:
        if self._in_cells:
            self.dates.append(shows_date(attributes.get("numFmtId", ""), self._codes))


def shows_date(number: str, codes: Mapping[str, str]) -> bool:
    """Whether a cell format, by its number or the code that the workbook gives for it, is a date's.

    >>> shows_date("164", {"164": 'd mmm "year" yyyy'}), shows_date("164", {"164": '0 "days"'})
    (True, False)
    """
    if number in codes:
        shown = _LITERAL.sub("", codes[number].partition(";")[0]).lower()
        return shown != "general" and bool(set(shown) & set("ymdhs"))
    return number in {str(date) for date in _BUILT_IN_DATES}


def unescaped(text: str) -> str:
    """Text with the characters that XML has no other way to hold: _x000D_ is a carriage return."""
    return _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text) if "_x" in text else text
