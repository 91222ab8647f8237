"""What workers take as one piece, and in which order."""

import pytest

from inspection_portal.local.pytest_sharing import piece, rank


@pytest.mark.parametrize(
    ("nodeid", "expected"),
    [
        ("tests/access/test_table.py::test_codes[auditor]", "tests/access/[auditor]"),
        ("tests/access/test_leaks.py::test_no_outsider[auditor]", "tests/access/[auditor]"),
        ("tests/access/test_table.py::test_codes[hmi]", "tests/access/[hmi]"),
        ("tests/access/test_table.py::test_every_route", "tests/access/test_table.py"),
        ("tests/core/test_audit.py::test_line[auditor]", "tests/core/test_audit.py"),
        ("tests/core/test_audit.py::TestLine::test_line", "tests/core/test_audit.py"),
    ],
)
def test_a_piece_is_a_file_or_all_of_one_role(nodeid: str, expected: str) -> None:
    assert piece(nodeid) == expected


def test_the_longest_come_first() -> None:
    core, reports = "tests/core/test_audit.py::test_a", "tests/reports/test_pdf.py::test_a"
    access, browser = "tests/access/test_leaks.py::test_a", "tests/journeys/test_look.py::test_a"
    tests = sorted(
        [core, reports, access, browser],
        key=lambda nodeid: rank(nodeid, needs_browser=nodeid == browser),
    )
    assert tests == [browser, access, reports, core]
