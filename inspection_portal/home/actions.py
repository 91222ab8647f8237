"""What an operator does about jobs that did not end well."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from forces.rights import Right, holds
from inspection_portal.core import audit, outbox
from inspection_portal.core.models import Message, User


@transaction.atomic
def send_again(message: Message, *, by: User, at: datetime) -> None:
    """Send a message once more that failed, or of which nobody knows whether it went out."""
    if not holds(by, Right.JOBS_RUN):
        raise PermissionDenied
    outbox.send_again(message, at=at)
    audit.record("message.sent_again", message, by=by, at=at, message_id=message.message_id)
