"""What honest tables say: every form in which programs write them, and what comes back."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection_portal.core.sheets import Limits, Problem, SheetRefused, read, shown
from inspection_portal.core.sheets.parts import shows_date
from inspection_portal.core.sheets.raw import letters
from inspection_portal.core.tables import Stamp, csv_lines, workbook
from tests.core.sheet_corpus import (
    COLUMNS,
    HEADINGS,
    ROW,
    altered,
    book,
    cells,
    csv,
    row,
    unpacked,
    with_sheet,
)

STAMP = Stamp(date(2026, 3, 2), "OFFICIAL")
STAMPED = ("Columns that are not known were not read: F (“As at”), G (“Marking”).",)


def values(content: bytes, name: str = "t.xlsx") -> list[list[str]]:
    return [[row[heading] for heading in HEADINGS] for row in read(name, content, COLUMNS).rows]


def as_csv(rows: Iterable[Iterable[str]]) -> tuple[str, bytes]:
    return "t.csv", "".join(csv_lines(HEADINGS, rows, STAMP)).encode()


def as_workbook(rows: Iterable[Iterable[str]]) -> tuple[str, bytes]:
    headings = [(heading, 20) for heading in HEADINGS]
    return "t.xlsx", b"".join(workbook("Tracker", headings, rows, STAMP))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_of_any_dialect(delimiter: str, end: str, encoding: str) -> None:
    quoted = f'"one{delimiter} ""two""{end}three"'
    content = csv(row(comment=quoted), ROW, delimiter=delimiter, end=end).decode()
    first = row(comment=f'one{delimiter} "two"{end}three')
    assert values(content.encode(encoding), "t.csv") == [first, ROW]


def test_delimiters_inside_quoted_headings_do_not_count() -> None:
    quoted = csv(ROW, delimiter=";").replace(b"Comment", b'"No,,tes"')
    assert values(quoted, "t.csv") == [ROW]


def test_the_last_line_needs_no_end() -> None:
    assert values(csv(ROW)[:-2], "t.csv") == [ROW]


def test_rows_are_numbered_as_in_a_spreadsheet() -> None:
    content = b"\n" + csv(row(comment='"two\nlines"'), end="\n") + b"\n\n" + csv(ROW)[41:]
    assert [row.number for row in read("t.csv", content, COLUMNS).rows] == [3, 6]


def test_an_apostrophe_that_makes_a_formula_text_is_not_part_of_it() -> None:
    typed = [row(comment=text) for text in ("'=1+1", "''=1+1", "'quoted'")]
    said = [row[-1] for row in values(csv(*typed), "t.csv")]
    assert said == ["=1+1", "'=1+1", "'quoted'"]


def test_numbers_are_as_short_as_they_can_be() -> None:
    content = book([8840, 0.1, 1e20, 1.50, -3])
    assert values(content) == [["8840", "0.1", "1e+20", "1.5", "-3"]]


def test_a_value_is_read_as_it_shows() -> None:
    content = with_sheet(
        '<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="d"><v>2025-12-31T00:00:00</v></c>'
        '<c t="str"><v>a_x000A_b</v></c>'
        '<c t="inlineStr"><is><r><t>Train </t></r><r><t>them</t></r><rPh><t>no</t></rPh></is></c>'
        "</row>"
    )
    assert values(content) == [["TRUE", "FALSE", "2025-12-31", "a\nb", "Train them"]]


def test_strings_that_cells_share_leave_out_how_they_are_pronounced() -> None:
    spoken = '<r><t>Train</t></r><r><t> all</t></r><rPh sb="0"><t>no</t></rPh>'
    content = altered(book(ROW), "xl/sharedStrings.xml", "<t>Train them</t>", spoken)
    assert values(content) == [row(comment="Train all")]


def test_prefixes_of_names_do_not_matter() -> None:
    content = book(ROW)
    text = unpacked(content)["xl/worksheets/sheet1.xml"].decode()
    whole = text[text.index("<worksheet") :]
    prefixed = whole.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    prefixed = prefixed.replace("<x:worksheet xmlns=", "<x:worksheet xmlns:x=")
    assert values(altered(content, "xl/worksheets/sheet1.xml", whole, prefixed)) == [ROW]


def test_dates_on_the_other_calendar() -> None:
    days = row()
    days[2] = date(2025, 12, 31)  # type: ignore[call-overload]
    content = book(days)
    of_1904 = altered(content, "xl/workbook.xml", "<workbookPr ", '<workbookPr date1904="1" ')
    assert values(content)[0][2] == "2025-12-31"
    assert values(of_1904)[0][2] == "2030-01-01"


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        *[("dd/mm/yyyy", True), ("[$-809]d mmm yyyy;@", True), ("mmm\\ yy", True), ("h:mm", True)],
        *[("General", False), ('0 "days"', False), ("[Red]0.00", False), ("0.00E+00", False)],
        *[("#,##0_d", False), ("@", False), ("0\\d", False)],
    ],
)
def test_which_formats_show_dates(code: str, is_date: bool) -> None:
    assert shows_date("164", {"164": code}) is is_date


@pytest.mark.parametrize("number", ["14", "22", "47"])
def test_formats_of_dates_that_are_built_in(number: str) -> None:
    assert shows_date(number, {})


@pytest.mark.parametrize(
    ("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (16_383, "XFD")]
)
def test_columns_are_called_as_in_a_spreadsheet(place: int, name: str) -> None:
    assert letters(place) == name


def test_limits_are_the_callers() -> None:
    few = Limits(rows=1, columns=5, characters=12)
    with pytest.raises(SheetRefused, match="more than 1 rows"):
        read("t.csv", csv(ROW, ROW), COLUMNS, few)
    with pytest.raises(SheetRefused, match="longer than 12 characters"):
        read("t.csv", csv(row(comment="thirteen char")), COLUMNS, few)


def test_many_problems_are_counted_and_the_first_hundred_listed() -> None:
    rows = [row(comment="a\x07")] * 150
    with pytest.raises(SheetRefused, match=r"^150 things need mending. Row 2, ") as refusal:
        read("t.xlsx", book(*rows), COLUMNS)
    assert len(refusal.value.problems) == 100


def test_a_problem_says_where_it_is() -> None:
    (found,) = read("t.csv", csv(ROW), COLUMNS).rows
    assert found.problem("Status", "Type another.") == Problem(
        "Type another.", row=2, column="D", heading="Status", value="In progress"
    )


# What comes back

letter = st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\t\r\n'=+-@\"<>&;,_x")
tricky = st.sampled_from(["<r></r>", "<r><t>a</t></r>", "_x0041_", "'=1", "\ufffe", "a\r\nb"])
text = st.text(letter, max_size=30) | tricky
cell = text.filter(lambda text: bool(text.strip()) or not text)
row_of_cells = st.tuples(cell.filter(bool), cell, cell, cell, cell).map(list)


@pytest.mark.parametrize("write", [as_csv, as_workbook])
@given(rows=st.lists(row_of_cells, min_size=1, max_size=5))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_what_is_exported_reads_as_it_was(
    write: Callable[[Any], tuple[str, bytes]], rows: list[list[str]]
) -> None:
    name, content = write(rows)
    sheet = read(name, content, COLUMNS)
    assert [[row[heading] for heading in HEADINGS] for row in sheet.rows] == rows
    assert sheet.notes == STAMPED


@given(st.text())
@settings(max_examples=100, deadline=None, derandomize=True)
def test_whatever_is_shown_prints(text: str) -> None:
    assert shown(text).isprintable()


def said_by(name: str, content: bytes) -> list[str]:
    """What a person reads of the file, whether it is refused or not. Nothing else is raised."""
    try:
        sheet = read(name, content, COLUMNS)
    except SheetRefused as refusal:
        return [str(refusal), *map(str, refusal.problems)]
    return list(sheet.notes)


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx", "t.txt"])
@given(
    start=st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", csv(ROW), book(ROW)]),
    content=st.binary(max_size=300) | st.text(max_size=100).map(str.encode),
)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_any_bytes_are_read_or_refused_in_words_that_are_safe_to_show(
    name: str, start: bytes, content: bytes
) -> None:
    assert all(sentence.isprintable() for sentence in said_by(name, start + content))


markup = st.sampled_from(
    ["<c>", "</c>", '<c r="B2">', '<c t="s">', "<v>1</v>", "<f/>", "<row>", "</row>", "<row/>", "&"]
) | st.text(max_size=5)


@given(st.lists(markup, max_size=20).map("".join))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_any_markup_likewise(text: str) -> None:
    sheet = altered(
        with_sheet(""), "xl/worksheets/sheet1.xml", "</sheetData>", f"{text}</sheetData>"
    )
    assert all(sentence.isprintable() for sentence in said_by("t.xlsx", sheet))


def test_rows_of_markup_are_read() -> None:
    assert values(with_sheet(cells(*ROW))) == [ROW]
