"""What people are told of answers under section 55, and when it no longer holds.

A message names the report and the day, never what a report or an answer says.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.urls import reverse

from forces.models import RoleGrant, standing
from forces.queries import leads_of
from inspection_portal.core import message_kinds, outbox
from inspection_portal.core.models import Message, User
from inspection_portal.core.templatetags.govuk import day
from recommendations.models import Section55Response

ANSWER_DUE = "answer.due"
COMMENTS_INVITED = "answer.comments_invited"

# How many days before the last one the office is reminded; when it is late, each week.
MILESTONES = (28, 14, 7, 1, 0)
WEEK = 7

PUBLISHED = "The answer is published, or none is owed any more."
MOVED = "The last day to answer is another one now."
NOT_OF_THE_OFFICE = "This person no longer acts for the local policing body."
NOT_OF_THE_FORCE = "This person no longer leads the force."


def register_kinds() -> None:
    message_kinds.register(ANSWER_DUE, outdated=_no_longer_due)
    message_kinds.register(COMMENTS_INVITED, outdated=_no_longer_invited)


def milestone(due_on: date, today: date) -> str:
    """The latest reminder whose day has come: days before the last one ("14"), or a week after it
    ("late-0" for the first); empty where none has. A day that nobody was reminded on is made up for
    by the one that follows, and no other.
    """
    days = (due_on - today).days
    if days < 0:
        return f"late-{(-days - 1) // WEEK}"
    return next((str(each) for each in reversed(MILESTONES) if each >= days), "")


def remind(responses: Sequence[Section55Response], *, today: date, by: User, at: datetime) -> None:
    """Tell the people of each office what it owes; the same reminder twice changes nothing."""
    offices = {each.policing_body_id for each in responses}
    grants = RoleGrant.objects.current(today).filter(policing_body__in=offices)
    people: dict[int, set[User]] = {}
    for grant in grants.filter(user__is_active=True).select_related("user"):
        people.setdefault(grant.policing_body_id or 0, set()).add(grant.user)
    for response in responses:
        due_on, told = response.due_on, people.get(response.policing_body_id)
        if due_on and told and (which := milestone(due_on, today)):
            _remind(response, due_on, which, told, by=by, at=at)


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


def _remind(
    response: Section55Response,
    due_on: date,
    which: str,
    people: set[User],
    *,
    by: User,
    at: datetime,
) -> None:
    late = which.startswith("late")
    outbox.post_to_all(
        sorted(people, key=lambda person: person.pk),
        kind=ANSWER_DUE,
        subject=(
            f"An answer to a report was due by {day(due_on)}"
            if late
            else f"Answer a report by {day(due_on)}"
        ),
        text=(
            f"{response.policing_body} must publish its answer to “{response.report}”. The last "
            f"day {'was' if late else 'is'} {day(due_on)}. Note in the portal when it is published."
        ),
        link=reverse("recommendations:answer", args=[response.uuid]),
        key=f"{ANSWER_DUE}:{response.uuid}:{due_on.isoformat()}:{which}",
        about={"response": str(response.uuid), "due_on": due_on.isoformat()},
        by=by,
        at=at,
    )


def _no_longer_due(messages: Sequence[Message]) -> Mapping[int, str]:
    found = _responses(messages)
    reasons = ((each.pk, _why_not(each, found)) for each in messages)
    return {message: reason for message, reason in reasons if reason}


def _why_not(message: Message, found: Mapping[str, Section55Response]) -> str:
    response = found.get(message.about["response"])
    if response is None or not response.is_owed:
        return PUBLISHED
    if str(response.due_on) != message.about["due_on"]:
        return MOVED
    if response.policing_body_id not in standing(message.recipient).policing_bodies:
        return NOT_OF_THE_OFFICE
    return ""


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
