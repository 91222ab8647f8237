"""What can't be placed is refused with its line; whatever comes in, nothing else is raised."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspection_portal.reports.reading import Reading, ReadingError, read
from tests.reports.texts import DATA, TITLE, chapter, line_of, report

FORCE = "Sandshire Constabulary"
OTHER = "Marram Police"
GOOD = ("The force plans", "It has a plan.")


def refusal_of(source: str | bytes, **arguments) -> ReadingError:
    with pytest.raises(ReadingError) as refusal:
        read(source, **arguments)
    return refusal.value


def test_sound_report_is_not_refused():
    assert isinstance(read(report(chapter(FORCE, *GOOD), chapter(OTHER, *GOOD))), Reading)


@pytest.mark.parametrize(
    ("lines", "at", "says"),
    [
        (("Recommendations", "It should act."), "Recommendations", "under a cause of concern only"),
        (("Area for improvement",), "Area for improvement", "no heading follows this label"),
        (
            ("Area for improvement", "- act"),
            "Area for improvement",
            "no heading follows this label",
        ),
        (("Area for improvement", "Promising practice", *GOOD), "Area", "no heading follows"),
        (
            ("Cause of concern", "The force should act", "It waits."),
            "The force",
            "no recommendation",
        ),
        (
            ("Cause of concern", "It should act", "Recommendation", "By 31 April 2025, it should."),
            "By 31 April",
            "“by 31 april 2025” is not a date",
        ),
        (
            ("Understanding SOC and setting priorities to tackle it", *GOOD),
            "Understanding",
            "twice",
        ),
        (
            (f"{OTHER} is good at tackling serious and organised crime.",),
            OTHER,
            "say which line above it is the name of the body",
        ),
    ],
)
def test_what_cannot_be_placed_is_refused_with_its_line(lines, at, says):
    text = report(chapter(FORCE, *GOOD, *lines))
    (problem,) = refusal_of(text).problems
    assert problem.line == line_of(text, at)
    assert says in problem.sentence
    assert problem.sentence.endswith(".")


def test_grade_that_is_not_one_is_refused():
    text = report(chapter(FORCE, *GOOD, grade="is splendid"))
    (problem,) = refusal_of(text).problems
    assert (problem.line, "“splendid” is not one of the grades" in problem.sentence) == (4, True)


def test_box_before_the_first_question_area_is_refused():
    lines = chapter(FORCE, *GOOD)
    text = report([*lines[:2], "Area for improvement", "It should act", "It waits.", *lines[2:]])
    (problem,) = refusal_of(text).problems
    assert (problem.line, "before the first question area" in problem.sentence) == (5, True)


def test_question_area_before_any_body_is_refused():
    title, rest = report(chapter(FORCE, *GOOD)).split("\n", 1)
    (problem,) = refusal_of(f"{title}\nResources and skills\nNone.\n{rest}").problems
    assert (problem.line, "stands under no body" in problem.sentence) == (2, True)


def test_box_in_the_introduction_is_refused_where_no_regional_chapter_begins():
    lines = ("Area for improvement", "The region should plan", "It has no plan.")
    text = report(chapter(FORCE, *GOOD), regional=lines).replace("Regional findings\n", "")
    (problem,) = refusal_of(text).problems
    assert (problem.line, "stands in the introduction" in problem.sentence) == (2, True)


def test_body_with_two_chapters_is_refused():
    text = report(chapter(FORCE, *GOOD), chapter(FORCE, *GOOD))
    (problem,) = refusal_of(text).problems
    assert problem.line == 10
    assert "has a chapter already" in problem.sentence


def test_second_regional_unit_is_refused():
    text = report(chapter("Tarian", *GOOD), chapter("Titan", *GOOD))
    (problem,) = refusal_of(text).problems
    assert problem.line == line_of(text, "Titan") - 1
    assert "one regional unit, not Tarian and Titan" in problem.sentence


def test_text_without_any_chapter_is_refused():
    (problem,) = refusal_of("A letter\nDear reader, this is not a report.").problems
    assert problem.line == 1
    assert "no chapter of a force" in problem.sentence


def test_title_without_a_region_is_refused():
    (problem,) = refusal_of(report(chapter(FORCE, *GOOD)).replace(TITLE, "A report")).problems
    assert (problem.line, "does not name the region" in problem.sentence) == (1, True)


def test_day_of_publication_that_contradicts_the_text_is_refused():
    text = (DATA / "north-coast.txt").read_text(encoding="utf-8")
    (problem,) = refusal_of(text, published_on=date(2025, 4, 4)).problems
    assert "published on 3 April 2025, not 4 April 2025" in problem.sentence
    assert read(text, published_on=date(2025, 4, 3)).report.published_on == date(2025, 4, 3)


def test_all_problems_are_told_at_once_in_the_order_of_the_lines():
    text = report(chapter(FORCE, *GOOD, "Recommendations"), chapter(OTHER, grade="is fine"))
    refusal = refusal_of(text)
    assert [problem.line for problem in refusal.problems] == [8, 12]
    assert str(refusal).startswith("Line 8: recommendations stand")


def test_problem_in_html_has_the_line_of_its_element():
    page = (DATA / "north-coast.html").read_text(encoding="utf-8")
    broken = page.replace("30 June 2025", "31 June 2025")
    (problem,) = refusal_of(broken).problems
    assert problem.line == line_of(broken, "        <li>By 31 June")


@pytest.mark.parametrize(
    ("source", "line", "says"),
    [
        (b"", 1, "empty"),
        ("\ufeff \n\t", 1, "empty"),
        (b"One\nTwo \x92\n", 2, "not UTF-8 text"),
        (b"\xff\xfe\x00", 1, "not UTF-16-LE text"),
        (b"One\r\n\r\nTwo\x00", 3, "binary data"),
        (b"%PDF-1.7\n\x00\x01", 1, "The PDF is damaged"),
        ("One \ud800", 1, "binary data"),
    ],
)
def test_file_that_is_no_text_is_refused(source, line, says):
    (problem,) = refusal_of(source).problems
    assert problem.line == line
    assert says in problem.sentence


@pytest.mark.parametrize("source", ["<?xml", "<!doctype html>", "<!-- a word -->"])
def test_page_without_an_element_is_refused(source):
    (problem,) = refusal_of(source).problems
    assert problem.sentence.endswith(".")


UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
LINES = (DATA / "north-coast.txt").read_text(encoding="utf-8").split("\n")
TAGS = st.sampled_from(
    [
        *("<h1>", "</h1>", "<h2>", "<p>", "<ul><li>", "<div>", "</div>", "<section data-body>"),
        *("<article data-report data-issue='x' data-published-on='y'>", "<li data-recommendation>"),
        *("<section data-finding='z'>", "<div data-introduction>", "<br>", "<![CDATA[", "<!--"),
    ]
)


def is_read_or_refused(source: str | bytes) -> bool:
    try:
        return isinstance(read(source), Reading)
    except ReadingError as refusal:
        return all(problem.line >= 1 for problem in refusal.problems) and bool(refusal.problems)


@UNHURRIED
@given(st.one_of(st.text(), st.binary(), st.binary().map(lambda tail: b"<html>" + tail)))
def test_any_source_is_read_or_refused(source):
    assert is_read_or_refused(source)


@UNHURRIED
@given(st.lists(st.sampled_from(LINES), max_size=40))
def test_lines_in_any_order_are_read_or_refused(lines):
    assert is_read_or_refused("\n".join([TITLE, *lines]))


@settings(UNHURRIED, max_examples=40)
@given(st.sets(st.sampled_from(range(1, len(LINES))), max_size=4))
def test_report_with_lines_missing_is_read_or_refused(missing):
    kept = (line for number, line in enumerate(LINES) if number not in missing)
    assert is_read_or_refused("\n".join(kept))


@UNHURRIED
@given(st.lists(st.one_of(TAGS, st.sampled_from(LINES)), max_size=60))
def test_any_markup_is_read_or_refused(pieces):
    assert is_read_or_refused("<html>" + "\n".join(pieces))


def test_markup_too_deep_to_be_read_whole_is_refused():
    (problem,) = refusal_of("<div>" * 5000 + "text").problems
    assert "nested too deeply" in problem.sentence
