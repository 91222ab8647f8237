"""That a record was returned, refused or opened again, to whoever recorded it."""

from collections.abc import Mapping, Sequence

from disruptions import permissions
from disruptions.models import Disruption, Moderation
from inspection_portal.core import message_kinds, outbox
from inspection_portal.core.models import Message

DECIDED = "disruption.decided"
Moderated = Disruption.Moderated
MEND_IT = "Sign in to read why, put it right and send it to moderation again."
# What is told of a decision, and how the record stands by it.
DONE = {
    Moderation.Outcome.RETURNED: ("returned", MEND_IT, Moderated.RETURNED),
    Moderation.Outcome.REOPENED: ("opened again", MEND_IT, Moderated.RETURNED),
    Moderation.Outcome.REFUSED: (
        "refused",
        "It does not count. Sign in to read why.",
        Moderated.REFUSED,
    ),
}
CHANGED = "The record no longer stands so."
NOT_THEIRS = "They no longer record disruptions of the body."


def register_kinds() -> None:
    message_kinds.register(DECIDED, outdated=_no_longer_so)


def tell_decided(decision: Moderation) -> None:
    """What doesn’t pass, while whoever recorded it still records for the body."""
    outcome, disruption = Moderation.Outcome(decision.outcome), decision.disruption
    if outcome not in DONE:
        return
    person = disruption.recorded_by
    if not permissions.can_record_disruption(person, disruption.body):
        return
    done, text, stands = DONE[outcome]
    outbox.post(
        to=person,
        kind=DECIDED,
        subject=f"A disruption that you recorded was {done}",
        text=text,
        link=disruption.get_absolute_url(),
        key=f"{DECIDED}:{decision.uuid}",
        about={"disruption": str(disruption.uuid), "moderation": stands},
        by=decision.by,
        at=decision.at,
    )


def _no_longer_so(messages: Sequence[Message]) -> Mapping[int, str]:
    uuids = [message.about["disruption"] for message in messages]
    rows = Disruption.objects.filter(uuid__in=uuids).select_related("body")
    known = {str(each.uuid): each for each in rows}
    found = {each.pk: _why_not(known[each.about["disruption"]], each) for each in messages}
    return {pk: reason for pk, reason in found.items() if reason}


def _why_not(disruption: Disruption, message: Message) -> str:
    if not permissions.can_record_disruption(message.recipient, disruption.body):
        return NOT_THEIRS
    return "" if disruption.moderation == message.about["moderation"] else CHANGED
