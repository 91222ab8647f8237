"""What everybody may read of a report, signed in or not: from its moment on, and no other word."""

import json
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from lxml import html

from findings.actions import open_correction
from findings.models import Inspection
from forces.models import Body
from inspection_portal.core.models import AuditEvent, User, system_user
from inspection_portal.reports import actions
from inspection_portal.reports.linked_data import PUBLISHER
from inspection_portal.reports.models import Issue
from tests.clock import Clock
from tests.reports.publishing import PDF, issue_of, printed
from tests.reports.stages import correct

SECOND = timedelta(seconds=1)
OPENS = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
IN_EACH_LANGUAGE = ("page", "section", "whole", "summary", "summary_pdf", "docx")
OF_AN_ISSUE = (
    *(*IN_EACH_LANGUAGE, "pdf", "linked_data"),
    *(f"welsh:{name}" for name in IN_EACH_LANGUAGE),
)
OF_A_BODY = ("section", "summary", "summary_pdf")
WITH_MORE = {f"{edition}{name}": ["body-1"] for edition in ("", "welsh:") for name in OF_A_BODY}
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def issue(draft: Inspection, moment: datetime, clock: Clock) -> Issue:
    """A report under embargo until it OPENS; it is that moment."""
    made = issue_of(draft, publish_at=OPENS, at=moment)
    clock(OPENS)
    return made


def of(issue: Issue, name: str) -> str:
    return reverse(f"publications:{name}", args=[issue.uuid, *WITH_MORE.get(name, ())])


def entries() -> list[ET.Element]:
    answer = Client().get(reverse("publications:feed"))
    assert answer.status_code == 200
    return [*ET.fromstring(answer.content).iter(f"{ATOM}entry")]  # noqa: S314  our own


def in_page(page: str) -> dict[str, object]:
    (_, block) = page.split('<script type="application/ld+json">')
    found: dict[str, object] = json.loads(block.split("</script>")[0])
    return found


def test_the_embargo_ends_at_the_second_on_every_channel(issue: Issue, clock: Clock) -> None:
    """A second before, nothing tells that there is an issue, and no cache keeps that answer."""
    client = Client()
    for at, is_out in ((OPENS - SECOND, False), (OPENS, True), (OPENS + SECOND, True)):
        clock(at)
        answers = {name: client.get(of(issue, name)) for name in OF_AN_ISSUE}
        assert {answer.status_code for answer in answers.values()} == {200 if is_out else 404}, at
        for name in ("feed", "calendar"):
            answer = client.get(reverse(f"publications:{name}"))
            assert (str(issue.uuid) in answer.content.decode()) is is_out, (name, at)
            assert answer["Cache-Control"] == "public, no-cache"
        for answer in answers.values():
            kept = "public, no-cache" if is_out else "no-store"
            assert kept in answer["Cache-Control"], at


def test_a_hidden_issue_is_told_apart_from_nothing_by_no_byte(issue: Issue, clock: Clock) -> None:
    clock(OPENS - SECOND)
    for name in OF_AN_ISSUE:
        missing = Client().get(of(Issue(uuid=uuid4()), name))
        hidden = Client().get(of(issue, name))
        assert (hidden.status_code, hidden.content) == (404, missing.content)


def test_a_draft_is_never_there(
    draft: Inspection, inspector: User, moment: datetime, client: Client
) -> None:
    made = printed(actions.make_draft(draft, by=inspector, at=moment), moment)
    client.force_login(inspector)
    assert {client.get(of(made, name)).status_code for name in OF_AN_ISSUE} == {404}
    assert client.get(reverse("api:report-list")).json()["results"] == []


def test_answers_are_the_same_for_everybody_and_may_be_kept(
    issue: Issue, inspector: User, client: Client
) -> None:
    client.force_login(inspector)
    addresses = [of(issue, name) for name in OF_AN_ISSUE]
    addresses += [reverse(f"publications:{name}") for name in ("feed", "calendar")]
    for address in addresses:
        answer, signed_in = Client().get(address), client.get(address)
        assert answer.content == signed_in.content
        assert "Cookie" not in answer.get("Vary", "")
        assert not answer.cookies
        again = Client().get(address, headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b""), address
        assert again["Cache-Control"] == "public, no-cache"


def test_the_feed_knows_when_it_changed_last(issue: Issue) -> None:
    for name in ("feed", "calendar"):
        answer = Client().get(reverse(f"publications:{name}"))
        assert answer["Last-Modified"] == "Tue, 03 Mar 2026 09:30:00 GMT"
        since = {"If-Modified-Since": answer["Last-Modified"]}
        assert Client().get(reverse(f"publications:{name}"), headers=since).status_code == 304


def test_the_pdf_is_the_bytes_that_were_made(issue: Issue) -> None:
    answer = Client().get(of(issue, "pdf"))
    assert answer.content == PDF
    assert answer["ETag"] == f'"{sha256(PDF).hexdigest()}"'
    assert answer["Content-Disposition"] == 'attachment; filename="region-2026-1.pdf"'
    assert not AuditEvent.objects.readings().exists()


def test_a_pdf_that_is_made_is_linked(issue: Issue) -> None:
    assert ">PDF</a>" in Client().get(of(issue, "page")).content.decode()


def test_a_pdf_that_is_not_made_is_asked_for_later(
    draft: Inspection, moment: datetime, clock: Clock, as_lead: Client
) -> None:
    draft.refresh_from_db()
    made = actions.publish(
        draft, publish_at=OPENS, seen_version=draft.version, by=system_user(), at=moment
    )
    clock(OPENS)
    answer = Client().get(of(made, "pdf"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    page = Client().get(of(made, "page")).content.decode()
    assert "The PDF is not made yet" in page
    assert ">PDF</a>" not in page
    assert as_lead.get(reverse("api:report-pdf", args=[made.uuid])).status_code == 409


def test_linked_data_tells_what_the_report_is(issue: Issue, force: Body) -> None:
    Body.objects.filter(pk=force.pk).update(ons_code="E23000099", ons_name="Shire")
    data = Client().get(of(issue, "linked_data"))
    assert data["Content-Type"] == "application/ld+json"
    told = data.json()
    assert (told["@type"], told["version"], told["datePublished"]) == (
        "Report",
        1,
        OPENS.isoformat(),
    )
    (grade,) = told["review"]
    assert grade["reviewRating"] == {
        "@type": "Rating",
        "name": "Adequate",
        "ratingValue": 3,
        "worstRating": 1,
        "bestRating": 5,
    }
    assert grade["itemReviewed"]["identifier"]["value"] == "E23000099"
    assert [each["encodingFormat"] for each in told["encoding"]] == ["text/html", "application/pdf"]
    assert told["encoding"][1]["sha256"] == issue.pdf_sha256
    for name in ("page", "whole"):
        assert in_page(Client().get(of(issue, name)).text) == told


def test_the_page_of_the_portal_holds_it_too_once_it_is_out(
    issue: Issue, as_lead: Client, inspector: User, client: Client, clock: Clock
) -> None:
    preview = reverse("reports:preview", args=[issue.inspection.uuid])
    assert in_page(as_lead.get(preview).text)["@type"] == "Report"
    clock(OPENS - SECOND)
    client.force_login(inspector)
    assert "ld+json" not in client.get(preview).text


def test_what_a_title_says_ends_no_script(
    draft: Inspection, moment: datetime, clock: Clock
) -> None:
    title = "A </script><script>alert(1)</script> & <b>"
    Inspection.objects.filter(pk=draft.pk).update(title=title)
    made = issue_of(draft, publish_at=OPENS, at=moment)
    clock(OPENS)
    page = Client().get(of(made, "page")).text
    assert "alert(1)</script>" not in page
    assert in_page(page)["name"] == title
    assert len(entries()) == 1


def test_a_correction_and_a_withdrawal_are_told(
    issue: Issue, draft: Inspection, inspector: User, publisher: User, clock: Clock
) -> None:
    opened, corrected, withdrawn = (OPENS + timedelta(days=day) for day in (1, 2, 3))
    draft.refresh_from_db()
    open_correction(draft, reason="canary-reason", by=inspector, at=opened)
    assert "canary-reason" not in Client().get(of(issue, "page")).text
    second = printed(correct(draft, by=publisher, at=corrected), corrected)
    clock(corrected)
    told = {each.findtext(f"{ATOM}id"): each for each in entries()}
    assert f"<name>{PUBLISHER}</name>" in Client().get(reverse("publications:feed")).text
    first = told[f"urn:uuid:{issue.uuid}"]
    assert first.findtext(f"{ATOM}title") == f"Superseded: {draft.title}, issue 1"
    assert first.findtext(f"{ATOM}updated") == corrected.isoformat()
    assert first.findtext(f"{ATOM}published") == OPENS.isoformat()
    for name in ("page", "section", "whole", "summary"):
        assert of(second, "page") in Client().get(of(issue, name)).text
    based_on = Client().get(of(second, "linked_data")).json()["isBasedOn"]
    assert based_on.endswith(of(issue, "page"))

    draft.refresh_from_db()
    actions.withdraw(
        draft, reason="canary-withdrawal", seen_version=draft.version, by=publisher, at=withdrawn
    )
    clock(withdrawn)
    for name in OF_AN_ISSUE:
        gone = Client().get(of(second, name))
        assert gone.status_code == 410
        assert "no-store" in gone["Cache-Control"]
        assert "canary-withdrawal" not in gone.content.decode()
        assert "Plans were thin." not in gone.content.decode()
    for each in entries():
        assert each.findtext(f"{ATOM}title", "").startswith("Withdrawn: ")
        assert [link.get("type") for link in each.iter(f"{ATOM}link")] == [None]


def test_the_calendar_has_each_issue_at_its_moment(issue: Issue) -> None:
    answer = Client().get(reverse("publications:calendar"))
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["dtstart"].dt == OPENS
    assert str(event["summary"]) == f"{issue.inspection.title}, issue 1"
    assert str(event["url"]).endswith(of(issue, "page"))


def test_the_feed_leads_to_the_list_for_people(db: None) -> None:
    """Its name stays its own address, by which readers know it."""
    own, people = (reverse(f"publications:{name}") for name in ("feed", "every"))
    feed = ET.fromstring(Client().get(own).content)  # noqa: S314  our own
    links = {each.get("rel"): each.get("href", "") for each in feed.findall(f"{ATOM}link")}
    assert links["alternate"].endswith(people)
    assert links["self"].endswith(own)
    assert feed.findtext(f"{ATOM}id") == links["self"]


def test_an_empty_feed_says_the_same_each_time(db: None) -> None:
    first, second = (Client().get(reverse("publications:feed")) for _ in range(2))
    assert first.content == second.content


def test_each_page_is_headed_by_the_report_and_leads_to_its_other_forms(issue: Issue) -> None:
    for name in ("page", "section", "whole"):
        tree = html.fromstring(Client().get(of(issue, name)).content)
        [heading] = tree.iter("h1")
        assert heading.text_content().strip() == issue.inspection.title
        links = set(tree.xpath("//a/@href"))
        assert {of(issue, "docx"), of(issue, "page" if name == "whole" else "whole")} <= links
    assert of(issue, "summary") in Client().get(of(issue, "section")).text
    assert of(issue, "summary_pdf") in Client().get(of(issue, "summary")).text
    nowhere = reverse("publications:section", args=[issue.uuid, "body-9"])
    assert Client().get(nowhere).status_code == 404
