"""What is wrong with an uploaded table, said so that it can be mended and is safe to show."""

from collections.abc import Sequence
from dataclasses import dataclass

from inspection_portal.core.errors import RuleBroken

LONGEST_SHOWN = 40
# As many as anybody mends before uploading again.
MOST_LISTED = 100


@dataclass(frozen=True)
class Problem:
    """A sentence, and where it applies: to the file, to a row, or to one cell of it.

    `row` and `column` are the number and letter in a spreadsheet; `value` is made safe by `shown`.
    """

    sentence: str
    row: int | None = None
    column: str = ""
    heading: str = ""
    value: str = ""

    def __str__(self) -> str:
        if self.row is None:
            return self.sentence
        place = f"Row {self.row}"
        if self.column:
            place += f", column {self.column}"
        if self.heading:
            place += f" ({self.heading})"
        if self.value:
            place += f", “{self.value}”"
        return f"{place}: {self.sentence}"


class SheetRefused(RuleBroken):
    """An uploaded table that is not read. All of its problems, or the first hundred, are listed."""

    def __init__(self, *problems: Problem) -> None:
        self.problems: Sequence[Problem] = problems[:MOST_LISTED]
        number = len(problems)
        first = str(problems[0])
        super().__init__(first if number == 1 else f"{number:,} things need mending. {first}")


def refuse(sentence: str) -> SheetRefused:
    """The refusal of a file as a whole."""
    return SheetRefused(Problem(sentence))


def shown(text: str, longest: int = LONGEST_SHOWN) -> str:
    """The beginning of a text; what doesn't print, or turns the text around it, as an escape.

    >>> shown("a\\u202eb")
    'a\\\\u202eb'
    """
    start = "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text[:longest]
    )
    return start if len(text) <= longest else f"{start}…"


def listed(names: Sequence[str], most: int = 10) -> str:
    """Names one after the other, the end of a long list as a number."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more:,} more" if more > 0 else "")
