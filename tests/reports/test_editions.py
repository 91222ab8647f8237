"""PDF, pages and Word document say all that the document says, in its order, and nothing else but
what is worked out from it.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from lxml import html as parser

from inspection_portal.reports import rendering
from inspection_portal.reports.document import BodyChapter, Finding, Report
from inspection_portal.reports.prose import to_html
from inspection_portal.reports.prose.blocks import text_of, without_unprintable
from inspection_portal.reports.prose.leaves import leaves_of, parse
from inspection_portal.reports.rendering import LAYOUTS, fragment, pages
from inspection_portal.reports.rendering.layout import BODY_KINDS, Layout, lay_out
from tests.reports.sample import BARE, DRAFT, GOLDEN, SAMPLE
from tests.reports.strategies import reports
from tests.reports.test_pdf import pages as pages_of_pdf
from tests.reports.test_round_trip import UNHURRIED

WHOLE = replace(SAMPLE, bodies=(*SAMPLE.bodies, *GOLDEN.bodies))
# Chapters that hold the words of the document; the others list or count what stands in these.
TELLING = re.compile("introduction|regional|body-|appendix-")


def bare(text: str) -> str:
    """Without any space: line ends, hyphens at them and indents are the rendering's own."""
    return re.sub(r"\s+", "", without_unprintable(text))


def prose(markdown: str) -> list[str]:
    return [text_of(leaf.runs) for leaf in leaves_of(parse(to_html(markdown)))]


def texts(report: Report) -> Iterator[str]:
    """All that the document says, in the order in which it is printed."""
    for section in report.introduction:
        yield from (section.heading, *prose(section.text))
    yield from prose(report.regional_introduction)
    yield from _of_findings(report.regional_findings)
    for body in report.bodies:
        yield from _of_body(body)
    for section in report.appendices:
        yield from (section.heading, *prose(section.text))


def _of_body(body: BodyChapter) -> Iterator[str]:
    yield from (body.name, *prose(body.introduction))
    for area in body.areas:
        yield from (area.name, *prose(area.introduction))
        yield from _of_findings(area.findings)
    for figure in body.figures:
        yield from (figure.name, figure.value, figure.counted, figure.source)


def _of_findings(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        yield from (finding.heading, *finding.also_about, finding.lead, *finding.parts)
        yield from prose(finding.text)
        for each in finding.recommendations:
            yield from (each.text, *each.addressees)


def beside(said: Iterable[str], printed: str) -> str:
    """What is printed besides these texts. Fails where one of them is missing or out of order."""
    rest, at = [], 0
    for text in filter(None, map(bare, said)):
        found = printed.find(text, at)
        assert found >= 0, f"missing, or out of order: {text}"
        rest.append(printed[at:found])
        at = found + len(text)
    return "\n".join((*rest, printed[at:]))


def worked_out(layout: Layout) -> Iterator[str]:
    """What stands between the texts, and why it is not one of them."""
    # Headings of chapters that the document has no name for.
    yield from ("Introduction", "Regional findings", "Figures")
    # The kind of a body in words, and its judgment as a sentence, above the scale of the report.
    yield from BODY_KINDS.values()
    for chapter in layout.chapters:
        yield from (chapter.judgment, chapter.ungraded)
        for placed in chapter.figures:
            yield from (placed.as_at, placed.figure.sha256)
    yield from (grade.label for grade in layout.report.scale)
    yield "The grades, from best to worst:"
    # What a box is, what is counted on through the report, and its deadline in words.
    for placed_finding in (*layout.regional, *(f for c in layout.chapters for f in c.findings)):
        yield from (placed_finding.label, placed_finding.published)
    for placed_recommendation in layout.recommendations:
        yield from (f"Recommendation {placed_recommendation.number}", placed_recommendation.due)
    yield from ("Recommendations", "Recommendation")
    # What leads over to a name or a source.
    yield from ("Also about", "Also addressed to", "Counted:", "Source:")
    yield from ("SHA-256 of the whole list:", "Figure", "Value", "As at", "How it was counted")
    yield from (f"Figures of {chapter.body.name}" for chapter in layout.chapters)
    # Whoever reads a question without findings is told that nothing is missing.
    yield "This report has no findings under this question."
    # How figures are to be read, said once above each table of them.
    yield (
        "Each figure was counted from a list, often of several bodies, that is kept as it was on "
        "that day. Whoever is shown the whole list can tell by its SHA-256 whether it is that one."
    )


def unexplained(rest: str, layout: Layout) -> str:
    for text in sorted(map(bare, worked_out(layout)), key=len, reverse=True):
        rest = rest.replace(text, "") if text else rest
    return re.sub(r"[\s,.·›]", "", rest)


def layout_of(report: Report) -> Layout:
    return lay_out(report, content_hash=rendering.content_hash(report))


def told_in_pages(report: Report, layout: str) -> str:
    found = pages(fragment(report, layout), lambda slug: f"/{slug}/")
    telling = (page.html for page in found if TELLING.match(page.slug))
    return bare("".join(parser.fromstring(html).text_content() for html in telling))


def paragraphs(content: bytes) -> list[str]:
    """All that stands in a Word document, table cells included, in its order."""
    body = docx.Document(io.BytesIO(content)).element.body
    return [
        "".join(
            "\n" if node.tag == qn("w:br") else node.text or ""
            for node in paragraph.iter(qn("w:t"), qn("w:br"))
        )
        for paragraph in body.iter(qn("w:p"))
    ]


def told_in_word(report: Report) -> str:
    """From the first chapter that the document has words of, to the glossary."""
    lines = paragraphs(rendering.docx(report))
    begin = len(lines) - lines[::-1].index("Introduction") - 1
    end = lines.index("Words in this report", begin) if layout_of(report).words else -1
    return bare("".join(lines[begin:end]))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("report", [WHOLE, DRAFT], ids=["published", "draft"])
def test_pages_say_what_the_document_says_and_no_more(report: Report, layout: str) -> None:
    rest = beside(texts(report), told_in_pages(report, layout))
    assert unexplained(rest, layout_of(report)) == ""


def test_a_word_document_says_what_the_document_says_and_no_more() -> None:
    rest = beside(texts(WHOLE), told_in_word(WHOLE))
    assert unexplained(rest, layout_of(WHOLE)) == ""


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_pdf_says_what_the_document_says(layout: str) -> None:
    """Its running lines stand between the words wherever a page ends: they are taken out."""
    lines = {bare(part.name) for body in WHOLE.bodies for part in (body, *body.areas)}
    headings = {bare(s.heading) for s in (*WHOLE.introduction, *WHOLE.appendices)}
    running = lines | headings | {"Introduction", "Regionalfindings"}
    printed = "".join(
        _without_running(page, running) for page in pages_of_pdf(rendering.pdf(WHOLE, layout))
    )
    said = (text.replace("-", "") for text in map(bare, texts(WHOLE)) if text not in running)
    beside(said, printed)


def _without_running(page: str, running: Iterable[str]) -> str:
    text = re.sub(r"Page\d+of\d+|SouthEast:inspectionreport|Demonstrationdata", "", bare(page))
    for line in sorted(running, key=len, reverse=True):
        text = text.replace(line, "")
    return text.replace("-", "")


@UNHURRIED
@given(reports)
def test_any_document_is_told_whole_in_word(report: Report) -> None:
    beside(texts(report), bare("".join(paragraphs(rendering.docx(report)))))


@pytest.fixture(scope="module")
def content() -> bytes:
    return rendering.docx(WHOLE)


class TestWord:
    def test_equal_reports_give_equal_bytes(self, content: bytes) -> None:
        assert rendering.docx(replace(WHOLE)) == content
        assert rendering.docx(DRAFT) != content

    def test_says_what_it_is(self, content: bytes) -> None:
        word = docx.Document(io.BytesIO(content))
        properties = word.core_properties
        assert (properties.title, properties.language) == (WHOLE.title, "en-GB")
        assert (properties.author, str(properties.created.date())) == ("", "2024-08-30")
        languages = {each.get(qn("w:val")) for each in word.styles.element.iter(qn("w:lang"))}
        assert languages == {"en-GB"}

    def test_headings_are_headings_and_the_contents_lead_to_them(self, content: bytes) -> None:
        word = docx.Document(io.BytesIO(content))
        styled = [(each.style.name, each.text) for each in word.paragraphs]
        assert {("Heading 1", body.name) for body in WHOLE.bodies} <= set(styled)
        assert {("Heading 2", area.name) for area in WHOLE.bodies[0].areas} <= set(styled)
        body = word.element.body
        [field] = [each.text for each in body.iter(qn("w:instrText"))]
        assert field.startswith('TOC \\o "1-2"')
        kinds = [each.get(qn("w:fldCharType")) for each in body.iter(qn("w:fldChar"))]
        assert kinds == ["begin", "separate", "end"]
        places = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
        leads = {each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))} - {None}
        assert len(places) == len(set(places))
        assert leads <= set(places)

    def test_tables_repeat_their_head_and_say_what_they_are(self, content: bytes) -> None:
        tables = docx.Document(io.BytesIO(content)).tables
        assert len(tables) > 4
        for table in tables:
            assert len([*table.rows[0]._tr.iter(qn("w:tblHeader"))]) == 1
            assert [each.get(qn("w:val")) for each in table._tbl.iter(qn("w:tblDescription"))] != []

    def test_boxes_are_told_apart_in_words_and_at_their_side(self, content: bytes) -> None:
        word = docx.Document(io.BytesIO(content))
        [label] = [each for each in word.paragraphs if each.text == "Cause of concern"][:1]
        assert [each.get(qn("w:color")) for each in label._p.iter(qn("w:left"))] == ["A3171E"]

    def test_each_numbered_list_counts_from_its_own_start(self, content: bytes) -> None:
        word = docx.Document(io.BytesIO(content))
        lists: dict[int, int] = {}
        for each in word.paragraphs:
            if each.style.name == "List Number":
                number = each._p.pPr.numPr.numId.val
                lists[number] = lists.get(number, 0) + 1
        assert sorted(lists.values()) == [3, 3, 3][: len(lists)]
        assert len(lists) > 1

    def test_a_report_with_nothing_in_it_is_made_too(self) -> None:
        assert BARE.title in paragraphs(rendering.docx(BARE))
