"""What a later, or an older, extract does to what an earlier one loaded."""

from collections.abc import Collection
from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from django.db import DEFAULT_DB_ALIAS, connections

from disruptions.extracts.threat_rows import ThreatRows
from disruptions.models import Assessment, DataExtract, Disruption, Threat
from forces.models import Body
from inspection_portal.core.models import User
from tests.disruptions.extract_files import HEADINGS
from tests.disruptions.test_extracts import THREATS, differences, line, run, table
from tests.factories import AssessmentFactory, OrganisationFactory, ThreatFactory

pytestmark = pytest.mark.django_db
LATER, OLDER = datetime(2026, 3, 10, 9, tzinfo=UTC), date(2026, 2, 1)
KEPT = "left as it is: something later is here"


def counted(extract: DataExtract) -> list[int]:
    return [extract.counts[name] for name in ("new", "changed", "older", "same")]


def test_a_record_date_moves_forward_with_a_later_extract(threat: Threat, inspector: User) -> None:
    run(table(line(threat)), inspector)
    again = table(line(threat, recorded="2026-03-05"))
    assert run(again, inspector, load=False, at=LATER).counts["changed"] == 1
    run(again, inspector, at=LATER)
    held = Disruption.objects.get()
    assert (held.recorded_on, held.entered_at) == (date(2026, 3, 5), LATER)


def test_who_supported_is_told_before_and_after(
    threat: Threat, other_force: Body, inspector: User
) -> None:
    OrganisationFactory(name="A Border Force")
    heads = ",".join([*HEADINGS, "Supporting agencies"])
    both = f"A Border Force; {other_force}"
    run(f"{heads}\n{line(threat)},{other_force}", inspector)
    changes = [
        (f"{other_force}|A Border Force", str(other_force), both),
        ("A Border Force", both, "A Border Force"),
        ("", "A Border Force", ""),
    ]
    for cell, before, after in changes:
        changed = run(f"{heads}\n{line(threat)},{cell}", inspector)
        told = ("D1", "Disruption", "changed", "Supporting agencies", before, after)
        assert differences(changed) == [told]
    assert Disruption.objects.get().supporting == []
    lacking = run(table(line(threat, category="Minor")), inspector)
    assert [column for _, _, _, column, *_ in differences(lacking)] == ["Assessment category"]


def test_an_older_extract_changes_nothing_that_is_there_and_says_what_differs(
    threat: Threat, other_force: Body, inspector: User
) -> None:
    heads = ",".join([*HEADINGS, "Supporting agencies"])
    run(f"{heads}\n{line(threat)},\n{line(threat, reference='D3')},", inspector)
    rows = (line(threat, category="Minor"), line(threat, reference="D2"))
    content = f"{heads}\n{rows[0]},{other_force}\n{rows[1]},\n{line(threat, reference='D3')},"
    older = run(content, inspector, taken_on=OLDER)
    assert counted(older) == [1, 0, 1, 1]
    assert differences(older) == [
        ("D1", "Disruption", KEPT, "Assessment category", "Major", "Minor"),
        ("D1", "Disruption", KEPT, "Supporting agencies", "", str(other_force)),
    ]
    held = Disruption.objects.get(reference="D1")
    assert (held.category, held.supporting, held.version) == ("major", [], 1)


def test_a_threat_is_told_with_its_owner(threat: Threat, inspector: User) -> None:
    other = ThreatFactory(reference=threat.reference)
    run(table(line(threat)), inspector)
    content = f"{','.join(HEADINGS)},Threat owner\n{line(threat)},{other.body}"
    told = ("Threat reference", str(threat), str(other))
    assert [change[3:] for change in differences(run(content, inspector))] == [told]


def threats(force: Body, *rows: str) -> str:
    return "\n".join([THREATS, *(row.replace("FORCE", str(force)) for row in rows)])


def test_an_assessment_that_is_moderated_no_more_has_no_day_of_it(
    force: Body, inspector: User
) -> None:
    row = "OCG 1,OCG,FORCE,Tactical,{},SOC,Tier 2,,2026-01-05,8"
    run(threats(force, row.format("Moderated")), inspector, kind="threats")
    Assessment.objects.update(moderated_on=date(2026, 1, 20))
    run(threats(force, row.format("Moderated").replace(",8", ",9")), inspector, kind="threats")
    held = Assessment.objects.get()
    assert (held.harm, held.moderated_on) == (9, date(2026, 1, 20))
    run(threats(force, row.format("Submitted")), inspector, kind="threats")
    held.refresh_from_db()
    assert (held.moderation, held.moderated_on) == ("submitted", None)


OLD_ROW = "OCG 1,Vulnerability,FORCE,Tactical,Moderated,Non-SOC,Tier 5,,2025-01-05,1"


@pytest.fixture
def held(force: Body) -> Threat:
    return ThreatFactory(body=force, reference="OCG 1", kind="ocg", tier=1, is_soc=True, phase=None)


def test_an_assessment_of_before_the_latest_here_moves_no_threat(
    held: Threat, inspector: User
) -> None:
    AssessmentFactory(threat=held, type="strategic", assessed_on=date(2025, 1, 6))
    content = threats(held.body, OLD_ROW)
    added = run(content, inspector, kind="threats")
    assert counted(added) == [1, 0, 0, 0]
    assert differences(added) == [
        ("OCG 1", "Threat", KEPT, "Threat type", "Organised crime group", "Vulnerability"),
        ("OCG 1", "Threat", KEPT, "Tier", "Tier 1", "Tier 5"),
        ("OCG 1", "Threat", KEPT, "SOC", "SOC", "Not SOC"),
    ]
    again = run(content, inspector, kind="threats")
    assert counted(again) == [0, 0, 1, 0]
    held.refresh_from_db()
    assert (held.kind, held.tier, held.is_soc, held.version) == ("ocg", 1, True, 1)


@pytest.mark.parametrize("day", ["2026-01-05", "5 January"])
def test_a_later_row_that_is_wrong_keeps_its_threat_as_it_is(
    held: Threat, inspector: User, day: str
) -> None:
    wrong = f"OCG 1,OCG,FORCE,Tactical,Moderated,SOC,Tier 2,,{day},x"
    extract = run(threats(held.body, OLD_ROW, wrong), inspector, kind="threats")
    assert counted(extract) == [1, 0, 0, 0]
    assert {what for _, _, what, *_ in differences(extract)} == {KEPT}
    held.refresh_from_db()
    assert (held.tier, held.version) == (1, 1)


def test_the_latest_row_moves_its_threat_past_an_older_one_that_is_wrong(
    held: Threat, inspector: User
) -> None:
    AssessmentFactory(threat=held, type="strategic", assessed_on=date(2025, 1, 5))
    wrong = "OCG 1,OCG,FORCE,Tactical,Moderated,SOC,Tier 2,,2024-01-05,x"
    extract = run(threats(held.body, OLD_ROW, wrong), inspector, kind="threats")
    assert {what for _, _, what, *_ in differences(extract)} == {"changed"}
    held.refresh_from_db()
    assert (held.kind, held.tier, held.is_soc) == ("vulnerability", 5, False)


def test_an_older_extract_of_threats_only_adds(force: Body, inspector: User) -> None:
    row = "OCG 1,OCG,FORCE,Tactical,Moderated,SOC,Tier 2,,2026-01-05,8"
    run(threats(force, row), inspector, kind="threats")
    other = row.replace("Tier 2", "Tier 3").replace(",8", ",9")
    rows = (other, other.replace("2026-01-05", "2026-01-09"))
    older = run(threats(force, *rows), inspector, kind="threats", taken_on=OLDER)
    assert counted(older) == [1, 0, 1, 0]
    assessment = "Tactical assessment of 5 January 2026"
    assert differences(older) == [
        ("OCG 1", assessment, KEPT, "Tier", "Tier 2", "Tier 3"),
        ("OCG 1", assessment, KEPT, "Total harm", "8.00", "9.00"),
        ("OCG 1", "Threat", KEPT, "Tier", "Tier 2", "Tier 3"),
    ]
    assert Threat.objects.get().tier == 2
    assert [each.harm for each in Assessment.objects.all()] == [9, 8]


@pytest.mark.django_db(transaction=True)
def test_a_load_locks_its_threats_before_it_judges_them(
    held: Threat, inspector: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    free, prepare = list[object](), ThreatRows.prepare

    def looked(rows: ThreatRows, has: Collection[str], *, keep: bool) -> None:
        with closing(connections.create_connection(DEFAULT_DB_ALIAS)) as aside:
            cursor = aside.cursor()
            cursor.execute("SELECT id FROM disruptions_threat FOR NO KEY UPDATE SKIP LOCKED")
            free.append(cursor.fetchall())
        prepare(rows, has, keep=keep)

    monkeypatch.setattr(ThreatRows, "prepare", looked)
    for is_load in (False, True):
        run(threats(held.body, OLD_ROW), inspector, kind="threats", load=is_load)
    assert free == [[(held.pk,)], []]


def test_what_only_moves_a_threat_makes_no_version_of_its_assessment(
    force: Body, inspector: User
) -> None:
    row = "OCG 1,OCG,FORCE,Tactical,Moderated,{},Tier 2,,2026-01-05,8"
    run(threats(force, row.format("SOC")), inspector, kind="threats")
    changed = run(threats(force, row.format("Non-SOC")), inspector, kind="threats")
    assert counted(changed) == [0, 1, 0, 0]
    assert (Threat.objects.get().version, Assessment.objects.get().version) == (2, 1)
