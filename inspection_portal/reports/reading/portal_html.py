"""The portal's own HTML, read back exactly.

Its data attributes are the contract with `rendering`:

- `<article data-report data-title data-region data-status data-issue data-published-on
  data-demonstration>`, the day in ISO form or empty, `data-demonstration` "true" or "false";
- inside it, an element `data-scale` with `<li data-grade="key">Label</li>` for each grade;
- `<section data-section="introduction|appendix">`, `<section data-regional>`, and
  `<section data-body="rocu|force" data-name data-grade data-outcome>`, the grade empty while there
  is none; where an earlier grade stands, also `data-standing-grade`, `-report` and `-published-on`;
- in a body, `<section data-area data-name>`; in an area or the region,
  `<section data-finding="kind" data-also-about="A|B">`, with `data-accelerated-on` where it was
  published before its report;
- in a finding: `data-lead`, `data-parts` with an `<li>` for each part, and
  `<li data-recommendation data-due-kind data-due-on>` with its words in `data-recommendation-text`,
  and with `data-addressees="A|B"` where it addresses somebody outside the bodies;
- `<figure data-counts="subject" data-as-at>` for what was counted of several bodies, with a
  `data-counts-part` for each part, `data-counts-row` for each row, which has its name in
  `data-counts-name` and a `data-number` for each part, and with `data-counts-source` and
  `data-counts-counted`;
- in a body also `<tbody data-figure data-as-at data-sha256 data-part>` for each printed figure,
  with `data-figure-name`, `-value`, `-source` and `-counted` in it;
- the heading of a section or finding is the first `h1` to `h6` in it; its prose stands in
  `data-text`, unheaded prose of a region, body or area in `data-introduction`.

Prose is HTML made by `prose.to_html`; everything else is plain text. What has no such attribute
(cover, contents, labels, figures) is not read.
"""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import TypeVar

from lxml.html import HtmlElement

from inspection_portal.reports.document import (
    FIVE_GRADES,
    BodyChapter,
    BodyKind,
    CountRow,
    Counts,
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
    Subject,
)
from inspection_portal.reports.prose.leaves import HEADINGS, blocks_of, leaves_of
from inspection_portal.reports.prose.writing import write
from inspection_portal.reports.reading.results import Problem, ReadingError

_Member = TypeVar("_Member", bound=Enum)


def find_report(root: HtmlElement) -> HtmlElement | None:
    """The element that holds a report as the portal prints it, if this is such a page."""
    return _first(root, "data-report")


def read_portal_html(article: HtmlElement) -> Report:
    """The document that was printed. Raises `ReadingError` where an attribute was tampered with."""
    reader = _Reader()
    report = reader.report(article)
    if reader.problems:
        raise ReadingError(reader.problems)
    return report


class _Reader:
    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def report(self, article: HtmlElement) -> Report:
        regional = _first(article, "data-regional")
        return Report(
            title=article.get("data-title", ""),
            region=article.get("data-region", ""),
            bodies=tuple(self._body(body) for body in _all(article, "data-body")),
            published_on=self._date(article, "data-published-on"),
            introduction=_sections(article, "introduction"),
            regional_introduction="" if regional is None else _own_prose(regional),
            regional_findings=() if regional is None else self._findings(regional),
            appendices=_sections(article, "appendix"),
            scale=_scale(article),
            status=self._member(article, "data-status", Status.DRAFT),
            issue=self._number(article, "data-issue"),
            demonstration=article.get("data-demonstration") == "true",
            counts=tuple(self._counts(article)),
        )

    def _counts(self, article: HtmlElement) -> Iterator[Counts]:
        for element in _all(article, "data-counts"):
            as_at = self._date(element, "data-as-at")
            if as_at is None:
                self._refuse(element, "data-as-at")
                continue
            yield Counts(
                subject=self._member(element, "data-counts", Subject.DISRUPTIONS),
                parts=tuple(_text(part) for part in _all(element, "data-counts-part")),
                rows=tuple(self._row(row) for row in _all(element, "data-counts-row")),
                as_at=as_at,
                source=_text(_first(element, "data-counts-source")),
                counted=_text(_first(element, "data-counts-counted")),
            )

    def _row(self, row: HtmlElement) -> CountRow:
        numbers = tuple(self._number(cell, "data-number") for cell in _all(row, "data-number"))
        return CountRow(_text(_first(row, "data-counts-name")), numbers)

    def _body(self, body: HtmlElement) -> BodyChapter:
        return BodyChapter(
            name=body.get("data-name", ""),
            kind=self._member(body, "data-body", BodyKind.FORCE),
            grade=body.get("data-grade") or None,
            areas=tuple(self._area(area) for area in _all(body, "data-area")),
            introduction=_own_prose(body),
            outcome=self._outcome(body),
            standing=self._standing(body),
            figures=tuple(self._figures(body)),
        )

    def _figures(self, body: HtmlElement) -> Iterator[KeyFigure]:
        for element in _all(body, "data-figure"):
            as_at = self._date(element, "data-as-at")
            if as_at is None:
                self._refuse(element, "data-as-at")
                continue
            yield KeyFigure(
                name=_text(_first(element, "data-figure-name")),
                value=_text(_first(element, "data-figure-value")),
                as_at=as_at,
                source=_text(_first(element, "data-figure-source")),
                sha256=element.get("data-sha256", ""),
                counted=_text(_first(element, "data-figure-counted")),
                part=element.get("data-part", ""),
            )

    def _outcome(self, body: HtmlElement) -> Outcome:
        """Pages of the first issues know graded bodies only."""
        if "data-outcome" not in body.attrib:
            return Outcome.GRADED
        return self._member(body, "data-outcome", Outcome.GRADED)

    def _standing(self, body: HtmlElement) -> EarlierGrade | None:
        published_on = self._date(body, "data-standing-published-on")
        if published_on is None:
            return None
        return EarlierGrade(
            label=body.get("data-standing-grade", ""),
            report=body.get("data-standing-report", ""),
            published_on=published_on,
        )

    def _area(self, area: HtmlElement) -> QuestionArea:
        return QuestionArea(area.get("data-name", ""), _own_prose(area), self._findings(area))

    def _findings(self, parent: HtmlElement) -> tuple[Finding, ...]:
        return tuple(self._finding(element) for element in _all(parent, "data-finding"))

    def _finding(self, element: HtmlElement) -> Finding:
        names = element.get("data-also-about", "")
        parts = _first(element, "data-parts")
        return Finding(
            kind=self._member(element, "data-finding", FindingKind.NARRATIVE),
            heading=_heading(element),
            text=_prose(_first(element, "data-text")),
            lead=_text(_first(element, "data-lead")),
            parts=() if parts is None else tuple(_text(part) for part in parts.iter("li")),
            recommendations=tuple(
                self._recommendation(item) for item in _all(element, "data-recommendation")
            ),
            also_about=tuple(names.split("|")) if names else (),
            accelerated_on=self._date(element, "data-accelerated-on"),
        )

    def _recommendation(self, item: HtmlElement) -> Recommendation:
        addressees = item.get("data-addressees")
        return Recommendation(
            text=_text(_first(item, "data-recommendation-text")),
            due_kind=self._member(item, "data-due-kind", DueKind.NONE),
            due_on=self._date(item, "data-due-on"),
            addressees=tuple(addressees.split("|")) if addressees else (),
        )

    def _date(self, element: HtmlElement, attribute: str) -> date | None:
        words = element.get(attribute)
        try:
            return date.fromisoformat(words) if words else None
        except ValueError:
            self._refuse(element, attribute)
            return None

    def _number(self, element: HtmlElement, attribute: str) -> int:
        words = element.get(attribute, "1")
        if words.isascii() and words.isdigit() and len(words) < 10:
            return int(words)
        self._refuse(element, attribute)
        return 1

    def _member(self, element: HtmlElement, attribute: str, default: _Member) -> _Member:
        try:
            return type(default)(element.get(attribute))
        except ValueError:
            self._refuse(element, attribute)
            return default

    def _refuse(self, element: HtmlElement, attribute: str) -> None:
        sentence = (
            f"“{element.get(attribute)}” can't stand in {attribute}; "
            "use the page as the portal made it."
        )
        self.problems.append(Problem(element.sourceline or 1, sentence))


def _scale(article: HtmlElement) -> tuple[Grade, ...]:
    scale = _first(article, "data-scale")
    if scale is None:
        return FIVE_GRADES
    return tuple(
        Grade(item.get("data-grade", ""), _text(item)) for item in _all(scale, "data-grade")
    )


def _sections(article: HtmlElement, kind: str) -> tuple[Section, ...]:
    return tuple(
        Section(_heading(section), _prose(_first(section, "data-text")))
        for section in _all(article, "data-section")
        if section.get("data-section") == kind
    )


def _own_prose(element: HtmlElement) -> str:
    """The unheaded prose of the element itself, not of an area in it."""
    first = _first(element, "data-introduction")
    if first is None:
        return ""
    holder = next(ancestor for ancestor in first.iterancestors() if _is_section(ancestor))
    return _prose(first) if holder is element else ""


def _is_section(element: HtmlElement) -> bool:
    return any(name in element.attrib for name in ("data-area", "data-body", "data-regional"))


def _heading(element: HtmlElement) -> str:
    return _text(next(element.iter(*HEADINGS), None))


def _prose(element: HtmlElement | None) -> str:
    return "" if element is None else write(blocks_of(leaves_of(element)))


def _text(element: HtmlElement | None) -> str:
    return "" if element is None else str(element.text_content())


def _all(element: HtmlElement, attribute: str) -> Iterator[HtmlElement]:
    return (child for child in element.iterdescendants() if attribute in child.attrib)


def _first(element: HtmlElement, attribute: str) -> HtmlElement | None:
    return next(_all(element, attribute), None)
