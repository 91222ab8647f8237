"""How the figures of a report were counted: each way once, with all that were counted so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspection_portal.reports.rendering.charts import PlacedChart

if TYPE_CHECKING:
    from inspection_portal.reports.rendering.layout import PlacedChapter


@dataclass(frozen=True)
class Use:
    """Where something that was counted so stands."""

    anchor: str
    what: str


@dataclass(frozen=True)
class DataNote:
    """A way of counting: from what, as at which day, with which filters in words."""

    source: str
    as_at: str
    counted: str
    uses: tuple[Use, ...]


def data_notes(
    chapters: Iterable["PlacedChapter"], charts: Iterable[PlacedChart]
) -> tuple[DataNote, ...]:
    uses: dict[tuple[str, str, str], list[Use]] = {}
    for way, use in (*_of_charts(charts), *_of_figures(chapters)):
        uses.setdefault(way, []).append(use)
    return tuple(DataNote(*way, tuple(found)) for way, found in uses.items())


def _of_charts(charts: Iterable[PlacedChart]) -> Iterator[tuple[tuple[str, str, str], Use]]:
    for chart in charts:
        if counts := chart.counts:
            way = (counts.source, chart.as_at, counts.counted)
            yield way, Use(chart.anchor, f"Figure {chart.number}")


def _of_figures(
    chapters: Iterable["PlacedChapter"],
) -> Iterator[tuple[tuple[str, str, str], Use]]:
    for chapter in chapters:
        for placed in chapter.figures:
            figure = placed.figure
            way = (figure.source, placed.as_at, figure.counted)
            yield way, Use(chapter.figures_anchor, f"{chapter.body.name}: {figure.name}")
