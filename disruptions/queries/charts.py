"""Charts of the figures of disruptions; the tables of the same figures say what they show."""

from collections.abc import Sequence
from dataclasses import dataclass

from disruptions.queries.figures import DisruptionFigures, FigureLine
from inspection_portal.core.charts import Chart, Point, bars, columns

# Of more bodies than this only so many have a bar, those with the most.
MOST_BODIES = 20


@dataclass(frozen=True)
class DisruptionCharts:
    """By body there is none where one body or none has any."""

    by_month: Chart
    by_body: Chart | None
    by_strand: Chart


def disruption_charts(figures: DisruptionFigures) -> DisruptionCharts:
    by_body = _by_body(figures.recording) if len(figures.recording) > 1 else None
    strands = [Point((line.label,), (line.number,)) for line in figures.by_strand]
    by_strand = bars(f"Disruptions by P strand: {_in_words(figures.by_strand)}.", strands)
    return DisruptionCharts(by_month(figures), by_body, by_strand)


def by_month(figures: DisruptionFigures) -> Chart:
    """Columns of categories: months, or years where there are many months."""
    lines = figures.by_period
    years = lines is not figures.by_month
    points = [
        Point(_year(line) if years else _month(line, place == 0), _numbers(line))
        for place, line in enumerate(lines)
    ]
    title = (
        f"Disruptions by {'year' if years else 'month'} and category, {figures.asked.months}:"
        f" {figures.total.number} in all, {_in_words(figures.by_category)}."
    )
    return columns(title, figures.category_labels, points)


def _by_body(lines: Sequence[FigureLine]) -> Chart:
    shown = sorted(lines, key=lambda line: -line.number)[:MOST_BODIES]
    first = shown[0]
    which = "" if len(shown) == len(lines) else f", the {len(shown)} with the most of {len(lines)}"
    title = f"Disruptions by who recorded them{which}: most by {first.label}, {first.number}."
    return bars(title, [Point((line.label,), (line.number,)) for line in shown])


def _in_words(lines: Sequence[FigureLine]) -> str:
    return ", ".join(f"{line.label} {line.number}" for line in lines)


def _numbers(line: FigureLine) -> tuple[int, ...]:
    return tuple(part.number for part in line.categories)


def _month(line: FigureLine, is_first: bool) -> tuple[str, ...]:
    """The month in three letters, above its year where that is new."""
    name, year = line.label.split()
    return (name[:3], year) if is_first or name == "January" else (name[:3],)


def _year(line: FigureLine) -> tuple[str, ...]:
    return (line.label,)
