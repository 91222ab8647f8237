"""Published reports over the API: who reads which, and that the files are what was issued."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from django.test import Client
from django.urls import reverse

from findings.actions import open_correction
from findings.models import Finding, Inspection
from forces.models import Body
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.reports import actions
from inspection_portal.reports.models import Issue
from inspection_portal.reports.queries.publications import DAMAGED
from inspection_portal.reports.rendering import NEWEST
from tests.api.test_following import told_since
from tests.api.test_lists import clock as database_clock
from tests.clock import Clock
from tests.reports.conftest import concern, draft, grades  # noqa: F401
from tests.reports.publishing import PDF, issue_of, printed
from tests.reports.stages import correct

LIST = "/api/v1/reports/"
FILES = ("document", "html", "pdf", "docx", "summaries/body-1", "linked-data")
OPENS = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def issue(draft: Inspection, moment: datetime, clock: Clock) -> Issue:  # noqa: F811
    made = issue_of(draft, publish_at=OPENS, at=moment)
    clock(OPENS)
    return made


def test_a_report_says_what_it_is_and_how_it_stands(
    as_lead: Client, issue: Issue, force: Body
) -> None:
    (row,) = as_lead.get(LIST).json()["results"]
    assert row == as_lead.get(f"{LIST}{issue.uuid}/").json()
    assert (row["standing"], row["number"], row["purpose"]) == ("stands", 1, "publication")
    assert (row["bodies"], row["title"]) == ([str(force.uuid)], issue.inspection.title)
    assert row["pdf_sha256"] == sha256(PDF).hexdigest()
    assert (row["supersedes"], row["superseded_by"], row["withdrawn_at"]) == (None, None, None)


def test_the_document_is_byte_for_byte_what_its_hash_is_of(as_lead: Client, issue: Issue) -> None:
    answer = as_lead.get(f"{LIST}{issue.uuid}/document/", headers={"Accept": "application/json"})
    assert sha256(answer.content).hexdigest() == issue.content_sha256
    assert answer["ETag"] == f'"{issue.content_sha256}"'
    assert json.loads(answer.content) == issue.content
    held = {"If-None-Match": answer["ETag"]}
    assert as_lead.get(f"{LIST}{issue.uuid}/document/", headers=held).status_code == 304


def test_each_file_is_told_whatever_the_client_accepts(as_lead: Client, issue: Issue) -> None:
    types = {"document": "application/json", "html": "text/html", "pdf": "application/pdf"}
    for name, media_type in {**types, "linked-data": "application/ld+json"}.items():
        answer = as_lead.get(f"{LIST}{issue.uuid}/{name}/", headers={"Accept": media_type})
        assert answer.status_code == 200, name
        assert answer["Content-Type"].startswith(media_type)
        assert "no-store" in answer["Cache-Control"]
    assert as_lead.get(f"{LIST}{issue.uuid}/pdf/").content == PDF
    word = as_lead.get(f"{LIST}{issue.uuid}/docx/", headers={"Accept": "*/*"})
    assert word.content == Client().get(reverse("publications:docx", args=[issue.uuid])).content
    assert word["Content-Disposition"] == 'attachment; filename="region-2026-1.docx"'


def test_under_embargo_it_is_there_for_those_who_read_drafts_and_that_is_recorded(
    as_lead: Client, issue: Issue, moderator: User, clock: Clock
) -> None:
    clock(OPENS - SECOND)
    assert as_lead.get(LIST).json()["results"] == []
    addresses = [f"{LIST}{issue.uuid}/", *(f"{LIST}{issue.uuid}/{name}/" for name in FILES)]
    assert {as_lead.get(address).status_code for address in addresses} == {404}
    reader = Client()
    reader.force_login(moderator)
    assert {reader.get(address).status_code for address in addresses} == {200}
    assert reader.get(addresses[0]).json()["standing"] == "embargoed"
    verbs = AuditEvent.objects.readings().filter(by=moderator).values_list("verb", flat=True)
    assert sorted(verbs) == ["report.read"] * 5 + ["report_pdf.read"]


def test_a_correction_names_what_it_supersedes_and_a_withdrawn_report_has_no_files(
    as_lead: Client,
    issue: Issue,
    draft: Inspection,  # noqa: F811
    inspector: User,
    publisher: User,
    clock: Clock,
) -> None:
    corrected, withdrawn = OPENS + timedelta(days=1), OPENS + timedelta(days=2)
    draft.refresh_from_db()
    open_correction(draft, reason="A figure was wrong.", by=inspector, at=OPENS)
    second = printed(correct(draft, by=publisher, at=corrected), corrected)
    clock(corrected)
    before, after = (as_lead.get(f"{LIST}{each.uuid}/").json() for each in (issue, second))
    assert (before["standing"], before["superseded_by"]) == ("superseded", str(second.uuid))
    assert (after["standing"], after["supersedes"]) == ("stands", str(issue.uuid))
    draft.refresh_from_db()
    actions.withdraw(
        draft, reason="It was wrong.", seen_version=draft.version, by=publisher, at=withdrawn
    )
    clock(withdrawn)
    gone = as_lead.get(f"{LIST}{second.uuid}/").json()
    assert (gone["standing"], gone["withdrawal_reason"]) == ("withdrawn", "It was wrong.")
    for name in FILES:
        assert as_lead.get(f"{LIST}{second.uuid}/{name}/").status_code == 410


def test_a_report_is_told_again_when_it_is_superseded_and_when_it_is_withdrawn(
    as_lead: Client,
    issue: Issue,
    draft: Inspection,  # noqa: F811
    inspector: User,
    publisher: User,
    clock: Clock,
) -> None:
    since, corrected = database_clock().isoformat(), OPENS + timedelta(days=1)
    draft.refresh_from_db()
    open_correction(draft, reason="A figure was wrong.", by=inspector, at=OPENS)
    second = printed(correct(draft, by=publisher, at=corrected), corrected)
    clock(corrected)
    both = {str(issue.uuid), str(second.uuid)}
    assert set(told_since(as_lead, "reports", since)[0]) == both
    since = database_clock().isoformat()
    assert told_since(as_lead, "reports", since) == ([], [])
    draft.refresh_from_db()
    withdrawing = {"reason": "It was wrong.", "seen_version": draft.version}
    actions.withdraw(draft, **withdrawing, by=publisher, at=corrected)
    told = as_lead.get(LIST, {"updated_since": since}).json()["results"]
    assert {(each["uuid"], each["standing"]) for each in told} == {(u, "withdrawn") for u in both}


def test_a_report_is_told_when_it_is_out_and_gone_for_readers_of_drafts_when_it_is_recalled(
    client: Client,
    draft: Inspection,  # noqa: F811
    force_lead: User,
    moderator: User,
    publisher: User,
    moment: datetime,
    clock: Clock,
) -> None:
    out = database_clock() + timedelta(days=2)
    issue = issue_of(draft, publish_at=out, at=moment)
    before, since = out - SECOND, database_clock().isoformat()
    clock(before)
    for person, told in ((force_lead, []), (moderator, [str(issue.uuid)])):
        client.force_login(person)
        assert told_since(client, "reports", before.isoformat()) == (told, [])
    clock(out)
    client.force_login(force_lead)
    assert told_since(client, "reports", before.isoformat()) == ([str(issue.uuid)], [])
    clock(before)
    draft.refresh_from_db()
    actions.recall(draft, seen_version=draft.version, reason="Early.", by=publisher, at=before)
    for person, gone in ((force_lead, []), (moderator, [str(issue.uuid)])):
        client.force_login(person)
        assert told_since(client, "reports", since) == ([], gone)


def test_a_concern_alone_tells_nothing_of_the_report_it_will_belong_to(
    as_lead: Client,
    draft: Inspection,  # noqa: F811
    concern: Finding,  # noqa: F811
    other_force: Body,
    publisher: User,
    moment: datetime,
    clock: Clock,
) -> None:
    Finding.objects.filter(pk=concern.pk).update(state="agreed")
    concern.refresh_from_db()
    made = actions.accelerate(concern, publish_at=OPENS, by=publisher, at=moment)
    clock(OPENS)
    row = as_lead.get(f"{LIST}{made.uuid}/").json()
    assert (row["purpose"], row["heading"]) == ("accelerated", concern.heading)
    assert row["bodies"] == [str(concern.chapter.body.uuid)]
    assert as_lead.get(LIST, {"purpose": "publication"}).json()["results"] == []
    data = as_lead.get(f"{LIST}{made.uuid}/linked-data/").json()
    assert data["name"] == concern.heading
    assert "Plans were thin." not in as_lead.get(f"{LIST}{made.uuid}/html/").text


def test_a_pdf_that_is_another_than_was_made_is_not_told(
    as_lead: Client, issue: Issue, operator: User, caplog: pytest.LogCaptureFixture
) -> None:
    damaged = Issue.objects.create(
        inspection=issue.inspection,
        number=9,
        template=NEWEST,
        purpose="publication",
        publish_at=OPENS,
        content=issue.content,
        content_sha256="0" * 64,
        requested_by=issue.requested_by,
        requested_at=OPENS,
        state="ready",
        started_at=OPENS,
        pdf=PDF,
        pdf_sha256="0" * 64,
    )
    public = reverse("publications:pdf", args=[damaged.uuid])
    for name in ("document", "pdf"):
        refused = as_lead.get(f"{LIST}{damaged.uuid}/{name}/")
        assert (refused.status_code, refused.json()["detail"]) == (409, DAMAGED)
    refused = as_lead.get(public)
    assert (refused.status_code, DAMAGED in refused.text) == (503, True)
    assert "is damaged" in caplog.text
    page = as_lead.get(reverse("reports:download", args=[damaged.uuid]), follow=True)
    assert DAMAGED in page.content.decode()
    as_lead.force_login(operator)
    assert str(damaged.uuid) in as_lead.get(reverse("home:jobs")).content.decode()


def test_filters(as_lead: Client, issue: Issue) -> None:
    moment = OPENS.isoformat()
    for asked, number in (
        ({"region": issue.inspection.region.uuid, "published_since": moment}, 1),
        ({"inspection": issue.inspection.uuid, "published_before": moment}, 0),
        ({"purpose": "accelerated"}, 0),
    ):
        assert len(as_lead.get(LIST, asked).json()["results"]) == number
    assert as_lead.get(LIST, {"purpose": "draft"}).status_code == 400
