"""The key figures of the bodies of an inspection, side by side."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from findings.models import Figure, InspectedBody, Inspection, KeyFigure
from inspection_portal.core.models import User

# Values whose days lie further apart than this are told not to be of the same time.
APART = timedelta(days=92)


@dataclass(frozen=True)
class Cell:
    """The latest value of a figure of one body, None where there is none, and those before it."""

    latest: KeyFigure | None
    earlier: Sequence[KeyFigure]


@dataclass(frozen=True)
class ComparedFigure:
    """One figure with a cell for each body of the inspection, in their order.

    `is_apart` says that the days of the values lie too far apart to compare them without care, and
    `is_unlike` that one was counted from a frozen list and another not by the same filters.
    """

    figure: Figure
    cells: Sequence[Cell]
    is_apart: bool
    is_unlike: bool


@dataclass(frozen=True)
class Comparison:
    """The bodies of an inspection, and the figures of which any has a value."""

    chapters: Sequence[InspectedBody]
    figures: Sequence[ComparedFigure]

    @property
    def values(self) -> Iterator[KeyFigure]:
        """All that it shows."""
        for figure in self.figures:
            for cell in figure.cells:
                yield from [*([cell.latest] if cell.latest else []), *cell.earlier]


def compare_figures(inspection: Inspection, user: User) -> Comparison:
    """The key figures that the person reads, in two queries however many there are."""
    chapters = list(inspection.inspected_bodies.select_related("body"))
    seen = KeyFigure.objects.visible_to(user).filter(chapter__inspection=inspection)
    values: dict[tuple[int, int], list[KeyFigure]] = defaultdict(list)
    figures = {}
    for row in seen.for_list().order_by("figure__position", "figure__name", "-as_at"):
        figures[row.figure_id] = row.figure
        values[row.figure_id, row.chapter_id].append(row)
    return Comparison(
        chapters,
        [
            _compared(figure, [values.get((figure.pk, each.pk), []) for each in chapters])
            for figure in figures.values()
        ],
    )


def figures_told(rows: Iterable[KeyFigure]) -> list[str]:
    """Each printed figure as a body reads it to check: without the hash of the whole list, since
    the body has its own rows of it.
    """
    told = []
    for row in rows:
        day = f"{row.as_at.day} {row.as_at:%B %Y}"
        words = f"{row.figure}: {row.with_unit}, as at {day}. {row.counted}".rstrip()
        told.append(f"{words} Source: {row.source}")
    return told


def _compared(figure: Figure, found: Sequence[Sequence[KeyFigure]]) -> ComparedFigure:
    cells = [Cell(rows[0] if rows else None, rows[1:]) for rows in found]
    latest = [cell.latest for cell in cells if cell.latest]
    days = [row.as_at for row in latest]
    return ComparedFigure(
        figure,
        cells,
        is_apart=max(days) - min(days) > APART,
        is_unlike=any(row.snapshot for row in latest) and len({row.counted for row in latest}) > 1,
    )
