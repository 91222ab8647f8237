"""A published report as everybody reads it in a browser: on a phone, and printed from there."""

from collections.abc import Callable

import pypdfium2
import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from inspection_portal.reports.models import Issue
from tests.journeys.looking import PHONE, assert_sound

pytestmark = [
    pytest.mark.long,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("demonstration"),
]

# Words that begin in one line and end in another, though nothing in them is a place to break.
BROKEN_WORDS = """() => {
    const broken = [], texts = document.createTreeWalker(
        document.querySelector("main article"), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        for (const word of texts.currentNode.data.matchAll(/\\p{L}{4,}/gu)) {
            const range = document.createRange();
            range.setStart(texts.currentNode, word.index);
            range.setEnd(texts.currentNode, word.index + word[0].length);
            const lines = [...range.getClientRects()].map((box) => Math.round(box.top));
            if (new Set(lines).size > 1) broken.push(word[0]);
        }
    }
    return broken;
}"""


@pytest.fixture
def issue(db: None) -> Issue:
    return Issue.objects.get(purpose=Issue.Purpose.PUBLICATION)


@pytest.mark.parametrize("space", ["publications", "publications:welsh"])
def test_no_word_breaks_on_a_phone(
    open_page: Callable[..., Page], issue: Issue, space: str
) -> None:
    address = reverse(f"{space}:section", args=[issue.uuid, "charts"])
    page = open_page(address, viewport={"width": PHONE, "height": 844})
    assert page.evaluate(BROKEN_WORDS) == []
    assert_sound(page)


def test_a_printed_page_says_what_it_is_and_has_no_links_that_lead_on(
    open_page: Callable[..., Page], issue: Issue
) -> None:
    page = open_page(reverse("publications:section", args=[issue.uuid, "body-2"]))
    page.emulate_media(media="print")
    expect(page.get_by_role("complementary", name="Demonstration data")).to_be_visible()
    expect(page.get_by_role("link", name="Summary of this chapter")).to_be_hidden()


def test_a_summary_is_printed_on_two_pages(open_page: Callable[..., Page], issue: Issue) -> None:
    page = open_page(reverse("publications:summary", args=[issue.uuid, "body-2"]))
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(pypdfium2.PdfDocument(printed)) <= 2
