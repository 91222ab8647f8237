"""The Welsh edition of a publication: beside the English one, on pages of its own."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html as parser

from findings.models import Inspection
from inspection_portal.core.models import User
from inspection_portal.reports import actions, rendering
from inspection_portal.reports.models import Issue
from inspection_portal.reports.rendering import LAYOUTS
from tests.reports.publishing import issue_of
from tests.reports.test_welsh import bracketing, never_marked, of_the_frame

__all__ = ["bracketing"]

OPENS = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
PAGES = {
    "page": (), "whole": (), "section": ("body-1",), "summary": ("body-1",),
}  # fmt: skip
every_page = pytest.mark.parametrize("name", PAGES)


@pytest.fixture
def issue(draft: Inspection, moment: datetime, monkeypatch: pytest.MonkeyPatch) -> Issue:
    """A report that is out since this moment."""
    made = issue_of(draft, publish_at=OPENS, at=moment)
    monkeypatch.setattr("django.utils.timezone.now", lambda: OPENS)
    return made


def of(issue: Issue, name: str, edition: str = "welsh:") -> str:
    return reverse(f"publications:{edition}{name}", args=[issue.uuid, *PAGES.get(name, ())])


@every_page
def test_says_nothing_of_its_frame_in_english(issue: Issue, name: str, bracketing: None) -> None:
    page = parser.document_fromstring(Client().get(of(issue, name)).content)
    for own_address in page.xpath("//*[contains(@class, 'report-summary')]//a"):
        own_address.text = ""
    assert never_marked("".join(of_the_frame(page.find("body")))) == ""


@every_page
def test_says_in_which_language_it_is_and_where_the_other_one_is(issue: Issue, name: str) -> None:
    for edition, language, other in (("", "en", "cy"), ("welsh:", "cy", "en-GB")):
        answer = Client().get(of(issue, name, edition))
        page = parser.document_fromstring(answer.content)
        assert page.get("lang") == language
        assert answer["Content-Language"].startswith(language)
        leads = {e.get("hreflang"): e.get("href") for e in page.xpath("//link[@hreflang]")}
        assert [re.sub("^https?://[^/]+", "", leads[each]) for each in ("en-GB", "cy")] == [
            of(issue, name, ""),
            of(issue, name),
        ]
        [link] = page.xpath("//a[@hreflang]")
        assert (link.get("lang"), link.get("href")) == (other, leads[other])
        assert link.text == {"cy": "Cymraeg", "en-GB": "English"}[other]


@every_page
def test_leads_on_in_its_own_language(issue: Issue, name: str) -> None:
    page = parser.document_fromstring(Client().get(of(issue, name)).content)
    here = reverse("publications:page", args=[issue.uuid])
    own = [e for e in page.iter("a") if here in e.get("href", "") and not e.get("hreflang")]
    led = {re.sub(f"^.*{here}", "", each.get("href")) for each in own}
    assert {each for each in led if not each.startswith("cy/")} <= {"report.pdf"}


def test_is_the_same_issue_with_the_same_content(issue: Issue) -> None:
    told = Client().get(of(issue, "whole")).text
    assert issue.content_sha256 in told
    assert issue.content["title"] in told


def test_its_word_document_has_a_name_of_its_own(issue: Issue) -> None:
    answer = Client().get(of(issue, "docx"))
    assert answer["Content-Disposition"] == 'attachment; filename="region-2026-1-cy.docx"'
    assert answer["Content-Language"] == "cy"
    assert answer["ETag"] != Client().get(of(issue, "docx", ""))["ETag"]


def test_a_page_that_is_not_there_is_not_there_in_welsh(issue: Issue) -> None:
    assert Client().get(f"{of(issue, 'page')}sections/body-9/").status_code == 404


def test_a_report_that_was_withdrawn_is_gone_in_welsh_too(
    issue: Issue, draft: Inspection, publisher: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = OPENS + timedelta(days=1)
    draft.refresh_from_db()
    actions.withdraw(
        draft, reason="It names a person.", seen_version=draft.version, by=publisher, at=at
    )
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    gone = Client().get(of(issue, "page"))
    assert (gone.status_code, '<html lang="cy"' in gone.text) == (410, True)
    assert "Tynnwyd yr adroddiad hwn yn ôl ar 4 Mawrth 2026" in gone.text
    assert "It names a person." not in gone.text


def test_a_layout_that_is_in_english_alone_has_none(
    draft: Inspection, moment: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "NEWEST", LAYOUTS[0])
    issue = issue_of(draft, publish_at=OPENS, at=moment)
    monkeypatch.setattr("django.utils.timezone.now", lambda: OPENS)
    for name in (*PAGES, "docx"):
        assert Client().get(of(issue, name)).status_code == 404
    page = Client().get(of(issue, "page", "")).text
    assert "hreflang" not in page
    assert "Cymraeg" not in page


def test_the_summary_of_a_body_is_printed_once_for_each_language(
    issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []
    monkeypatch.setattr(
        "inspection_portal.reports.rendering.summary_pdf",
        lambda told: printed.append(told.layout.language) or b"%PDF in " + printed[-1].encode(),
    )
    urls = [
        reverse(f"publications:{edition}summary_pdf", args=[issue.uuid, "body-1"])
        for edition in ("welsh:", "")
    ]
    answers = [Client().get(url).content for url in (*urls, *urls)]
    assert answers == [b"%PDF in cy", b"%PDF in en-GB"] * 2
    assert printed == ["cy", "en-GB"]
