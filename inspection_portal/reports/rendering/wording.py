"""Words that more than one part of a layout says."""

from collections.abc import Iterable
from datetime import date

from inspection_portal.reports.document import Finding, FindingKind

# In the order in which a summary lists them: what must be done first, then what is worth copying.
BOXED_KINDS = {
    FindingKind.CAUSE_OF_CONCERN: ("Cause of concern", "Causes of concern"),
    FindingKind.AREA_FOR_IMPROVEMENT: ("Area for improvement", "Areas for improvement"),
    FindingKind.PROMISING_PRACTICE: ("Promising practice", "Promising practices"),
    FindingKind.INNOVATIVE_PRACTICE: ("Innovative practice", "Innovative practices"),
}


def day(moment: date) -> str:
    """A date as reports print it: 30 August 2024."""
    return f"{moment.day} {moment:%B %Y}"


def boxed_in_words(findings: Iterable[Finding]) -> str:
    """How many there are of each boxed kind: “1 cause of concern, 2 areas for improvement”."""
    kinds = [finding.kind for finding in findings]
    told = (
        f"{number} {names[number > 1].lower()}"
        for kind, names in BOXED_KINDS.items()
        if (number := kinds.count(kind))
    )
    return ", ".join(told) or "None"
