"""From the rows of a file to lines for COPY, and to what is wrong with them."""

import csv
from collections.abc import Callable, Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import IO, NamedTuple, Self, cast

from disruptions.extracts.fields import MARKED, NULL, WRONG, Field, Meanings
from inspection_portal.core.markings import above_in
from inspection_portal.core.sheets import Line, Problem, Stream, shown
from inspection_portal.core.sheets.problems import MOST_LISTED, listed, refuse
from inspection_portal.core.sheets.raw import Flaw, Value

LONGEST_VALUE = 80
IN_MEMORY = 1024 * 1024
# As many rows as are read between two looks at whether to stop.
STEP = 2_000


ABOVE_IN_CELLS = (
    "The portal keeps nothing above OFFICIAL-SENSITIVE, and these cells are marked above it: "
    "{cells}. Leave them out, and upload the file again."
)
# “(TS)” in a longer text is a marking, and alone may be a code.
LONGEST_CODE = 4


class Fault(NamedTuple):
    """What is wrong with a row, or with one cell of it: a line of the file of refused rows."""

    row: int
    column: str
    heading: str
    value: str
    reason: str


class Faults:
    """Faults in the order of their rows, kept on disk when they are many."""

    def __init__(self) -> None:
        self._file = cast(
            "IO[str]",
            SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", newline=""),  # noqa: SIM115
        )
        self._writer = csv.writer(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, fault: Fault) -> None:
        self._writer.writerow(fault)

    def __iter__(self) -> Iterator[Fault]:
        self._file.seek(0)
        for row, *words in csv.reader(self._file):
            yield Fault(int(row), *words)


class Lines:
    """The rows as a file that COPY reads: number, whether a cell of it is wrong, values.

    `count` is of the rows read so far. Columns that the file lacks are null. `pause` is called
    every so many rows with that number. `error` is what reading raised: COPY puts words of its own
    in the place of it.
    """

    def __init__(
        self, stream: Stream, fields: Sequence[Field], faults: Faults, pause: Callable[[int], None]
    ) -> None:
        self.count = 0
        self.error: Exception | None = None
        self._faults, self._pause = faults, pause
        places = {column: place for place, (column, _) in enumerate(stream.columns)}
        self._letters = {column.heading: letter for column, letter in stream.columns}
        self._fields = [each for each in fields if each.column in places]
        self._places = [places[each.column] for each in self._fields]
        self._meanings = [Meanings(each) for each in self._fields]
        self._lines = self._copied(stream.rows)
        self._rest = ""
        self._marked: list[str] = []

    @property
    def names(self) -> list[str]:
        """The columns of the temporary table that the values are of."""
        return [name for each in self._fields for name in each.names]

    def read(self, size: int) -> str:
        """At least so many characters while there are any."""
        taken, length = [self._rest], len(self._rest)
        try:
            while length < size and (line := next(self._lines, None)) is not None:
                taken.append(line)
                length += len(line)
        except Exception as error:
            self.error = error
            raise
        text = "".join(taken)
        self._rest = text[size:]
        return text[:size]

    def _copied(self, rows: Iterator[Line]) -> Iterator[str]:
        meanings, places = self._meanings, self._places
        for number, values in rows:
            self.count += 1
            if self.count % STEP == 0:
                self._pause(self.count)
            if isinstance(values, Problem):
                self._faults.add(Fault(number, "", "", "", values.sentence))
                yield "\t".join([str(number), "t", *(NULL for _ in self.names)]) + "\n"
                continue
            told = [meaning[values[at]] for meaning, at in zip(meanings, places, strict=True)]
            line = "\t".join(told)
            if WRONG not in line:
                yield f"{number}\tf\t{line}\n"
            else:
                line = "\t".join(self._without_wrong(number, values, told))
                yield f"{number}\tt\t{line}\n"
        self._refuse_marked()

    def _without_wrong(
        self, number: int, values: Sequence[Value], told: Sequence[str]
    ) -> Iterator[str]:
        """The values with nulls for cells that are wrong, each of which is noted."""
        for field, at, meaning in zip(self._fields, self._places, told, strict=True):
            if not meaning.startswith(WRONG):
                yield meaning
                continue
            value, reason = values[at], meaning.removeprefix(WRONG)
            heading, seen = field.column.heading, ""
            if reason == MARKED or _is_marked(value):
                self._note_marked(f"{self._letters[heading]}{number}")
            elif not isinstance(value, Flaw):
                seen = shown(value, LONGEST_VALUE)
            self._faults.add(self.fault(number, heading, seen, reason))
            yield "\t".join(NULL for _ in field.names)

    def _note_marked(self, place: str) -> None:
        self._marked.append(place)
        if len(self._marked) == MOST_LISTED:
            self._refuse_marked()

    def _refuse_marked(self) -> None:
        """Keep nothing of a file with text that is marked above what the portal keeps."""
        if self._marked:
            raise refuse(ABOVE_IN_CELLS.format(cells=listed(self._marked, MOST_LISTED)))

    def fault(self, number: int, heading: str, value: str, reason: str) -> Fault:
        """What is wrong with the cell of that row under that heading."""
        return Fault(number, self._letters.get(heading, ""), heading, value, reason)


def _is_marked(value: Value) -> bool:
    """Whether a cell, which may be wrong for another reason, is marked above what is kept."""
    is_text = isinstance(value, str) and len(value.strip()) > LONGEST_CODE
    return is_text and above_in(str(value)) is not None
