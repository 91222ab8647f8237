"""What stands in a person's calendar: the deadlines that they may see, and no words of a report."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from uuid import UUID

from django.db.models import Q

from findings.models import TeamMember
from forces.models import standing
from forces.rights import Right, holds
from inspection_portal.core.models import User
from recommendations.models import (
    CalendarAddress,
    Milestone,
    RegisterEntry,
    RegisterEntryQuerySet,
    Section55Response,
)

# Calendar programs choke on more, and nobody reads it.
MOST = 2_000
# How long a deadline that has passed stays there, overdue or not.
LOOKS_BACK = timedelta(days=366)


@dataclass(frozen=True)
class Appointment:
    """One day, or moment, in a calendar. `version` grows when it moves, so that programs take the
    later one.
    """

    uuid: UUID
    on: date
    title: str
    path: str
    version: int


def digest_of(secret: str) -> str:
    """What is kept of the secret part of an address."""
    return sha256(secret.encode()).hexdigest()


def holder_of(secret: str) -> User | None:
    """Whose calendar stands at that address now, if anybody's."""
    found = CalendarAddress.objects.in_force().filter(digest=digest_of(secret))
    address = found.select_related("user").first()
    return address.user if address else None


def appointments(user: User, *, on: date) -> list[Appointment]:
    """The deadlines, targets and answers under section 55 of a person's own bodies; for the
    inspectorate those of the inspections on whose team they are. The earliest first.
    """
    days = [*_deadlines(user, on), *_answers(user, on)]
    return sorted(days, key=lambda each: (each.on, each.title, each.uuid))[:MOST]


def _deadlines(user: User, on: date) -> Iterator[Appointment]:
    milestones = Milestone.objects.visible_to(user).unmet().filter(current_on__gt=on - LOOKS_BACK)
    if holds(user, Right.REGISTER_READ_ALL):
        milestones = milestones.filter(entry__in=_of_their_inspections(user))
    for each in milestones.for_list().order_by("current_on", "pk")[:MOST]:
        if each.current_on:
            what = "Own target" if each.kind == Milestone.Kind.TARGET else "Due"
            title = f"{what}: {each.entry.reference}, {each.entry.addressee}"
            path = each.entry.get_absolute_url()
            yield Appointment(each.uuid, each.current_on, title, path, each.version)


def _of_their_inspections(user: User) -> RegisterEntryQuerySet:
    own = TeamMember.objects.filter(user=user).values("inspection")
    return RegisterEntry.objects.filter(
        Q(recommendation__finding__inspection__in=own) | Q(finding__inspection__in=own)
    )


def _answers(user: User, on: date) -> Iterator[Appointment]:
    own = Section55Response.objects.visible_to(user).filter(
        policing_body__in=standing(user).policing_bodies
    )
    for each in own.owed().for_list().soonest_first()[:MOST]:
        if each.due_on and each.due_on > on - LOOKS_BACK:
            title = f"Last day to answer “{each.report}”, {each.policing_body}"
            yield Appointment(each.uuid, each.due_on, title, each.get_absolute_url(), 1)
