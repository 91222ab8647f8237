"""Extracts of national systems: what their rows become, what is refused, and why."""

import gzip
from csv import DictReader
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import pytest

from disruptions import actions
from disruptions.models import DataExtract, Disruption, Threat
from forces.models import Body
from inspection_portal.core.models import User
from tests.factories import DisruptionStandardFactory, ThreatFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
HEADINGS = (
    "Reference",
    "Threat ref",
    "Recording agency",
    "Event date",
    "Record data",
    "Disruption type",
    "P strand",
    "Category",
    "Narrative",
    "Moderation status",
)


def load(content: str, by: User, *, kind: str = "disruptions", load: bool = True) -> DataExtract:
    return actions.import_file(
        kind=kind,
        name="june.csv",
        file=BytesIO(content.encode()),
        taken_on=date(2026, 3, 1),
        load=load,
        by=by,
        at=AT,
    )


def table(*rows: str) -> str:
    return "\n".join([",".join(HEADINGS), *rows])


def refused(extract: DataExtract) -> list[tuple[str, str, str]]:
    text = gzip.decompress(extract.refused).decode("utf-8-sig")
    return [(row["Row"], row["Heading"], row["Reason"]) for row in DictReader(StringIO(text))]


def test_rows_become_disruptions(force: Body, threat: Threat, inspector: User) -> None:
    DisruptionStandardFactory()
    extract = load(
        table(
            f"D1,{threat.reference},{force},2026-01-05,06/01/2026,Lead Disruption,Pursue,Major,A raid.,Moderated",
            f"D2,{threat.reference},{force},2026-01-05,06/01/2026,Support,Pursue,Minor,,Pending",
            f"D3,{threat.reference},Nowhere,2026-02-30,06/01/2026,Lead,Pursue,Huge,x,Moderated",
            f"D4,none,{force},2026-01-05,2026-01-04,Lead,Pursue,,x,Moderated",
        ),
        inspector,
    )
    extract = load(
        table(
            f"D1,{threat.reference},{force},2026-01-05,06/01/2026,Lead Disruption,Pursue,Minor,A raid.,Moderated",
            f"D1,{threat.reference},{force},2026-01-05,06/01/2026,Lead Disruption,Pursue,Minor,A raid.,Moderated",
        ),
        inspector,
    )
