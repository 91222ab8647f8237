"""A report as a Word document, for those who must quote it: the same words under the same headings,
in Word's own styles.
"""

from collections.abc import Iterable

from inspection_portal.reports.document import FindingKind, Report
from inspection_portal.reports.reading.printed import NO_FINDINGS
from inspection_portal.reports.rendering.charts import PlacedChart
from inspection_portal.reports.rendering.layout import (
    Layout,
    PlacedChapter,
    PlacedFinding,
    PlacedSection,
    lay_out,
)
from inspection_portal.reports.rendering.markup import content_hash
from inspection_portal.reports.rendering.process import EPOCH
from inspection_portal.reports.rendering.word_text import Box, Link, Writer

# As the printed report has them.
BOXES = {
    FindingKind.CAUSE_OF_CONCERN: Box("FCF1F1", "A3171E"),
    FindingKind.AREA_FOR_IMPROVEMENT: Box("FDF7EE", "8A4F00"),
    FindingKind.PROMISING_PRACTICE: Box("EFF5FB", "1B5E9B"),
    FindingKind.INNOVATIVE_PRACTICE: Box("F6F1FA", "5B2A86"),
}
JUDGMENT = Box("EEF2F6", "12304F")


def docx(report: Report) -> bytes:
    """The report as a DOCX file; equal reports give equal bytes. Charts stand in it as tables."""
    layout = lay_out(report, content_hash=content_hash(report))
    writer = Writer(title=report.title, dated=report.published_on or EPOCH)
    _cover(writer, layout)
    writer.put_contents()
    _summary(writer, layout)
    for chart in layout.charts:
        _chart(writer, chart)
    if layout.introduction:
        writer.head("Introduction", 1, "introduction")
        _sections(writer, layout.introduction, level=2)
    if layout.has_regional:
        writer.head("Regional findings", 1, "regional")
        writer.prose(layout.regional_introduction, level=3)
        _findings(writer, layout.regional)
    for chapter in layout.chapters:
        _chapter(writer, layout, chapter)
    _sections(writer, layout.appendices, level=1)
    _glossary(writer, layout)
    _colophon(writer, layout)
    return writer.file()


def _cover(writer: Writer, layout: Layout) -> None:
    report = layout.report
    if layout.marking:
        writer.say(layout.marking, bold=True)
    writer.head(report.title, 0)
    writer.say(f"Region: {report.region}")
    writer.say(f"Published: {layout.published}" if layout.published else "Draft, not published")
    if report.issue > 1:
        writer.say(f"Issue {report.issue}, which replaces all earlier issues")
    if report.demonstration:
        writer.say("Demonstration data: what this report says is invented.", bold=True)
    writer.say("Contents", bold=True)


def _summary(writer: Writer, layout: Layout) -> None:
    writer.head("Findings at a glance", 1, "summary")
    writer.say("The grades, from best to worst:")
    for grade in layout.report.scale:
        writer.say(grade.label, "List Bullet")
    if layout.chapters and not layout.report.is_accelerated:
        writer.table(
            "The grade of each body",
            ("Body", "Grade"),
            [(Link(each.body.name, each.anchor), _grade(layout, each)) for each in layout.chapters],
        )
    if layout.kinds:
        writer.table(
            "How many findings of each kind the region and each body have",
            ("Region or body", *(plural for _, plural in layout.kinds)),
            [(each.name, *(str(number) for _, number in each.counts)) for each in layout.groups],
        )
    if layout.recommendations:
        writer.head("Recommendations", 1, "recommendations")
        writer.table(
            "Recommendations and when they are due",
            ("Recommendation", "What is asked", "Due"),
            [
                (Link(str(each.number), each.anchor), each.recommendation.text, each.due)
                for each in layout.recommendations
            ],
        )


def _grade(layout: Layout, chapter: PlacedChapter) -> str:
    labels = {grade.key: grade.label for grade in layout.report.scale}
    return chapter.ungraded or labels.get(chapter.body.grade or "", "")


def _chart(writer: Writer, placed: PlacedChart) -> None:
    """What a chart shows, as its table: Word's readers quote the numbers."""
    if placed.number == 1:
        writer.head("The region in figures", 1, "charts")
    writer.head(f"Figure {placed.number}: {placed.caption}", 2, placed.anchor)
    writer.table(placed.chart.title, placed.head, [(row.name, *row.cells) for row in placed.rows])
    if placed.counts:
        writer.say(f"As at {placed.as_at}. {placed.counts.counted}")
        writer.say(f"Source: {placed.counts.source}")
    else:
        writer.say(placed.note)


def _sections(writer: Writer, sections: Iterable[PlacedSection], *, level: int) -> None:
    for section in sections:
        writer.head(section.heading, level, section.anchor)
        writer.prose(section.text, level=level + 1)


def _chapter(writer: Writer, layout: Layout, chapter: PlacedChapter) -> None:
    writer.head(chapter.body.name, 1, chapter.anchor)
    writer.say(chapter.kind)
    if words := chapter.judgment or chapter.ungraded:
        with writer.boxed(JUDGMENT):
            writer.say(words, bold=True)
            if chapter.judgment:
                scale = ", ".join(grade.label for grade in layout.report.scale)
                writer.say(f"The grades, from best to worst: {scale}.")
    writer.prose(chapter.introduction, level=2)
    for area in chapter.areas:
        writer.head(area.name, 2, area.anchor)
        writer.prose(area.introduction, level=3)
        _findings(writer, area.findings)
        if not area.findings:
            writer.say(NO_FINDINGS)
    _figures(writer, chapter)


def _figures(writer: Writer, chapter: PlacedChapter) -> None:
    if not chapter.figures:
        return
    writer.head("Figures", 2, chapter.figures_anchor)
    rows = []
    for placed in chapter.figures:
        figure = placed.figure
        counted = f"Counted: {figure.counted}\n" if figure.counted else ""
        traced = f"{counted}Source: {figure.source}\nSHA-256 of the whole list: {figure.sha256}"
        rows.append((figure.name, figure.value, placed.as_at, traced))
    head = ("Figure", "Value", "As at", "How it was counted")
    writer.table(f"Figures of {chapter.body.name}", head, rows)


def _findings(writer: Writer, findings: Iterable[PlacedFinding]) -> None:
    for placed in findings:
        box = BOXES.get(placed.finding.kind)
        with writer.boxed(box):
            if box:
                writer.label(placed.label, box)
            _finding(writer, placed)


def _finding(writer: Writer, placed: PlacedFinding) -> None:
    finding, level = placed.finding, placed.heading_level - 1
    writer.head(finding.heading, level, placed.anchor, is_listed=False)
    if finding.also_about:
        writer.say(f"Also about {', '.join(finding.also_about)}")
    if placed.published:
        writer.say(placed.published)
    if finding.lead:
        writer.say(finding.lead)
    for part in finding.parts:
        writer.say(part, "List Bullet")
    writer.prose(placed.text, level=level + 1)
    for each in placed.recommendations:
        writer.head(
            f"Recommendation {each.number} · {each.due}", level + 1, each.anchor, is_listed=False
        )
        writer.say(each.recommendation.text)
        if each.recommendation.addressees:
            writer.say(f"Also addressed to {', '.join(each.recommendation.addressees)}")


def _glossary(writer: Writer, layout: Layout) -> None:
    if layout.words:
        writer.head("Words in this report", 1, "glossary")
        rows = [(word.term, word.meaning) for word in layout.words]
        writer.table("What words in this report mean", ("Word", "Meaning"), rows)


def _colophon(writer: Writer, layout: Layout) -> None:
    report = layout.report
    when = f"published {layout.published}" if layout.published else "draft, not published"
    shown = " Demonstration data." if report.demonstration else ""
    writer.say(f"{report.title}. Issue {report.issue}, {when}.{shown}")
    writer.say(f"Content identifier (SHA-256) {layout.content_hash}")
    if layout.marking:
        writer.say(layout.marking, bold=True)
