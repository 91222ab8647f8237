"""Officers of a body: added, revised, and recorded as gone."""

from copy import copy
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from disruptions import permissions
from disruptions.models import Officer, Plan, PlanAction, PlanReview, PreventionOrder, Threat
from forces.models import Body, standing
from inspection_portal.core import audit
from inspection_portal.core.editing import as_revised, differences, refuse_invalid, update_as_seen
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.following import tell_anew
from inspection_portal.core.models import User

# What says who the officer is: the trail, which leaves the force, tells that it changed, not how.
CLOSED = frozenset({"name", "reference", "user"})


class Told(TypedDict, total=False):
    """What is told of an officer; what is left out stays as it was."""

    reference: str
    name: str
    rank: str
    post: str
    trained_on: date | None
    user: User | None


@transaction.atomic
def add_officer(*, body: Body, by: User, at: datetime, **told: Unpack[Told]) -> Officer:
    """Add an officer to those of a body who lead the response to threats, or investigate them."""
    if not permissions.can_keep(by, body):
        raise PermissionDenied
    officer = Officer(body=body, **told)
    _refuse_unfit(officer, at)
    officer.save()
    audit.record("officer.added", officer, by=by, at=at, rank=officer.get_rank_display())
    return officer


@transaction.atomic
def revise_officer(
    officer: Officer, *, seen_version: int, by: User, at: datetime, **told: Unpack[Told]
) -> None:
    """Change what is told of an officer."""
    if not permissions.can_keep(by, officer.body):
        raise PermissionDenied
    revised = as_revised(officer, told)
    _refuse_unfit(revised, at)
    changed = differences(officer, told)
    update_as_seen(officer, seen_version=seen_version, **told)
    if not {"rank", "post"}.isdisjoint(changed):
        _tell_of_title(officer)
    hidden = {name: "changed" for name in changed if name in CLOSED}
    audit.record("officer.revised", officer, by=by, at=at, **{**changed, **hidden})


def _tell_of_title(officer: Officer) -> None:
    """Tell those who follow what the officer is named in by title."""
    tell_anew(
        Plan.objects.filter(Q(written_by=officer) | Q(checked_by=officer)),
        PlanReview.objects.filter(reviewed_by=officer),
        PlanAction.objects.filter(owner=officer),
        PreventionOrder.objects.filter(manager=officer),
        Threat.objects.filter(responsibilities__officer=officer),
    )


@transaction.atomic
def record_left(
    officer: Officer, *, left_on: date | None, seen_version: int, by: User, at: datetime
) -> None:
    """Record the last day on which an officer serves in the body; None takes that back.

    What they are responsible for stays theirs until somebody ends it: a quality check finds it.
    """
    if not permissions.can_keep(by, officer.body):
        raise PermissionDenied
    revised = copy(officer)
    revised.left_on = left_on
    refuse_invalid(revised)
    changed = differences(officer, {"left_on": left_on})
    update_as_seen(officer, seen_version=seen_version, left_on=left_on)
    audit.record("officer.left" if left_on else "officer.stays", officer, by=by, at=at, **changed)


def _refuse_unfit(officer: Officer, at: datetime) -> None:
    refuse_invalid(officer)
    if officer.trained_on and officer.trained_on > localdate(at):
        raise RuleBroken("The day of the training has not come yet. Enter it once it has.")
    if officer.user and officer.body_id not in standing(officer.user).bodies:
        raise RuleBroken(f"{officer.user} does not act for {officer.body}. Choose one who does.")
