"""Words that more than one part of a layout says."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.utils.dateformat import format as formatted
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from inspection_portal.reports.document import Finding, FindingKind
from inspection_portal.reports.rendering.language import Quoted, gettext_noop

# In the order in which a summary lists them: what must be done first, then what is worth copying.
BOXED_KINDS = {
    FindingKind.CAUSE_OF_CONCERN: (
        gettext_noop("Cause of concern"),
        gettext_noop("Causes of concern"),
    ),
    FindingKind.AREA_FOR_IMPROVEMENT: (
        gettext_noop("Area for improvement"),
        gettext_noop("Areas for improvement"),
    ),
    FindingKind.PROMISING_PRACTICE: (
        gettext_noop("Promising practice"),
        gettext_noop("Promising practices"),
    ),
    FindingKind.INNOVATIVE_PRACTICE: (
        gettext_noop("Innovative practice"),
        gettext_noop("Innovative practices"),
    ),
}
COUNTED: dict[FindingKind, Callable[[int], str]] = {
    FindingKind.CAUSE_OF_CONCERN: lambda number: ngettext(
        "%(number)s cause of concern", "%(number)s causes of concern", number
    ),
    FindingKind.AREA_FOR_IMPROVEMENT: lambda number: ngettext(
        "%(number)s area for improvement", "%(number)s areas for improvement", number
    ),
    FindingKind.PROMISING_PRACTICE: lambda number: ngettext(
        "%(number)s promising practice", "%(number)s promising practices", number
    ),
    FindingKind.INNOVATIVE_PRACTICE: lambda number: ngettext(
        "%(number)s innovative practice", "%(number)s innovative practices", number
    ),
}
# The judgment of each official grade as a sentence.
JUDGMENTS = {
    "Outstanding": gettext_noop("%(name)s is outstanding at tackling serious and organised crime."),
    "Good": gettext_noop("%(name)s is good at tackling serious and organised crime."),
    "Adequate": gettext_noop("%(name)s is adequate at tackling serious and organised crime."),
    "Requires improvement": gettext_noop(
        "%(name)s requires improvement at tackling serious and organised crime."
    ),
    "Inadequate": gettext_noop("%(name)s is inadequate at tackling serious and organised crime."),
}
# Names that documents give in English and that are official in both languages.
OFFICIAL = frozenset(
    {
        gettext_noop("Outstanding"),
        gettext_noop("Good"),
        gettext_noop("Adequate"),
        gettext_noop("Requires improvement"),
        gettext_noop("Inadequate"),
        gettext_noop("Understanding SOC and setting priorities to tackle it"),
        gettext_noop("Resources and skills"),
        gettext_noop("Tackling SOC and safeguarding people and communities"),
    }
)


def official(name: str) -> str:
    """The name of a grade or question area, in the language of the frame where it has one there."""
    return gettext(name) if name in OFFICIAL else Quoted(name)


def day(moment: date) -> str:
    """A date as reports print it: 30 August 2024."""
    return formatted(moment, "j F Y")


def time_of_day(value: datetime) -> str:
    """A moment in local time: 30 August 2024 at 2:05pm."""
    at = localtime(value)
    told = {"day": day(at), "time": f"{at.hour % 12 or 12}:{at.minute:02}"}
    if at.hour < 12:
        return gettext("%(day)s at %(time)sam") % told
    return gettext("%(day)s at %(time)spm") % told


def boxed_in_words(findings: Iterable[Finding]) -> str:
    """How many there are of each boxed kind: “1 cause of concern, 2 areas for improvement”."""
    kinds = [finding.kind for finding in findings]
    told = (
        counted(number) % {"number": number}
        for kind, counted in COUNTED.items()
        if (number := kinds.count(kind))
    )
    return ", ".join(told) or gettext("None")
