"""The fixed wordings of a report: labels of boxes, question areas, judgments, its title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from forces.names import key, names_a_police_force
from inspection_portal.core.text import fold
from inspection_portal.reports.document import (
    AREA_NAMES,
    EarlierGrade,
    FindingKind,
    Grade,
    Outcome,
)
from recommendations.deadlines import read_day

_LABELS = {
    r"areas? for improvement": FindingKind.AREA_FOR_IMPROVEMENT,
    r"(?:accelerated )?causes? of concern": FindingKind.CAUSE_OF_CONCERN,
    r"promising practices?": FindingKind.PROMISING_PRACTICE,
    r"innovative practices?": FindingKind.INNOVATIVE_PRACTICE,
}
_PLURAL = re.compile(r"^areas |causes |practices$")
_APPENDIX = re.compile(r"(?:appendix|annex)(?: [a-z0-9]{1,3})?(?: ?[:.-] ?.+)?")
_NUMBER = re.compile(r"^(?:\d+[.)]? |question \d+[:.]? )")
_SOC = re.compile(r"\bserious and organi[sz]ed crime(?: \(soc\))?")
_ASKS = re.compile(r"\b(?:should|needs? to)\b")
_JUDGMENT = re.compile(
    r"(?P<subject>.{2,150}?) "
    r"(?:(?:is|was|are) (?:graded |judged )?(?:as )?(?P<grade>[a-z -]{3,40}?)"
    r"|requires? improvement) (?:at|in) (?:tackling|how it tackles) soc\.?"
)
_STANDS = re.compile(
    r"Not inspected: the grade of (?P<label>.+?) from “(?P<report>.+)”, published on "
    r"(?P<day>\d{1,2} \w+ \d{4}), stands\."
)
_GENERIC_SUBJECT = re.compile(r"(?:the|this) (?:force|constabulary|service|unit|rocu)")
_TITLE = re.compile(
    r"\binspection of (?:the )?(?P<region>.{2,60}?)(?: region(?:al)?(?:'s)?)?"
    r" (?:response|approach)\b"
)
_REGION = re.compile(r"\bthe (?P<region>[a-z][a-z &-]{2,40}?) region\b")


@dataclass(frozen=True)
class BoxLabel:
    """What stands on top of a box; under a plural one several findings may follow."""

    kind: FindingKind
    is_plural: bool


@dataclass(frozen=True)
class Judgment:
    """The sentence that grades a body. `grade` is as worded, "requires improvement" for one."""

    subject: str
    grade: str

    def is_of(self, heading: str) -> bool:
        """Whether it stands rightly under that heading: it names the body, or says "the force"."""
        if key(self.subject) == key(heading) or self.subject in _abbreviations(heading):
            return True
        return bool(_GENERIC_SUBJECT.fullmatch(self.subject)) and names_a_body(heading)


def label_of(text: str) -> str:
    """A heading for comparison with fixed words: without typography, number and closing mark."""
    return _NUMBER.sub("", fold(text).rstrip(" .:"))


def box_label(text: str) -> BoxLabel | None:
    label = re.sub(r" \d+$", "", label_of(text))
    for pattern, kind in _LABELS.items():
        if re.fullmatch(pattern, label):
            return BoxLabel(kind, bool(_PLURAL.search(label)))
    return None


def is_recommendations_label(text: str) -> bool:
    return bool(re.fullmatch(r"(?:our )?recommendations?(?: \d+)?", label_of(text)))


def label_and_rest(text: str) -> tuple[str, str]:
    """A label and what stands after its colon on the same line; no label where there is none."""
    label, colon, rest = text.partition(":")
    if colon and rest.strip() and (box_label(label) or is_recommendations_label(label)):
        return label, rest.strip()
    return "", text


def question_area(text: str) -> str | None:
    """The question area that a heading names, under the name that all reports share."""
    return _AREAS.get(_SOC.sub("soc", label_of(text)))


def is_regional_heading(text: str) -> bool:
    return label_of(text) == "regional findings"


def is_appendix_heading(text: str) -> bool:
    return len(text) <= 200 and bool(_APPENDIX.fullmatch(label_of(text)))


def judgment_in(text: str) -> Judgment | None:
    match = _JUDGMENT.fullmatch(_SOC.sub("soc", fold(text)))
    if not match:
        return None
    return Judgment(match["subject"], match["grade"] or "requires improvement")


def ungraded_in(text: str) -> tuple[Outcome, EarlierGrade | None] | None:
    """Why a body has no grade, as the portal prints it; None where the text says no such thing."""
    if fold(text) == "not graded.":
        return Outcome.NOT_GRADED, None
    if fold(text) == "not inspected: the previous grade stands.":
        return Outcome.PREVIOUS_STANDS, None
    stands = _STANDS.fullmatch(text)
    day = read_day(stands["day"]) if stands else None
    if not stands or not day:
        return None
    label = stands["label"][:1].upper() + stands["label"][1:]
    return Outcome.PREVIOUS_STANDS, EarlierGrade(label, stands["report"], day)


def grade_named(words: str, scale: Sequence[Grade]) -> Grade | None:
    label = label_of(words)
    return next((grade for grade in scale if fold(grade.label) == label), None)


def names_a_body(heading: str) -> bool:
    """Whether a heading ends as the names of forces and regional units do."""
    return names_a_police_force(heading) or bool(re.search(r"\b(?:unit|rocu)$", key(heading)))


def body_name(heading: str) -> str:
    """The body that a chapter's heading names: no abbreviation in brackets, no full stop."""
    return re.sub(r"\s*\([^()]*\)$", "", heading.rstrip(" .:")).rstrip()


def asks_for_change(heading: str) -> bool:
    """Whether a heading says what a body should do, as those of areas for improvement do."""
    return bool(_ASKS.search(fold(heading)))


def region_in_title(title: str) -> str | None:
    """ "South East" from "An inspection of the south-east regional response …"."""
    match = _TITLE.search(fold(title))
    return _region_name(match["region"]) if match else None


def region_in_text(text: str) -> str | None:
    """The first region that a text speaks of as "the … region"."""
    match = _REGION.search(fold(text))
    return _region_name(match["region"]) if match else None


def _region_name(words: str) -> str:
    first, *rest = words.replace("-", " ").replace("&", "and").split()
    small = {"and", "the", "of"}
    return " ".join([first.capitalize(), *(w if w in small else w.capitalize() for w in rest)])


def _abbreviations(heading: str) -> list[str]:
    return [fold(words) for words in re.findall(r"\(([^()]*)\)", heading)]


_AREAS = {_SOC.sub("soc", label_of(name)): name for name in AREA_NAMES}
