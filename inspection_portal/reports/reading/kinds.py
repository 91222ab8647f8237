"""What a line of a report is: told by a person, or found by reading."""

from enum import StrEnum

from inspection_portal.reports.document import AREA_NAMES, FindingKind


class LineKind(StrEnum):
    """What one line is; the value is also the value stored in the database."""

    TITLE = "title"
    SECTION = "section"
    REGION = "region"
    BODY = "body"
    UNDERSTANDING = "understanding"
    RESOURCES = "resources"
    TACKLING = "tackling"
    NARRATIVE = "narrative"
    AREA_FOR_IMPROVEMENT = "area_for_improvement"
    CAUSE_OF_CONCERN = "cause_of_concern"
    PROMISING_PRACTICE = "promising_practice"
    INNOVATIVE_PRACTICE = "innovative_practice"
    SUB_HEADING = "sub_heading"
    RECOMMENDATION = "recommendation"
    TEXT = "text"
    BULLET = "bullet"
    APPENDIX = "appendix"
    IGNORED = "ignored"


AREAS = dict(
    zip((LineKind.UNDERSTANDING, LineKind.RESOURCES, LineKind.TACKLING), AREA_NAMES, strict=True)
)
FINDINGS = {LineKind(kind.value): kind for kind in FindingKind}
AREA_KINDS = {name: kind for kind, name in AREAS.items()}
# What stands alone on its line and heads what follows.
HEADINGS = frozenset({LineKind.SECTION, LineKind.SUB_HEADING, *FINDINGS})
