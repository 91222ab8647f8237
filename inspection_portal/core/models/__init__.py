"""People, the audit trail, and the rows that every app builds on."""

from inspection_portal.core.models.answers import KeptAnswer
from inspection_portal.core.models.audit import (
    ENDING,
    READING,
    TRAIL_READ,
    AuditCheck,
    AuditEvent,
    AuditEventQuerySet,
    AuditLink,
)
from inspection_portal.core.models.base import (
    ClockTimestamp,
    Followed,
    Identified,
    ListItem,
    ListItemQuerySet,
    Versioned,
)
from inspection_portal.core.models.drafts import OwnDraft, Submission
from inspection_portal.core.models.jobs import Sweep
from inspection_portal.core.models.messages import Message
from inspection_portal.core.models.people import User, system_user
from inspection_portal.core.models.webhooks import (
    Attempt,
    Delivery,
    DeliveryQuerySet,
    Endpoint,
    EndpointQuerySet,
    EndpointSecret,
    Event,
)

__all__ = [
    "ENDING",
    "READING",
    "TRAIL_READ",
    "Attempt",
    "AuditCheck",
    "AuditEvent",
    "AuditEventQuerySet",
    "AuditLink",
    "ClockTimestamp",
    "Delivery",
    "DeliveryQuerySet",
    "Endpoint",
    "EndpointQuerySet",
    "EndpointSecret",
    "Event",
    "Followed",
    "Identified",
    "KeptAnswer",
    "ListItem",
    "ListItemQuerySet",
    "Message",
    "OwnDraft",
    "Submission",
    "Sweep",
    "User",
    "Versioned",
    "system_user",
]
