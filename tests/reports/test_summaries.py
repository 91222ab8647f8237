"""What a report says of one body: its headlines, its deadlines and where the rest is."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from lxml import html as parser

from findings.models import Inspection
from inspection_portal.home.demo import published
from inspection_portal.reports import rendering, summaries
from inspection_portal.reports.document import DueKind, FindingKind, Recommendation, Report
from inspection_portal.reports.reading import read
from inspection_portal.reports.rendering.summary import MOST_FINDINGS
from tests.reports.publishing import issue_of
from tests.reports.sample import HAMPSHIRE, SAMPLE, SURREY, finding
from tests.reports.test_pdf import opened, pages, structure

ADDRESS = "https://portal.example/publications/59358b4f-2f51-45c3-921f-9b56167d46ac/"
DEMONSTRATION = Path(published.__file__).with_name("south_east_2024.txt")


def told(report: Report, number: int) -> rendering.Summary:
    found = rendering.summary(report, f"body-{number}", address=ADDRESS)
    assert found
    return found


def words(summary: rendering.Summary) -> str:
    tree: Any = parser.fragment_fromstring(rendering.summary_fragment(summary))
    return " ".join(tree.text_content().split())


def test_it_has_the_grade_the_headlines_and_the_deadlines_of_the_body() -> None:
    said = words(told(SAMPLE, 2))
    (body,) = (each for each in SAMPLE.bodies if each.name == HAMPSHIRE)
    findings = [each for area in body.areas for each in area.findings]

    assert f"{HAMPSHIRE} is inadequate at tackling" in said
    assert [each.heading for each in findings if each.heading not in said] == []
    assert "By 1 March 2025 Recommendation 2" in said
    assert "Sussex Police" not in said
    assert ADDRESS in said


def test_a_finding_elsewhere_that_names_the_body_is_in_it() -> None:
    (shared,) = (f for f in SAMPLE.regional_findings if SURREY in f.also_about)

    assert shared.heading in words(told(SAMPLE, 3))
    assert shared.heading not in words(told(SAMPLE, 2))


def test_a_body_that_the_report_does_not_have_has_none() -> None:
    assert rendering.summary(SAMPLE, "body-9", address=ADDRESS) is None
    assert rendering.summary(SAMPLE, "regional", address=ADDRESS) is None


def test_every_body_of_the_demonstration_has_room_on_two_pages() -> None:
    report = read(DEMONSTRATION.read_bytes()).report
    for number in range(1, len(report.bodies) + 1):
        assert len(pages(rendering.summary_pdf(told(report, number)))) <= 2


def test_more_than_two_pages_hold_is_counted_and_left_to_the_report() -> None:
    due = Recommendation("The force should " + "plan and " * 90, DueKind.DATE, date(2025, 3, 1))
    many = tuple(
        finding(kind, f"Heading {number} " + "that goes on and " * 20, "", recommendations=(due,))
        for number in range(30)
        for kind in (FindingKind.CAUSE_OF_CONCERN, FindingKind.NARRATIVE)
    )
    first, *others = SAMPLE.bodies[1].areas
    body = replace(SAMPLE.bodies[1], areas=(replace(first, findings=many), *others))
    summary = told(replace(SAMPLE, bodies=(body,)), 1)

    assert len(summary.shown_findings) == MOST_FINDINGS
    assert f"{summary.left_out} more findings or recommendations stand in the report" in words(
        summary
    )
    assert len(pages(rendering.summary_pdf(summary))) == 2


def test_the_pdf_is_tagged_dated_and_of_the_same_bytes_each_time() -> None:
    content = rendering.summary_pdf(told(SAMPLE, 2))

    assert rendering.summary_pdf(told(SAMPLE, 2)) == content
    assert {"/H1", "/H2", "/H3", "/L", "/Link"} <= set(structure(content))
    with opened(content) as file:
        assert str(file.Root.Lang) == "en-GB"
        assert str(file.docinfo.Title) == f"Summary: {HAMPSHIRE}"
        assert file.open_metadata()["pdfuaid:part"] == "1"


def test_it_is_printed_once_and_nobody_begins_it_twice(
    draft: Inspection, moment: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = issue_of(draft, publish_at=moment, at=moment)
    printed: list[rendering.Summary] = []
    monkeypatch.setattr(
        "inspection_portal.reports.rendering.summary_pdf",
        lambda summary: printed.append(summary) or b"%PDF of it",
    )
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    url = reverse("publications:summary_pdf", args=[issue.uuid, "body-1"])
    first, second = Client().get(url), Client().get(url)

    assert first.content == second.content == b"%PDF of it"
    assert first["Content-Disposition"] == (
        'attachment; filename="region-2026-1-body-1-summary.pdf"'
    )
    assert len(printed) == 1
    cache.delete(f"summary_v1:{issue.uuid}:{issue.content_sha256}:body-1:en-GB")
    waits = Client().get(url)
    assert (waits.status_code, waits["Retry-After"]) == (503, "60")
    assert summaries.WAIT in waits.text
    assert reverse("publications:page", args=[issue.uuid]) in waits.text
    assert len(printed) == 1


def test_a_summary_that_cannot_be_made_says_why(
    draft: Inspection, moment: datetime, monkeypatch: pytest.MonkeyPatch, as_lead: Client
) -> None:
    issue = issue_of(draft, publish_at=moment, at=moment)

    def fail(summary: rendering.Summary) -> bytes:
        raise rendering.RenderingFailed("Pango is missing.")

    monkeypatch.setattr("inspection_portal.reports.rendering.summary_pdf", fail)
    refused = as_lead.get(f"/api/v1/reports/{issue.uuid}/summaries/body-1/")
    assert (refused.status_code, "Pango is missing." in refused.text) == (409, True)
    nobody = as_lead.get(f"/api/v1/reports/{issue.uuid}/summaries/body-9/")
    assert nobody.status_code == 404
