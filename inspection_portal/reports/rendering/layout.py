"""What the templates need besides the document: anchors, numbers and words, worked out once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, partial

from django.utils.dateformat import format as formatted
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from inspection_portal.reports.document import (
    BodyChapter,
    BodyKind,
    DueKind,
    EarlierGrade,
    Finding,
    FindingKind,
    Grade,
    KeyFigure,
    Outcome,
    QuestionArea,
    Recommendation,
    Report,
    Section,
    Status,
    encoded,
)
from inspection_portal.reports.prose import to_html
from inspection_portal.reports.rendering.charts import PlacedChart, charts_of
from inspection_portal.reports.rendering.glossary import Word, words_in
from inspection_portal.reports.rendering.language import (
    WRITTEN,
    Quoted,
    gettext_noop,
    is_quoting,
    spoken,
)
from inspection_portal.reports.rendering.notes import DataNote, data_notes
from inspection_portal.reports.rendering.wording import BOXED_KINDS as BOXED_KINDS
from inspection_portal.reports.rendering.wording import JUDGMENTS, official
from inspection_portal.reports.rendering.wording import day as day

BODY_KINDS = {
    BodyKind.ROCU: gettext_noop("Regional organised crime unit"),
    BodyKind.FORCE: gettext_noop("Police force"),
}
# How a draft is handled until publication (domain §8); a published report carries no marking.
DRAFT_MARKING = gettext_noop("DRAFT – OFFICIAL-SENSITIVE")

# Latin letters that the font keeps in a file of their own.
EXTENDED_LETTERS = re.compile("[\u0100-\u024f\u1e00-\u1eff]")
# What may be wider than a narrow column and has no place to break, in the document as JSON.
LONG_WORD = re.compile(r'[^\s"\\/–—-]{22}')


@dataclass(frozen=True)
class PlacedRecommendation:
    number: int
    anchor: str
    recommendation: Recommendation
    due: str


@dataclass(frozen=True)
class PlacedFinding:
    """A finding with its anchor; `label` names its kind, and is empty for narrative. `published`
    says when a cause of concern was published before its report.
    """

    anchor: str
    finding: Finding
    label: str
    heading_level: int
    text: SafeString
    recommendations: tuple[PlacedRecommendation, ...]
    published: str = ""

    @property
    def is_boxed(self) -> bool:
        return bool(self.label)


@dataclass(frozen=True)
class PlacedSection:
    anchor: str
    heading: str
    text: SafeString


@dataclass(frozen=True)
class PlacedArea:
    anchor: str
    name: str
    introduction: SafeString
    findings: tuple[PlacedFinding, ...]

    @property
    def narrative(self) -> tuple[PlacedFinding, ...]:
        return narrative(self.findings)


@dataclass(frozen=True)
class PlacedFigure:
    figure: KeyFigure
    as_at: str


@dataclass(frozen=True)
class Entry:
    """What the contents lead to."""

    anchor: str
    heading: str


@dataclass(frozen=True)
class PlacedChapter:
    anchor: str
    body: BodyChapter
    kind: str
    judgment: str
    ungraded: str
    introduction: SafeString
    areas: tuple[PlacedArea, ...]
    figures: tuple[PlacedFigure, ...]

    @property
    def figures_anchor(self) -> str:
        return f"{self.anchor}-figures"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What the contents list under the body."""
        areas = tuple(Entry(area.anchor, area.name) for area in self.areas)
        return (*areas, Entry(self.figures_anchor, gettext("Figures"))) if self.figures else areas

    @property
    def findings(self) -> tuple[PlacedFinding, ...]:
        return tuple(finding for area in self.areas for finding in area.findings)


@dataclass(frozen=True)
class SummaryGroup:
    """The boxed findings of the region or of one body; `counts` has one for each `Layout.kinds`."""

    anchor: str
    name: str
    findings: tuple[PlacedFinding, ...]
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Layout:
    """A report ready to be set: everything numbered and worded, nothing left to compute."""

    report: Report
    language: str
    published: str
    marking: str
    content_hash: str
    has_extended_letters: bool
    has_long_words: bool
    introduction: tuple[PlacedSection, ...]
    regional_introduction: SafeString
    regional: tuple[PlacedFinding, ...]
    chapters: tuple[PlacedChapter, ...]
    appendices: tuple[PlacedSection, ...]

    @property
    def is_quoting(self) -> bool:
        """Whether the report is in another language than its frame."""
        return self.language != WRITTEN

    @property
    def regional_narrative(self) -> tuple[PlacedFinding, ...]:
        return narrative(self.regional)

    @property
    def has_regional(self) -> bool:
        return bool(self.regional or self.regional_introduction)

    @cached_property
    def charts(self) -> tuple[PlacedChart, ...]:
        return charts_of(self.report)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The glossary: what the report says, and does not explain where it says it."""
        return words_in(self.report)

    @cached_property
    def notes(self) -> tuple[DataNote, ...]:
        """How the figures and charts were counted, each way once."""
        return data_notes(self.chapters, self.charts)

    @cached_property
    def recommendations(self) -> tuple[PlacedRecommendation, ...]:
        return tuple(r for finding in self._findings for r in finding.recommendations)

    @cached_property
    def kinds(self) -> tuple[tuple[FindingKind, str], ...]:
        """The kinds of boxed findings that occur, each with its plural."""
        present = {finding.finding.kind for finding in self._findings}
        return tuple(
            (kind, gettext(names[1])) for kind, names in BOXED_KINDS.items() if kind in present
        )

    @cached_property
    def groups(self) -> tuple[SummaryGroup, ...]:
        name = gettext("%(region)s region") % {"region": self.report.region}
        bodies = ((c.anchor, Quoted(c.body.name), c.findings) for c in self.chapters)
        groups = [self._group("regional", name, self.regional)] if self.has_regional else []
        return (*groups, *(self._group(*body) for body in bodies))

    @cached_property
    def _findings(self) -> tuple[PlacedFinding, ...]:
        return (*self.regional, *(f for chapter in self.chapters for f in chapter.findings))

    def _group(self, anchor: str, name: str, findings: tuple[PlacedFinding, ...]) -> SummaryGroup:
        of_group = boxed(findings)
        counts = tuple(
            (plural, sum(f.finding.kind == kind for f in of_group)) for kind, plural in self.kinds
        )
        return SummaryGroup(anchor, name, of_group, counts)


class _Numbering:
    """Hands out the anchors and numbers that run through the whole report."""

    def __init__(self) -> None:
        self.findings = 0
        self.recommendations = 0

    def place(
        self, findings: Iterable[Finding], *, heading_level: int
    ) -> tuple[PlacedFinding, ...]:
        return tuple(self._finding(finding, heading_level) for finding in findings)

    def _finding(self, finding: Finding, heading_level: int) -> PlacedFinding:
        self.findings += 1
        recommendations = tuple(self._recommendation(r) for r in finding.recommendations)
        text = to_html(finding.text, heading_level=heading_level + 1)
        anchor = f"finding-{self.findings}"
        published = ""
        if on := finding.accelerated_on:
            published = gettext("First published on %(date)s.") % {"date": day(on)}
        return PlacedFinding(
            anchor, finding, label_of(finding), heading_level, text, recommendations, published
        )

    def _recommendation(self, recommendation: Recommendation) -> PlacedRecommendation:
        self.recommendations += 1
        number = self.recommendations
        return PlacedRecommendation(
            number, f"recommendation-{number}", recommendation, due_words(recommendation)
        )


def lay_out(report: Report, *, content_hash: str) -> Layout:
    """Number and word a report for its template."""
    numbering = _Numbering()
    regional = numbering.place(report.regional_findings, heading_level=3)
    chapters = tuple(
        _chapter(f"body-{number}", body, report.scale, numbering)
        for number, body in enumerate(report.bodies, start=1)
    )
    return Layout(
        report=report,
        language=spoken(),
        published=day(report.published_on) if report.published_on else "",
        marking=gettext(DRAFT_MARKING) if report.status is Status.DRAFT else "",
        content_hash=content_hash,
        has_extended_letters=is_quoting() or bool(EXTENDED_LETTERS.search(str(report))),
        has_long_words=bool(LONG_WORD.search(encoded(report).decode())),
        introduction=_sections("introduction", report.introduction, heading_level=3),
        regional_introduction=to_html(report.regional_introduction, heading_level=3),
        regional=regional,
        chapters=chapters,
        appendices=_sections("appendix", report.appendices, heading_level=2),
    )


def _sections(
    prefix: str, sections: Iterable[Section], *, heading_level: int
) -> tuple[PlacedSection, ...]:
    prose = partial(to_html, heading_level=heading_level + 1)
    return tuple(
        PlacedSection(f"{prefix}-{number}", section.heading, prose(section.text))
        for number, section in enumerate(sections, start=1)
    )


def _chapter(
    anchor: str, body: BodyChapter, scale: tuple[Grade, ...], numbering: _Numbering
) -> PlacedChapter:
    areas = tuple(
        _area(f"{anchor}-area-{number}", area, numbering)
        for number, area in enumerate(body.areas, start=1)
    )
    label = next((grade.label for grade in scale if grade.key == body.grade), None)
    judgment = judgment_words(body.name, label) if label else ""
    ungraded = "" if label else ungraded_words(body)
    introduction = to_html(body.introduction, heading_level=3)
    kind = gettext(BODY_KINDS[body.kind])
    figures = tuple(PlacedFigure(each, day(each.as_at)) for each in body.figures)
    return PlacedChapter(anchor, body, kind, judgment, ungraded, introduction, areas, figures)


def _area(anchor: str, area: QuestionArea, numbering: _Numbering) -> PlacedArea:
    introduction = to_html(area.introduction, heading_level=4)
    findings = numbering.place(area.findings, heading_level=4)
    return PlacedArea(anchor, area.name, introduction, findings)


def boxed(findings: Iterable[PlacedFinding]) -> tuple[PlacedFinding, ...]:
    """Those that ask for something, or are worth copying."""
    return tuple(finding for finding in findings if finding.is_boxed)


def narrative(findings: Iterable[PlacedFinding]) -> tuple[PlacedFinding, ...]:
    """Those without a box, which the contents list; the boxed ones have a list of their own."""
    return tuple(finding for finding in findings if not finding.is_boxed)


def label_of(finding: Finding) -> str:
    """What stands above the box of a finding; nothing for narrative, which has none."""
    if finding.accelerated_on:
        return gettext("Accelerated cause of concern")
    return gettext(BOXED_KINDS[finding.kind][0]) if finding.kind in BOXED_KINDS else ""


def judgment_words(name: str, label: str) -> str:
    """The judgment as a sentence: "X is good at …", "X requires improvement at …"."""
    grade = _within(label)
    if words := JUDGMENTS.get(label):
        return gettext(words) % {"name": name}
    if grade.startswith("requires"):
        words = gettext("%(name)s %(grade)s at tackling serious and organised crime.")
    else:
        words = gettext("%(name)s is %(grade)s at tackling serious and organised crime.")
    return words % {"name": name, "grade": grade}


def ungraded_words(body: BodyChapter) -> str:
    """Why the body has no grade; nothing where it is still to be graded."""
    match body.outcome, body.standing:
        case Outcome.NOT_GRADED, _:
            return gettext("Not graded")
        case Outcome.PREVIOUS_STANDS, EarlierGrade(label, report, published_on):
            words = gettext(
                "Not inspected: the grade of %(grade)s from “%(report)s”, published on %(date)s, "
                "stands"
            )
            grade = _within(official(label))
            return words % {"grade": grade, "report": report, "date": day(published_on)}
        case Outcome.PREVIOUS_STANDS, None:
            return gettext("Not inspected: the previous grade stands")
        case _:
            return ""


def _within(label: str) -> str:
    """A grade as it stands within a sentence."""
    return label[:1].lower() + label[1:]


def due_words(recommendation: Recommendation) -> str:
    """When a recommendation falls due, as a heading in a list of deadlines."""
    due_on = recommendation.due_on
    match recommendation.due_kind:
        case DueKind.IMMEDIATE:
            return gettext("Immediately")
        case DueKind.EVENT:
            return gettext("When the named event happens")
        case DueKind.NONE:
            return gettext("No deadline")
        case DueKind.MONTH if due_on:
            return gettext("By the end of %(month)s") % {"month": formatted(due_on, "F Y")}
        case _ if due_on:
            return gettext("By %(date)s") % {"date": day(due_on)}
        case _:
            return gettext("Counted from publication")
