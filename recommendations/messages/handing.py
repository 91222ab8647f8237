"""That a person is responsible for entries from now on, because somebody else said so."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse

from inspection_portal.core import message_kinds, outbox
from inspection_portal.core.models import Message, User
from recommendations import permissions, queries
from recommendations.messages.answers import NOT_OF_THE_ADDRESSEE
from recommendations.messages.parts import settled
from recommendations.models import RegisterEntry

OWNER_GIVEN = "entry.owner_given"

ANOTHER_OWNER = "Somebody else is responsible now."
CLOSED = "The entry is closed."


def register_kinds() -> None:
    message_kinds.register(OWNER_GIVEN, outdated=_no_longer_theirs)


def tell_owner(entries: Sequence[RegisterEntry], *, owner: User, by: User, at: datetime) -> None:
    """To who is responsible for these from now on, in one message; not where they said so
    themselves.
    """
    if owner == by:
        return
    first, alone = entries[0], len(entries) == 1
    what = f"entry {first.reference}" if alone else f"{len(entries)} entries"
    of_owner = f"{reverse('recommendations:register')}?owner={queries.ME}"
    outbox.post(
        to=owner,
        kind=OWNER_GIVEN,
        subject=f"You are responsible for {what}",
        text=(
            f"You are responsible for {what} of the register from now on. See what is asked and by "
            "when, and say how far you are."
        ),
        link=first.get_absolute_url() if alone else of_owner,
        key=f"{OWNER_GIVEN}:{first.uuid}:{at.isoformat()}",
        about={"entries": [str(entry.uuid) for entry in entries]},
        by=by,
        at=at,
    )


def _no_longer_theirs(messages: Sequence[Message]) -> Mapping[int, str]:
    """Those of which nothing is left to their recipient."""
    uuids = {uuid for message in messages for uuid in message.about["entries"]}
    known = {str(entry.uuid): entry for entry in RegisterEntry.objects.filter(uuid__in=uuids)}
    return settled(messages, about="entries", rows=known, why_not=_why_not, gone=ANOTHER_OWNER)


def _why_not(entry: RegisterEntry, person: User) -> str:
    """Why the person need not be told of it any more; empty where they still are."""
    if entry.owner_id != person.pk:
        return ANOTHER_OWNER
    if not entry.is_open:
        return CLOSED
    return "" if permissions.acts_for(person, entry) else NOT_OF_THE_ADDRESSEE
