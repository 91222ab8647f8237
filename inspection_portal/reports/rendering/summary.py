"""What a report says of one body, on two pages at most."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from inspection_portal.reports.document import Report
from inspection_portal.reports.rendering.layout import (
    Layout,
    PlacedChapter,
    PlacedFinding,
    PlacedRecommendation,
    boxed,
    lay_out,
    narrative,
)
from inspection_portal.reports.rendering.markup import content_hash, identifier
from inspection_portal.reports.rendering.process import print_in_child

# What two pages hold: more is counted, and read in the report.
MOST_FINDINGS, MOST_RECOMMENDATIONS, MOST_OTHERS = 10, 6, 6
# A person waits for it: it is short, and made in a second or two.
SECONDS = 25


@dataclass(frozen=True)
class Summary:
    """What a report says of one body. `findings` are the boxed ones of its chapter, then those of
    other chapters that name it; `others` are the rest of its chapter. `address` is where everybody
    reads the report.
    """

    layout: Layout
    chapter: PlacedChapter
    address: str
    findings: tuple[PlacedFinding, ...]
    others: tuple[PlacedFinding, ...]
    recommendations: tuple[PlacedRecommendation, ...]

    @property
    def shown_findings(self) -> tuple[PlacedFinding, ...]:
        return self.findings[:MOST_FINDINGS]

    @property
    def shown_others(self) -> tuple[PlacedFinding, ...]:
        return self.others[:MOST_OTHERS]

    @property
    def shown_recommendations(self) -> tuple[PlacedRecommendation, ...]:
        return self.recommendations[:MOST_RECOMMENDATIONS]

    @property
    def left_out(self) -> int:
        """How many findings and recommendations it has no room for."""
        shown = (*self.shown_findings, *self.shown_others, *self.shown_recommendations)
        whole = (*self.findings, *self.others, *self.recommendations)
        return len(whole) - len(shown)


def summary(report: Report, anchor: str, *, address: str) -> Summary | None:
    """The summary of the body whose chapter has that anchor; None where there is no such one."""
    layout = lay_out(report, content_hash=content_hash(report))
    chapter = next((each for each in layout.chapters if each.anchor == anchor), None)
    if chapter is None:
        return None
    named = tuple(_naming(chapter, layout))
    found = (*chapter.findings, *named)
    return Summary(
        layout=layout,
        chapter=chapter,
        address=address,
        findings=boxed(found),
        others=narrative(found),
        recommendations=tuple(each for finding in found for each in finding.recommendations),
    )


def _naming(chapter: PlacedChapter, layout: Layout) -> Iterator[PlacedFinding]:
    """Findings of the region or of other bodies that are about this one too."""
    elsewhere = (each.findings for each in layout.chapters if each is not chapter)
    for findings in (layout.regional, *elsewhere):
        yield from (each for each in findings if chapter.body.name in each.finding.also_about)


def summary_fragment(told: Summary) -> SafeString:
    """It as an `<article>` with its own `<h1>`, for a page of the portal."""
    return render_to_string("reports/summary_v1/article.html", {"told": told})


def summary_pdf(told: Summary) -> bytes:
    """It as a tagged PDF/UA-1 file; equal reports give equal bytes. Raises RenderingFailed."""
    of = f"{identifier(told.layout.report)} {told.chapter.anchor} {told.address}"
    return print_in_child(
        render_to_string("reports/summary_v1.html", {"told": told}),
        identifier=hashlib.sha256(of.encode()).hexdigest(),
        dated=told.layout.report.published_on,
        timeout=SECONDS,
    )
