"""That a body claims something to be done, which somebody of the inspectorate verifies."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from inspection_portal.core import message_kinds, outbox
from inspection_portal.core.models import Message, User
from recommendations import permissions, queries
from recommendations.models import Claim

CLAIM_MADE = "claim.made"

NOT_WAITING = "The claim is looked at, or was withdrawn."
NOT_TO_VERIFY = "This person no longer verifies claims."


def register_kinds() -> None:
    message_kinds.register(CLAIM_MADE, outdated=_no_longer_to_verify)


def tell_claim_made(claim: Claim, *, by: User, at: datetime) -> None:
    """To those who would verify it, never with what it says."""
    entry = claim.entry
    outbox.post_to_all(
        [person for person in queries.verifiers_for(entry) if person != by],
        kind=CLAIM_MADE,
        subject=f"A claim on entry {entry.reference} waits to be verified",
        text=f"{entry.addressee} claims to have done what an entry asks. Verify the claim.",
        link=claim.get_absolute_url(),
        key=f"{CLAIM_MADE}:{claim.uuid}",
        about={"claim": str(claim.uuid)},
        by=by,
        at=at,
    )


def _no_longer_to_verify(messages: Sequence[Message]) -> Mapping[int, str]:
    uuids = [message.about["claim"] for message in messages]
    made = Claim.objects.filter(uuid__in=uuids, state=Claim.State.MADE)
    waiting = {str(uuid) for uuid in made.values_list("uuid", flat=True)}
    reasons = ((each.pk, _why_not(each, waiting)) for each in messages)
    return {message: reason for message, reason in reasons if reason}


def _why_not(message: Message, waiting: set[str]) -> str:
    if message.about["claim"] not in waiting:
        return NOT_WAITING
    return "" if permissions.can_record_status(message.recipient) else NOT_TO_VERIFY
