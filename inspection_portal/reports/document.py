"""The report as a document: frozen dataclasses that hold what is published and nothing else.

Internal notes, names of people and evidence have no field here, so they cannot leak. `snapshot`
makes a document from rows, `reading` from a published text, `rendering` makes HTML and PDF of it.
The `text` of a finding or section and every `introduction` are Markdown in the canonical form of
`inspection_portal.reports.prose`. Names, headings, `lead`, `parts` and the text of a recommendation
are plain text, curly quotes kept; a recommendation's bullets are lines that begin with "- ".
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import msgspec

from recommendations.deadlines import DueKind as DueKind

AREA_NAMES = (
    "Understanding SOC and setting priorities to tackle it",
    "Resources and skills",
    "Tackling SOC and safeguarding people and communities",
)


class FindingKind(StrEnum):
    """What a finding is (domain §2.2); the value is also the value stored in the database."""

    NARRATIVE = "narrative"
    AREA_FOR_IMPROVEMENT = "area_for_improvement"
    CAUSE_OF_CONCERN = "cause_of_concern"
    PROMISING_PRACTICE = "promising_practice"
    INNOVATIVE_PRACTICE = "innovative_practice"


class BodyKind(StrEnum):
    ROCU = "rocu"
    FORCE = "force"


class Outcome(StrEnum):
    """What a body is given: a grade, or why there is none (domain §2.3)."""

    GRADED = "graded"
    NOT_GRADED = "not_graded"
    PREVIOUS_STANDS = "previous_stands"


class Status(StrEnum):
    """What a reader may do with the document: a draft is marked on every page."""

    DRAFT = "draft"
    PUBLISHED = "published"


@dataclass(frozen=True)
class Section:
    """A headed part of the report's introduction, or a whole appendix."""

    heading: str
    text: str


@dataclass(frozen=True)
class Recommendation:
    """The sentence as published, and when it falls due; `due_on` is None where no date can be
    computed. `addressees` names who must act besides the bodies that its finding is about.
    """

    text: str
    due_kind: DueKind
    due_on: date | None
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """A heading with its text, boxed unless it is narrative.

    `lead` and `parts` go together: an opening that ends in a colon and the bullets it opens ("The
    force should: …"). They come before `text`. `also_about` names bodies of the inspection that the
    finding concerns besides the one it stands under. A cause of concern that was published before
    its report was first published on the day `accelerated_on`.
    """

    kind: FindingKind
    heading: str
    text: str = ""
    lead: str = ""
    parts: tuple[str, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    also_about: tuple[str, ...] = ()
    accelerated_on: date | None = None


# What a print says of a question area that has none.
NO_FINDINGS = "This report has no findings under this question."


@dataclass(frozen=True)
class QuestionArea:
    """One of the three question areas under a body: unheaded text, then findings."""

    name: str
    introduction: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class EarlierGrade:
    """A grade that still stands, in the words of the report that gave it."""

    label: str
    report: str
    published_on: date


@dataclass(frozen=True)
class KeyFigure:
    """What a figure of a body was on the day `as_at`: `value` as it is printed, with its unit.

    It was counted from a frozen list, known by the SHA-256 of it. `part` is the code of those rows
    of the body that were counted, empty for all; `counted` says the same in words.
    """

    name: str
    value: str
    as_at: date
    source: str
    sha256: str
    counted: str = ""
    part: str = ""


@dataclass(frozen=True)
class BodyChapter:
    """What the report says of one ROCU or force. `grade` is a key of `Report.scale`, None while
    ungraded and for every outcome but `graded`. `standing` is the earlier grade that stands, where
    one does and the portal knows it.
    """

    name: str
    kind: BodyKind
    grade: str | None
    areas: tuple[QuestionArea, ...]
    introduction: str = ""
    outcome: Outcome = Outcome.GRADED
    standing: EarlierGrade | None = None
    figures: tuple[KeyFigure, ...] = ()


class Subject(StrEnum):
    """What is counted of several bodies at once, and shown as a chart."""

    DISRUPTIONS = "disruptions"
    PLANS = "plans"
    REGISTER = "register"


@dataclass(frozen=True)
class CountRow:
    """The numbers of one row, in the order of `Counts.parts`."""

    name: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Counts:
    """What was counted on the day `as_at`: a number of each part for each row, such as bodies.

    `source` names what it was counted from, `counted` says what was counted and what left out.
    """

    subject: Subject
    parts: tuple[str, ...]
    rows: tuple[CountRow, ...]
    as_at: date
    source: str
    counted: str


@dataclass(frozen=True)
class Grade:
    """One step of a grade scale: `key` as stored, `label` as printed."""

    key: str
    label: str


FIVE_GRADES = (
    Grade("outstanding", "Outstanding"),
    Grade("good", "Good"),
    Grade("adequate", "Adequate"),
    Grade("requires_improvement", "Requires improvement"),
    Grade("inadequate", "Inadequate"),
)


FOUR_GRADES = tuple(grade for grade in FIVE_GRADES if grade.key != "adequate")
# The first year in which reports graded on five grades; only the year is known (domain §2.3).
FIVE_GRADES_FROM = date(2021, 1, 1)


def scale_on(published_on: date | None) -> tuple[Grade, ...]:
    """The scale by which a report of that day grades: the present one where no day is known."""
    return FOUR_GRADES if published_on and published_on < FIVE_GRADES_FROM else FIVE_GRADES


@dataclass(frozen=True)
class Report:
    """A whole report of one region, in the published order: introduction, region, ROCU, forces,
    appendices.

    Bodies are named as the report names them. `published_on` is None for a draft; `demonstration`
    marks invented material on every page.
    """

    title: str
    region: str
    bodies: tuple[BodyChapter, ...]
    published_on: date | None = None
    introduction: tuple[Section, ...] = ()
    regional_introduction: str = ""
    regional_findings: tuple[Finding, ...] = ()
    appendices: tuple[Section, ...] = ()
    scale: tuple[Grade, ...] = FIVE_GRADES
    status: Status = Status.DRAFT
    issue: int = 1
    demonstration: bool = False
    counts: tuple[Counts, ...] = ()

    @property
    def is_accelerated(self) -> bool:
        """Whether it is one cause of concern alone, published before the report it belongs to."""
        match self.findings():
            case (Finding(accelerated_on=date() as day),):
                return day == self.published_on
        return False

    @property
    def rocu(self) -> BodyChapter | None:
        return next((body for body in self.bodies if body.kind is BodyKind.ROCU), None)

    @property
    def forces(self) -> tuple[BodyChapter, ...]:
        return tuple(body for body in self.bodies if body.kind is BodyKind.FORCE)

    def findings(self) -> tuple[Finding, ...]:
        """All findings in the order in which they are printed."""
        of_bodies = (f for body in self.bodies for area in body.areas for f in area.findings)
        return (*self.regional_findings, *of_bodies)


# Fields of reports, bodies, findings and recommendations that documents of the first issues lack.
# Left out where they say nothing, so that a document keeps its hash.
_SAYING_NOTHING: dict[str, Any] = {
    **{"outcome": Outcome.GRADED, "standing": None, "figures": []},
    **{"accelerated_on": None, "addressees": [], "counts": []},
}


def to_builtins(report: Report) -> dict[str, Any]:
    """The document as JSON values, as stored in an issue of the report."""
    content: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(report))
    bodies = content["bodies"]
    of_bodies = (each for body in bodies for area in body["areas"] for each in area["findings"])
    findings = [*content["regional_findings"], *of_bodies]
    recommendations = (each for finding in findings for each in finding["recommendations"])
    for part in (content, *bodies, *findings, *recommendations):
        for name, value in _SAYING_NOTHING.items():
            if part.get(name, value) == value:
                part.pop(name, None)
    return content


def encoded(report: Report) -> bytes:
    """The document as JSON text, always of the same bytes: what its hash is taken of."""
    return msgspec.json.encode(to_builtins(report))


def from_builtins(content: dict[str, Any]) -> Report:
    """Undo `to_builtins`. Raises `msgspec.ValidationError` on content of another shape."""
    return msgspec.convert(content, type=Report)
