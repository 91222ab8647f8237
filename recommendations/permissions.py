"""Who may do what in the register; recommendations are written by who may edit the inspection."""

from forces.models import standing
from forces.rights import Right, holds
from inspection_portal.core.models import User
from recommendations.models import RegisterEntry


def can_assign(user: User, entry: RegisterEntry) -> bool:
    """The body's own lead says who of its people is responsible."""
    return holds(user, Right.ENTRIES_ASSIGN) and entry.body_id in standing(user).led


def can_record_status(user: User) -> bool:
    """Only the inspectorate sets a status (domain §3.3)."""
    return holds(user, Right.REGISTER_RECORD_STATUS)


def can_open_register(user: User) -> bool:
    """Whoever publishes a report opens its entries."""
    return holds(user, Right.REPORT_PUBLISH)
