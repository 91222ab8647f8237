"""Versions of a report compared on pages, in print and over the API: who may, and what they get."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from findings.actions import open_correction
from findings.models import Inspection
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.reports import actions
from inspection_portal.reports.models import Issue
from tests.clock import Clock
from tests.pages import shown, signed_in, wrong
from tests.reports.publishing import issue_of, printed
from tests.reports.redacting import OPENS
from tests.reports.stages import correct
from tests.reports.test_pdf import pages, structure

CORRECTED = OPENS + timedelta(days=1)


@pytest.fixture
def first(draft: Inspection, moment: datetime, clock: Clock) -> Issue:
    made = issue_of(draft, publish_at=OPENS, at=moment)
    clock(OPENS)
    return made


@pytest.fixture
def second(
    first: Issue, draft: Inspection, inspector: User, publisher: User, clock: Clock
) -> Issue:
    draft.refresh_from_db()
    open_correction(draft, reason="A word was wrong.", by=inspector, at=OPENS)
    rewrite(draft, "Plans were strong.")
    clock(CORRECTED)
    return printed(correct(draft, by=publisher, at=CORRECTED), CORRECTED)


def rewrite(inspection: Inspection, text: str) -> None:
    inspection.findings.update(text=text)


def page_of(inspection: Inspection, **asked: object) -> str:
    return reverse("reports:compare", args=[inspection.uuid], query=asked)


def between(one: Issue, other: Issue) -> str:
    return reverse("publications:compared_with", args=[other.uuid, one.uuid])


def test_everybody_compares_two_published_issues(first: Issue, second: Issue) -> None:
    page = shown(Client().get(between(first, second)))
    assert '<ins class="app-difference__added">' in page
    assert '<span class="govuk-visually-hidden">[removed: </span>thin.' in page
    assert "[added: </span>strong." in page
    assert "The force should review its plans</a> <strong>Changed</strong>" in page
    assert between(first, second) in shown(
        Client().get(reverse("publications:page", args=[second.uuid]))
    )


def test_a_report_of_one_version_has_nothing_to_compare(first: Issue, as_lead: Client) -> None:
    page = shown(as_lead.get(page_of(first.inspection)))
    assert "there is nothing to compare" in page
    assert "There is a problem" not in page


def test_the_whole_is_a_link_away(first: Issue, second: Issue) -> None:
    address = between(first, second)
    assert "An inspection of the region</p>" not in shown(Client().get(address))
    assert "An inspection of the region</p>" in shown(Client().get(f"{address}?whole"))


def test_an_issue_under_embargo_is_compared_by_nobody_outside(
    first: Issue, second: Issue, clock: Clock, as_lead: Client, draft: Inspection
) -> None:
    """What is hidden and what does not exist are answered alike."""
    clock(CORRECTED - timedelta(seconds=1))
    public = [between(first, second), between(second, first), between(first, draft)]
    answers = [Client().get(address) for address in public]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    page = shown(as_lead.get(page_of(draft)))
    assert "no two versions" in page
    assert str(second.uuid) not in page
    of_api = f"/api/v1/reports/{second.uuid}/compared-with/{first.uuid}/"
    assert {as_lead.get(address).status_code for address in (of_api, f"{of_api}pdf/")} == {404}
    clock(CORRECTED)
    assert as_lead.get(of_api).status_code == 200


def test_issues_of_two_reports_are_not_compared(first: Issue, second: Issue) -> None:
    other = Issue.objects.create(
        inspection=Inspection.objects.create(
            region=first.inspection.region,
            title="Another",
            slug="another",
            scale=first.inspection.scale,
        ),
        **{
            name: getattr(first, name)
            for name in ("number", "publish_at", "purpose", "content", "content_sha256")
        },
        requested_by=first.requested_by,
        requested_at=first.requested_at,
    )
    assert Client().get(between(other, second)).status_code == 404


def test_a_withdrawn_report_is_not_compared_in_public(
    first: Issue, second: Issue, publisher: User, clock: Clock, force_lead: User
) -> None:
    row = Inspection.objects.get()
    at = CORRECTED + timedelta(days=1)
    actions.withdraw(row, reason="Wrong.", seen_version=row.version, by=publisher, at=at)
    clock(at)
    assert Client().get(between(first, second)).status_code == 410
    assert "no two versions" in shown(signed_in(force_lead).get(page_of(row)))
    assert "Changed</strong>" in shown(signed_in(publisher).get(page_of(row)))


def test_the_draft_of_today_is_compared_by_those_who_read_it_and_that_is_recorded(
    first: Issue, draft: Inspection, inspector: User, moderator: User, as_lead: Client
) -> None:
    draft.refresh_from_db()
    open_correction(draft, reason="A word was wrong.", by=moderator, at=OPENS)
    rewrite(draft, "Plans were canary001bird.")
    page = shown(signed_in(moderator).get(page_of(draft)))
    assert "From “Issue 1, 3 March 2026 (current)” to “The draft as it stands now”" in page
    assert "canary001bird" in page
    assert AuditEvent.objects.readings().filter(by=moderator, verb="report.read").exists()
    page = shown(as_lead.get(page_of(draft, before=first.uuid, after="draft")))
    assert "canary001bird" not in page
    assert "there is nothing to compare" in page


def test_two_frozen_drafts_are_compared(
    draft: Inspection, moderator: User, moment: datetime
) -> None:
    frozen = []
    for text in ("Plans were thin.", "Plans were thick."):
        rewrite(draft, text)
        frozen.append(actions.make_draft(draft, by=moderator, at=moment))
    before, after = (each.uuid for each in frozen)
    page = shown(signed_in(moderator).get(page_of(draft, before=before, after=after)))
    assert "[removed: </span>thin." in page
    assert "[added: </span>thick." in page
    refused = shown(signed_in(moderator).get(page_of(draft, before=before, after=before)))
    assert "Choose two different versions" in refused
    unknown = shown(signed_in(moderator).get(page_of(draft, before="draft-99")))
    assert "Compare: choose a version of the list" in unknown


def test_the_pdf_is_tagged_and_marked_in_words(
    first: Issue, second: Issue, as_lead: Client, draft: Inspection
) -> None:
    answer = as_lead.get(reverse("reports:compare_pdf", args=[draft.uuid]))
    assert answer["Content-Type"] == "application/pdf"
    text = " ".join(pages(answer.content))
    assert "Plans were [removed: thin.] [added: strong.]" in text
    assert "OFFICIAL" in text
    assert {"/H1", "/H2", "/L", "/Link"} <= set(structure(answer.content))


def test_a_pdf_with_a_draft_in_it_is_marked_as_one(
    draft: Inspection, moderator: User, moment: datetime
) -> None:
    actions.make_draft(draft, by=moderator, at=moment)
    answer = signed_in(moderator).get(reverse("reports:compare_pdf", args=[draft.uuid]))
    assert "DRAFT – OFFICIAL-SENSITIVE" in " ".join(pages(answer.content))


def test_the_api_tells_the_same(first: Issue, second: Issue, as_lead: Client) -> None:
    address = f"/api/v1/reports/{second.uuid}/compared-with/{first.uuid}/"
    told = as_lead.get(address).json()
    assert (told["before"], told["after"]) == (str(first.uuid), str(second.uuid))
    (part,) = told["parts"]
    assert (part["kind"], part["fate"], part["moved_from"]) == ("finding", "kept", "")
    (text,) = part["texts"]
    assert text["passages"][0]["words"] == [
        {"fate": "kept", "text": "Plans were "},
        {"fate": "removed", "text": "thin."},
        {"fate": "added", "text": "strong."},
    ]
    whole = as_lead.get(f"{address}?whole=true").json()
    assert len(whole["parts"]) == told["unchanged"] + 1
    printed_text = " ".join(pages(as_lead.get(f"{address}pdf/").content))
    assert "[removed: thin.] [added: strong.]" in printed_text


def test_the_api_compares_drafts_for_those_who_read_them(
    draft: Inspection, moderator: User, moment: datetime, as_lead: Client
) -> None:
    address = f"/api/v1/inspection-drafts/{draft.uuid}/compare-report/"
    client = signed_in(moderator)
    assert client.get(address).status_code == 409
    frozen = actions.make_draft(draft, by=moderator, at=moment)
    rewrite(draft, "Plans were thick.")
    told = client.get(address).json()
    assert (told["before"], told["after"], len(told["parts"])) == (str(frozen.uuid), "draft", 1)
    assert wrong(client.get(f"{address}?before=none")).keys() == {"before"}
    assert as_lead.get(address).status_code == 404
