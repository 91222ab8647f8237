"""When a body was visited."""

from dataclasses import dataclass
from datetime import date

from findings.models import InspectedBody, Inspection


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
