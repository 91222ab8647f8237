"""That an action was given to somebody, or that they may see a plan or its actions from now on."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse

from disruptions import queries
from disruptions.models import Plan, PlanAccess, PlanAction
from inspection_portal.core import message_kinds, outbox
from inspection_portal.core.models import Message, User

ACTION_GIVEN = "plan_action.given"
ACCESS_GIVEN = "plan_access.given"

ENDED = "The action has ended."
NOT_THEIRS = "They no longer see the action."
ACCESS_ENDED = "The access has ended."


def register_kinds() -> None:
    message_kinds.register(ACTION_GIVEN, outdated=_no_longer_to_do)
    message_kinds.register(ACCESS_GIVEN, outdated=_no_longer_open)


def tell_action_given(action: PlanAction, *, by: User, at: datetime) -> None:
    """To whom the action was given, while they see it; not to who gave it."""
    outbox.post_to_all(
        (each for each in queries.doers_of(action) if each != by),
        kind=ACTION_GIVEN,
        subject="An action was given to you",
        text=(
            "An action was given to you or your organisation. Sign in to read what is to be done "
            "and by when, and say how far you are."
        ),
        link=action.get_absolute_url(),
        key=f"{ACTION_GIVEN}:{action.uuid}:{at.isoformat()}",
        about={"action": str(action.uuid)},
        by=by,
        at=at,
    )


def tell_access_given(access: PlanAccess, *, by: User, at: datetime) -> None:
    """To the leads of the body, or the partners of the organisation."""
    whole = access.scope == PlanAccess.Scope.PLAN
    outbox.post_to_all(
        (each for each in queries.people_let_in(access) if each != by),
        kind=ACCESS_GIVEN,
        subject="Something was shared with you",
        text=(
            "A plan was shared with your body. Sign in to read it."
            if whole
            else "You can see the actions that are given to you from now on. Sign in to read them."
        ),
        link=access.plan.get_absolute_url() if whole else reverse("disruptions:actions"),
        key=f"{ACCESS_GIVEN}:{access.uuid}",
        about={"access": str(access.uuid)},
        by=by,
        at=at,
    )


def _no_longer_to_do(messages: Sequence[Message]) -> Mapping[int, str]:
    uuids = [message.about["action"] for message in messages]
    rows = PlanAction.objects.filter(uuid__in=uuids).select_related("plan__threat")
    known = {str(action.uuid): action for action in rows}
    found = {
        message.pk: _why_not(known.get(message.about["action"]), message.recipient)
        for message in messages
    }
    return {pk: reason for pk, reason in found.items() if reason}


def _why_not(action: PlanAction | None, person: User) -> str:
    if action is None or not PlanAction.objects.visible_to(person).filter(pk=action.pk).exists():
        return NOT_THEIRS
    return ENDED if action.ended_on else ""


def _no_longer_open(messages: Sequence[Message]) -> Mapping[int, str]:
    uuids = [message.about["access"] for message in messages]
    live = (
        PlanAccess.objects.current().filter(uuid__in=uuids).exclude(plan__state=Plan.State.CLOSED)
    )
    current = {str(uuid) for uuid in live.values_list("uuid", flat=True)}
    return {each.pk: ACCESS_ENDED for each in messages if each.about["access"] not in current}
