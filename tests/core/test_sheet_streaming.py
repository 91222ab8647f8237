"""Tables read row by row: the same of them is taken and refused as of those that are held."""

import re
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from time import monotonic

import pytest

from inspection_portal.core.sheets import Column, Problem, SheetRefused, Stream, read, stream
from inspection_portal.core.sheets.raw import Flaw
from tests.core.sheet_corpus import (
    CASES,
    COLUMNS,
    ROW,
    Case,
    added,
    cell,
    csv,
    entries_of_5_mb,
    of_part,
    row,
    sharing,
    stored,
    with_sheet,
)

# What cells mean is said by who reads them (23, 26, 28, 40 to 46); other limits hold for long files
# (3, 4, 10, 14, 37, 47); a line is told without a place in it (31); none is no table (2); columns
# without a heading are not looked for (35).
OTHERWISE = {2, 3, 4, 10, 14, 23, 26, 28, 31, 35, 37, 40, 41, 42, 43, 46, 47}
ALSO_OTHERWISE = {"25-utf-16-without-mark"}
# Files of which as much is read as the limits allow: seconds each.
LARGE = {3, 4, 10, 14, 43, 47}


def sentences(table: Stream) -> Sequence[str]:
    """What is wrong with rows and cells."""
    found: list[str] = []
    for _, values in table.rows:
        if isinstance(values, Problem):
            found.append(values.sentence)
        else:
            found += [each.sentence for each in values if isinstance(each, Flaw)]
    return found


def opened(content: bytes, name: str = "t.csv") -> Stream:
    return stream(name, BytesIO(content), COLUMNS)


def corpus() -> Iterator[object]:
    for case in CASES:
        marks = [pytest.mark.long] if case.number in LARGE else []
        yield pytest.param(case, id=str(case), marks=marks)


@pytest.mark.parametrize("case", [*corpus()])
def test_the_corpus_of_hostile_files(case: Case) -> None:
    try:
        table = opened(case.content(), case.name)
        wrong, notes = sentences(table), tuple(table.notes)
    except SheetRefused as refusal:
        wrong, notes = [str(refusal)], ()
    if case.number not in OTHERWISE and str(case) not in ALSO_OTHERWISE:
        assert bool(wrong) is bool(case.refused)
        assert notes == case.notes or case.refused
        for expected, said in zip(case.refused[:1], wrong, strict=False):
            assert said in expected or expected in said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_rows_have_the_numbers_and_values_of_a_table_that_is_held(encoding: str, end: str) -> None:
    comment = f'"é ""two""{end}lines"'
    content = csv(row(comment=comment), [""] * 5, row(), end=end).decode().encode(encoding)
    held = read("t.csv", content, COLUMNS).rows
    table = opened(content)
    assert [(number, list(values)) for number, values in table.rows] == [  # type: ignore[arg-type]
        (each.number, list(each.cells.values())) for each in held
    ]


def test_a_mistake_in_one_row_is_told_of_that_row() -> None:
    content = csv(row()) + b"a,b\r\n" + csv(row()).split(b"\r\n")[1]
    (first, _), (second, wrong), (third, _) = opened(content).rows
    assert (first, second, third) == (2, 3, 4)
    assert isinstance(wrong, Problem)


@pytest.mark.parametrize(
    ("rest", "sentence"),
    [
        (b'"open,' + b"x\r\n" * 5_000, "A quotation mark opened on line 3 is never closed."),
        (b'"open', "A quotation mark opened on line 3 is never closed."),
        (b"x" * 2_000_000, "The row that begins on line 3 is too long."),
        (b'"' + b"x" * 200_000 + b'"', "The row that begins on line 3 is too long."),
        (b'"open,' + b"x\r\n" * 500_000, "The row that begins on line 3 is too long."),
        (b'"\n",' * 400_000, "The row that begins on line 3 is too long."),
        (b"," * 1_000, "The row that begins on line 3 has more than 1,000 columns. Delete the"),
        (b"caf\xe9,", "The file is not UTF-8 (byte 0xE9, line 3)."),
        (b"\r\n\r\ncaf\xe9,", "The file is not UTF-8 (byte 0xE9, line 5)."),
    ],
)
def test_what_ends_the_reading_says_on_which_line(rest: bytes, sentence: str) -> None:
    with pytest.raises(SheetRefused, match=re.escape(sentence)):
        list(opened(csv(row()) + rest).rows)


def test_a_text_of_thousands_of_lines_is_read() -> None:
    narrative = "It went on.\n" * 3_000
    content = csv(row(comment=f'"{narrative}"'), row())
    (_, first), (_, second) = opened(content).rows
    assert (first[-1], second[-1]) == (narrative, "Train them")  # type: ignore[index]


TEXT_IN_PIECES = f'<row>{"".join(map(cell, ROW[:4]))}<c t="inlineStr"><is>{{}}</is></c></row>'


def test_a_cell_of_very_many_pieces_is_read_in_their_time() -> None:
    """Adding each to what was there takes minutes: all of it is copied for every piece."""
    content = stored(with_sheet(TEXT_IN_PIECES.format("<t>ab</t>" * 1_000_000)))
    began = monotonic()
    ((_, values),) = opened(content, "t.xlsx").rows
    assert monotonic() - began < 20
    assert 20_000 < len(values[-1]) < 200_000  # type: ignore[index]


def test_a_cell_of_several_pieces_says_them_all() -> None:
    content = with_sheet(TEXT_IN_PIECES.format("<r><t>Train_x000</t></r><r><t>A_them</t></r>"))
    ((_, values),) = opened(content, "t.xlsx").rows
    assert values[-1] == "Train\nthem"  # type: ignore[index]


TOO_MUCH: dict[str, Callable[[], bytes]] = {
    "too many elements": lambda: stored(with_sheet("<c/>" * 8_100_000)),
    "too much unpacked": lambda: stored(added("xl/a.xml", content=bytes(53_000_000))),
    "strings of wide letters": lambda: sharing(f"<si><t>{'x' * 5_000}😀</t></si>" * 9_000),
    "a list of a hundred thousand": entries_of_5_mb,
    "sheets": lambda: of_part("workbook", '<sheet name="A"/>' * 60_000),
    "formats": lambda: of_part("styles", f'<numFmt formatCode="{"0" * 1_000}"/>' * 1_100),
}


@pytest.mark.parametrize(
    "what",
    [
        pytest.param(what, marks=[pytest.mark.long] if "elements" in what else [])
        for what in TOO_MUCH
    ],
)
def test_a_workbook_of_too_much_is_to_be_saved_as_csv(what: str) -> None:
    with pytest.raises(SheetRefused, match="Save the sheet as CSV UTF-8 and upload that"):
        list(opened(TOO_MUCH[what](), "t.xlsx").rows)


def test_lines_are_read_across_the_pieces_of_a_file() -> None:
    content = csv(*(row(comment=f"é{number}") for number in range(40_000)))
    rows = [(number, values[-1]) for number, values in opened(content).rows]  # type: ignore[index]
    assert rows[-1] == (40_001, "é39999")
    assert all(later == earlier + 1 for (earlier, _), (later, _) in pairwise(rows))


def test_columns_are_those_that_were_found_with_their_letters() -> None:
    wanted = (Column("B", ("bee",)), Column("A"), Column("C", required=False))
    table = stream("t.csv", BytesIO(b"a,x,BEE\n1,2,3"), wanted)
    assert [(column.heading, letter) for column, letter in table.columns] == [
        ("A", "A"),
        ("B", "C"),
    ]
    assert list(table.rows) == [(2, ["1", "3"])]
    assert table.notes == ["Columns that are not known were not read: B (“x”)."]
