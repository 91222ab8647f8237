"""Figures of disruptions to a paper."""

from collections.abc import Sequence

from django.utils.timezone import localdate

from disruptions.queries import DisruptionFigures, FigureLine, disruption_charts
from inspection_portal.core.templatetags.govuk import moment
from inspection_portal.reports.papers.document import Figure, FiguresPaper, Row, Section

COUNTED = ("Passed", "Waiting")


def figures_paper(figures: DisruptionFigures, *, address: str) -> FiguresPaper:
    """The figures as the page of that address shows them, with its charts."""
    asked, charts, total = figures.asked, disruption_charts(figures), figures.total
    whose = f"{asked.whose[:1].upper()}{asked.whose[1:]}"
    labels = tuple(figures.category_labels)
    return FiguresPaper(
        title=f"Disruptions in figures: {whose}, {asked.months}",
        as_at=localdate(figures.as_at),
        counted_at=moment(figures.as_at),
        address=address,
        counted_once=figures.counted_once,
        asked=tuple(asked.in_words),
        figures=(
            *(Figure(label, line.number) for label, line in figures.headline),
            *(Figure(part.label, part.number) for part in total.categories),
            Figure("Waiting for moderation", total.waiting),
        ),
        sections=(
            Section(
                "By month", ("Month", *labels, *COUNTED), _rows(figures.by_month), charts.by_month
            ),
            Section(
                "By who recorded them",
                ("Recorded by", *labels, *COUNTED),
                _rows(figures.recording),
                charts.by_body,
                f"Without any: {figures.silent_names}." if figures.silent else "",
            ),
            Section("By category", ("Category", *COUNTED), _totals(figures.by_category)),
            Section(
                "By P strand",
                ("P strand", *labels, *COUNTED),
                _rows(figures.by_strand),
                charts.by_strand,
            ),
            Section("By type", ("Type", *labels, *COUNTED), _rows(figures.by_type)),
        ),
    )


def _rows(lines: Sequence[FigureLine]) -> tuple[Row, ...]:
    """Category by category, before what passed and what waits."""
    return tuple(
        Row(line.label, (*(part.number for part in line.categories), line.number, line.waiting))
        for line in lines
    )


def _totals(lines: Sequence[FigureLine]) -> tuple[Row, ...]:
    return tuple(Row(line.label, (line.number, line.waiting)) for line in lines)
