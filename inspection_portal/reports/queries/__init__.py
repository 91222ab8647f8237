from inspection_portal.reports.queries.comparisons import (
    DRAFT,
    Version,
    comparable,
    usual_pair,
    versions,
)
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
from inspection_portal.reports.queries.redacting import removable_parts, why_not_redact
from inspection_portal.reports.queries.steps import Milestone, step_to, steps_from, way
from inspection_portal.reports.queries.verifying import (
    Verdict,
    Verified,
    identifier_in,
    is_pdf,
    verified,
)

__all__ = [
    "DRAFT",
    "Damaged",
    "Line",
    "Mark",
    "Marked",
    "Milestone",
    "Publication",
    "Readiness",
    "Verdict",
    "Verified",
    "Version",
    "blocking",
    "blocking_loaded",
    "bodies_named",
    "comparable",
    "counts_for",
    "identifier_in",
    "is_pdf",
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
    "removable_parts",
    "step_to",
    "steps_from",
    "usual_pair",
    "verified",
    "versions",
    "way",
    "why_not_redact",
]
