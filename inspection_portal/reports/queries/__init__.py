from inspection_portal.reports.queries.issues import Mark, Marked, marked, reason_for
from inspection_portal.reports.queries.people import people_to_tell
from inspection_portal.reports.queries.readiness import (
    Line,
    Readiness,
    blocking,
    blocking_loaded,
    readiness,
)
from inspection_portal.reports.queries.steps import Milestone, step_to, steps_from, way

__all__ = [
    "Line",
    "Mark",
    "Marked",
    "Milestone",
    "Readiness",
    "blocking",
    "blocking_loaded",
    "marked",
    "people_to_tell",
    "readiness",
    "reason_for",
    "step_to",
    "steps_from",
    "way",
]
