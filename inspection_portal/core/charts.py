"""Charts as shapes and words, drawn by one template on pages and in PDFs alike.

Sizes are in units of the drawing: it is WIDTH wide, so that its numbers can be read on a phone.
Every number stands beside or in its shape, so that nothing is told by colour alone, and each chart
stands above a table that says the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

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
# Of rows whose long names have two lines: their height, and the room for the names.
ROW, LONG_NAMES = 30, 158
# Of a heat map: the width of its cells, and their inks, from none to the most.
CELL, WARMTH = 108, INKS[::-1]
# Of a map of tiles: from one tile to the next, and the gap between them.
PITCH, GAP = 33, 2
# How wide a letter is, about, and from one line of a name to the next.
LETTER, LINE = 6.3, 13


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


def stacked(title: str, parts: Sequence[str], points: Sequence[Point]) -> Chart:
    """Bars of parts behind each other, the names of the parts above; long names have lines."""
    most = max((point.total for point in points), default=0) or 1
    boxes, words = [], list(_key(parts))
    for place, (_, (ink, _)) in enumerate(zip(parts, INKS, strict=False)):
        boxes.append(Box(_key_place(parts, place), 3, 11, 11, ink))
    for place, point in enumerate(points):
        x, y = float(LONG_NAMES), STEP + 4 + place * ROW
        words.extend(_name(" ".join(point.name), y + ROW / 2))
        for number, (ink, letters) in zip(point.numbers, INKS, strict=False):
            width = (WIDTH - LONG_NAMES - NUMBERS) * number / most
            if number:
                boxes.append(Box(_r(x), y + 6, _r(width), ROW - 12, ink))
            if width >= LEAST:
                words.append(Word(_r(x + width / 2), y + 19, short(number), ink=letters))
            x += width
        words.append(Word(_r(x + 4), y + 19, short(point.total), "start"))
    boxes.append(Box(LONG_NAMES, STEP + 4, 0.6, len(points) * ROW, DARK))
    return Chart(title, STEP + 8 + len(points) * ROW, tuple(boxes), tuple(words))


def heat(title: str, columns: Sequence[Sequence[str]], points: Sequence[Point]) -> Chart:
    """A table of cells, the darker the larger their number, below the lines of their columns."""
    most = max((number for point in points for number in point.numbers), default=0) or 1
    deepest = max((len(lines) for lines in columns), default=0)
    top = 6 + LINE * deepest
    boxes, words = [], []
    for place, lines in enumerate(columns):
        middle = LONG_NAMES + CELL * (place + 0.5)
        for line, text in enumerate(lines, start=deepest - len(lines) + 1):
            words.append(Word(middle, LINE * line - 2, text))
    for place, point in enumerate(points):
        y = top + place * ROW
        words.extend(_name(" ".join(point.name), y + ROW / 2))
        for column, number in enumerate(point.numbers):
            ink, letters = WARMTH[-(-number * (len(WARMTH) - 1) // most)]
            x = LONG_NAMES + CELL * column
            boxes.append(Box(x, y, CELL, ROW, ink))
            words.append(Word(x + CELL / 2, y + 19, short(number), ink=letters))
    height, width = top + len(points) * ROW + 2, LONG_NAMES + CELL * len(columns) + 2
    return Chart(title, height, tuple(boxes), tuple(words), width)


@dataclass(frozen=True)
class Tile:
    """A place on a map: its column and row, and the letters by which it is known."""

    column: int
    row: int
    letters: str
    inks: tuple[str, str]


def tiles(title: str, placed: Sequence[Tile]) -> Chart:
    """A map of which every place is a tile of the same size, near those that it borders on."""
    side = PITCH - GAP
    boxes = [
        Box(each.column * PITCH + 1, each.row * PITCH + 1, side, side, each.inks[0])
        for each in placed
    ]
    words = [
        Word(
            each.column * PITCH + 1 + side / 2,
            each.row * PITCH + 5 + side / 2,
            each.letters,
            ink=each.inks[1],
        )
        for each in placed
    ]
    width = PITCH * (max((each.column for each in placed), default=0) + 1)
    height = PITCH * (max((each.row for each in placed), default=0) + 1)
    return Chart(title, height, tuple(boxes), tuple(words), width)


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


def _name(name: str, middle: float) -> Iterator[Word]:
    """The lines of a long name before a row, around its middle."""
    lines = wrap(name, int((LONG_NAMES - 6) / (LETTER + 0.8)), max_lines=2, placeholder=" …")
    first = middle + 4 - LINE * (len(lines) - 1) / 2
    for place, line in enumerate(lines):
        yield Word(LONG_NAMES - 6, _r(first + LINE * place), line, "end")


def _key(parts: Sequence[str]) -> Iterator[Word]:
    """The names of the parts, above the columns."""
    for place, part in enumerate(parts):
        yield Word(_key_place(parts, place) + 15, 13, part, "start")


def _key_place(parts: Sequence[str], place: int) -> float:
    return _r(sum(len(part) * LETTER + 28 for part in parts[:place]))


def _r(size: float) -> float:
    return round(size, 1)
