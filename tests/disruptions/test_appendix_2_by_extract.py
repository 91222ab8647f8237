"""The boundaries of Appendix 2 as they come by an extract: what the loader refuses, and what is
kept of the rest, beside a plain reading of the file itself.
"""

import gzip
from collections import defaultdict
from collections.abc import Callable, Mapping
from csv import DictReader
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest

from disruptions import actions
from disruptions.actions.reference import load_reference
from disruptions.models import FilterSet
from disruptions.queries import kept_by, rows_of
from forces.models import Body
from inspection_portal.core.models import User, system_user
from tests.factories import ThreatFactory

LISTS = Path(__file__).parent / "appendix_2"
DAY = date(2022, 6, 1)
Line = Mapping[str, str]


def plain_disruption(line: Line) -> bool:
    """What is printed, asked of the row of a file."""
    parts = line["Record data"].split("/")
    recorded = "-".join(reversed(parts))
    return (
        line["Disruption type"] == "Lead Disruption"
        and recorded > "2021-06-01"
        and line["Category"] in ("Major", "Moderate", "Minor")
    )


def plain_threat(line: Line) -> bool:
    return (
        (line["Type"], line["Moderation status"], line["SOC"]) == ("Tactical", "Moderated", "SOC")
        and line["Tier"] not in ("5", "Tier 5")
        and "closed" not in line["Phase"].casefold()
    )


@pytest.mark.parametrize(
    ("kind", "plain", "reference"),
    [
        ("disruptions", plain_disruption, "Disruption reference"),
        ("threats", plain_threat, "Threat reference"),
    ],
)
def test_each_row_of_a_file_is_kept_left_out_or_refused(
    force: Body,
    inspector: User,
    moment: datetime,
    kind: str,
    plain: Callable[[Line], bool],
    reference: str,
) -> None:
    load_reference(by=system_user(), at=moment)
    text = (LISTS / f"extract_of_{kind}.csv").read_text(encoding="utf-8")
    text = text.replace("FORCE", str(force))
    if kind == "disruptions":
        ThreatFactory(body=force, reference="OCG 1")
        ThreatFactory(body=force, reference="SPI 1", kind="individual")
    refused = load(kind, text, by=inspector, at=moment)
    filter_set = FilterSet.objects.of(kind).get()
    fields = {each.column.field for each in filter_set.asked}
    wanted = ("reference", *fields, *(["assessed_assessed_on"] if kind == "threats" else []))
    stored = {row["reference"]: row for row in rows_of(filter_set, on=DAY).values(*wanted)}
    kept = set(kept_by(filter_set, on=DAY).values_list("reference", flat=True))
    for number, line in enumerate(DictReader(StringIO(text)), start=2):
        if number in refused:
            found, why = "refused by the loader", f", because of: {'; '.join(refused[number])}"
        elif is_of_another(stored[line[reference]], line):
            assert line["expected"] == "another row of this threat is meant", line["row"]
            continue
        else:
            failed = filter_set.failed(stored[line[reference]])
            assert (line[reference] in kept) == (not failed), line["row"]
            found = "left out" if failed else "kept"
            why = f", because: {'; '.join(each.told for each in failed)}" if failed else ""
        though = "" if plain(line) == (found == "kept") else " though Appendix 2 keeps the row"
        assert f"{found}{though}{why}" == line["expected"], line["row"]


def load(kind: str, text: str, *, by: User, at: datetime) -> dict[int, list[str]]:
    """The headings under which something was refused, by the number of the row."""
    file = BytesIO(text.encode())
    said: dict[str, Any] = {"kind": kind, "name": "june.csv", "file": file, "taken_on": DAY}
    extract = actions.import_file(**said, load=True, by=by, at=at)
    assert extract.state == "loaded", extract.refusal
    found = defaultdict(list)
    for each in DictReader(StringIO(gzip.decompress(extract.refused).decode("utf-8-sig"))):
        found[int(each["Row"])].append(each["Heading"])
    return found


def is_of_another(row: Mapping[str, Any], line: Line) -> bool:
    """Whether another assessment of the threat is asked than that of the line."""
    if row.get("assessed_type") is None:
        return False
    said = (line["Type"].lower(), line["Assessment date"])
    return (row["assessed_type"], row["assessed_assessed_on"].isoformat()) != said
