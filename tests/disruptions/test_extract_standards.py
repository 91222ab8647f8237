"""What of the minimum standards is asked of the rows of an extract, and what is only told."""

from datetime import date

import pytest
from django.test import Client

from disruptions.models import Threat
from inspection_portal.core.models import User
from tests.disruptions.test_extracts import line, refused, run, table
from tests.factories import DataExtractFactory, DisruptionStandardFactory, NeverDisruptionFactory

pytestmark = pytest.mark.django_db
FEW = "Ref,OCG reference,Force,Event date,Record data,Type,Category,Moderated"


def test_nobody_can_say_whether_a_row_without_category_meets_them(
    threat: Threat, inspector: User
) -> None:
    DisruptionStandardFactory(days_to_record=2)
    rows = (
        line(threat),
        line(threat, reference="D2", category="", narrative="", recorded="2026-01-09"),
        line(threat, reference="D3", event="2019-12-31", recorded="2019-12-31", narrative=""),
        line(threat, reference="D4", narrative=""),
    )
    extract = run(table(*rows), inspector)
    assert refused(extract) == {5: {"Narrative"}}
    told = [extract.counts[name] for name in ("new", "unjudged", "late", "doubtful")]
    assert told == [3, 2, 1, 0]


def test_what_is_never_a_disruption_is_looked_for_on_its_days(
    threat: Threat, inspector: User
) -> None:
    DisruptionStandardFactory()
    NeverDisruptionFactory(
        name="Visits",
        phrases="home visit",
        valid_from=date(2025, 3, 1),
        valid_until=date(2025, 4, 1),
    )
    NeverDisruptionFactory(name="Checks", phrases="routine check", valid_from=date(2025, 4, 1))
    days = ("2025-02-28", "2025-03-01", "2025-04-01", "2025-04-02")
    for phrase, doubtful in (("Home visits.", 2), ("A routine check.", 2), ("Routine checker.", 0)):
        rows = [
            line(threat, reference=f"D{day}", event=day, recorded=day, narrative=phrase)
            for day in days
        ]
        extract = run(table(*rows), inspector, load=False)
        assert (extract.counts["doubtful"], extract.counts["unjudged"]) == (doubtful, 0)


def test_columns_that_are_missing_and_asked_for_are_named(threat: Threat, inspector: User) -> None:
    DisruptionStandardFactory(
        needs_major=["evidence"], needs_moderate=[], needs_minor=["narrative"]
    )
    row = f"D1,{threat.reference},{threat.body.slug},2026-01-05,2026-01-06,Lead,Minor,Moderated"
    note = (
        "The file has no column “{}”, which the minimum standards ask for. No row is refused for "
        "the lack of it."
    )
    extract = run(f"{FEW}\n{row}", inspector)
    assert extract.notes == [note.format("Narrative"), note.format("Evidence")]
    assert (extract.counts["new"], run(table(line(threat)), inspector).notes) == (1, [])


@pytest.mark.parametrize(("number", "words"), [(1, "1 row has no category"), (2, "2 rows have no")])
def test_the_page_counts_what_is_older_and_what_nobody_can_judge(
    as_inspector: Client, number: int, words: str
) -> None:
    counts = {"rows": 4, "new": 0, "changed": 0, "older": number, "unjudged": number}
    extract = DataExtractFactory(counts=counts)
    page = " ".join(as_inspector.get(extract.get_absolute_url()).content.decode().split())
    assert words in page
    assert "Older than here, left as it is" in page
    assert "Download the differences as CSV" in page
