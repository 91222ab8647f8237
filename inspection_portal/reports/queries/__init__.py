from inspection_portal.reports.queries.counts import counts_for
from inspection_portal.reports.queries.issues import Mark, Marked, mark, marked, reason_for
from inspection_portal.reports.queries.people import people_to_tell
from inspection_portal.reports.queries.publications import (
    Damaged,
    Publication,
    bodies_named,
    kept_document,
    kept_pdf,
    made_before,
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
from inspection_portal.reports.queries.verifying import Verdict, Verified, identifier_in, verified

__all__ = [
    "Damaged",
    "Line",
    "Mark",
    "Marked",
    "Milestone",
    "Publication",
    "Readiness",
    "Verdict",
    "Verified",
    "blocking",
    "blocking_loaded",
    "bodies_named",
    "counts_for",
    "identifier_in",
    "kept_document",
    "kept_pdf",
    "made_before",
    "mark",
    "marked",
    "people_to_tell",
    "publication",
    "publications",
    "readiness",
    "reason_for",
    "step_to",
    "steps_from",
    "verified",
    "way",
]
