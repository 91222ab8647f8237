"""Cells of extracts that no table could hold, and those that look like others."""

import pytest

from disruptions.models import Assessment, Disruption, Threat
from forces.models import Body
from inspection_portal.core.models import User
from inspection_portal.core.tables import Stamp, workbook
from tests.core.sheet_corpus import packed, unpacked
from tests.disruptions.extract_files import HEADINGS
from tests.disruptions.test_extracts import TAKEN, THREATS, line, run, table

pytestmark = pytest.mark.django_db
# What a character of a workbook is typed as until it is put in its place.
PLACEHOLDER = "QQQ"
SHEET = "xl/worksheets/sheet1.xml"
FORBIDDEN = "This has a forbidden character (U+{:04X}). Remove it."
CELLS = {
    "lead": "{}Border Force",
    "agency": "Nor{}th",
    "category": "Major{}",
    "moderation": "Mod{}erated",
    "event": "{}2026-01-05",
    "narrative": "A ra{}id.",
    "evidence": "{}",
}
CONTROLS = ("\0", "\x1f", "\x7f", "\x85")


def wrong(threat: Threat, *letters: str) -> list[str]:
    """A row for each of the letters in each cell."""
    return [
        line(threat, **{name: cell.format(letter)})
        for name, cell in CELLS.items()
        for letter in letters
    ]


def test_a_control_character_is_told_in_a_sentence(threat: Threat, inspector: User) -> None:
    extract = run(table(line(threat, reference="D2"), *wrong(threat, *CONTROLS)), inspector)
    told = [FORBIDDEN.format(ord(each)) for _ in CELLS for each in CONTROLS]
    assert [reason for *_, reason in extract.first] == told
    assert Disruption.objects.get().reference == "D2"


def test_half_a_letter_of_a_workbook_is_told_in_a_sentence(threat: Threat, inspector: User) -> None:
    rows = [each.split(",") for each in (line(threat, reference="D2"), *wrong(threat, PLACEHOLDER))]
    headings = [(heading, 20) for heading in HEADINGS]
    made = b"".join(workbook("Disruptions", headings, rows, Stamp(TAKEN, "OFFICIAL")))
    parts = unpacked(made)
    parts[SHEET] = parts[SHEET].replace(PLACEHOLDER.encode(), b"_xD800_")
    extract = run(packed(parts), inspector, name="june.xlsx")
    assert [reason for *_, reason in extract.first] == [FORBIDDEN.format(0xD800) for _ in CELLS]
    assert Disruption.objects.get().reference == "D2"


def test_no_word_has_a_letter_that_is_not_seen(threat: Threat, inspector: User) -> None:
    body, unseen = str(threat.body), "\u202e\u200b\ufeff\u00ad\u2066"
    words = {"lead": body, "agency": body, "category": "Major", "moderation": "Moderated"}
    rows = [
        line(threat, **{name: f"{word[:2]}{each}{word[2:]}"})
        for name, word in {**words, "event": "2026-01-05"}.items()
        for each in unseen
    ]
    extract = run(table(*rows), inspector)
    told = [FORBIDDEN.format(ord(each)) for each in unseen] * 5
    assert [reason for *_, reason in extract.first] == told


def test_a_text_may_have_any_letter_and_a_name_any_space(threat: Threat, inspector: User) -> None:
    told = "Пять раз\u200d.\u00a0A\ttab."
    name = str(threat.body).replace(" ", "\u00a0")
    assert run(table(line(threat, narrative=told, agency=name)), inspector).counts["new"] == 1
    assert Disruption.objects.get().narrative == told


def test_a_score_has_two_places_at_most(force: Body, inspector: User) -> None:
    wrong = ("99999.999", "100000", "1e3", "1_0", "8.125", "-1", "NaN", ".5", "٣", "1.", "1;5")
    row = f"OCG 1,OCG,{force},Tactical,Moderated,SOC,Tier 2,,2026-01-05,"
    content = "\n".join([THREATS, f"{row}99999.99", *(f"{row}{each}" for each in wrong)])
    extract = run(content, inspector, kind="threats")
    assert [value for *_, value, _ in extract.first] == list(wrong)
    assert {reason[:36] for *_, reason in extract.first} == {"Type a score from 0 to 99,999.99, su"}
    assert f"{Assessment.objects.get().harm}" == "99999.99"
