"""What an operator does about jobs that did not end well; and that looking at what others did is
recorded as well.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from forces.permissions import can_audit, can_read_audit
from forces.rights import Right, holds
from inspection_portal.core import audit, outbox
from inspection_portal.core.models import TRAIL_READ, Identified, Message, User


@transaction.atomic
def send_again(message: Message, *, by: User, at: datetime) -> None:
    """Send a message once more that failed, or of which nobody knows whether it went out."""
    if not holds(by, Right.JOBS_RUN):
        raise PermissionDenied
    outbox.send_again(message, at=at)
    audit.record("message.sent_again", message, by=by, at=at, message_id=message.message_id)


def read_trail(of: Identified, *, page: str, by: User, at: datetime, **said: object) -> None:
    """Record that a person reads what was done to a thing, or what another did; `page` says which,
    and what is `said` besides is what they looked for.
    """
    if not can_read_audit(by):
        raise PermissionDenied
    given = {name: value for name, value in said.items() if value}
    audit.record(TRAIL_READ, of, by=by, at=at, page=page, **given)


def export_trail(*, by: User, at: datetime, filters: dict[str, str]) -> None:
    """Record that an auditor takes the lines of the trail that they looked for as a file."""
    if not can_audit(by):
        raise PermissionDenied
    audit.record("trail.exported", by, by=by, at=at, filters=filters)
