"""In which stage of monitoring forces are (domain §3.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from forces.models import Body, standing
from forces.rights import Right, holds
from inspection_portal.core.models import User
from recommendations.models import EngageLetter, EngageSpell, EngageSpellQuerySet, MonitoringStage


@dataclass(frozen=True)
class Stages:
    """In which stage the forces were on a day: those in Engage since when, the latest first."""

    engaged: Sequence[EngageSpell]
    scanned: Sequence[Body]


def bodies_reported_to(user: User) -> QuerySet[Body]:
    """The bodies whose entries the person sees."""
    bodies = Body.objects.visible_to(user)
    if holds(user, Right.REGISTER_READ_ALL):
        return bodies
    return bodies.filter(pk__in=standing(user).answered_for)


def forces_monitored(user: User) -> QuerySet[Body]:
    """The forces whose stage the person sees."""
    return bodies_reported_to(user).filter(kind=Body.Kind.FORCE)


def stages(user: User, *, on: date) -> Stages:
    spells = list(EngageSpell.objects.visible_to(user).lasting(on).for_list())
    others = forces_monitored(user).exclude(pk__in=[spell.body_id for spell in spells])
    return Stages(spells, list(others.order_by("name")))


def forces_in(stage: str, *, on: date) -> QuerySet[Body]:
    """The forces that are in that `MonitoringStage` on a day."""
    engaged = EngageSpell.objects.lasting(on).values("body")
    forces = Body.objects.filter(kind=Body.Kind.FORCE)
    if stage == MonitoringStage.ENGAGE:
        return forces.filter(pk__in=engaged)
    return forces.exclude(pk__in=engaged)


def spells_of(force: Body, user: User) -> EngageSpellQuerySet:
    """The times of a force in Engage, the latest first, with their letters."""
    letters = Prefetch("letters", EngageLetter.objects.for_list())
    seen = EngageSpell.objects.visible_to(user).filter(body=force)
    return seen.for_list().prefetch_related(letters)


def engaged(user: User, *, on: date) -> list[EngageSpell]:
    """Which of the forces that the person acts for or oversees are in Engage on that day."""
    own = EngageSpell.objects.filter(body__in=standing(user).answered_for)
    return list(own.lasting(on).for_list())
