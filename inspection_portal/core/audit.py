import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from inspection_portal.core.models import READING, AuditEvent, Identified, User


def record(
    verb: str, target: Identified, *, by: User, at: datetime, **detail: object
) -> AuditEvent:
    """Write one line of the audit trail inside the caller's transaction; `verb` is a dotted
    `noun.past_participle`.
    """
    (event,) = record_each(verb, [(target, detail)], by=by, at=at)
    return event


def record_each(
    verb: str, told: Iterable[tuple[Identified, Mapping[str, object]]], *, by: User, at: datetime
) -> list[AuditEvent]:
    """Write a line for each of several things to which the same was done, with the detail of each:
    the trail of a thing tells all that was done to it, however many others were with it.
    """
    return AuditEvent.objects.bulk_create(
        AuditEvent(
            at=at,
            by=by,
            verb=verb,
            object_type=target._meta.label_lower,
            object_uuid=target.uuid,
            object_label=str(target)[:200],
            detail=detail,
        )
        for target, detail in told
    )


def in_lines(things: Iterable[object]) -> str:
    """Several things as the detail of a line keeps them: each in a line of text, since a list of
    two there is a change, what was and what became of it.
    """
    return "\n".join(map(str, things))


def record_reading(
    verb: str, target: Identified, *, by: User, at: datetime, reason: str, **detail: object
) -> AuditEvent:
    """Record that a person reads what is closed or not yet published, and why (Data Protection Act
    2018 s62).

    The verb ends in ".read", or is "extract.opened": by it the line is found among the readings.
    Raises ValueError for any other, and where no reason is given.
    """
    if not re.search(READING, verb):
        raise ValueError(f"{verb} is no reading.")
    if not reason.strip():
        raise ValueError("A reading has a reason.")
    return record(verb, target, by=by, at=at, reason=reason, **detail)
