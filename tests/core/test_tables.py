"""Tables as files: they say for which day they are right and how to keep them, and run nothing."""

import csv
import re
import zipfile
from collections.abc import Iterable
from datetime import date
from io import BytesIO, StringIO

import pytest
from lxml import etree

from inspection_portal.core.tables import LONGEST, Cell, Stamp, as_typed, csv_lines, plain, workbook

STAMP = Stamp(date(2026, 3, 2), "OFFICIAL-SENSITIVE")
HEADINGS = [("Body", 30), ("Due", 12)]
SHEET = "xl/worksheets/sheet1.xml"


def parts(*rows: Iterable[Cell], stamp: Stamp = STAMP) -> dict[str, str]:
    content = b"".join(workbook("Register", HEADINGS, rows, stamp))
    archive = zipfile.ZipFile(BytesIO(content))
    return {name: archive.read(name).decode() for name in archive.namelist()}


def sheet(*rows: Iterable[Cell]) -> etree._Element:
    return etree.fromstring(parts(*rows)[SHEET].encode())


def texts(*rows: Iterable[Cell]) -> list[list[str]]:
    found = sheet(*rows).iterfind(".//{*}row")
    return [["".join(cell.itertext()) for cell in row] for row in found]


def test_a_csv_is_stamped_on_every_row() -> None:
    lines = "".join(csv_lines(["Body", "Due"], [["Kent", date(2026, 5, 1)], ["BTP", None]], STAMP))
    assert list(csv.reader(StringIO(lines.removeprefix("\ufeff")))) == [
        ["Body", "Due", "As at", "Marking"],
        ["Kent", "2026-05-01", "2026-03-02", "OFFICIAL-SENSITIVE"],
        ["BTP", "", "2026-03-02", "OFFICIAL-SENSITIVE"],
    ]


def test_a_csv_may_go_without_a_stamp() -> None:
    assert "".join(csv_lines(["Body"], [["Kent"]])) == "\ufeffBody\r\nKent\r\n"


def test_a_workbook_is_stamped_on_every_row_as_well() -> None:
    # Excel's numbers of the days.
    assert texts(["Kent", date(2026, 5, 1)]) == [
        ["Body", "Due", "As at", "Marking"],
        ["Kent", "46143", "46083", "OFFICIAL-SENSITIVE"],
    ]


def test_a_printed_page_has_the_marking_above_and_below() -> None:
    page = sheet().find("{*}headerFooter")
    assert page is not None
    above, below = (page.findtext(f"{{*}}odd{end}") or "" for end in ("Header", "Footer"))
    assert above == "&COFFICIAL-SENSITIVE"
    assert below == "&LAs at 2 March 2026&COFFICIAL-SENSITIVE&R&P of &N"


def test_an_ampersand_in_a_marking_prints_as_one() -> None:
    page = parts(stamp=Stamp(date(2026, 3, 2), "Official & closed"))[SHEET]
    assert "<oddHeader>&amp;COFFICIAL &amp;&amp; CLOSED</oddHeader>" in page


def test_nothing_in_a_workbook_is_hidden_or_named_after_anybody() -> None:
    everything = parts(["Kent", None])
    assert [name for name in everything if "sheets/" in name] == [SHEET]
    assert not [name for name in everything if re.search("comment|cache|external|custom", name)]
    assert not re.search("hidden|definedName", "".join(everything.values()))
    assert "<dc:creator></dc:creator>" in everything["docProps/core.xml"]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "<r></r>",
        "<r>\n</r>",
        "<r></is></c><c><f>1+1</f></c></r>",
        '<r><t>a</t></r><c t="str"><f>HYPERLINK("http://example.org")</f></c><r></r>',
    ],
)
def test_whatever_is_typed_is_text_in_a_workbook(text: str) -> None:
    found = sheet([text, None])
    assert found.find(".//{*}f") is None
    assert texts([text, None])[1][0] == text


@pytest.mark.parametrize("text", ["x" * 40_000, "😀" * 20_000, f"<r>{'😀' * 20_000}</r>"])
def test_a_cell_holds_as_much_as_excel_takes(text: str) -> None:
    (_, (written, *_)) = texts([text, None])
    assert text.startswith(written)
    assert len(written.encode("utf-16-le")) // 2 in (LONGEST, LONGEST - 1)


@pytest.mark.parametrize("text", ["=1", "'=1", "''=1", "'", "'a'", "a", "", " -1", "\t", "'\n"])
def test_what_was_typed_can_be_told_from_what_is_written(text: str) -> None:
    assert as_typed(plain(text)) == text
