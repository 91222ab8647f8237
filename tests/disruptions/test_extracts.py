"""Extracts of national systems: what their rows become, what is refused, and why."""

import gzip
from collections import defaultdict
from csv import DictReader
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import pytest
from django.core.exceptions import PermissionDenied

from disruptions import actions
from disruptions.models import Assessment, DataExtract, Disruption, Threat
from forces.models import Body, Organisation
from inspection_portal.core.models import AuditEvent, User
from inspection_portal.core.tables import Stamp, workbook
from tests.disruptions.extract_files import HEADINGS
from tests.factories import (
    DisruptionFactory,
    OrganisationFactory,
    ThreatFactory,
    ThreatPhaseFactory,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
TAKEN = date(2026, 3, 1)
State = DataExtract.State


def run(
    content: str | bytes,
    by: User,
    *,
    kind: str = "disruptions",
    name: str = "june.csv",
    load: bool = True,
    taken_on: date = TAKEN,
    at: datetime = AT,
) -> DataExtract:
    file = BytesIO(content.encode() if isinstance(content, str) else content)
    return actions.import_file(
        kind=kind, name=name, file=file, taken_on=taken_on, load=load, by=by, at=at
    )


def line(threat: Threat, /, **cells: str) -> str:
    """A row of a disruption; without an `agency` the body of the threat recorded and led it."""
    row = {
        "reference": "D1",
        "threat": threat.reference,
        "agency": str(threat.body),
        "lead": "",
        "event": "2026-01-05",
        "recorded": "06/01/2026",
        "type": "Lead Disruption",
        "strand": "Pursue",
        "category": "Major",
        "narrative": "A raid.",
        "evidence": "Exhibit 1",
        "moderation": "Moderated",
        **cells,
    }
    return ",".join(row.values())


def table(*lines: str) -> str:
    return "\n".join([",".join(HEADINGS), *lines])


def lines_of(packed: bytes) -> list[dict[str, str]]:
    return list(DictReader(StringIO(gzip.decompress(packed).decode("utf-8-sig"))))


def differences(extract: DataExtract) -> list[tuple[str, ...]]:
    """Without their agency."""
    told = ("Reference", "Record", "What", "Column", "Before", "After")
    return [tuple(each[name] for name in told) for each in lines_of(extract.differences)]


def refused(extract: DataExtract) -> dict[int, set[str]]:
    found = defaultdict(set)
    for each in lines_of(extract.refused):
        found[int(each["Row"])].add(each["Heading"])
    return dict(found)


def test_a_check_changes_nothing_and_a_second_load_adds_nothing(
    threat: Threat, inspector: User
) -> None:
    content = table(line(threat), line(threat, reference="D2"))
    checked = run(content, inspector, load=False)
    assert (checked.state, checked.counts["new"]) == (State.CHECKED, 2)
    assert not Disruption.objects.exists()
    assert run(content, inspector).counts["new"] == 2
    versions = list(Disruption.objects.values_list("version", flat=True))
    again = run(content, inspector)
    assert (again.counts["new"], again.counts["changed"], again.counts["same"]) == (0, 0, 2)
    assert list(Disruption.objects.values_list("version", flat=True)) == versions == [1, 1]
    told = AuditEvent.objects.filter(verb="data_extract.loaded")
    assert [(each.by, each.detail["same"]) for each in told] == [(inspector, 2), (inspector, 0)]


def test_a_later_extract_updates_by_reference_and_shows_the_difference(
    threat: Threat, inspector: User
) -> None:
    run(table(line(threat), line(threat, reference="D2"), line(threat, reference="D3")), inspector)
    own = DisruptionFactory(threat=threat, body=threat.body, reference="D9")
    later = run(
        table(
            line(threat, category="Minor", narrative="Two raids."),
            line(threat, reference="D2"),
            line(threat, reference="D4", recorded="05/01/2026"),
        ),
        inspector,
    )
    counted = [later.counts[name] for name in ("new", "changed", "same", "gone")]
    assert counted == [1, 1, 1, 1]
    assert differences(later) == [
        ("D1", "Disruption", "changed", "Assessment category", "Major", "Minor"),
        ("D1", "Disruption", "changed", "Narrative", "A raid.", "Two raids."),
        ("D3", "Disruption", "not in this extract; it stays", "", "", ""),
    ]
    assert {each["Agency"] for each in lines_of(later.differences)} == {str(threat.body)}
    changed = Disruption.objects.get(reference="D1")
    assert (changed.category, changed.narrative, changed.version) == ("minor", "Two raids.", 2)
    assert Disruption.objects.count() == 5
    own.refresh_from_db()
    assert own.version == 1


def test_columns_that_a_file_lacks_leave_what_is_there(threat: Threat, inspector: User) -> None:
    run(table(line(threat)), inspector)
    few = "Ref,OCG reference,Force,Event date,Record data,Type,Category,Moderated"
    row = f"D1,{threat.reference},{threat.body.slug},2026-01-05,2026-01-06,Lead,Minor,Moderated"
    again = run(f"{few}\n{row}", inspector)
    assert (again.state, again.counts["changed"]) == (State.LOADED, 1)
    held = Disruption.objects.get()
    assert (held.category, held.narrative, held.strand) == ("minor", "A raid.", "pursue")


def test_agencies_by_any_name_in_the_list_of_those_that_supported(
    threat: Threat, other_force: Body, inspector: User
) -> None:
    agency = OrganisationFactory(name="Border Force")
    heads = ",".join([*HEADINGS, "Supporting agencies"])
    supported = f"{line(threat)},{other_force.slug}; border force"
    run(f"{heads}\n{supported}", inspector)
    held = Disruption.objects.get()
    assert held.supporting == [other_force, agency]
    assert run(f"{heads}\n{supported}", inspector).counts["same"] == 1
    changed = run(f"{heads}\n{line(threat)},Border Force", inspector)
    assert changed.counts["changed"] == 1
    assert held.supporting == [agency]
    wrong = f"{line(threat)},{threat.body}"
    assert refused(run(f"{heads}\n{wrong}", inspector)) == {2: {"Supporting agencies"}}
    led = line(threat, reference="D7", lead="Border Force", type="Support")
    run(table(led), inspector)
    assert isinstance(Disruption.objects.get(reference="D7").lead, Organisation)


def test_a_threat_of_another_owner_is_named_or_the_only_one(
    threat: Threat, other_force: Body, inspector: User
) -> None:
    alone = ThreatFactory(body=other_force, reference="ALONE 1")
    ThreatFactory(reference="TWICE 1")
    ThreatFactory(reference="TWICE 1")
    body = str(threat.body)
    content = table(
        line(alone, agency=body), line(threat, reference="D2", threat="TWICE 1", agency=body)
    )
    extract = run(content, inspector)
    assert Disruption.objects.get().threat == alone
    (problem,) = lines_of(extract.refused)
    assert problem["Reason"].startswith("Several bodies have a threat of this reference.")
    owned = f"{','.join(HEADINGS)},Threat owner\n{line(alone, agency=body)},{body}"
    assert refused(run(owned, inspector)) == {2: {"Threat reference"}}


SENTENCES = {
    "event": ("30/02/2026", "There is no such day. Type the date as 31/12/2025, the day first, or"),
    "recorded": ("2027-01-01", "That day has not come yet. Check the year."),
    "agency": ("WMP2", "This is not a force or a ROCU that the portal knows."),
    "lead": ("WMP2", "“WMP2” is not a force, a ROCU or another agency that the portal knows."),
    "category": ("Other", "Type one of these: Major, Moderate, Minor."),
    "moderation": ("", "Type its status."),
    "reference": ("D\u202e1", "Type the reference with the letters A to Z, digits and"),
    "threat": ("OCG\u00a0\u0406", "Type the reference with the letters A to Z, digits and"),
    "narrative": ("A\x07raid", "This has a forbidden character (U+0007). Remove it."),
    "evidence": ("x" * 20_001, "This is longer than 20,000 characters. Shorten it."),
    "strand": ("Pursuit", "Type one of these: Pursue, Prevent, Protect, Prepare."),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_what_is_wrong_with_a_cell_is_said_in_a_sentence(
    threat: Threat, inspector: User, name: str
) -> None:
    value, sentence = SENTENCES[name]
    extract = run(table(line(threat, reference="good"), line(threat, **{name: value})), inspector)
    ((row, column, heading, _, reason),) = extract.first
    assert (row, len(column), bool(heading)) == (3, 1, True)
    assert reason.startswith(sentence)
    assert extract.counts["new"] == extract.counts["refused"] == 1


REFUSALS = {
    b"": "The file is empty. Choose the file that holds the table.",
    b"Ref,Threat\n1,2": "There is no column “Recording agency”.",
    (",".join(HEADINGS)).encode(): "There are no rows under the headings.",
    table('"D1,x').encode(): "A quotation mark opened on line 2 is never closed.",
    table('"D1"x,y').encode(): "Line 2: something follows the quotation mark that ends a value.",
    table("D\x93").encode("latin-1"): "The file is not UTF-8 (byte 0x93, line 2).",
    b"PK\x03\x04": "This is an Excel workbook or another packed file although its name ends in",
}


@pytest.mark.parametrize("content", REFUSALS)
def test_what_can_not_be_read_is_refused_as_a_whole(inspector: User, content: bytes) -> None:
    extract = run(content, inspector)
    assert extract.state == State.REFUSED
    assert REFUSALS[content] in extract.refusal
    assert not Disruption.objects.exists()


def test_a_workbook_is_read_as_its_table(threat: Threat, inspector: User) -> None:
    cells = [line(threat).split(","), line(threat, reference="D2", category="Huge").split(",")]
    headings = [(heading, 20) for heading in HEADINGS]
    content = b"".join(workbook("Disruptions", headings, cells, Stamp(TAKEN, "OFFICIAL")))
    extract = run(content, inspector, name="june.xlsx")
    assert (extract.counts["new"], refused(extract)) == (1, {3: {"Assessment category"}})
    assert extract.notes[0].startswith("Columns that are not known were not read")


def test_only_who_may_load_extracts(threat: Threat, force_lead: User) -> None:
    with pytest.raises(PermissionDenied):
        run(table(line(threat)), force_lead)


THREATS = (
    "Threat ref,Threat type,Owner agency,Type,Moderation status,SOC,Tier,Phase,Assessment date,Harm"
)


def test_threats_and_their_assessments(force: Body, inspector: User) -> None:
    ThreatPhaseFactory(name="Investigation")
    first = run(
        f"{THREATS}\n"
        f"OCG 1,OCG,{force},Tactical,Moderated,SOC,Tier 2,Investigation,2026-01-05,8.5\n"
        f"OCG 1,OCG,{force},Tactical,Submitted,SOC,Tier 5,Investigation,2025-01-05,\n"
        f"SPI 1,SOC priority individual,{force},Thematic,Not moderated,Non-SOC,,,2026-01-05,x\n"
        f"SPI 2,Priority individual,{force},Thematic,Not moderated,Non-SOC,6,None,2026-01-05,1\n"
        f"SPI 3,Vulnerability,{force},Strategic,Not moderated,,,,2026-01-05,1",
        inspector,
        kind="threats",
    )
    assert (first.counts["new"], first.counts["refused"]) == (3, 2)
    assert refused(first) == {4: {"Total harm"}, 5: {"Tier", "Phase"}}
    threat = Threat.objects.get(reference="OCG 1")
    assert (threat.tier, str(threat.phase), threat.is_soc) == (2, "Investigation", True)
    assert [each.tier for each in threat.assessments.all()] == [2, 5]
    assert not Threat.objects.get(reference="SPI 3").is_soc

    second = run(
        f"{THREATS}\nOCG 1,OCG,{force},Tactical,Moderated,SOC,Tier 3,,2026-01-05,8.5\n"
        f"OCG 1,OCG,{force},Tactical,Submitted,SOC,Tier 5,Investigation,2025-01-05,",
        inspector,
        kind="threats",
    )
    counted = [second.counts[name] for name in ("new", "changed", "same", "gone")]
    assert counted == [0, 1, 1, 1]
    threat.refresh_from_db()
    assert (threat.tier, threat.phase, threat.version) == (3, None, 2)
    assert Assessment.objects.filter(threat=threat).count() == 2
    assessment = "Tactical assessment of 5 January 2026"
    assert differences(second) == [
        ("OCG 1", "Threat", "changed", "Phase", "Investigation", ""),
        ("OCG 1", "Threat", "changed", "Tier", "Tier 2", "Tier 3"),
        ("OCG 1", assessment, "changed", "Tier", "Tier 2", "Tier 3"),
        ("SPI 3", "Threat", "not in this extract; it stays", "", "", ""),
    ]
    assert {each["Agency"] for each in lines_of(second.differences)} == {str(force)}


def test_an_assessment_that_stands_twice_is_loaded_once(force: Body, inspector: User) -> None:
    row = f"OCG 9,OCG,{force},Tactical,Moderated,SOC,Tier 2,,2026-01-05,"
    extract = run(f"{THREATS}\n{row}8\n{row}9", inspector, kind="threats")
    assert refused(extract) == {3: {"Threat reference"}}
    assert [each.harm for each in Assessment.objects.filter(threat__reference="OCG 9")] == [8]
