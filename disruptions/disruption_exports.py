"""Disruptions as a file: those of a filtered list, in its order. It names nobody: who recorded and
who moderated a disruption stays within their body.
"""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from disruptions.models import Disruption, DisruptionQuerySet
from disruptions.queries import failures_of
from disruptions.standards import Failure
from inspection_portal.core.markings import SENSITIVE
from inspection_portal.core.tables import CHUNK, Column, Table

COLUMNS = (
    Column("Reference", lambda each, failed: each.reference),
    Column("Threat", lambda each, failed: each.threat.reference),
    Column("Threat type", lambda each, failed: each.threat.get_kind_display(), 24),
    Column("Threat owner", lambda each, failed: str(each.threat.body), 32),
    Column("Recording agency", lambda each, failed: str(each.body), 32),
    Column("Lead agency", lambda each, failed: str(each.lead), 32),
    Column("Supporting agencies", lambda each, failed: "; ".join(map(str, each.supporting)), 40),
    Column("Event date", lambda each, failed: each.event_on),
    Column("Record date", lambda each, failed: each.recorded_on),
    Column("Disruption type", lambda each, failed: each.get_type_display()),
    Column("Assessment category", lambda each, failed: each.get_category_display()),
    Column("P strand", lambda each, failed: each.get_strand_display(), 12),
    Column("Narrative", lambda each, failed: each.narrative, 60),
    Column("Evidence", lambda each, failed: each.evidence, 40),
    Column("Moderation status", lambda each, failed: each.get_moderation_display(), 24),
    Column("Fails the standards", lambda each, failed: " ".join(it.what for it in failed), 60),
)


def _lines(
    disruptions: DisruptionQuerySet, on: date
) -> Iterator[tuple[Disruption, tuple[Failure, ...]]]:
    """Each is judged by the standards as they are now."""
    supported = ("supporting_bodies", "supporting_partners")
    found = disruptions.for_list().prefetch_related(*supported).iterator(chunk_size=CHUNK)
    while some := list(islice(found, CHUNK)):
        failed = failures_of(some)
        yield from ((each, failed[each.pk]) for each in some)


TABLE = Table("Disruptions", COLUMNS, _lines, SENSITIVE)
