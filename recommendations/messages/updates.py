"""That the inspectorate asks a body how far it is."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.urls import reverse

from inspection_portal.core import message_kinds, outbox
from inspection_portal.core.models import Message, User
from inspection_portal.core.templatetags.govuk import day
from recommendations import permissions, queries
from recommendations.messages.parts import settled
from recommendations.models import UpdateRequest

UPDATE_WANTED = "register.update_wanted"

ANSWERED = "What was asked for has come."
CLOSED = "The entry is closed."
NOT_OF_THE_BODY = "This person no longer acts for the body."


def register_kinds() -> None:
    message_kinds.register(UPDATE_WANTED, outdated=_no_longer_wanted)


def tell_update_wanted(requests: Collection[UpdateRequest], *, by: User, at: datetime) -> None:
    """To the owner and the leads of each body, one message a person for all that is asked at once
    and wanted by the same day.
    """
    speakers = queries.speakers_for([request.entry for request in requests])
    asked: dict[User, list[UpdateRequest]] = {}
    for request in requests:
        for person in speakers[request.entry_id]:
            asked.setdefault(person, []).append(request)
    for person, of_them in asked.items():
        outbox.post(
            to=person,
            kind=UPDATE_WANTED,
            subject="The inspectorate asks for an update",
            text=_question(of_them),
            link=_page_of(of_them),
            key=f"{UPDATE_WANTED}:{of_them[0].uuid}",
            about={"requests": [str(request.uuid) for request in of_them]},
            by=by,
            at=at,
        )


def _question(requests: Sequence[UpdateRequest]) -> str:
    last = day(min(request.wanted_by for request in requests))
    what = requests[0].entry.reference if len(requests) == 1 else f"{len(requests)} entries"
    return (
        f"The inspectorate asks how far you are with {what} of the register. Write an update by "
        f"{last}."
    )


def _page_of(requests: Sequence[UpdateRequest]) -> str:
    if len(requests) == 1:
        return requests[0].entry.get_absolute_url()
    return reverse("recommendations:register")


def _no_longer_wanted(messages: Sequence[Message]) -> Mapping[int, str]:
    """Those of which nothing is to be answered any more by who would get them."""
    uuids = {uuid for message in messages for uuid in message.about["requests"]}
    requests = UpdateRequest.objects.filter(uuid__in=uuids).select_related("entry")
    known = {str(request.uuid): request for request in requests}
    return settled(messages, about="requests", rows=known, why_not=_why_not, gone=ANSWERED)


def _why_not(request: UpdateRequest, person: User) -> str:
    """Why the person need not be asked any more; empty where they still are."""
    if request.answer_id is not None:
        return ANSWERED
    if not request.entry.is_open:
        return CLOSED
    return "" if permissions.acts_for(person, request.entry) else NOT_OF_THE_BODY
