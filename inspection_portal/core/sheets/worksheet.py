"""The cells of one worksheet."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from inspection_portal.core.sheets.archive import DAMAGED
from inspection_portal.core.sheets.markup import Attributes, Reader, is_true
from inspection_portal.core.sheets.parts import unescaped
from inspection_portal.core.sheets.problems import refuse
from inspection_portal.core.sheets.raw import Flaw, Limits, RawRow, Value, letters

FORMULA = Flaw("This holds a formula. Copy the cell and paste its value.")
NO_DATE = Flaw("This is formatted as a date and is none. Type the date anew.")
NO_NUMBER = Flaw("This holds a number that is none. Type the value anew.")
UNKNOWN = Flaw("This cannot be read. Type the value anew.")

_NUMBER = re.compile(r"[+-]?[0-9]{0,320}(?:\.[0-9]{0,400})?(?:[eE][+-]?[0-9]{1,4})?")
_DIGITS = "0123456789"
_LONGEST_WHOLE = 8
# Excel takes 1900 for a leap year: its days are right from 1 March 1900 on.
_FIRST_DAY, _LAST_DAY = 61, 2_958_465
_DAY_NOUGHT = datetime(1899, 12, 30)  # noqa: DTZ001 - a day in a cell has no time zone
_TO_1904 = 1462
_PLACES = {letters(place): place for place in range(16_384)}


class Worksheet(Reader):
    """Rows with what their cells say; rows and columns that are hidden are left out and counted."""

    def __init__(
        self, strings: Sequence[str], dates: Sequence[bool], from_1904: bool, limits: Limits
    ) -> None:
        super().__init__(limits)
        self._rows: list[RawRow] = []
        self.hidden_rows: list[int] = []
        self._strings, self._dates = strings, dates
        self._shift = _TO_1904 if from_1904 else 0
        self._hidden: set[int] = set()
        self._used_hidden: set[int] = set()
        self._row, self._cells, self._row_is_hidden = 0, dict[int, Value](), False
        self._place = -1
        self._cell: Attributes | None = None
        self._is_formula, self._is_phonetic = False, False
        self.starts = {
            **{"col": self._column, "row": self._open_row, "c": self._open_cell},
            **{"v": self._take, "t": self._take, "f": self._formula, "rPh": self._phonetic},
        }
        self.ends = {
            **{"v": self.pause, "t": self.pause, "rPh": self._spoken},
            **{"c": self._close_cell, "row": self._close_row},
        }

    def taken(self) -> list[RawRow]:
        """The rows that were read since it was last asked."""
        rows, self._rows = self._rows, []
        return rows

    @property
    def hidden_columns(self) -> list[str]:
        """Those that say something."""
        return [letters(place) for place in sorted(self._used_hidden)]

    def _column(self, attributes: Attributes) -> None:
        if _is_hidden(attributes, "width"):
            first, last = (_whole(attributes.get(end, "")) for end in ("min", "max"))
            self._hidden.update(range(first - 1, min(last, self.limits.columns)))

    def _open_row(self, attributes: Attributes) -> None:
        number = _whole(attributes["r"]) if "r" in attributes else self._row + 1
        if number <= self._row:
            raise refuse(DAMAGED)
        self._row, self._cells, self._place = number, {}, -1
        self._row_is_hidden = _is_hidden(attributes, "ht")

    def _close_row(self) -> None:
        if self._cells and self._row_is_hidden:
            self.hidden_rows.append(self._row)
        elif self._cells:
            self._rows.append(RawRow(self._row, self._cells))

    def _open_cell(self, attributes: Attributes) -> None:
        place = _place(attributes["r"], self._row) if "r" in attributes else self._place + 1
        if place <= self._place:
            raise refuse(DAMAGED)
        self._place, self._cell, self._is_formula = place, attributes, False
        self.begin()

    def _formula(self, attributes: Attributes) -> None:
        self._is_formula = True

    def _phonetic(self, attributes: Attributes) -> None:
        self._is_phonetic = True

    def _spoken(self) -> None:
        self._is_phonetic = False

    def _take(self, attributes: Attributes) -> None:
        if self._cell is not None and not self._is_phonetic:
            self.collect(attributes)

    def _close_cell(self) -> None:
        value = self._read_cell()
        self._cell = None
        if isinstance(value, str) and not value.strip():
            return
        if self._row > self.limits.rows + 1 or self._place >= self.limits.columns:
            raise refuse(
                f"The sheet uses cells beyond row {self.limits.rows + 1:,} or column "
                f"{letters(self.limits.columns - 1)}: {letters(self._place)}{self._row}. "
                f"{self.limits.beyond}"
            )
        if self._place in self._hidden:
            self._used_hidden.add(self._place)
        else:
            self._cells[self._place] = value

    def _read_cell(self) -> Value:
        if self._is_formula:
            return FORMULA
        attributes, value = self._cell or {}, self.collected()
        kind = attributes.get("t", "n")
        if kind in ("inlineStr", "str"):
            return unescaped(value)
        if not value:
            return ""
        if kind == "s":
            return self._shared(value)
        return self._number(value, attributes) if kind == "n" else _other(kind, value)

    def _shared(self, value: str) -> str:
        index = _whole(value)
        if index >= len(self._strings):
            raise refuse(DAMAGED)
        self.count(self._strings[index])
        return self._strings[index]

    def _number(self, value: str, attributes: Attributes) -> Value:
        number = _finite(value)
        if number is None:
            return NO_NUMBER
        style = _whole(attributes.get("s", "0"))
        if style < len(self._dates) and self._dates[style]:
            return _day(number + self._shift)
        return f"{number:.0f}" if number.is_integer() and abs(number) < 1e15 else repr(number)


def _is_hidden(attributes: Mapping[str, str], size: str) -> bool:
    """Whether a row or column is, or has no height or width."""
    is_flat = size in attributes and _finite(attributes[size]) == 0
    return is_flat or ("hidden" in attributes and is_true(attributes["hidden"]))


def _other(kind: str, value: str) -> Value:
    """Booleans, errors and the dates that programs other than Excel write."""
    if kind == "b":
        return "TRUE" if is_true(value) else "FALSE"
    if kind == "e":
        return Flaw("This holds an error instead of a value. Type the value.")
    return value.removesuffix("T00:00:00") if kind == "d" else UNKNOWN


def _whole(text: str) -> int:
    if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_WHOLE:
        return int(text)
    raise refuse(DAMAGED)


def _place(reference: str, row: int) -> int:
    """The column of a cell such as C4, 0 for A. It must stand in its row."""
    name = reference.rstrip(_DIGITS)
    if name in _PLACES and reference == f"{name}{row}":
        return _PLACES[name]
    raise refuse(DAMAGED)


def _finite(text: str) -> float | None:
    if not text or not _NUMBER.fullmatch(text):
        return None
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _day(number: float) -> Value:
    """A date as ISO 8601, and its time where it has one."""
    if not _FIRST_DAY <= number < _LAST_DAY + 1:
        return NO_DATE
    moment = _DAY_NOUGHT + timedelta(days=math.floor(number))
    seconds = min(round((number % 1) * 86_400), 86_399)
    moment += timedelta(seconds=seconds)
    return moment.isoformat(sep=" ") if seconds else moment.date().isoformat()
