"""What rendering writes as HTML, reading gives back: each is the other's test."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from inspection_portal.reports.document import Finding, FindingKind
from inspection_portal.reports.prose import canonical
from inspection_portal.reports.reading import ReadingError, read
from inspection_portal.reports.rendering import fragment, html
from tests.reports.sample import DISRUPTIONS, SAMPLE
from tests.reports.strategies import reports

UNHURRIED = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@UNHURRIED
@given(reports)
def test_any_document_is_read_back_from_its_html(report):
    assert read(html(report)).report == report


@UNHURRIED
@given(reports)
def test_any_document_is_read_back_from_a_page_that_shows_it(report):
    page = f"<!DOCTYPE html><main><h1>Preview</h1>{fragment(report)}<form>…</form></main>"
    assert read(page.encode()).report == report


def test_own_html_leaves_nothing_to_confirm():
    assert read(html(SAMPLE)).reviews == ()


def test_counts_are_read_back_from_a_report_of_one_cause_of_concern():
    day = date(2026, 9, 1)
    concern = Finding(FindingKind.CAUSE_OF_CONCERN, "Unmanaged risk", "Text", accelerated_on=day)
    report = replace(
        SAMPLE, bodies=(), published_on=day, regional_findings=(concern,), counts=(DISRUPTIONS,)
    )
    assert report.is_accelerated
    assert read(html(report)).report == report


def test_attribute_that_was_tampered_with_is_refused_by_its_line():
    page = html(SAMPLE).replace('data-due-kind="date"', 'data-due-kind="soon"', 1)
    line = page[: page.index('data-due-kind="soon"')].count("\n") + 1
    with pytest.raises(ReadingError) as refusal:
        read(page)
    (problem,) = refusal.value.problems
    assert abs(problem.line - line) <= 2
    assert "“soon” can't stand in data-due-kind" in problem.sentence


def test_prose_comes_back_in_its_canonical_form():
    (section, *_) = SAMPLE.introduction
    report = replace(SAMPLE, introduction=(replace(section, text="Two\nlines and __bold__"),))
    (read_section,) = read(html(report)).report.introduction
    assert read_section.text == canonical("Two\nlines and __bold__") == "Two lines and **bold**"
