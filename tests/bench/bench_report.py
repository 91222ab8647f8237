"""The PDF of a whole report, against the same text with no report made of it."""

from collections.abc import Callable
from dataclasses import replace
from html import escape

from inspection_portal.home.demo.published import PUBLISHED_ON, TEXT
from inspection_portal.reports import rendering
from inspection_portal.reports.document import Report
from inspection_portal.reports.reading import read
from inspection_portal.reports.rendering import printing
from tests.bench.measuring import medians

ROUNDS = 3
TIMES = 10


def bare_pdf(text: str) -> bytes:
    """Each line as a paragraph, without cover, contents, boxes or style."""
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
    html = f'<html lang="en-GB"><head><title>Bare</title></head><body>{paragraphs}</body></html>'
    return printing.to_pdf(html, identifier=b"bare")


def longer(report: Report) -> Report:
    """The report with everything in it so many times over."""
    return replace(
        report,
        introduction=report.introduction * TIMES,
        regional_findings=report.regional_findings * TIMES,
        bodies=report.bodies * TIMES,
        appendices=report.appendices * TIMES,
    )


def test_report(measured: Callable[..., None]) -> None:
    source = TEXT.read_bytes()
    report = read(source, published_on=PUBLISHED_ON).report
    long = longer(report)

    bare, whole, tenfold = (
        lambda: bare_pdf(source.decode()),
        lambda: rendering.pdf(report),
        lambda: rendering.pdf(long),
    )
    for work in (bare, whole):
        work()  # The first loads fonts and libraries.
    bare_cost, cost, tenfold_cost = medians(bare, whole, tenfold, rounds=ROUNDS, warm_up=False)

    measured("report-pdf-to-bare-text-cpu", limit=3.2, measured=cost / bare_cost)
    measured("report-pdf-ten-times-the-text-cpu", limit=11, measured=tenfold_cost / cost)
