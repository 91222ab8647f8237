"""A report as a list of its parts, in the order of print: each by what it is, with its texts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models

from inspection_portal.reports.document import (
    BodyChapter,
    CountRow,
    Counts,
    Finding,
    FindingKind,
    KeyFigure,
    Recommendation,
    Report,
    Section,
)
from inspection_portal.reports.rendering.charts import CAPTIONS
from inspection_portal.reports.rendering.layout import (
    BODY_KINDS,
    BOXED_KINDS,
    day,
    due_words,
    judgment_words,
    label_of,
    ungraded_words,
)


class PartKind(models.TextChoices):
    """What a part of a report is; in the order in which they are matched."""

    FRONT = "front", "Title page"
    CHART = "chart", "Chart"
    SECTION = "section", "Section"
    REGION = "region", "Regional findings"
    BODY = "body", "Chapter of a body"
    AREA = "area", "Question area"
    FINDING = "finding", "Finding"
    RECOMMENDATION = "recommendation", "Recommendation"


@dataclass(frozen=True)
class Text:
    """One text of a part, under its label; prose is Markdown."""

    label: str
    text: str
    is_prose: bool = False


@dataclass(frozen=True)
class Part:
    """`identity` is by what it is known again, `parent` the place in the list of what it stands
    under, and `place` says that in words.
    """

    kind: PartKind
    identity: str
    parent: int | None
    place: str
    name: str
    texts: tuple[Text, ...]


def parts_of(report: Report) -> tuple[Part, ...]:
    """The parts of a report. The number of its issue and its day say which document it is, and are
    no text of it.
    """
    return tuple(_Parts(report).parts)


class _Parts:
    """Gathers the parts, so that each knows under which it stands."""

    def __init__(self, report: Report) -> None:
        self.parts: list[Part] = []
        self._labels = {grade.key: grade.label for grade in report.scale}
        self._recommendations = 0
        self._add(PartKind.FRONT, "", None, "", "Title page", _front(report))
        for counts in report.counts:
            name = f"Chart: {CAPTIONS[counts.subject]}"
            self._add(PartKind.CHART, counts.subject, None, "", name, _of_counts(counts))
        self._sections(report.introduction, "Introduction")
        self._region(report)
        for body in report.bodies:
            self._body(body)
        self._sections(report.appendices, "Appendices")

    def _add(
        self,
        kind: PartKind,
        identity: str,
        parent: int | None,
        place: str,
        name: str,
        texts: Iterable[Text],
    ) -> int:
        said = tuple(text for text in texts if text.text)
        self.parts.append(Part(kind, identity, parent, place, name, said))
        return len(self.parts) - 1

    def _sections(self, sections: Iterable[Section], place: str) -> None:
        for section in sections:
            texts = Text("Heading", section.heading), Text("Text", section.text, is_prose=True)
            identity = f"{place}: {section.heading}"
            self._add(PartKind.SECTION, identity, None, place, section.heading, texts)

    def _region(self, report: Report) -> None:
        place = f"{report.region} region"
        if report.regional_introduction or report.regional_findings:
            introduction = Text("Introduction", report.regional_introduction, is_prose=True)
            own = self._add(PartKind.REGION, "", None, "", place, [introduction])
            self._findings(report.regional_findings, own, place)

    def _body(self, body: BodyChapter) -> None:
        own = self._add(PartKind.BODY, body.name, None, "", body.name, _of_body(body, self._labels))
        for area in body.areas:
            introduction = Text("Introduction", area.introduction, is_prose=True)
            under = self._add(PartKind.AREA, area.name, own, body.name, area.name, [introduction])
            self._findings(area.findings, under, f"{body.name}, {area.name}")

    def _findings(self, findings: Iterable[Finding], parent: int, place: str) -> None:
        for finding in findings:
            label = label_of(finding)
            name = f"{label}: {finding.heading}" if label else finding.heading
            texts = _of_finding(finding)
            own = self._add(PartKind.FINDING, finding.heading, parent, place, name, texts)
            for recommendation in finding.recommendations:
                self._recommendation(recommendation, own, f"{place}, “{finding.heading}”")

    def _recommendation(self, recommendation: Recommendation, parent: int, place: str) -> None:
        self._recommendations += 1
        self._add(
            PartKind.RECOMMENDATION,
            recommendation.text,
            parent,
            place,
            f"Recommendation {self._recommendations}",
            [
                Text("Text", recommendation.text),
                Text("Due", due_words(recommendation)),
                Text("Addressed to", _lines(recommendation.addressees)),
            ],
        )


def _front(report: Report) -> Iterator[Text]:
    yield Text("Title", report.title)
    yield Text("Region", report.region)
    yield Text("Grades of the scale", _lines(grade.label for grade in report.scale))


def _of_counts(counts: Counts) -> Iterator[Text]:
    yield Text("Numbers", _lines(_numbers(row, counts.parts) for row in counts.rows))
    yield Text("As at", day(counts.as_at))
    yield Text("Source", counts.source)
    yield Text("Counted", counts.counted)


def _of_body(body: BodyChapter, labels: dict[str, str]) -> Iterator[Text]:
    label = labels.get(body.grade or "")
    yield Text("Name", body.name)
    yield Text("PartKind of body", BODY_KINDS[body.kind])
    yield Text("Grade", judgment_words(body.name, label) if label else ungraded_words(body))
    yield Text("Introduction", body.introduction, is_prose=True)
    for figure in body.figures:
        yield Text(f"Figure: {figure.name}", _figure(figure))


def _of_finding(finding: Finding) -> Iterator[Text]:
    is_narrative = finding.kind is FindingKind.NARRATIVE
    accelerated = day(finding.accelerated_on) if finding.accelerated_on else ""
    yield Text("PartKind", "Narrative" if is_narrative else BOXED_KINDS[finding.kind][0])
    yield Text("Heading", finding.heading)
    yield Text("Opening", finding.lead)
    yield Text("Bullets", _lines(finding.parts))
    yield Text("Text", finding.text, is_prose=True)
    yield Text("Also about", _lines(finding.also_about))
    yield Text("First published", accelerated)


def _numbers(row: CountRow, parts: Iterable[str]) -> str:
    told = (f"{part} {number}" for part, number in zip(parts, row.numbers, strict=True))
    return f"{row.name}: {', '.join(told)}"


def _figure(figure: KeyFigure) -> str:
    counted = f"Counted: {figure.counted}" if figure.counted else ""
    said = (figure.value, f"As at {day(figure.as_at)}", figure.source, counted)
    return _lines(filter(None, (*said, f"SHA-256 {figure.sha256}")))


def _lines(texts: Iterable[str]) -> str:
    return "\n\n".join(texts)
