"""What a body takes to its committee, and how a body or a region stands on one page."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime, timedelta

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from forces.models import Body, Region
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.reports.papers import gathering, printing, word
from inspection_portal.reports.papers.document import Figure
from inspection_portal.reports.rendering import RenderingFailed
from recommendations.models import DeadlineChange, Milestone, ProgressUpdate, RegisterEntry
from tests.factories import (
    ForceFactory,
    ImprovementEntryFactory,
    RegisterEntryFactory,
    put_in_print,
)
from tests.reports.test_pdf import opened, pages, structure

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.fixture
def entry(force: Body) -> RegisterEntry:
    """An entry of `force` that is late since 1 May 2026."""
    entry = RegisterEntryFactory(body=force)
    put_in_print(entry.source.inspection)
    return entry


def say(entry: RegisterEntry, by: User, at: datetime, **words: str) -> None:
    ProgressUpdate.objects.create(entry=entry, side="body", by=by, at=at, **words)


def text_of_docx(content: bytes) -> str:
    return "".join(
        zipfile.ZipFile(io.BytesIO(content)).read(name).decode(errors="replace")
        for name in zipfile.ZipFile(io.BytesIO(content)).namelist()
    )


def test_a_paper_counts_what_it_lists(entry: RegisterEntry, force: Body, force_lead: User) -> None:
    soon = RegisterEntryFactory(body=force, due_on=TODAY + timedelta(days=60))
    closed = ImprovementEntryFactory(body=force, status="complete", closed_on=TODAY)
    for each in (soon, closed):
        put_in_print(each.source.inspection)
    paper = gathering.committee_paper(force, force_lead, on=TODAY)
    figures = {figure.label: figure.value for figure in paper.figures}
    assert figures == {
        "Open": 2,
        "Overdue": 1,
        "Due in 90 days": 1,
        "With the inspectorate": 0,
        "Closed in a year": 1,
    }
    assert {item.reference for group in paper.groups for item in group.items} == {
        each.reference for each in (entry, soon, closed)
    }


def test_it_says_what_the_body_said_last_in_public_and_no_note(
    entry: RegisterEntry, force: Body, force_lead: User, moment: datetime
) -> None:
    say(entry, force_lead, moment, narrative="Training has begun.")
    say(entry, force_lead, moment + timedelta(days=1), narrative="Half are trained.")
    say(entry, force_lead, moment + timedelta(days=2), internal_note="We are short of trainers.")
    paper = gathering.committee_paper(force, force_lead, on=TODAY)
    (item,) = paper.groups[0].items
    assert item.comment == "Half are trained."
    assert "short of trainers" not in text_of_docx(word.paper_docx(paper))


def test_a_moved_date_is_shown_with_the_first_and_how_often_it_moved(
    entry: RegisterEntry, force: Body, force_lead: User, inspector: User, moment: datetime
) -> None:
    milestone = entry.milestones.get()
    DeadlineChange.objects.create(
        milestone=milestone,
        from_on=milestone.current_on,
        to_on=date(2026, 9, 30),
        reason="The trainer fell ill.",
        requested_by=force_lead,
        requested_at=moment,
        decision="agreed",
        decided_by=inspector,
        decided_at=moment,
    )
    Milestone.objects.update(agreed_on=date(2026, 9, 30))
    (item,) = gathering.committee_paper(force, force_lead, on=TODAY).groups[0].items
    assert (item.due, item.moved) == ("30 September 2026", "Originally 1 May 2026, moved once")


def test_a_region_sets_its_bodies_side_by_side(
    entry: RegisterEntry, region: Region, force: Body, other_force: Body, inspector: User
) -> None:
    summary = gathering.summary_of_region(region, inspector, on=TODAY)
    late = {
        each.body: {f.label: f.value for f in each.figures}["Overdue"] for each in summary.standings
    }
    assert late == {force.name: 1, other_force.name: 0}
    assert [due.reference for due in summary.overdue] == [entry.reference]


def test_a_summary_is_one_tagged_page(region: Region, force: Body, inspector: User) -> None:
    for number in range(8):
        each = RegisterEntryFactory(body=force, due_on=TODAY + timedelta(days=40 * number - 100))
        put_in_print(each.source.inspection)
    for _ in range(5):
        ForceFactory(region=region)
    content = printing.summary_pdf(gathering.summary_of_region(region, inspector, on=TODAY))
    (page,) = pages(content)
    assert page.count("OFFICIAL") == 2
    assert "As at 1 June 2026" in page
    assert {"/H1", "/Table", "/Figure"} <= set(structure(content))


def test_the_largest_region_stays_on_one_page(region: Region, inspector: User) -> None:
    names = [f"Constabulary of the Shire and the Isle {number}" for number in range(8)]
    bodies = [ForceFactory(region=region, name=name) for name in names]
    for number in range(16):
        due_on = TODAY + timedelta(days=20 * number - 150)
        reference = f"criminal-money-2026/{number}"
        each = RegisterEntryFactory(body=bodies[number % 8], due_on=due_on, reference=reference)
        put_in_print(each.source.inspection)
    summary = gathering.summary_of_region(region, inspector, on=TODAY)
    assert (len(summary.overdue), len(summary.next)) == (gathering.NAMED, gathering.NAMED)
    marked = replace(summary, is_demonstration=True)
    assert len(pages(printing.summary_pdf(marked))) == 1


def test_a_paper_is_a_tagged_pdf_of_the_same_bytes_each_time(
    entry: RegisterEntry, force: Body, force_lead: User
) -> None:
    paper = gathering.committee_paper(force, force_lead, on=TODAY)
    first, second = (printing.paper_pdf(paper) for _ in range(2))
    assert first == second
    with opened(first) as file:
        assert file.docinfo["/Title"] == f"{paper.title}, {force.name}"
    assert entry.reference in pages(first)[0]
    assert (
        pypdfium2.PdfDocument(first)[0].get_width() > pypdfium2.PdfDocument(first)[0].get_height()
    )


def test_the_word_document_is_marked_and_names_no_author(
    entry: RegisterEntry, force: Body, force_lead: User
) -> None:
    content = word.paper_docx(gathering.committee_paper(force, force_lead, on=TODAY))
    document = Document(io.BytesIO(content))
    assert document.core_properties.author == ""
    assert document.sections[0].header.paragraphs[0].text == "OFFICIAL"
    assert entry.asked in [cell.text for cell in document.tables[1].rows[1].cells]
    figures, entries = document.tables
    assert all(cell.paragraphs[0].runs[0].bold for cell in entries.rows[0].cells)
    section = document.sections[0]
    between_margins = section.page_width - section.left_margin - section.right_margin
    assert sum(column.width for column in entries.columns) <= between_margins
    assert figures.rows[1].cells[0].text == "1"
    assert force_lead.name not in text_of_docx(content)


def test_a_paper_without_entries_says_so(force: Body, force_lead: User) -> None:
    paper = gathering.committee_paper(force, force_lead, on=TODAY)
    assert "asks nothing of" in printing.html("reports/paper_v1/paper.html", paper)
    assert "asks nothing of" in text_of_docx(word.paper_docx(paper))


@pytest.mark.parametrize("name", ["paper_pdf", "paper_docx", "body_summary"])
def test_taking_a_paper_is_recorded(
    name: str, entry: RegisterEntry, force: Body, force_lead: User, client: Client
) -> None:
    client.force_login(force_lead)
    response = client.get(reverse(f"reports:{name}", args=[force.uuid]))
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith(f'attachment; filename="{force.slug}-')
    event = AuditEvent.objects.get(verb="register.exported")
    assert event.detail["filters"]["body"] == [force.name]


def test_another_lead_finds_no_paper(
    force: Body, other_force_lead: User, region: Region, client: Client
) -> None:
    client.force_login(other_force_lead)
    assert client.get(reverse("reports:paper_docx", args=[force.uuid])).status_code == 404
    assert client.get(reverse("reports:region_summary", args=[region.uuid])).status_code == 404
    assert gathering.committee_paper(force, other_force_lead, on=TODAY).groups == ()


def test_a_pdf_that_fails_is_told_on_the_page(
    force: Body, force_lead: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> bytes:
        raise RenderingFailed("It took longer than 25 seconds to lay out.")

    monkeypatch.setattr(printing, "print_in_child", fail)
    client.force_login(force_lead)
    page = client.get(reverse("reports:body_summary", args=[force.uuid]), follow=True)
    assert "It took longer than 25 seconds" in page.text


def test_the_bar_is_as_long_as_the_numbers() -> None:
    shares = printing.shares([Figure("Overdue", 1, "red"), Figure("On time", 3, "green")])
    assert [(share.x, share.width) for share in shares] == [(0.0, 247.0), (250.0, 747.0)]


def test_the_cost_of_a_paper_does_not_grow(force: Body, force_lead: User, moment: datetime) -> None:
    def queries() -> int:
        user = type(force_lead).objects.get(pk=force_lead.pk)
        with CaptureQueriesContext(connection) as asked:
            gathering.committee_paper(force, user, on=TODAY)
        return len(asked)

    put_in_print(RegisterEntryFactory(body=force).source.inspection)
    few = queries()
    for _ in range(4):
        put_in_print(RegisterEntryFactory(body=force).source.inspection)
    assert queries() == few
