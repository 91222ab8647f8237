"""The audit trail as a file."""

import json
from collections.abc import Iterator
from datetime import UTC

from inspection_portal.core import tables
from inspection_portal.core.models import AuditEvent, AuditEventQuerySet

HEADINGS = (
    *("When (UTC)", "Who", "Email address", "What", "Kind of thing", "Thing", "Reference"),
    *("Detail", "Line", "Hash"),
)


def csv_lines(events: AuditEventQuerySet) -> Iterator[str]:
    """The lines in pieces, each with its place in the chain."""
    found = events.select_related("by", "link")
    return tables.csv_lines(HEADINGS, map(_cells, found.iterator(chunk_size=tables.CHUNK)))


def _cells(event: AuditEvent) -> tuple[str, ...]:
    return (
        event.at.astimezone(UTC).isoformat(),
        event.by.name,
        event.by.email,
        event.verb,
        event.object_type,
        event.object_label,
        str(event.object_uuid),
        json.dumps(event.detail, ensure_ascii=False),
        str(event.link.sequence),
        event.link.hash,
    )
