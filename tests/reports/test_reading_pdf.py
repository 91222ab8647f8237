"""A report printed as PDF and read again is the same document; a bad file is one sentence."""

import io
import re
import time
import zlib

import msgspec
import pikepdf
import pytest
from weasyprint import HTML

from inspection_portal.reports import rendering
from inspection_portal.reports.document import Report
from inspection_portal.reports.reading import read
from inspection_portal.reports.rendering import LAYOUTS, NEWEST, markup, weasy
from inspection_portal.reports.transcribing import Unreadable, failures, transcribe
from tests.reports.five import FIVE
from tests.reports.sample import SAMPLE

REPORTS = {**FIVE, "sample": SAMPLE}
# Those that are frozen are printed by `make long`.
EACH_LAYOUT = [
    NEWEST,
    *(pytest.param(each, marks=pytest.mark.long) for each in LAYOUTS if each != NEWEST),
]


def untagged(html: str) -> bytes:
    page = HTML(string=html, base_url=weasy.BASE_URL, url_fetcher=weasy.BundledAssets())
    content: bytes = page.write_pdf()
    return content


@pytest.mark.parametrize("layout", EACH_LAYOUT)
@pytest.mark.parametrize("name", REPORTS)
def test_a_printed_report_is_read_back_from_its_tags(name: str, layout: str) -> None:
    """See ADR 0048 for what a PDF can't carry."""
    report = REPORTS[name]
    reading = read(rendering.pdf(report, layout))
    assert reading.report == report
    assert reading.reviews == ()


def flat(report: Report) -> Report:
    """The report without lists in lists: without tags nothing shows what a list stands in."""
    told = re.sub(
        r"(?:\\n   - [^\\]+)+",
        lambda nested: "\\n" + nested[0].replace("\\n   - ", "\\n- "),
        msgspec.json.encode(report).decode(),
    )
    return msgspec.json.decode(told, type=Report)


@pytest.mark.parametrize("layout", EACH_LAYOUT)
@pytest.mark.parametrize("name", REPORTS)
def test_a_report_without_tags_is_read_by_the_size_of_its_letters(name: str, layout: str) -> None:
    report = REPORTS[name]
    assert read(untagged(markup.html(report, layout))).report == flat(report)


def packed(content: bytes, times: int = 1) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(content) for _ in range(times)), packer.flush()])


def page_with(content: bytes, times: int = 1, **more: object) -> bytes:
    """A PDF of one page with that content stream, so many times over, compressed."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = pdf.make_stream(packed(content, times), Filter=pikepdf.Name.FlateDecode)
    target = io.BytesIO()
    pdf.save(target, **more)  # type: ignore[arg-type]
    return target.getvalue()


WORDS = b"BT /F1 12 Tf 72 700 Td (A line of a report) Tj ET"


def refusal(content: bytes, **bounds: float) -> str:
    with pytest.raises(Unreadable) as refused:
        transcribe(content, **bounds)  # type: ignore[arg-type]
    return str(refused.value)


def test_a_line_is_a_line_with_its_page() -> None:
    assert '<p data-page="1">A line of a report</p>' in transcribe(page_with(WORDS))


def test_a_scan_without_text_is_told() -> None:
    assert refusal(page_with(b"0 0 595 842 re f")) == failures.NO_TEXT


def test_an_encrypted_file_is_told() -> None:
    encryption = pikepdf.Encryption(owner="o", user="secret")
    assert refusal(page_with(WORDS, encryption=encryption)) == failures.ENCRYPTED


@pytest.mark.parametrize("kept", [9, 300, 0.5, 0.9])
def test_a_file_cut_short_is_told(kept: float) -> None:
    content = page_with(WORDS)
    cut = content[: int(kept if kept > 1 else kept * len(content))]
    assert refusal(cut) in (failures.NOT_A_PDF, failures.NO_TEXT)


def test_what_is_no_pdf_is_told() -> None:
    assert refusal(b"%PDF-1.7\nnothing of the kind") == failures.NOT_A_PDF


def test_a_stream_that_unpacks_to_gigabytes_is_stopped() -> None:
    began = time.monotonic()
    told = refusal(page_with(b" " * 1024**2, 600), memory=512 * 1024**2)
    assert told == failures.too_large(512 * 1024**2)
    assert time.monotonic() - began < 20


def test_a_page_that_takes_for_ever_is_stopped() -> None:
    shows = b"BT /F1 12 Tf " + b"(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj " * 200_000 + b"ET"
    assert refusal(page_with(shows), seconds=2) == failures.too_slow(2)


def test_a_word_of_two_megabytes_takes_no_more_than_its_bounds() -> None:
    word = b"BT /F1 12 Tf 72 700 Td (" + b"w" * 2_000_000 + b") Tj ET"
    assert refusal(page_with(word), memory=512 * 1024**2) == failures.too_large(512 * 1024**2)


def test_more_pages_than_any_report_has_are_told() -> None:
    pdf = pikepdf.new()
    for _ in range(failures.MOST_PAGES + 1):
        pdf.add_blank_page(page_size=(10, 10))
    target = io.BytesIO()
    pdf.save(target)
    assert refusal(target.getvalue()) == failures.TOO_LONG


def test_pages_that_all_say_the_same_are_read() -> None:
    pdf = pikepdf.open(io.BytesIO(page_with(WORDS)))
    for _ in range(9):
        pdf.pages.append(pdf.pages[0])
    target = io.BytesIO()
    pdf.save(target)
    assert transcribe(target.getvalue()).count("A line of a report") == 10


def row(y: int, size: int, *cells: tuple[int, str]) -> bytes:
    shown = (f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET" for x, text in cells)
    return " ".join(shown).encode()


def test_cells_of_a_table_are_told_apart_and_numbers_of_headings_are_not() -> None:
    lines = (
        row(780, 20, (72, "2"), (130, "Resources and skills")),
        row(740, 12, (72, "Body"), (250, "Posts"), (400, "Filled")),
        row(720, 12, (72, "The unit reads what came in overnight, and marks what can not wait.")),
        row(690, 12, (72, "1."), (120, "It waits for Monday.")),
    )
    told = transcribe(page_with(b"\n".join(lines)))
    assert "2 Resources and skills" in told
    assert "Body | Posts | Filled" in told
    assert "| It waits" not in told


def test_gaps_hide_neither_the_day_nor_the_contents() -> None:
    title = "An inspection of the London regional response to serious and organised crime"
    lines = (
        row(780, 16, (72, title)),
        row(750, 12, (72, "Published"), (300, "19 May 2023")),
        row(720, 12, (72, "Contents")),
        row(690, 12, (72, "City of London Police"), (500, "3")),
        row(660, 16, (72, "City of London Police")),
        row(
            630, 12, (72, "City of London Police is good at tackling serious and organised crime.")
        ),
    )
    report = read(page_with(b"\n".join(lines))).report
    assert str(report.published_on) == "2023-05-19"
    assert [body.name for body in report.bodies] == ["City of London Police"]
    assert report.introduction == ()


LEFT = (
    "Of eighteen landings that were told the",
    "force, two were looked into. The others",
    "stand in a book at the harbour, and the",
    "book is full.",
)
RIGHT = (
    "Nobody asked for another book. When this",
    "one was full, the harbour office went on",
    "with its calendar.",
)


def column(x: int, lines: tuple[str, ...]) -> bytes:
    return b"\n".join(row(700 - 15 * n, 12, (x, line)) for n, line in enumerate(lines))


def test_columns_are_read_one_after_the_other() -> None:
    heading = row(760, 18, (72, "Boats are met by nobody"))
    below = row(600, 12, (72, "The office has a calendar, and in winter it writes on the back."))
    told = transcribe(page_with(b"\n".join((heading, column(72, LEFT), column(320, RIGHT), below))))
    left, right = " ".join(LEFT), " ".join(RIGHT)
    assert f">{left}<" in told
    assert f">{right}<" in told
    assert told.index(left) < told.index(right) < told.index("The office has")


def test_a_running_head_may_be_larger_than_the_text() -> None:
    heads = row(800, 14, (72, "Regional response"))
    words = (
        "Boats come in by night and are met by nobody.",
        "They go again before it is light.",
        "In the morning there is nothing to be seen.",
        "So nobody looks.",
    )
    pages = [heads + b"\n" + row(700, 12, (72, word)) for word in words]
    pdf = pikepdf.new()
    for page in pages:
        pdf.pages.extend(pikepdf.open(io.BytesIO(page_with(page))).pages)
    target = io.BytesIO()
    pdf.save(target)
    told = transcribe(target.getvalue())
    assert "Regional response" not in told
    assert all(word in told for word in words)
