"""A report as pages: all of it, each part once, and every link leading to the page it means."""

from dataclasses import replace
from urllib.parse import urldefrag

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html as parser

from findings.models import Inspection
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.reports.document import Report, Section
from inspection_portal.reports.rendering import LAYOUTS, fragment, opened, pages
from inspection_portal.reports.rendering.layout import DRAFT_MARKING
from tests.reports.sample import BARE, DRAFT, SAMPLE


def address(slug: str) -> str:
    return f"/of/{slug}/" if slug else "/of/"


def words(html: str) -> list[str]:
    return parser.fragment_fromstring(html, create_parent=True).text_content().split()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("report", [SAMPLE, DRAFT, BARE], ids=["published", "draft", "bare"])
def test_pages_hold_the_whole_report_once(report: Report, layout: str) -> None:
    article = fragment(report, layout)
    found = pages(article, address)
    front, *others = found

    assert sorted(word for page in found for word in words(page.html)) == sorted(words(article))
    assert [page.slug for page in found] == list(dict.fromkeys(page.slug for page in found))
    assert words(front.html)[-1] in words(article)[-6:], "The colophon is on the front page."
    assert all(page.slug and page.heading for page in others)


def test_a_page_has_the_name_of_the_anchor_in_the_pdf() -> None:
    found = {page.slug: page for page in pages(fragment(SAMPLE), address)}

    assert [found[f"body-{n}"].heading for n in range(1, 6)] == [b.name for b in SAMPLE.bodies]
    assert [slug for slug, page in found.items() if page.is_body] == [
        f"body-{number}" for number in range(1, 6)
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_link_within_leads_to_the_page_that_has_it(layout: str) -> None:
    found = pages(fragment(SAMPLE, layout), address)
    trees = {
        page.address: parser.fragment_fromstring(page.html, create_parent=True) for page in found
    }
    links = [
        (page, *urldefrag(link))
        for page, tree in trees.items()
        for link in tree.xpath("//a/@href")
        if not link.startswith("http")
    ]

    assert len(links) > 40
    assert {page for _, page, _ in links} - {""} <= trees.keys()
    assert [
        (page, anchor)
        for at, page, anchor in links
        if anchor and not trees[page or at].xpath("//*[@id=$id]", id=anchor)
    ] == []


def test_pages_lead_from_one_to_the_next_and_back() -> None:
    found = pages(fragment(SAMPLE), address)
    slug, walked = found[0].slug, [found[0].slug]
    while (at := opened(found, slug)) and at.after:
        slug = at.after.slug
        walked.append(slug)
        back = opened(found, slug)
        assert back
        assert back.before == at.page

    assert walked == [page.slug for page in found]
    assert opened(found, "body-99") is None


def test_what_was_written_stays_text() -> None:
    hostile = Section("</article><script>alert(1)</script> & “so”", "Café\n\n- <b>x</b>")
    report = replace(SAMPLE, appendices=(hostile,))
    tree = parser.fragment_fromstring(pages(fragment(report), address)[-1].html)
    page = opened(pages(fragment(report), address), "appendix-1")

    assert page
    assert page.page.heading == hostile.heading
    assert "Café" in page.page.html
    assert tree.xpath("//script") == []


def test_a_draft_is_read_page_by_page_by_its_readers_and_marked_on_each(
    client: Client, draft: Inspection, inspector: User, force_lead: User
) -> None:
    url = reverse("reports:preview_section", args=[draft.uuid, "body-1"])
    client.force_login(inspector)
    page = client.get(url).text
    assert "Plans were thin." in page
    assert page.count(DRAFT_MARKING) == 2
    assert AuditEvent.objects.about(draft).readings().get().verb == "report.read"
    nowhere = reverse("reports:preview_section", args=[draft.uuid, "body-2"])
    assert client.get(nowhere).status_code == 404
    client.force_login(force_lead)
    assert client.get(url).status_code == 404
