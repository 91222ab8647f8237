from inspection_portal.reports.queries.counts import counts_for
from inspection_portal.reports.queries.issues import Mark, Marked, mark, marked, reason_for
from inspection_portal.reports.queries.people import people_to_tell
from inspection_portal.reports.queries.publications import (
    Publication,
    bodies_named,
    kept_document,
    kept_pdf,
    publication,
    publications,
)
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
    "Publication",
    "Readiness",
    "blocking",
    "blocking_loaded",
    "bodies_named",
    "counts_for",
    "kept_document",
    "kept_pdf",
    "mark",
    "marked",
    "people_to_tell",
    "publication",
    "publications",
    "readiness",
    "reason_for",
    "step_to",
    "steps_from",
    "way",
]
