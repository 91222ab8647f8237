"""What the inspectorate says to what a body claims, and how an entry stands from now on."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from inspection_portal.core import message_kinds, outbox
from inspection_portal.core.models import Message, User
from recommendations.models import Claim, RegisterEntry
from recommendations.permissions import acts_for
from recommendations.queries import speakers_for

STATUS_GIVEN = "entry.status_given"
CLAIM_ANSWERED = "claim.answered"

NOT_OF_THE_ADDRESSEE = "This person no longer acts for whom the entry is addressed to."


def register_kinds() -> None:
    message_kinds.register(STATUS_GIVEN, outdated=no_longer_of_the_addressee)
    message_kinds.register(CLAIM_ANSWERED, outdated=no_longer_of_the_addressee)


def tell_status(entry: RegisterEntry, *, by: User, at: datetime) -> None:
    """To the owner and the leads: that two people of the inspectorate gave the entry its status."""
    outbox.post_to_all(
        leads_and_owner(entry),
        kind=STATUS_GIVEN,
        subject=f"Entry {entry.reference} is {entry.get_status_display().lower()}",
        text=(
            f"The inspectorate has changed the status of an entry of {entry.addressee} in the "
            "register. See why there."
        ),
        link=entry.get_absolute_url(),
        key=f"{STATUS_GIVEN}:{entry.uuid}:{entry.version}",
        about={"entry": str(entry.uuid)},
        by=by,
        at=at,
    )


def tell_answer(claim: Claim, *, by: User, at: datetime) -> None:
    """To the owner and the leads: that the inspectorate has looked at their claim."""
    entry = claim.entry
    outbox.post_to_all(
        leads_and_owner(entry),
        kind=CLAIM_ANSWERED,
        subject=f"Your claim on entry {entry.reference} is answered",
        text=(
            f"The inspectorate has looked at what {entry.addressee} claims to have done. See what "
            "it found, and what happens next."
        ),
        link=entry.get_absolute_url(),
        key=f"{CLAIM_ANSWERED}:{claim.uuid}:{claim.version}",
        about={"entry": str(entry.uuid)},
        by=by,
        at=at,
    )


def leads_and_owner(entry: RegisterEntry) -> Sequence[User]:
    """Who is told what becomes of an entry, each once."""
    return speakers_for([entry])[entry.pk]


def no_longer_of_the_addressee(messages: Sequence[Message]) -> Mapping[int, str]:
    uuids = {message.about["entry"] for message in messages}
    entries = {str(entry.uuid): entry for entry in RegisterEntry.objects.filter(uuid__in=uuids)}
    return {
        message.pk: NOT_OF_THE_ADDRESSEE
        for message in messages
        if not acts_for(message.recipient, entries[message.about["entry"]])
    }
