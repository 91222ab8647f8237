"""The charts of a report, drawn from the document alone; each has a table that says the same."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from textwrap import wrap

from django.utils.translation import gettext

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
from inspection_portal.reports.rendering.language import Quoted, gettext_noop
from inspection_portal.reports.rendering.wording import boxed_in_words, day, official

# Tiles of the forces that the report is about, and of the others.
INSPECTED, OTHERS = (INKS[0][0], LIGHT), ("#f3f5f7", "#59636d")
SHORTFALLS = (FindingKind.CAUSE_OF_CONCERN, FindingKind.AREA_FOR_IMPROVEMENT)
CAPTIONS = {
    Subject.DISRUPTIONS: gettext_noop("Disruptions by strand and category"),
    Subject.PLANS: gettext_noop("4P plans and their quality checks"),
    Subject.REGISTER: gettext_noop("Progress with what earlier reports asked for"),
}
ROWS = {
    Subject.DISRUPTIONS: gettext_noop("Strand"),
    Subject.PLANS: gettext_noop("Body"),
    Subject.REGISTER: gettext_noop("Body"),
}
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
    def headed(self) -> Iterator[tuple[PlacedRow, tuple[tuple[str, str], ...]]]:
        """Each row with its cells, each cell after what stands at the head of its column."""
        for row in self.rows:
            yield row, tuple(zip(self.head[1:], row.cells, strict=True))

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
    labels = {grade.key: official(grade.label) for grade in report.scale}
    found = [(body, place) for body in report.forces if (place := place_of(body.name))]
    if not found:
        return
    inspected = {place for _, place in found}
    names = "; ".join(f"{place.letters}, {body.name}" for body, place in found)
    yield PlacedChart(
        "map",
        gettext("The forces of the %(region)s region") % {"region": report.region},
        tiles(
            gettext("A map of the forces of England and Wales as tiles. In this report: %(names)s.")
            % {"names": names},
            [
                Tile(
                    each.column, each.row, each.letters, INSPECTED if each in inspected else OTHERS
                )
                for each in PLACES.values()
            ],
        ),
        (gettext("Force"), gettext("On the map"), gettext("Grade")),
        tuple(
            PlacedRow(
                Quoted(body.name),
                (place.letters, labels.get(body.grade or "", gettext("No grade"))),
            )
            for body, place in found
        ),
        gettext(
            "Each tile is a force, whatever the size of its area. The forces of this report are "
            "dark."
        ),
    )


def _shortfalls(report: Report) -> Iterator[PlacedChart]:
    """What falls short, by body and question; the table tells of practice too."""
    points = [Point((body.name,), tuple(map(_short, body.areas))) for body in report.bodies]
    names = {tuple(area.name for area in body.areas) for body in report.bodies}
    if len(names) != 1 or not any(point.total for point in points):
        return
    [areas] = ([official(area) for area in each] for each in names)
    most = max(points, key=lambda point: point.total)
    yield PlacedChart(
        "heat",
        gettext("What falls short, by body and question"),
        heat(
            gettext(
                "Causes of concern and areas for improvement by body and question: most of "
                "%(name)s, %(number)s."
            )
            % {"name": most.name[0], "number": most.total},
            [wrap(area, COLUMN_LETTERS, max_lines=3, placeholder=" …") for area in areas],
            points,
        ),
        (gettext("Body"), *areas),
        tuple(
            PlacedRow(
                Quoted(body.name), tuple(boxed_in_words(area.findings) for area in body.areas)
            )
            for body in report.bodies
        ),
        gettext(
            "The darker a cell, the more falls short there. Findings about the whole region belong "
            "to no question and are not counted."
        ),
    )


def _short(area: QuestionArea) -> int:
    return sum(finding.kind in SHORTFALLS for finding in area.findings)


def _counted(counts: Counts) -> PlacedChart:
    """Strands stand as columns beside each other, bodies and reports as bars with long names."""
    points = [Point((row.name,), row.numbers) for row in counts.rows]
    totals = (sum(numbers) for numbers in zip(*(row.numbers for row in counts.rows), strict=True))
    told = ", ".join(f"{part} {number}" for part, number in zip(counts.parts, totals, strict=True))
    caption = gettext(CAPTIONS[counts.subject])
    about = gettext("%(caption)s, as at %(date)s: %(numbers)s.")
    words = {"caption": caption, "date": day(counts.as_at), "numbers": told}
    draw = columns if counts.subject is Subject.DISRUPTIONS else stacked
    return PlacedChart(
        counts.subject,
        caption,
        draw(about % words, counts.parts, points),
        (gettext(ROWS[counts.subject]), *map(Quoted, counts.parts)),
        tuple(PlacedRow(Quoted(row.name), tuple(map(str, row.numbers))) for row in counts.rows),
        counts.counted,
        counts,
    )
