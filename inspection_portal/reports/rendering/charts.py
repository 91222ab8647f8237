"""The charts of a report, drawn from the document alone; each has a table that says the same."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from textwrap import wrap

from forces.tiles import PLACES, place_of
from inspection_portal.core.charts import (
    INKS,
    LIGHT,
    Chart,
    Point,
    Tile,
    columns,
    heat,
    stacked,
    tiles,
)
from inspection_portal.reports.document import (
    Counts,
    FindingKind,
    QuestionArea,
    Report,
    Subject,
)
from inspection_portal.reports.rendering.wording import boxed_in_words, day

# Tiles of the forces that the report is about, and of the others.
INSPECTED, OTHERS = (INKS[0][0], LIGHT), ("#f3f5f7", "#6f7a85")
SHORTFALLS = (FindingKind.CAUSE_OF_CONCERN, FindingKind.AREA_FOR_IMPROVEMENT)
CAPTIONS = {
    Subject.DISRUPTIONS: "Disruptions by strand and category",
    Subject.PLANS: "4P plans and their quality checks",
    Subject.REGISTER: "Progress with what earlier reports asked for",
}
ROWS = {Subject.DISRUPTIONS: "Strand", Subject.PLANS: "Body", Subject.REGISTER: "Body"}
# Letters to a line in the heading of a column.
COLUMN_LETTERS = 18


@dataclass(frozen=True)
class PlacedRow:
    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class PlacedChart:
    """A chart with its number and caption, and the table below it. `note` says what is shown and
    what is left out; `counts` is what it was drawn from, where that is not the report itself.
    """

    kind: str
    caption: str
    chart: Chart
    head: tuple[str, ...]
    rows: tuple[PlacedRow, ...]
    note: str
    counts: Counts | None = None
    number: int = 0

    @property
    def anchor(self) -> str:
        return f"chart-{self.number}"

    @property
    def as_at(self) -> str:
        return day(self.counts.as_at) if self.counts else ""


def charts_of(report: Report) -> tuple[PlacedChart, ...]:
    """Those that the report has anything to show in, in their order; of one cause of concern alone
    neither a map nor a comparison of bodies.
    """
    surveys = () if report.is_accelerated else (*_map(report), *_shortfalls(report))
    charts = (*surveys, *map(_counted, report.counts))
    return tuple(replace(chart, number=number) for number, chart in enumerate(charts, start=1))


def _map(report: Report) -> Iterator[PlacedChart]:
    """Where the forces of the report are; a ROCU has no place of its own."""
    labels = {grade.key: grade.label for grade in report.scale}
    found = [(body, place) for body in report.forces if (place := place_of(body.name))]
    if not found:
        return
    inspected = {place for _, place in found}
    names = "; ".join(f"{place.letters}, {body.name}" for body, place in found)
    yield PlacedChart(
        "map",
        f"The forces of the {report.region} region",
        tiles(
            f"A map of the forces of England and Wales as tiles. In this report: {names}.",
            [
                Tile(
                    each.column, each.row, each.letters, INSPECTED if each in inspected else OTHERS
                )
                for each in PLACES.values()
            ],
        ),
        ("Force", "On the map", "Grade"),
        tuple(
            PlacedRow(body.name, (place.letters, labels.get(body.grade or "", "No grade")))
            for body, place in found
        ),
        "Each tile is a force, whatever the size of its area. The forces of this report are dark.",
    )


def _shortfalls(report: Report) -> Iterator[PlacedChart]:
    """What falls short, by body and question; the table tells of practice too."""
    points = [Point((body.name,), tuple(map(_short, body.areas))) for body in report.bodies]
    names = {tuple(area.name for area in body.areas) for body in report.bodies}
    if len(names) != 1 or not any(point.total for point in points):
        return
    [areas] = names
    most = max(points, key=lambda point: point.total)
    yield PlacedChart(
        "heat",
        "What falls short, by body and question",
        heat(
            f"Causes of concern and areas for improvement by body and question: most of "
            f"{most.name[0]}, {most.total}.",
            [wrap(area, COLUMN_LETTERS, max_lines=3, placeholder=" …") for area in areas],
            points,
        ),
        ("Body", *areas),
        tuple(
            PlacedRow(body.name, tuple(boxed_in_words(area.findings) for area in body.areas))
            for body in report.bodies
        ),
        "The darker a cell, the more falls short there. Findings about the whole region belong to "
        "no question and are not counted.",
    )


def _short(area: QuestionArea) -> int:
    return sum(finding.kind in SHORTFALLS for finding in area.findings)


def _counted(counts: Counts) -> PlacedChart:
    """Strands stand as columns beside each other, bodies and reports as bars with long names."""
    points = [Point((row.name,), row.numbers) for row in counts.rows]
    totals = (sum(numbers) for numbers in zip(*(row.numbers for row in counts.rows), strict=True))
    told = ", ".join(f"{part} {number}" for part, number in zip(counts.parts, totals, strict=True))
    caption = CAPTIONS[counts.subject]
    draw = columns if counts.subject is Subject.DISRUPTIONS else stacked
    return PlacedChart(
        counts.subject,
        caption,
        draw(f"{caption}, as at {day(counts.as_at)}: {told}.", counts.parts, points),
        (ROWS[counts.subject], *counts.parts),
        tuple(PlacedRow(row.name, tuple(map(str, row.numbers))) for row in counts.rows),
        counts.counted,
        counts,
    )
