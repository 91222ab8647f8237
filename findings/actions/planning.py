"""Planning: which bodies of a region are inspected, by whom and when (domain §2.1, §2.5)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from findings import permissions
from findings.actions.access import lock, lock_for_work
from findings.models import FieldworkPhase, GradeScale, InspectedBody, Inspection, TeamMember
from forces.models import Body, Region
from inspection_portal.core import audit
from inspection_portal.core.editing import (
    as_revised,
    differences,
    refuse_invalid,
    replaced,
    update_as_seen,
)
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User


class Stretch(TypedDict, total=False):
    """What can be changed in a stretch of fieldwork; without a last day, `ends_on` is None."""

    name: str
    starts_on: date
    ends_on: date | None


@transaction.atomic
def plan(
    *,
    region: Region,
    title: str,
    slug: str,
    bodies: Sequence[Body],
    team: Iterable[User],
    by: User,
    at: datetime,
    on: date | None = None,
    scale: GradeScale | None = None,
    is_demonstration: bool = False,
    is_historic: bool = False,
) -> Inspection:
    """Plan an inspection of a region's `bodies`, in that order but for the ROCU, which comes first.

    The planner joins the team as its lead inspector. The regions of bodies and the grade scale are
    those of the day `on` (default today), unless `scale` is given.
    """
    if not permissions.can_plan(by):
        raise PermissionDenied
    on = on or localdate(at)
    _refuse_bodies_elsewhere(region, bodies, on=on)
    made = {"is_demonstration": is_demonstration, "is_historic": is_historic}
    inspection = Inspection(region=region, title=title, slug=slug, **made)
    inspection.scale = scale or GradeScale.objects.in_force(on)
    refuse_invalid(inspection)
    inspection.save()
    _inspect(inspection, bodies)
    planners = [by] if by.kind == User.Kind.PERSON else []
    _staff(inspection, [*team, *planners], leads=planners)
    audit.record("inspection.planned", inspection, by=by, at=at, bodies=_listed(bodies))
    return inspection


@transaction.atomic
def revise_plan(
    inspection: Inspection,
    *,
    title: str,
    bodies: Sequence[Body],
    team: Iterable[User],
    leads: Iterable[User] | None = None,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Change the title, the bodies and the team. Bodies that stay keep their order; new ones
    follow.

    Not once it is published, not even by a correction: lists show everybody the title and bodies.

    Raises RuleBroken where a body would leave that already has findings, a grade or an
    introduction.
    """
    held = lock_for_work(inspection, by)
    if held.is_issued:
        raise RuleBroken(f"“{held}” is issued, so its title and its bodies stay.")
    known = [chapter.body for chapter in held.inspected_bodies.select_related("body")]
    new = [body for body in bodies if body not in known]
    _refuse_bodies_elsewhere(held.region, new, on=localdate(at))
    before = _plan_in_words(held)
    update_as_seen(inspection, seen_version=seen_version, title=title)
    for chapter in held.inspected_bodies.exclude(body__in=bodies):
        _refuse_losing_work(chapter)
        chapter.delete()
    _inspect(held, [*(body for body in known if body in bodies), *new])
    _staff(held, team, leads=leads)
    after = _plan_in_words(inspection)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    audit.record("inspection.revised", inspection, by=by, at=at, **changed)


@transaction.atomic
def change_team(
    inspection: Inspection,
    *,
    team: Iterable[User],
    leads: Iterable[User] | None = None,
    seen_version: int,
    by: User,
    at: datetime,
) -> None:
    """Change who works on the inspection, and who of them leads: nothing of that is published, so
    any time will do. Without `leads` those who lead it stay.
    """
    if not permissions.can_work_on(by, inspection):
        raise PermissionDenied
    held = lock(inspection)
    before = _plan_in_words(held)
    update_as_seen(inspection, seen_version=seen_version)
    _staff(held, team, leads=leads)
    after = _plan_in_words(held)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    audit.record("team.changed", inspection, by=by, at=at, **changed)


@transaction.atomic
def add_phase(
    inspection: Inspection,
    *,
    name: str,
    starts_on: date,
    ends_on: date | None = None,
    bodies: Iterable[InspectedBody] = (),
    by: User,
    at: datetime,
) -> FieldworkPhase:
    """Add a stretch of fieldwork, in which those bodies of the inspection are visited."""
    held = lock_for_work(inspection, by)
    phase = FieldworkPhase(inspection=held, name=name, starts_on=starts_on, ends_on=ends_on)
    refuse_invalid(phase)
    phase.save()
    phase.bodies.set(bodies)
    audit.record("phase.added", phase, by=by, at=at, inspection=str(held.uuid))
    return phase


@transaction.atomic
def revise_phase(
    phase: FieldworkPhase,
    *,
    bodies: Iterable[InspectedBody] | None = None,
    seen_version: int,
    by: User,
    at: datetime,
    **changes: Unpack[Stretch],
) -> None:
    """Change a stretch of fieldwork: its name, its days and the bodies visited; what is left out
    stays.
    """
    lock_for_work(phase.inspection, by)
    revised = as_revised(phase, changes)
    refuse_invalid(revised)
    changed = differences(phase, dict(changes))
    update_as_seen(phase, seen_version=seen_version, **changes)
    if bodies is not None:
        before, after = list(phase.bodies.all()), list(bodies)
        phase.bodies.set(after)
        changed |= replaced("bodies", before, after)
    audit.record("phase.revised", phase, by=by, at=at, **changed)


@transaction.atomic
def remove_phase(phase: FieldworkPhase, *, seen_version: int, by: User, at: datetime) -> None:
    """Take a stretch of fieldwork out of the plan."""
    held = lock_for_work(phase.inspection, by)
    update_as_seen(phase, seen_version=seen_version)
    audit.record(
        "phase.removed",
        phase,
        by=by,
        at=at,
        starts_on=str(phase.starts_on),
        inspection=str(held.uuid),
    )
    phase.delete()


def _refuse_bodies_elsewhere(region: Region, bodies: Sequence[Body], *, on: date) -> None:
    outside = set(bodies) - set(Body.objects.in_region(region, on))
    if outside:
        names = _listed(body for body in bodies if body in outside)
        raise RuleBroken(f"Choose bodies of {region} only: {names} is not in that region.")


def _refuse_losing_work(chapter: InspectedBody) -> None:
    if (
        chapter.findings.exists()
        or chapter.further_findings.exists()
        or hasattr(chapter, "judgment")
        or chapter.introduction
        or chapter.area_introductions.exists()
    ):
        raise RuleBroken(
            f"{chapter} has findings, a grade or an introduction, so it stays in the inspection."
        )


def _inspect(inspection: Inspection, bodies: Sequence[Body]) -> None:
    """Give each body its chapter, in that order but for the ROCU, which comes first."""
    if not bodies:
        raise RuleBroken("Choose at least one body to inspect.")
    ordered = sorted(bodies, key=lambda body: body.kind != Body.Kind.ROCU)
    for position, body in enumerate(ordered, start=1):
        InspectedBody.objects.update_or_create(
            inspection=inspection, body=body, defaults={"position": position}
        )


def _staff(inspection: Inspection, team: Iterable[User], *, leads: Iterable[User] | None) -> None:
    """Make `team` the people who work on the inspection, and `leads` those of them who move it on.

    All must be of the inspectorate.
    """
    people = set(team)
    if leads is not None and not set(leads) <= people:
        raise RuleBroken("A lead inspector is on the team. Put them on it first.")
    for user in people:
        if not permissions.can_plan(user):
            raise RuleBroken(f"{user} is not an inspector, so can’t be on the team.")
    if not people and inspection.team.exists():
        raise RuleBroken("Leave at least one inspector on the team.")
    inspection.team.exclude(user__in=people).delete()
    for user in people:
        TeamMember.objects.get_or_create(inspection=inspection, user=user)
    if leads is not None:
        inspection.team.update(is_lead=Q(user__in=set(leads)))


def _plan_in_words(inspection: Inspection) -> dict[str, str]:
    """The title, the bodies and the team as the audit trail tells them."""
    chapters = InspectedBody.objects.filter(inspection=inspection).select_related("body")
    members = TeamMember.objects.filter(inspection=inspection).select_related("user")
    return {
        "title": inspection.title,
        "bodies": _listed(chapters),
        "team": _listed(member.user for member in members),
        "leads": _listed(member.user for member in members if member.is_lead),
    }


def _listed(things: Iterable[object]) -> str:
    return ", ".join(str(thing) for thing in things)
