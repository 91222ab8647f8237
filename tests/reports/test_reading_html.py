"""Reports read from HTML: headings by their tags, boxes by their elements, levels or labels."""

import re
from html import escape

import pytest

from inspection_portal.reports.document import FindingKind, to_builtins
from inspection_portal.reports.reading import read
from inspection_portal.reports.reading.wording import box_label, is_recommendations_label
from tests.reports.texts import DATA, SHARED, chapter, report, text_of

KIND = FindingKind
FORCE = "Sandshire Constabulary"

with_shared = pytest.mark.skipif(not SHARED.exists(), reason="the shared reports are not beside")


def test_html_gives_the_document_that_its_text_gives():
    reading = read((DATA / "north-coast.html").read_bytes())
    assert reading.report == read(text_of("north-coast.txt")).report


def test_html_shows_where_boxes_end_so_nothing_needs_review():
    assert read(text_of("north-coast.html")).reviews == ()


def test_html_without_headings_reads_as_plain_text_does():
    lines = text_of("london.txt").split("\n")
    page = "<!DOCTYPE html><body>" + "".join(f"<p>{line}</p>\n" for line in lines)
    assert read(page).report == read(text_of("london.txt")).report


def page_with(*markup: str) -> str:
    """A published page whose only body has this markup under its first question area."""
    title, heading, judgment, area, *_ = (
        report(chapter(FORCE)).replace("Regional findings\n", "").split("\n")
    )
    return f"<h1>{title}</h1><h2>{heading}</h2><p>{judgment}</p><h3>{area}</h3>{''.join(markup)}"


def findings_on(*markup: str):
    reading = read(page_with(*markup))
    doubtful = {review.position for review in reading.reviews}
    findings = reading.report.bodies[0].areas[0].findings
    return [(f.kind, f.heading, f.text, place in doubtful) for place, f in enumerate(findings)]


def test_heading_in_a_box_that_asks_for_nothing_is_to_be_confirmed():
    assert findings_on(
        "<div><h4>Areas for improvement</h4><h5>It should plan</h5><p>None.</p>",
        "<h5>It learns</h5><p>Slowly.</p></div><h4>It hopes</h4><p>Always.</p>",
    ) == [
        (KIND.AREA_FOR_IMPROVEMENT, "It should plan", "None.", False),
        (KIND.AREA_FOR_IMPROVEMENT, "It learns", "Slowly.", True),
        (KIND.NARRATIVE, "It hopes", "Always.", False),
    ]


def test_a_heading_as_high_as_the_chapter_is_to_be_confirmed():
    assert findings_on("<h4>It plans</h4><p>Early.</p><h2>Footnotes</h2><p>1. In May.</p>") == [
        (KIND.NARRATIVE, "It plans", "Early.", False),
        (KIND.NARRATIVE, "Footnotes", "1\\. In May.", True),
    ]


def test_a_row_of_a_table_is_one_line():
    table = "<table><tr><th>Harbour</th><th>Boats</th></tr><tr><td>East</td><td>3</td></tr></table>"
    ((_, _, text, _),) = findings_on(f"<h4>It counts</h4>{table}")
    assert text == "Harbour | Boats\n\nEast | 3"


def test_text_after_a_box_belongs_to_the_heading_before_it():
    assert findings_on(
        "<h4>It plans</h4><p>It does.</p>",
        "<div><h4>Area for improvement</h4><h5>It should plan</h5><p>None.</p></div>",
        "<p>So it goes.</p>",
    ) == [
        (KIND.NARRATIVE, "It plans", "It does.\n\nSo it goes.", False),
        (KIND.AREA_FOR_IMPROVEMENT, "It should plan", "None.", False),
    ]


def test_lower_heading_is_a_sub_heading_of_the_text():
    assert findings_on("<h4>It plans</h4><p>It does.</p><h5>How</h5><p>With <b>care</b>.</p>") == [
        (KIND.NARRATIVE, "It plans", "It does.\n\n### How\n\nWith **care**.", False)
    ]


@pytest.mark.parametrize("label", ["h3", "h4", "h5", "p"])
def test_headings_of_one_level_are_told_apart_by_their_words(label):
    assert findings_on(
        f"<{label}>Areas for improvement</{label}><h4>It should plan</h4><p>None.</p>",
        "<h4>It needs to train</h4><p>Nobody.</p><h4>It learns</h4><p>Slowly.</p>",
    ) == [
        (KIND.AREA_FOR_IMPROVEMENT, "It should plan", "None.", False),
        (KIND.AREA_FOR_IMPROVEMENT, "It needs to train", "Nobody.", True),
        (KIND.NARRATIVE, "It learns", "Slowly.", True),
    ]


@with_shared
@pytest.mark.parametrize("label", ["h4", "p"])
def test_south_east_report_as_html_reads_as_its_text_does(label):
    text = (SHARED / "south-east-2024.txt").read_text(encoding="utf-8")
    assert read(as_page(text, label)).report == read(text).report


def as_page(text: str, label: str) -> str:
    """The text with every line that was read as a heading set as one, and labels as given."""
    content = to_builtins(read(text).report)
    headings = set(headings_of(content)) | {body["name"] for body in content["bodies"]}
    headings |= {area["name"] for body in content["bodies"] for area in body["areas"]}
    title, *lines = text.split("\n")
    page = [f"<h1>{title}</h1>"]
    for line in lines:
        is_label = box_label(line) or is_recommendations_label(line)
        bullet = line.startswith("- ")
        tag = "li" if bullet else label if is_label else "h4" if line in headings else "p"
        tag = "h2" if line in ("Introduction", "Regional findings") else tag
        page.append(f"<{tag}>{escape(line.removeprefix('- '))}</{tag}>")
    return re.sub(r"((?:<li>.*</li>\n)+)", r"<ul>\1</ul>", "\n".join(page))


def headings_of(value):
    if isinstance(value, dict):
        own = [value["heading"]] if "heading" in value else []
        return own + headings_of(list(value.values()))
    inner = value if isinstance(value, list | tuple) else []
    return [heading for each in inner for heading in headings_of(each)]
