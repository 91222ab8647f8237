"""What was removed from a report is told at no address, and an issue that was replaced is closed at
every address of it: a new route is asked as soon as it has its row in the table of routes.
"""

import io
from collections.abc import Collection
from datetime import datetime

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from findings.models import Finding, Inspection
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.reports import document, rendering
from inspection_portal.reports.models import Issue
from inspection_portal.reports.redaction import MARK
from recommendations.models import RegisterEntry
from tests.access.answers import address
from tests.access.table import TABLE, Row
from tests.access.world import routes
from tests.clock import Clock
from tests.pages import shown, signed_in
from tests.reports.publishing import printed, unprinted
from tests.reports.redacting import AT, OPENS, WORD, redact
from tests.reports.told import letters_in, letters_in_file, letters_of

REMOVED = WORD.casefold()
# Some of the other addresses that tell of a report, of every kind.
TELLERS = {
    *("reports:preview", "reports:paper_pdf", "reports:paper_docx", "home:home"),
    *("findings:inspections", "findings:inspection", "findings:finding"),
    *("recommendations:register", "recommendations:register_csv", "recommendations:register_xlsx"),
    *("recommendations:entry", "publications:feed", "publications:calendar"),
    "publications:every",
    *("api:report-list", "api:inspection-list", "api:finding-list"),
    *("api:recommendation-list", "api:registerentry-list"),
}
OF_AN_ISSUE = [row for row in TABLE if row.of == "issue" and row.get]
PUBLIC = [row for row in OF_AN_ISSUE if row.name.startswith("publications:")]
# Its entry in the list says what became of it; all else of it over the API is its text.
OF_API = [
    row for row in OF_AN_ISSUE if row.name.startswith("api:") and row.name != "api:report-detail"
]


@pytest.fixture
def first(said_everywhere: Inspection, moment: datetime, clock: Clock) -> Issue:
    issue = made(unprinted(said_everywhere, publish_at=OPENS, at=moment))
    clock(AT)
    return issue


def made(issue: Issue) -> Issue:
    """The issue with the PDF that the portal makes of it."""
    report = document.from_builtins(issue.content)
    return printed(issue, AT, rendering.pdf(report, issue.template))


def ask(row: Row, issue: Issue, lead: Client, public: Client) -> HttpResponse:
    """At its address of a row, signed in where that is asked for; a comparison as a whole."""
    client = public if row in PUBLIC else lead
    whole = "?whole=true" if "compare" in row.name else ""
    return client.get(address(row, issue.uuid) + whole)


def told_elsewhere(issue: Issue, lead: Client, names: Collection[str]) -> dict[str, str]:
    """The letters of all that those inspected get at other addresses, of lists and of whatever
    hangs on the report.
    """
    chapter = issue.inspection.inspected_bodies.get()
    finding = Finding.objects.latest("pk")
    known = {
        "inspection": issue.inspection,
        "chapter": chapter,
        "body": chapter.body,
        "region": issue.inspection.region,
        "judgment": chapter.judgment,
        "key_figure": chapter.key_figures.get(),
        "section": issue.inspection.sections.get(),
        "finding": finding,
        "concern": finding,
        "recommendation": finding.recommendations.get(),
        "entry": RegisterEntry.objects.latest("pk"),
    }
    uuids = {"": None, **{name: row.uuid for name, row in known.items()}}
    rows = (row for row in TABLE if row.name in names and row.of in uuids)
    told = {row.name: lead.get(address(row, uuids[row.of])) for row in rows}
    return {name: letters_of(answer) for name, answer in told.items()}


def test_every_address_of_an_issue_is_asked() -> None:
    """Whatever the table says that a new one is of."""
    of_api = ("api:report-", "api:report_")
    addresses = {
        name
        for name, arguments in routes().items()
        if "issue" in arguments or (name.startswith(of_api) and "uuid" in arguments)
    }
    assert addresses <= {row.name for row in TABLE if row.of == "issue"}


def test_no_address_tells_what_was_removed_and_each_of_the_issue_did(
    first: Issue, publisher: User, force_lead: User
) -> None:
    lead, public = signed_in(force_lead), Client()
    before = {row.name: letters_of(ask(row, first, lead, public)) for row in OF_AN_ISSUE}
    assert [name for name, text in before.items() if REMOVED not in text] == []
    elsewhere = told_elsewhere(first, lead, TELLERS)
    assert {name for name, text in elsewhere.items() if REMOVED in text} == TELLERS

    second = made(redact(first, publisher, WORD))
    after = told_elsewhere(second, lead, [row.name for row in TABLE if row.get])
    for issue in (first, second):
        for row in OF_AN_ISSUE:
            after[f"{row.name} {issue.number}"] = letters_of(ask(row, issue, lead, public))
    after["printed HTML"] = letters_in(rendering.html(document.from_builtins(second.content)))
    assert {name for name, text in after.items() if REMOVED in text} == set()
    mark = letters_in(MARK).strip().split("\n")[0]
    assert [name for name in before if mark not in after[f"{name} 2"]] == []


def test_a_replaced_issue_is_closed_at_each_of_its_addresses(
    first: Issue, publisher: User, force_lead: User
) -> None:
    lead, public = signed_in(force_lead), Client()
    second = made(redact(first, publisher, WORD))
    instead = reverse("publications:page", args=[second.uuid])
    for row in PUBLIC:
        answer = ask(row, first, lead, public)
        assert (answer.status_code, instead in answer.content.decode()) == (410, True), row.name
    for row in OF_API:
        answer = ask(row, first, lead, public)
        assert (answer.status_code, answer.json()["code"]) == (410, "replaced"), row.name
        assert f"/api/v1/reports/{second.uuid}/" in answer.json()["detail"], row.name
    told = lead.get(f"/api/v1/reports/{first.uuid}/").json()
    assert (told["standing"], told["superseded_by"]) == ("replaced", str(second.uuid))
    assert (told["content_sha256"], told["pdf_sha256"]) == ("", "")
    download = ask(
        next(r for r in OF_AN_ISSUE if r.name == "reports:download"), first, lead, public
    )
    assert download.status_code == 404


def test_a_comparison_with_a_replaced_issue_is_closed_from_either_side(
    first: Issue, publisher: User, force_lead: User
) -> None:
    lead, public = signed_in(force_lead), Client()
    second = redact(first, publisher, WORD)
    for pair in ([first.uuid, second.uuid], [second.uuid, first.uuid]):
        assert public.get(reverse("publications:compared_with", args=pair)).status_code == 410
        for name in ("report_compare", "report_compare_pdf"):
            assert lead.get(reverse(f"api:{name}", args=pair)).json()["code"] == "replaced"
    assert "What changed" not in shown(public.get(reverse("publications:page", args=[second.uuid])))


def test_a_file_of_a_replaced_issue_is_known_and_leads_to_what_stands(
    first: Issue, publisher: User, force_lead: User
) -> None:
    second = redact(first, publisher, WORD)
    file = SimpleUploadedFile("report.pdf", bytes(first.pdf or b""), "application/pdf")
    for sent in ({"file": file}, {"sha256": first.pdf_sha256}):
        page = shown(Client().post("/verify/", sent))
        assert "must not stand" in page
        assert reverse("publications:page", args=[second.uuid]) in page
        assert REMOVED not in letters_in(page)
    told = signed_in(force_lead).get("/api/v1/report-verdict/", {"sha256": first.pdf_sha256})
    assert told.json() == {
        "verdict": "superseded",
        "issue": str(first.uuid),
        "superseded_by": str(second.uuid),
    }


def test_what_a_replaced_issue_said_cannot_be_guessed_by_its_hash(
    first: Issue, publisher: User
) -> None:
    redact(first, publisher, WORD)
    altered = SimpleUploadedFile("report.pdf", bytes(first.pdf or b"") + b"\n", "application/pdf")
    assert "No report that was published here" in shown(
        Client().post("/verify/", {"file": altered})
    )


def test_those_who_read_drafts_still_have_it_and_that_is_recorded(
    first: Issue, publisher: User, moderator: User
) -> None:
    redact(first, publisher, WORD)
    inside = signed_in(moderator)
    assert WORD in shown(inside.get(f"/api/v1/reports/{first.uuid}/document/"))
    assert AuditEvent.objects.readings().filter(by=moderator, verb="report.read").exists()
    first.refresh_from_db()
    assert first.content["title"].endswith(WORD)


@pytest.mark.parametrize("link", ["/EmbeddedFiles", "/AF"])
def test_what_is_attached_to_a_pdf_is_looked_into(link: str) -> None:
    """Else the tests above would find no word in it whatever it said."""
    content = io.BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page()
        attached = pikepdf.AttachedFileSpec(file, f'{{"title": "{WORD}"}}'.encode())
        if link == "/AF":
            file.Root.AF = pikepdf.Array([attached.obj])
        else:
            file.attachments["report.json"] = attached
        file.save(content)
    assert REMOVED in letters_in_file(content.getvalue())
