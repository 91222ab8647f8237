"""A report as a Word document, for those who must quote it: the same words under the same headings,
in Word's own styles.
"""

from collections.abc import Iterable

from django.utils.translation import gettext

from inspection_portal.reports.document import NO_FINDINGS, FindingKind, KeyFigure, Report
from inspection_portal.reports.rendering.charts import PlacedChart
from inspection_portal.reports.rendering.glossary import Word
from inspection_portal.reports.rendering.language import Quoted, spoken
from inspection_portal.reports.rendering.layout import (
    Layout,
    PlacedChapter,
    PlacedFinding,
    PlacedSection,
    lay_out,
)
from inspection_portal.reports.rendering.markup import content_hash
from inspection_portal.reports.rendering.process import EPOCH
from inspection_portal.reports.rendering.word_text import Box, Link, Words, Writer
from inspection_portal.reports.rendering.wording import official

# As the printed report has them.
BOXES = {
    FindingKind.CAUSE_OF_CONCERN: Box("FCF1F1", "A3171E"),
    FindingKind.AREA_FOR_IMPROVEMENT: Box("FDF7EE", "8A4F00"),
    FindingKind.PROMISING_PRACTICE: Box("EFF5FB", "1B5E9B"),
    FindingKind.INNOVATIVE_PRACTICE: Box("F6F1FA", "5B2A86"),
}
JUDGMENT = Box("EEF2F6", "12304F")


def docx(report: Report, sha256: str = "") -> bytes:
    """The report as a DOCX file; equal reports give equal bytes. Charts stand in it as tables.

    `sha256` is that of the report, for whoever knows it.
    """
    layout = lay_out(report, content_hash=sha256 or content_hash(report))
    writer = Writer(title=report.title, dated=report.published_on or EPOCH, language=spoken())
    _cover(writer, layout)
    writer.put_contents()
    _summary(writer, layout)
    for chart in layout.charts:
        _chart(writer, chart)
    if layout.introduction:
        writer.head(gettext("Introduction"), 1, "introduction")
        _sections(writer, layout.introduction, level=2)
    if layout.has_regional:
        writer.head(gettext("Regional findings"), 1, "regional")
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
    writer.head(Quoted(report.title), 0)
    writer.say(gettext("Region: %(region)s") % {"region": report.region})
    if layout.published:
        writer.say(gettext("Published: %(date)s") % {"date": layout.published})
    else:
        writer.say(gettext("Draft, not published"))
    if report.issue > 1:
        number = {"number": report.issue}
        writer.say(gettext("Issue %(number)s, which replaces all earlier issues") % number)
    if report.demonstration:
        writer.say(gettext("Demonstration data: what this report says is invented."), bold=True)
    writer.say(gettext("Contents"), bold=True)


def _summary(writer: Writer, layout: Layout) -> None:
    writer.head(gettext("Findings at a glance"), 1, "summary")
    writer.say(gettext("The grades, from best to worst:"))
    for grade in layout.report.scale:
        writer.say(official(grade.label), style="List Bullet")
    if layout.chapters and not layout.report.is_accelerated:
        writer.table(
            gettext("The grade of each body"),
            (gettext("Body"), gettext("Grade")),
            [
                (Link(Quoted(each.body.name), each.anchor), _grade(layout, each))
                for each in layout.chapters
            ],
        )
    if layout.kinds:
        writer.table(
            gettext("How many findings of each kind the region and each body have"),
            (gettext("Region or body"), *(plural for _, plural in layout.kinds)),
            [(each.name, *(str(number) for _, number in each.counts)) for each in layout.groups],
        )
    if layout.recommendations:
        writer.head(gettext("Recommendations"), 1, "recommendations")
        writer.table(
            gettext("Recommendations and when they are due"),
            (gettext("Recommendation"), gettext("What is asked"), gettext("Due")),
            [
                (Link(str(each.number), each.anchor), Quoted(each.recommendation.text), each.due)
                for each in layout.recommendations
            ],
            (3, 7, 3),
        )


def _grade(layout: Layout, chapter: PlacedChapter) -> str:
    labels = {grade.key: official(grade.label) for grade in layout.report.scale}
    return chapter.ungraded or labels.get(chapter.body.grade or "", "")


def _chart(writer: Writer, placed: PlacedChart) -> None:
    """What a chart shows, as its table: Word's readers quote the numbers."""
    if placed.number == 1:
        writer.head(gettext("The region in figures"), 1, "charts")
    number = gettext("Figure %(number)s") % {"number": placed.number}
    writer.head(f"{number}: {placed.caption}", 2, placed.anchor)
    rows = [(row.name, *row.cells) for row in placed.rows]
    writer.table(placed.chart.title, placed.head, rows)
    if placed.counts:
        as_at = gettext("As at %(date)s.") % {"date": placed.as_at}
        writer.say(f"{as_at} ", Quoted(placed.counts.counted))
        writer.say(gettext("Source:"), " ", Quoted(placed.counts.source))
    else:
        writer.say(placed.note)


def _sections(writer: Writer, sections: Iterable[PlacedSection], *, level: int) -> None:
    for section in sections:
        writer.head(Quoted(section.heading), level, section.anchor)
        writer.prose(section.text, level=level + 1)


def _chapter(writer: Writer, layout: Layout, chapter: PlacedChapter) -> None:
    writer.head(Quoted(chapter.body.name), 1, chapter.anchor)
    writer.say(chapter.kind)
    if words := chapter.judgment or chapter.ungraded:
        with writer.boxed(JUDGMENT):
            writer.say(words, bold=True)
            if chapter.judgment:
                scale = ", ".join(official(grade.label) for grade in layout.report.scale)
                words = gettext("The grades, from best to worst: %(grades)s.")
                writer.say(words % {"grades": scale})
    writer.prose(chapter.introduction, level=2)
    for area in chapter.areas:
        writer.head(official(area.name), 2, area.anchor)
        writer.prose(area.introduction, level=3)
        _findings(writer, area.findings)
        if not area.findings:
            writer.say(gettext(NO_FINDINGS))
    _figures(writer, chapter)


def _figures(writer: Writer, chapter: PlacedChapter) -> None:
    if not chapter.figures:
        return
    writer.head(gettext("Figures"), 2, chapter.figures_anchor)
    head = (gettext("Figure"), gettext("Value"), gettext("As at"), gettext("How it was counted"))
    rows = [
        (Quoted(each.figure.name), Quoted(each.figure.value), each.as_at, _trace(each.figure))
        for each in chapter.figures
    ]
    about = gettext("Figures of %(name)s") % {"name": chapter.body.name}
    writer.table(about, head, rows, (3, 2, 2, 4))


def _trace(figure: KeyFigure) -> Words:
    counted = (gettext("Counted:"), " ", Quoted(figure.counted), "\n") if figure.counted else ()
    whole = gettext("SHA-256 of the whole list:")
    return (*counted, gettext("Source:"), " ", Quoted(figure.source), f"\n{whole} {figure.sha256}")


def _findings(writer: Writer, findings: Iterable[PlacedFinding]) -> None:
    for placed in findings:
        box = BOXES.get(placed.finding.kind)
        with writer.boxed(box):
            if box:
                writer.label(placed.label, box)
            _finding(writer, placed)


def _finding(writer: Writer, placed: PlacedFinding) -> None:
    finding, level = placed.finding, placed.heading_level - 1
    writer.head(Quoted(finding.heading), level, placed.anchor, is_listed=False)
    if finding.also_about:
        writer.say(gettext("Also about %(names)s") % {"names": ", ".join(finding.also_about)})
    if placed.published:
        writer.say(placed.published)
    if finding.lead:
        writer.say(Quoted(finding.lead))
    for part in finding.parts:
        writer.say(Quoted(part), style="List Bullet")
    writer.prose(placed.text, level=level + 1)
    for each in placed.recommendations:
        number = gettext("Recommendation %(number)s") % {"number": each.number}
        writer.head(f"{number} · {each.due}", level + 1, each.anchor, is_listed=False)
        writer.say(Quoted(each.recommendation.text))
        if each.recommendation.addressees:
            names = ", ".join(each.recommendation.addressees)
            writer.say(gettext("Also addressed to %(names)s") % {"names": names})


def _glossary(writer: Writer, layout: Layout) -> None:
    if layout.words:
        writer.head(gettext("Words in this report"), 1, "glossary")
        rows = [(_term(word), word.meaning) for word in layout.words]
        head = (gettext("Word"), gettext("Meaning"))
        writer.table(gettext("What words in this report mean"), head, rows, (1, 3))


def _term(word: Word) -> Words:
    return (f"{word.term} – ", Quoted(word.said)) if word.said else (word.term,)


def _colophon(writer: Writer, layout: Layout) -> None:
    report = layout.report
    number = gettext("Issue %(number)s,") % {"number": report.issue}
    when = gettext("draft, not published")
    if layout.published:
        when = gettext("published %(date)s") % {"date": layout.published}
    shown = f" {gettext('Demonstration data.')}" if report.demonstration else ""
    writer.say(Quoted(report.title), f". {number} {when}.{shown}")
    writer.say(f"{gettext('Content identifier (SHA-256)')} {layout.content_hash}")
    if layout.marking:
        writer.say(layout.marking, bold=True)
