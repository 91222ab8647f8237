"""What people are told of answers under section 55, and when it no longer holds; of the last day
they are reminded as of any other (`reminders`).

A message names the report and the day, never what a report or an answer says.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from forces.models import standing
from forces.queries import leads_of
from inspection_portal.core import message_kinds, outbox
from inspection_portal.core.models import Message, User
from inspection_portal.core.templatetags.govuk import day
from recommendations.models import Section55Response

COMMENTS_INVITED = "answer.comments_invited"

NOT_OF_THE_FORCE = "This person no longer leads the force."


def register_kinds() -> None:
    message_kinds.register(COMMENTS_INVITED, outdated=_no_longer_invited)


def tell_comments_invited(response: Section55Response, *, by: User, at: datetime) -> None:
    """To the leads of the force: the chief officer may comment on the report."""
    wanted_by = response.comments_wanted_by
    outbox.post_to_all(
        leads_of(response.policing_body.body),
        kind=COMMENTS_INVITED,
        subject=f"Comments on a report are wanted by {day(wanted_by)}",
        text=(
            f"{response.policing_body} invites the chief officer’s comments on “{response.report}” "
            f"by {day(wanted_by)}, for its answer to the report."
        ),
        link=response.get_absolute_url(),
        key=f"{COMMENTS_INVITED}:{response.uuid}:{wanted_by}",
        about={"response": str(response.uuid)},
        by=by,
        at=at,
    )


def _no_longer_invited(messages: Sequence[Message]) -> Mapping[int, str]:
    found = _responses(messages)
    return {
        message.pk: NOT_OF_THE_FORCE
        for message in messages
        if (response := found.get(message.about["response"])) is None
        or response.policing_body.body_id not in standing(message.recipient).led
    }


def _responses(messages: Sequence[Message]) -> dict[str, Section55Response]:
    uuids = {message.about["response"] for message in messages}
    rows = Section55Response.objects.for_list().filter(uuid__in=uuids)
    return {str(row.uuid): row for row in rows}
