"""Charts as shapes and words, drawn by one template on pages and in PDFs alike.

Sizes are in units of the drawing: it is WIDTH wide, so that its numbers can be read on a phone.
Every number stands beside or in its shape, so that nothing is told by colour alone, and each chart
stands above a table that says the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH = 360
DARK, LIGHT = "#0b0c0c", "#ffffff"
# Fill and lettering of the parts of a column, the most serious first; each is told from the next by
# its lightness, and all from the page by their outline.
INKS = (("#12304f", LIGHT), ("#6ea3d3", DARK), ("#dbe8f4", DARK), ("#ffffff", DARK))
# Of columns: the height of the tallest, the room above for its number, and the least height of a
# part that holds a number of its own.
TALLEST, ABOVE, LEAST = 150, 18, 13
# Of bars: the height of each with its gap, the room for names, and that for numbers.
STEP, NAMES, NUMBERS = 20, 138, 40
# How wide a letter is, about.
LETTER = 6.3


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    ink: str


@dataclass(frozen=True)
class Word:
    """Text at a place, which is its start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str = "middle"
    ink: str = DARK


@dataclass(frozen=True)
class Chart:
    """A drawing, and `title`, which says in words what it shows."""

    title: str
    height: float
    boxes: tuple[Box, ...]
    words: tuple[Word, ...]
    width: int = WIDTH


@dataclass(frozen=True)
class Point:
    """A column or bar: the lines of its name, and the numbers that it is made of."""

    name: tuple[str, ...]
    numbers: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.numbers)


def columns(title: str, parts: Sequence[str], points: Sequence[Point]) -> Chart:
    """Columns of parts on top of each other, the first at the foot, their names above."""
    most = max((point.total for point in points), default=0) or 1
    slot = WIDTH / max(len(points), 1)
    foot = STEP + ABOVE + TALLEST
    boxes, words = [], list(_key(parts))
    for place, (_, (ink, _)) in enumerate(zip(parts, INKS, strict=False)):
        boxes.append(Box(_key_place(parts, place), 3, 11, 11, ink))
    width = min(slot * 0.86, 60)
    for place, point in enumerate(points):
        middle, y = slot * (place + 0.5), float(foot)
        for number, (ink, letters) in zip(point.numbers, INKS, strict=False):
            height = TALLEST * number / most
            y -= height
            if number:
                boxes.append(Box(_r(middle - width / 2), _r(y), _r(width), _r(height), ink))
            if number and height >= LEAST:
                words.append(Word(_r(middle), _r(y + height / 2 + 4), short(number), ink=letters))
        words.append(Word(_r(middle), _r(y - 4), short(point.total)))
        for line, text in enumerate(point.name):
            words.append(Word(_r(middle), foot + 15 + 13 * line, text))
    boxes.append(Box(0, foot, WIDTH, 0.6, DARK))
    return Chart(title, foot + 34, tuple(boxes), tuple(words))


def bars(title: str, points: Sequence[Point]) -> Chart:
    """Bars below each other, each with its name before it and its number behind it."""
    most = max((point.total for point in points), default=0) or 1
    boxes, words = [], []
    for place, point in enumerate(points):
        y, width = place * STEP, (WIDTH - NAMES - NUMBERS) * point.total / most
        words.append(Word(NAMES - 6, y + 14, cut(" ".join(point.name)), "end"))
        if width:
            boxes.append(Box(NAMES, y + 3, _r(width), STEP - 5, INKS[0][0]))
        words.append(Word(_r(NAMES + width + 4), y + 14, short(point.total), "start"))
    boxes.append(Box(NAMES, 0, 0.6, len(points) * STEP, DARK))
    return Chart(title, len(points) * STEP + 4, tuple(boxes), tuple(words))


def short(number: int) -> str:
    """As much of a number as fits a column; its table says the rest.

    >>> short(9_999), short(49_668)
    ('9999', '50k')
    """
    return str(number) if number < 10_000 else f"{number / 1000:.0f}k"


def cut(name: str) -> str:
    """As much of a name as fits before its bar."""
    most = int((NAMES - 6) / LETTER)
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def _key(parts: Sequence[str]) -> Iterator[Word]:
    """The names of the parts, above the columns."""
    for place, part in enumerate(parts):
        yield Word(_key_place(parts, place) + 15, 13, part, "start")


def _key_place(parts: Sequence[str], place: int) -> float:
    return _r(sum(len(part) * LETTER + 28 for part in parts[:place]))


def _r(size: float) -> float:
    return round(size, 1)
