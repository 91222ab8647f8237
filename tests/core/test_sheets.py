"""Uploaded tables are read whole, or refused in exact words: each kind of hostile file, and any."""

import pytest

from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.sheets import Problem, Row, Sheet, SheetRefused, read
from inspection_portal.core.sheets.cells import as_code, as_date, one_of
from tests.core.sheet_corpus import CASES, COLUMNS, Case

MEANINGS = {
    "Reference": as_code,
    "Force": lambda text: one_of(text, {"WMP": 1, "Kent": 2}),
    "Due date": as_date,
    "Status": lambda text: one_of(text, {"In progress": "progress", "Complete": "complete"}),
}


def problems(row: Row) -> list[Problem]:
    found = []
    for heading, meaning in MEANINGS.items():
        try:
            meaning(row[heading])
        except RuleBroken as refusal:
            found.append(row.problem(heading, refusal))
    return found


def understood(case: Case) -> Sheet:
    """As an import of a tracker reads it: every cell of it means something."""
    sheet = read(case.name, case.content(), COLUMNS)
    found = [problem for row in sheet.rows for problem in problems(row)]
    if found:
        raise SheetRefused(*found)
    return sheet


# Of the list of hostile inputs; those between are no tables, and 39 and 44 are of what is stored.
NUMBERS = {*range(1, 11), *(12, 13, 14, 16, 17, 18, 21, 23, 25, 26, 28), *range(30, 33)}
NUMBERS |= {*range(34, 39), *range(40, 44), *range(46, 49)}


def cases(*, refused: bool) -> pytest.MarkDecorator:
    """One test for each file that is refused, or for each that is read."""
    found = [pytest.param(case, id=str(case)) for case in CASES if bool(case.refused) is refused]
    return pytest.mark.parametrize("case", found)


@cases(refused=True)
def test_refused_with_what_to_do(case: Case) -> None:
    with pytest.raises(SheetRefused) as refusal:
        understood(case)
    assert tuple(map(str, refusal.value.problems)) == case.refused


@cases(refused=False)
def test_read_with_what_was_left_aside(case: Case) -> None:
    sheet = understood(case)
    assert sheet.rows
    assert sheet.notes == case.notes


def test_the_corpus_has_every_kind_of_hostile_table() -> None:
    assert {case.number for case in CASES} == NUMBERS
