import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pypdfium2
import pytest
import time_machine

from inspection_portal.reports import rendering
from inspection_portal.reports.rendering import Hearing
from tests.reports.sample import BARE, DRAFT, SAMPLE, SEROCU, SURREY

MARKING = "DRAFT – OFFICIAL-SENSITIVE"


# Enough to have every kind of page, and soon made.
SHORT = replace(SAMPLE, bodies=SAMPLE.bodies[:1])


@pytest.fixture(scope="module")
def published() -> bytes:
    return rendering.pdf(SAMPLE)


@pytest.fixture(scope="module")
def draft() -> bytes:
    return rendering.pdf(replace(DRAFT, bodies=SHORT.bodies))


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def pages(content: bytes) -> list[str]:
    """The text of each page, on one line."""
    document = pypdfium2.PdfDocument(content)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    return [re.sub(r"\s+", " ", text.replace("\ufffe", "-")) for text in texts]


def outline(content: bytes) -> list[tuple[int, str, int]]:
    """Level, label and page (from 1) of each bookmark."""
    document = pypdfium2.PdfDocument(content)
    marks = [(mark, mark.get_dest()) for mark in document.get_toc()]
    return [(mark.level, mark.get_title(), dest.get_index() + 1) for mark, dest in marks if dest]


def structure(content: bytes) -> list[str]:
    """The types of all structure elements, in reading order."""

    def walk(element: pikepdf.Object) -> list[str]:
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            return []
        return [str(element.S), *(name for child in element.K for name in walk(child))]

    with opened(content) as file:
        return [name for root in file.Root.StructTreeRoot.K for name in walk(root)]


def fonts(content: bytes) -> dict[str, bool]:
    """Each font by its name without the subset's mark, and whether it is embedded."""
    with opened(content) as file:
        used = [font for page in file.pages for font in page.Resources.Font.values()]
        return {
            str(font.BaseFont).partition("+")[2]: "/FontFile2"
            in font.DescendantFonts[0].FontDescriptor
            for font in used
        }


def test_says_what_it_is_to_assistive_technology(published: bytes) -> None:
    file = opened(published)

    assert str(file.Root.Lang) == "en-GB"
    assert str(file.docinfo.Title) == SAMPLE.title
    assert bool(file.Root.MarkInfo.Marked)
    assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
    assert file.open_metadata()["pdfuaid:part"] == "1"


def test_is_tagged_from_the_title_to_the_table_cells(published: bytes) -> None:
    types = structure(published)

    assert types.count("/H1") == 1
    assert {"/H2", "/H3", "/H4", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Link"} <= set(types)


def test_outline_leads_to_chapters_questions_and_findings(published: bytes) -> None:
    marks = outline(published)
    texts = pages(published)

    assert [label for level, label, _ in marks if level == 0] == [
        "Contents",
        "Findings at a glance",
        "Recommendations",
        "The region in figures",
        "Introduction",
        "Regional findings",
        *(body.name for body in SAMPLE.bodies),
        *(appendix.heading for appendix in SAMPLE.appendices),
        "Method and data notes",
        "Words in this report",
    ]
    labels = {label for _, label, _ in marks}
    assert labels >= {finding.heading for finding in SAMPLE.findings()}
    assert [label for _, label, page in marks if label not in texts[page - 1]] == []


def test_contents_print_the_page_of_each_chapter(published: bytes) -> None:
    contents = " ".join(pages(published)[1:3])
    chapters = [(label, page) for level, label, page in outline(published) if level == 0]

    missing = [(label, page) for label, page in chapters[1:] if f"{page} {label}" not in contents]
    assert missing == []


def test_text_can_be_searched(published: bytes) -> None:
    text = " ".join(pages(published))
    sentences = [r.text for finding in SAMPLE.findings() for r in finding.recommendations]

    assert [sentence for sentence in sentences if sentence not in text] == []
    assert f"{SEROCU} is good at tackling serious and organised crime." in text


def test_pages_are_numbered_and_headed(published: bytes) -> None:
    texts = pages(published)

    assert "Page" not in texts[0]
    for number, text in enumerate(texts[1:], start=2):
        assert f"Page {number} of {len(texts)}" in text
        assert "South East: inspection report" in text
    [opening] = [page for _, label, page in outline(published) if label == SURREY]
    assert texts[opening].count(SURREY) == 1


def test_draft_is_marked_at_the_top_and_bottom_of_every_page(draft: bytes) -> None:
    assert [text.count(MARKING) for text in pages(draft)] == [2] * len(pages(draft))


def test_published_report_carries_no_marking(published: bytes) -> None:
    assert not any("DRAFT" in text for text in pages(published))


def test_demonstration_data_is_named_on_every_page(published: bytes) -> None:
    assert all("Demonstration data" in text for text in pages(published))


def test_real_data_is_not_called_demonstration() -> None:
    real = rendering.pdf(replace(SHORT, demonstration=False))

    assert not any("Demonstration data" in text for text in pages(real))


def test_fonts_are_the_bundled_ones_and_embedded(published: bytes) -> None:
    assert fonts(published) == {"Atkinson": True, "Atkinson-Bold": True, "Atkinson-Italic": True}


def test_welsh_letters_are_in_the_bundled_font() -> None:
    welsh = fonts(rendering.pdf(replace(BARE, title="Dŵr, tŷ ac ŵy")))

    assert {name.split("-")[0] for name in welsh} == {"Atkinson"}


def test_same_report_gives_the_same_bytes_in_other_processes_at_other_times() -> None:
    with time_machine.travel(datetime(2031, 5, 4, tzinfo=UTC)):
        here = rendering.pdf(SHORT)
    heard: list[int] = []
    hearing = Hearing(on_progress=lambda percent, words: heard.append(percent))

    assert rendering.pdf_in_child(SHORT, hearing=hearing) == here
    assert rendering.pdf_in_child(SHORT) == here
    assert heard == sorted(set(heard))
    assert heard[0] < 20
    assert heard[-1] > 90


def test_dates_are_those_of_publication(published: bytes, draft: bytes) -> None:
    assert str(opened(published).docinfo.CreationDate).startswith("D:20240830")
    assert "/CreationDate" not in opened(draft).docinfo
    assert "/Author" not in opened(published).docinfo


def test_identifier_is_the_hash_of_the_content(published: bytes) -> None:
    assert str(opened(published).trailer.ID[0]) == rendering.content_hash(SAMPLE)


def test_corrected_issue_says_that_it_replaces_the_first() -> None:
    corrected = pages(rendering.pdf(replace(BARE, issue=2)))

    assert "2, which replaces all earlier issues" in corrected[0]


def test_empty_report_still_prints() -> None:
    assert BARE.title in pages(rendering.pdf(BARE))[0]
