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
    "Milestone",
    "Readiness",
    "blocking",
    "blocking_loaded",
    "people_to_tell",
    "readiness",
    "step_to",
    "steps_from",
    "way",
]
