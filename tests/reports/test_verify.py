"""Anybody learns whether a PDF is genuine, and nothing of what is not out."""

import hashlib
import io
from datetime import datetime, timedelta
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from findings.models import Inspection
from inspection_portal.core.models import User, system_user
from inspection_portal.core.uploads import LARGEST, MEGABYTE
from inspection_portal.reports import actions, queries, rendering
from inspection_portal.reports.document import from_builtins
from inspection_portal.reports.models import Issue
from inspection_portal.reports.queries import Verdict

PAGE = "/verify/"


@pytest.fixture
def issue(draft: Inspection, moment: datetime) -> Issue:
    """An issue that is out, with a PDF as reports have it."""
    issue = actions.publish(
        draft, publish_at=moment, seen_version=draft.version, by=system_user(), at=moment
    )
    return ready(issue, moment)


def ready(issue: Issue, moment: datetime) -> Issue:
    pdf = rendering.pdf(from_builtins(issue.content))
    sha256 = hashlib.sha256(pdf).hexdigest()
    Issue.objects.filter(pk=issue.pk).update(
        state="ready", started_at=moment, pdf=pdf, pdf_sha256=sha256
    )
    issue.refresh_from_db()
    return issue


def answer(client: Client, **sent: Any) -> str:
    return client.post(PAGE, sent).content.decode()


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("report.pdf", content, "application/pdf")


def altered(pdf: bytes) -> bytes:
    """What a person makes of it who opens, changes and saves it with another program."""
    changed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        del file.pages[-1]
        file.save(changed, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return changed.getvalue()


def test_the_published_file_is_genuine(client: Client, issue: Issue) -> None:
    for sent in ({"file": upload(bytes(issue.pdf or b""))}, {"sha256": f" {issue.pdf_sha256} "}):
        page = answer(client, **sent)
        assert "byte for byte" in page
        assert "An inspection of the region" in page
        assert reverse("publications:page", args=[issue.uuid]) in page
    assert issue.pdf_sha256 in answer(client, sha256=issue.pdf_sha256.upper())


def test_a_changed_file_is_altered(client: Client, issue: Issue) -> None:
    pdf = bytes(issue.pdf or b"")
    for changed in (pdf + b"\n", pdf.replace(b"%PDF-1.7", b"%PDF-1.6"), altered(pdf)):
        page = answer(client, file=upload(changed))
        assert "is not the file that was published" in page
        assert issue.pdf_sha256 in page


def test_a_superseded_issue_names_what_stands(
    client: Client, issue: Issue, moment: datetime
) -> None:
    later = Issue.objects.create(
        inspection=issue.inspection,
        number=2,
        purpose="publication",
        publish_at=moment + timedelta(hours=1),
        content=issue.content,
        content_sha256="1" * 64,
        requested_by=issue.requested_by,
        requested_at=moment,
    )
    page = answer(client, sha256=issue.pdf_sha256)
    assert "A later issue supersedes it" in page
    assert reverse("publications:page", args=[later.uuid]) in page


def test_a_withdrawn_report_is_told_as_such(client: Client, issue: Issue, moment: datetime) -> None:
    Inspection.objects.update(
        withdrawn_at=moment, withdrawn_by=system_user(), withdrawal_reason="Figures were wrong."
    )
    page = answer(client, sha256=issue.pdf_sha256)
    assert "was withdrawn on" in page
    assert "Figures were wrong." not in page


def test_drafts_and_issues_under_embargo_are_unknown(
    client: Client, draft: Inspection, inspector: User, moment: datetime
) -> None:
    of_draft = ready(actions.make_draft(draft, by=inspector, at=moment), moment)
    future = datetime(2100, 1, 1, tzinfo=moment.tzinfo)
    embargoed = actions.publish(
        draft, publish_at=future, seen_version=draft.version, by=system_user(), at=moment
    )
    unknown = answer(client, sha256="0" * 64)
    assert "No report that was published here has these bytes." in unknown
    for issue in (of_draft, ready(embargoed, moment)):
        for user in (None, inspector):
            client.logout()
            if user:
                client.force_login(user)
            pdf = bytes(issue.pdf or b"")
            for sent in ({"sha256": issue.pdf_sha256}, {"file": upload(pdf + b" ")}):
                page = answer(client, **sent)
                assert "No report that was published here has these bytes." in page
                assert draft.title not in page
        found = queries.verified(issue.pdf_sha256, issue.content_sha256, at=moment)
        assert (found.verdict, found.shown) == (Verdict.UNKNOWN, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"sha256": "xyz"},
        {"sha256": "0" * 63 + "\0"},
        {"file": ""},
        {"sha256": "0" * 64, "file": b"%PDF-"},
    ],
)
def test_what_is_not_clear_is_asked_for_again(client: Client, sent: dict[str, Any]) -> None:
    if isinstance(sent.get("file"), bytes):
        sent = sent | {"file": upload(sent["file"])}
    page = client.post(PAGE, sent)
    assert page.status_code == 200
    assert "There is a problem" in page.content.decode()


@pytest.mark.django_db
def test_what_is_too_large_is_refused_before_it_is_read(client: Client) -> None:
    response = client.generic("POST", PAGE, b"", CONTENT_LENGTH=str(LARGEST + 2 * MEGABYTE))
    assert response.status_code == 413
    assert "must be smaller than 20 MB" in response.content.decode()


@pytest.mark.django_db
def test_what_is_no_pdf_is_not_taken_for_an_unknown_one(client: Client) -> None:
    other = "No report that was published here"
    assert "The file is not a PDF." in answer(client, file=upload(b"A letter about a report."))
    for content in (b"%PDF-1.7 of another", b"\xef\xbb\xbf%PDF-1.7 of another"):
        assert other in answer(client, file=upload(content))


def test_what_was_found_stands_in_the_title_and_what_to_do_fits_what_was_sent(
    client: Client, issue: Issue
) -> None:
    pdf = bytes(issue.pdf or b"")
    assert "<title>Genuine: Check a report" in answer(client, file=upload(pdf))
    altered_one = answer(client, file=upload(pdf + b"\n"))
    assert "<title>Altered: Check a report" in altered_one
    assert "app-altered" in altered_one
    assert "Check the file itself" in answer(client, sha256="0" * 64)
    by_file = answer(client, file=upload(b"%PDF-1.7 of a summary"))
    assert "Check the file itself" not in by_file
    assert "The summary of one body" in by_file


@pytest.mark.parametrize(
    "content", [b"", b"/ID [(", b"/ID" * 300_000, b"/ID [" + b" " * 900_000, b"%PDF-1.7 /ID [(xy)]"]
)
def test_hostile_bytes_are_only_searched(content: bytes) -> None:
    assert queries.identifier_in(content) == ""


def test_who_asks_too_often_waits(client: Client, issue: Issue, settings: Any) -> None:
    settings.REQUESTS_A_MINUTE = {"read": 1, "write": 1, "token": 1}
    sent = {"sha256": "0" * 64}
    codes = [client.post(PAGE, sent, REMOTE_ADDR="192.0.2.7").status_code for _ in range(2)]
    assert codes == [200, 429]


class TestTheApi:
    @pytest.fixture
    def ask(self, client: Client, force_lead: User) -> Any:
        client.force_login(force_lead)
        return lambda **sent: client.get("/api/v1/report-verdict/", sent)

    def test_says_the_same(self, ask: Any, issue: Issue) -> None:
        genuine = ask(sha256=issue.pdf_sha256).json()
        assert genuine == {"verdict": "genuine", "issue": str(issue.uuid), "superseded_by": None}
        assert ask(sha256="0" * 64).json()["verdict"] == "unknown"
        told = ask(sha256="0" * 64, content_sha256=issue.content_sha256).json()
        assert told["verdict"] == "altered"

    def test_refuses_what_is_no_hash(self, ask: Any, issue: Issue) -> None:
        short, no_hash = {"sha256": "0" * 63}, {"sha256": "0" * 64, "content_sha256": "x"}
        for sent in ({}, {"sha256": "xyz"}, short, no_hash):
            assert ask(**sent).status_code == 400


def test_the_hash_stands_beside_the_pdf(client: Client, issue: Issue) -> None:
    page = client.get(reverse("publications:page", args=[issue.uuid])).content.decode()
    assert issue.pdf_sha256 in page
    assert PAGE in page
