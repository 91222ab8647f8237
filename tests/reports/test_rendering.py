import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from lxml import html as parser

from inspection_portal.reports import document, rendering
from inspection_portal.reports.document import (
    DueKind,
    Finding,
    FindingKind,
    Grade,
    Recommendation,
    Report,
    Section,
    encoded,
    from_builtins,
)
from inspection_portal.reports.rendering.language import WELSH, speaking
from inspection_portal.reports.rendering.layout import due_words, judgment_words
from inspection_portal.reports.rendering.markup import part
from tests.reports.sample import BARE, DRAFT, HAMPSHIRE, SAMPLE, SURREY, SUSSEX

MARKING = "DRAFT – OFFICIAL-SENSITIVE"


def words(text: str) -> str:
    return " ".join(text.split())


def parsed(report: Report) -> Any:
    return parser.document_fromstring(rendering.html(report))


def plain_texts(report: Report) -> Iterator[str]:
    """What the document says without Markdown: headings, names, opening words and sentences."""
    yield from (report.title, report.region, *(grade.label for grade in report.scale))
    yield from (section.heading for section in (*report.introduction, *report.appendices))
    for body in report.bodies:
        yield from (body.name, *(area.name for area in body.areas))
    for finding in report.findings():
        yield from (finding.heading, finding.lead, *finding.parts)
        yield from (recommendation.text for recommendation in finding.recommendations)


def test_everything_that_the_document_says_is_printed() -> None:
    printed = words(parsed(SAMPLE).text_content())

    assert [text for text in plain_texts(SAMPLE) if words(text) not in printed] == []


def test_a_report_is_rendered_once_in_each_layout_and_language() -> None:
    first = rendering.fragment(SAMPLE)
    assert rendering.fragment(replace(SAMPLE)) is first
    with speaking(WELSH):
        assert rendering.fragment(SAMPLE) != first
    assert rendering.fragment(SAMPLE, rendering.LAYOUTS[0]) != first
    assert rendering.fragment(replace(SAMPLE, title="Another")) != first


@pytest.mark.parametrize(
    ("words", "rendered"),
    [
        pytest.param("No force had enough analysts", 1, id="a finding of the region"),
        pytest.param("Maps of the region hang", 2, id="a finding, and the chapter around it"),
    ],
)
def test_an_edit_renders_the_changed_parts_alone(words: str, rendered: int) -> None:
    content = encoded(SAMPLE).decode().replace(words, "Put otherwise", 1)
    rendering.fragment(SAMPLE)
    before = part.cache_info().misses

    assert "Put otherwise" in rendering.fragment(from_builtins(json.loads(content)))

    assert part.cache_info().misses - before == rendered


def test_attributes_carry_what_the_text_does_not() -> None:
    article = parsed(SAMPLE).get_element_by_id("body-2").getparent()

    assert article.attrib["data-title"] == SAMPLE.title
    assert article.attrib["data-region"] == "South East"
    assert article.attrib["data-status"] == "published"
    assert article.attrib["data-published-on"] == "2024-08-30"
    assert article.attrib["data-demonstration"] == "true"
    bodies = article.xpath("section[@data-body]")
    assert [(body.get("data-body"), body.get("data-grade")) for body in bodies] == [
        ("rocu", "good"),
        ("force", "inadequate"),
        ("force", "requires_improvement"),
        ("force", "adequate"),
        ("force", "requires_improvement"),
    ]
    assert article.xpath("//*[@data-scale]/li/@data-grade") == [g.key for g in SAMPLE.scale]


def test_sections_stand_in_the_published_order() -> None:
    headings = [words(h2.text_content()) for h2 in parsed(SAMPLE).iter("h2")]

    assert headings == [
        "Contents",
        "Findings at a glance",
        "Recommendations",
        "The region in figures",
        "Introduction",
        "Regional findings",
        *(body.name for body in SAMPLE.bodies),
        *(appendix.heading for appendix in SAMPLE.appendices),
        "Method and data notes",
        "Words in this report",
    ]


def test_a_finding_names_the_other_bodies_that_it_is_about() -> None:
    [shared] = parsed(SAMPLE).xpath("//*[@data-finding='innovative_practice']")

    assert shared.get("data-also-about") == f"{SURREY}|{SUSSEX}"
    assert f"Also about {SURREY}, {SUSSEX}" in words(shared.text_content())


def test_each_kind_of_box_is_told_apart_in_words() -> None:
    boxes = parsed(SAMPLE).xpath("//*[contains(@class, 'report-box ') or @data-finding]")
    labels = {box.get("data-finding"): box.xpath("p[@class='report-box__label']") for box in boxes}

    assert {kind: label[0].text for kind, label in labels.items() if label} == {
        "cause_of_concern": "Cause of concern",
        "area_for_improvement": "Area for improvement",
        "promising_practice": "Promising practice",
        "innovative_practice": "Innovative practice",
    }
    assert labels["narrative"] == []


def test_summary_counts_and_lists_every_boxed_finding() -> None:
    summary = parsed(SAMPLE).get_element_by_id("summary")
    boxed = [f for f in SAMPLE.findings() if f.kind is not FindingKind.NARRATIVE]
    cells = summary.xpath(".//table[@class='report-counts']/tbody//td/text()")

    assert sum(int(cell) for cell in cells) == len(boxed)
    listed = summary.xpath(".//ul[@class='report-index']//a/text()[last()]")
    assert [words(text) for text in listed] == [words(finding.heading) for finding in boxed]


def test_summary_shows_each_body_under_its_grade() -> None:
    table = parsed(SAMPLE).xpath("//table[@class='report-grades']")[0]
    given = {
        words(row.find("th").text_content()): words("".join(row.xpath("td/text()")))
        for row in table.find("tbody").iter("tr")
    }

    labels = {grade.key: grade.label for grade in SAMPLE.scale}
    assert given == {body.name: labels[str(body.grade)] for body in SAMPLE.bodies}


def test_an_ungraded_body_shows_no_judgment() -> None:
    ungraded = replace(SAMPLE, bodies=tuple(replace(b, grade=None) for b in SAMPLE.bodies))

    assert parsed(ungraded).xpath("//*[@class='report-judgment']") == []


@pytest.mark.parametrize(
    ("kind", "due_on", "due"),
    [
        (DueKind.IMMEDIATE, date(2024, 8, 30), "Immediately"),
        (DueKind.IMMEDIATE, None, "Immediately"),
        (DueKind.DATE, date(2025, 3, 1), "By 1 March 2025"),
        (DueKind.MONTH, date(2025, 9, 30), "By the end of September 2025"),
        (DueKind.RELATIVE, date(2025, 2, 28), "By 28 February 2025"),
        (DueKind.RELATIVE, None, "Counted from publication"),
        (DueKind.EVENT, None, "When the named event happens"),
        (DueKind.NONE, None, "No deadline"),
    ],
)
def test_deadlines_in_words(kind: DueKind, due_on: date | None, due: str) -> None:
    assert due_words(Recommendation("The force should act.", kind, due_on)) == due


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("Good", "Surrey Police is good at tackling serious and organised crime."),
        (
            "Requires improvement",
            "Surrey Police requires improvement at tackling serious and organised crime.",
        ),
    ],
)
def test_judgments_in_words(label: str, sentence: str) -> None:
    assert judgment_words(SURREY, label) == sentence


def test_a_scale_of_other_grades_is_printed_as_it_was() -> None:
    four = (Grade("excellent", "Excellent"), Grade("fair", "Fair"), Grade("poor", "Poor"))
    fair = replace(SAMPLE.bodies[1], grade="fair")
    report = replace(SAMPLE, scale=four, bodies=(fair,))

    assert f"{HAMPSHIRE} is fair at tackling" in words(parsed(report).text_content())


def test_draft_is_marked_above_and_below_and_a_published_report_is_not() -> None:
    assert parsed(DRAFT).xpath("//p[@class='report-marking']/text()") == [MARKING, MARKING]
    assert "Draft, not published" in rendering.html(DRAFT)
    assert "DRAFT" not in rendering.html(SAMPLE)


def test_demonstration_says_so() -> None:
    assert "Demonstration data" in rendering.fragment(SAMPLE)
    assert "Demonstration data" not in rendering.fragment(replace(SAMPLE, demonstration=False))


def test_an_empty_report_has_no_empty_chapters() -> None:
    headings = [h2.text for h2 in parsed(BARE).iter("h2")]

    assert headings == ["Contents", "Findings at a glance"]


def test_a_question_without_findings_says_so() -> None:
    area = parsed(SAMPLE).get_element_by_id("body-5-area-2")

    assert "no findings under this question" in words(area.text_content())
    assert area.xpath("*[@data-introduction or @data-finding]") == []


@pytest.mark.parametrize("report", [SAMPLE, DRAFT, BARE], ids=["published", "draft", "bare"])
class TestFragment:
    def tree(self, report: Report) -> Any:
        return parser.fragment_fromstring(rendering.fragment(report))

    def test_needs_no_inline_style_and_no_script(self, report: Report) -> None:
        assert self.tree(report).xpath("//@style | //style | //script | //@onclick") == []

    def test_keeps_its_classes_apart_from_the_portal(self, report: Report) -> None:
        classes = " ".join(self.tree(report).xpath("//@class")).split()

        assert [c for c in classes if c != "report" and not c.startswith("report-")] == []

    def test_headings_descend_one_level_at_a_time(self, report: Report) -> None:
        headings = self.tree(report).xpath(
            "//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5]"
        )
        levels = [int(heading.tag[1]) for heading in headings]

        assert levels.count(1) == 1
        assert levels[0] == 1
        assert max(below - above for above, below in pairwise(levels)) <= 1

    def test_every_link_inside_leads_somewhere_once(self, report: Report) -> None:
        ids = self.tree(report).xpath("//@id")
        links = [href[1:] for href in self.tree(report).xpath("//@href") if href.startswith("#")]

        assert len(ids) == len(set(ids))
        assert set(links) <= set(ids)


HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)>" onmouseover="alert(1)'


def test_hostile_text_is_text_in_every_field() -> None:
    recommendation = Recommendation(HOSTILE, DueKind.NONE, None)
    finding = Finding(
        FindingKind.CAUSE_OF_CONCERN,
        HOSTILE,
        text=HOSTILE,
        lead=HOSTILE,
        parts=(HOSTILE,),
        recommendations=(recommendation,),
        also_about=(HOSTILE,),
    )
    area = document.QuestionArea(HOSTILE, HOSTILE, (finding,))
    body = document.BodyChapter(HOSTILE, document.BodyKind.FORCE, HOSTILE, (area,), HOSTILE)
    report = Report(
        title=HOSTILE,
        region=HOSTILE,
        bodies=(body,),
        introduction=(Section(HOSTILE, HOSTILE),),
        regional_introduction=HOSTILE,
        regional_findings=(finding,),
        appendices=(Section(HOSTILE, HOSTILE),),
        scale=(Grade(HOSTILE, HOSTILE),),
    )

    tree = parsed(report)

    assert tree.xpath("//script | //img | //@onerror | //@onmouseover") == []


def test_content_hash_follows_the_content() -> None:
    assert rendering.content_hash(SAMPLE) == rendering.content_hash(replace(SAMPLE))
    assert rendering.content_hash(SAMPLE) != rendering.content_hash(DRAFT)
    assert rendering.content_hash(SAMPLE) in rendering.html(SAMPLE)
