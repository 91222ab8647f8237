"""Papers as PDF: one template each, printed by the same bounded child as reports."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import msgspec
from django.template.loader import render_to_string

from inspection_portal.core.markings import SENSITIVE
from inspection_portal.reports.papers.document import (
    MARKING,
    ComparisonPaper,
    Figure,
    FiguresPaper,
    Paper,
    Summary,
)
from inspection_portal.reports.rendering import print_in_child

AnyPaper = Paper | Summary | FiguresPaper | ComparisonPaper
# The bar of a summary in its own units, and the gap between two shares.
BAR, GAP = 1000.0, 3.0
INKS = {
    **{"red": "#a3171e", "amber": "#e08a00", "green": "#2f6f4f", "blue": "#1b5e9b"},
    **{"grey": "#9aa5b0", "black": "#0b0c0c", "white": "#ffffff"},
}
# A person waits for it: a paper is of a body's entries and soon made.
SECONDS = 25


@dataclass(frozen=True)
class Share:
    """One part of the bar: its ink, and where it stands."""

    ink: str
    x: float
    width: float


def paper_pdf(paper: Paper) -> bytes:
    """The committee paper as a tagged PDF; equal papers give equal bytes. Raises
    RenderingFailed.
    """
    return _print("reports/paper_v1/paper.html", paper)


def summary_pdf(summary: Summary) -> bytes:
    """The summary as a tagged PDF of one page. Raises RenderingFailed."""
    return _print("reports/paper_v1/summary.html", summary)


def figures_pdf(paper: FiguresPaper) -> bytes:
    """The figures with their charts as a tagged PDF. Raises RenderingFailed."""
    return _print("reports/paper_v1/disruption_figures.html", paper)


def comparison_pdf(paper: ComparisonPaper) -> bytes:
    """What differs between two versions, marked in a tagged PDF. Raises RenderingFailed."""
    return _print("reports/paper_v1/comparison.html", paper)


def html(template: str, paper: AnyPaper) -> str:
    bar = shares(paper.colours) if isinstance(paper, Summary) else []
    context = {"paper": paper, "marking": _marking(paper), "shares": bar}
    return render_to_string(template, context)


def _marking(paper: AnyPaper) -> str:
    if isinstance(paper, ComparisonPaper):
        return paper.marking
    return SENSITIVE if isinstance(paper, FiguresPaper) else MARKING


def shares(colours: Sequence[Figure]) -> list[Share]:
    """The bar of the colours, from left to right, as long as the numbers are."""
    total, x, shares = sum(each.value for each in colours), 0.0, []
    for each in colours:
        width = BAR * each.value / total
        shares.append(Share(INKS[each.colour], round(x, 1), round(max(width - GAP, GAP), 1)))
        x += width
    return shares


def _print(template: str, paper: AnyPaper) -> bytes:
    identifier = hashlib.sha256(msgspec.json.encode(asdict(paper))).hexdigest()
    return print_in_child(
        html(template, paper), identifier=identifier, dated=paper.as_at, timeout=SECONDS
    )
