"""The master list as a file: the threats of a filtered list, in its order. An officer is told by
rank and post, whoever takes it: what leaves a force names nobody.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from disruptions.models import Officer, ThreatQuerySet
from disruptions.queries import ThreatLine, threat_lines
from inspection_portal.core.markings import SENSITIVE
from inspection_portal.core.tables import CHUNK, Column, Table

COLUMNS = (
    Column("Reference", lambda line: line.threat.reference, 24),
    Column("Body", lambda line: str(line.threat.body), 32),
    Column("Kind", lambda line: line.threat.get_kind_display(), 24),
    Column("Tier", lambda line: line.threat.get_tier_display() if line.threat.tier else ""),
    Column("Phase", lambda line: str(line.threat.phase or "")),
    Column("SOC", lambda line: "Yes" if line.threat.is_soc else "No", 8),
    Column("Crime types", lambda line: _listed(line.threat.crime_types.all()), 40),
    Column("Supporting bodies", lambda line: _listed(line.threat.supporting_bodies.all()), 40),
    Column("Operation started", lambda line: line.threat.operation_started_on),
    Column("Lead responsible officer", lambda line: _titles(line.leading), 40),
    Column("Senior investigating officer", lambda line: _titles(line.investigating), 40),
    Column("Last assessed", lambda line: line.last.assessed_on if line.last else None),
    Column("Assessed", lambda line: line.last.get_scope_display() if line.last else ""),
    Column("Moderation", lambda line: line.last.get_moderation_display() if line.last else ""),
    Column("What is wrong", lambda line: _listed(each.label for each in line.defects), 60),
    Column("Closed", lambda line: line.threat.closed_on),
)


def _lines(threats: ThreatQuerySet, on: date) -> Iterator[tuple[ThreatLine]]:
    found = threats.for_list().iterator(chunk_size=CHUNK)
    while some := list(islice(found, CHUNK)):
        yield from ((line,) for line in threat_lines(some, on))


def _titles(officers: Iterable[Officer]) -> str:
    return _listed(f"{each.title}, {each.body}" for each in officers)


def _listed(things: Iterable[object]) -> str:
    return "; ".join(str(each) for each in things)


TABLE = Table("Threats", COLUMNS, _lines, SENSITIVE)
