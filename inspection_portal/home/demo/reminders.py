"""What people are reminded of in the demonstration: the first sweep, which beat's go on from."""

from inspection_portal.core.models import system_user
from inspection_portal.home.demo.moments import moment
from recommendations.actions import sweep
from recommendations.models import Reminder

SWEPT_AT = moment(2026, 11, 16, 8)


def begin() -> None:
    """Plan what had come by then, unless there are reminders already; the worker sends them."""
    if not Reminder.objects.exists():
        sweep(by=system_user(), at=SWEPT_AT)
