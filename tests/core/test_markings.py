"""What is marked above OFFICIAL-SENSITIVE is found in whatever form people write it."""

import pytest

from findings.sources import names_a_person
from inspection_portal.core.markings import above_in, above_in_lines, above_in_name


@pytest.mark.parametrize(
    "text",
    [
        "SECRET",
        "Secret",
        "TOP SECRET",
        "TOPSECRET",
        "UK SECRET",
        "TOP SECRET STRAP 2",
        "SECRET - UK EYES ONLY",
        "**SECRET**",
        "# Top secret",
        "Marking: secret",
        "First line.\n\n  SECRET  \n\nLast line.",
        "SECRET: a source tells of a plan.",
        "ＳＥＣＲＥＴ",
        "SEC\u200bRET",
        "TS",
        "S//UK EYES ONLY",
        "(S) A source tells of a plan.",
        "(TS/SI) A source tells of a plan.",
    ],
)
def test_found_in_a_text(text: str) -> None:
    assert above_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "OFFICIAL-SENSITIVE",
        "The plan is an open secret.",
        "Secret recordings were made by the unit.",
        "It is not marked SECRET.",
        "SECRETARIAT",
        "Sussex",
        "(s) small letter",
    ],
)
def test_not_found_in_a_text(text: str) -> None:
    assert above_in(text) is None


def test_in_a_file_a_letter_alone_means_nothing() -> None:
    assert above_in_lines("size\nS\nTS\nM") is None
    assert above_in_lines("a,b\nTOP SECRET\n1,2") == "TOP SECRET"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("SECRET notes.pdf", True),
        ("secret-notes.pdf", True),
        ("notes_SECRET.pdf", True),
        ("TOP_SECRET.docx", True),
        ("TS notes.pdf", True),
        ("secretariat.pdf", False),
        ("the secret garden.pdf", False),
        ("TSG plan.pdf", False),
    ],
)
def test_found_in_a_file_name(name: str, found: bool) -> None:
    assert bool(above_in_name(name)) is found


@pytest.mark.parametrize(
    ("role", "named"),
    [
        ("Neighbourhood sergeant", False),
        ("DI, serious and organised crime", False),
        ("Dr of the unit", False),
        ("Mr Example", True),
        ("Chief officer, Dame Example", True),
        ("sergeant@example.org", True),
        ("PC 1234", True),
    ],
)
def test_names(role: str, named: bool) -> None:
    assert names_a_person(role) is named
