from datetime import datetime

from inspection_portal.core.models import AuditEvent, Identified, User


def record(
    verb: str, target: Identified, *, by: User, at: datetime, **detail: object
) -> AuditEvent:
    """Write one line of the audit trail inside the caller's transaction; `verb` is a dotted
    `noun.past_participle`.
    """
    return AuditEvent.objects.create(
        at=at,
        by=by,
        verb=verb,
        object_type=target._meta.label_lower,
        object_uuid=target.uuid,
        object_label=str(target)[:200],
        detail=detail,
    )
