"""What the inspectorate says to another date that a body asks for."""

from datetime import datetime

from inspection_portal.core import message_kinds, outbox
from inspection_portal.core.models import User
from inspection_portal.core.templatetags.govuk import day
from recommendations.messages.answers import leads_and_owner, no_longer_of_the_addressee
from recommendations.models import DeadlineChange

DEADLINE_DECIDED = "entry.deadline_decided"


def register_kinds() -> None:
    message_kinds.register(DEADLINE_DECIDED, outdated=no_longer_of_the_addressee)


def tell_deadline_decided(change: DeadlineChange, *, by: User, at: datetime) -> None:
    """To the leads and the owner: whether the date that their body asked for counts now."""
    entry = change.milestone.entry
    agreed = change.decision == DeadlineChange.Decision.AGREED
    outbox.post_to_all(
        leads_and_owner(entry),
        kind=DEADLINE_DECIDED,
        subject=f"Another date for {entry.reference} is {change.get_decision_display().lower()}",
        text=(
            f"Your body asked for {day(change.to_on)}. "
            f"{'That day counts now.' if agreed else 'The date stays as it was: see why.'}"
        ),
        link=entry.get_absolute_url(),
        key=f"{DEADLINE_DECIDED}:{change.uuid}",
        about={"entry": str(entry.uuid)},
        by=by,
        at=at,
    )
