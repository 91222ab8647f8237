"""When a body was visited, and where evidence is gathered now."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from findings.models import Correction, InspectedBody, Inspection, TeamMember
from findings.models.inspection import InspectionQuerySet
from forces.rights import Right, holds, holds_beyond_team
from inspection_portal.core.models import User


@dataclass(frozen=True)
class Period:
    """From the first day of fieldwork to its last, which is None while a phase is open."""

    first: date
    last: date | None

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def fieldwork(inspection: Inspection, chapter: InspectedBody | None) -> Period | None:
    """The fieldwork on a body: the phases in which it was visited, or all of them where none says
    so, as for the region. None where nothing is planned.
    """
    every = inspection.phases.all()
    phases = list(every.filter(bodies=chapter) if chapter else every) or list(every)
    if not phases:
        return None
    last_days = [phase.ends_on for phase in phases]
    last = None if None in last_days else max(day for day in last_days if day)
    return Period(min(phase.starts_on for phase in phases), last)


def open_for_evidence(user: User) -> InspectionQuerySet:
    """The inspections in which the person can write evidence now: in one query what
    `can_work_on` and `is_open_to_change` say of each.
    """
    right = Right.EVIDENCE_WRITE
    rows = Inspection.objects.drafts_visible_to(user)
    if not holds(user, right):
        return rows.none()
    if not holds_beyond_team(user, right):
        rows = rows.filter(pk__in=TeamMember.objects.filter(user=user).values("inspection"))
    issued = Q(stage=Inspection.Stage.ISSUED)
    corrected = Q(pk__in=Correction.objects.open().values("inspection"))
    return rows.filter((issued & corrected) | (~issued & Q(signed_off_at=None)))
