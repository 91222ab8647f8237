"""Figures of disruptions as a file: each line says what was asked for, and when."""

from collections.abc import Iterator
from datetime import date

from django.utils.timezone import localtime

from disruptions.queries import DisruptionFigures, FigureLine
from disruptions.queries.figures import CATEGORY_LABELS
from inspection_portal.core.markings import SENSITIVE
from inspection_portal.core.tables import Column, Table

Line = tuple[DisruptionFigures, str, FigureLine]


def _of_category(label: str) -> Column:
    def number(figures: DisruptionFigures, by: str, line: FigureLine) -> str:
        return next((str(part.number) for part in line.categories if part.label == label), "")

    return Column(label, number, 12)


COLUMNS = (
    Column("By", lambda figures, by, line: by, 14),
    Column("Of", lambda figures, by, line: line.label, 32),
    Column("Passed moderation", lambda figures, by, line: str(line.number)),
    *map(_of_category, CATEGORY_LABELS.values()),
    Column("Waiting for moderation", lambda figures, by, line: str(line.waiting), 22),
    Column("List", lambda figures, by, line: line.address, 40),
    Column("List of those waiting", lambda figures, by, line: line.waiting_address, 40),
    Column("Asked for", lambda figures, by, line: in_words(figures), 60),
    Column("Counted at", lambda figures, by, line: f"{localtime(figures.as_at):%Y-%m-%d %H:%M}"),
)


def in_words(figures: DisruptionFigures) -> str:
    """The filter, as one line."""
    return "; ".join(f"{label}: {value}" for label, value in figures.asked.in_words)


def _lines(figures: DisruptionFigures, on: date) -> Iterator[Line]:
    yield figures, "All", figures.total
    for by, lines in figures.tables:
        yield from ((figures, by, line) for line in lines)


TABLE = Table("Figures of disruptions", COLUMNS, _lines, SENSITIVE)
