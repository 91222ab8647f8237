"""Extracts of a report for the pre-publication check: for each body its own chapter, and what is
said of the whole region (domain §2.5).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from uuid import UUID

import findings.queries
from findings.blocks import blocks
from findings.extracts import Content, Part, Passage, Piece, opening
from findings.models import (
    Finding,
    InspectedBody,
    Inspection,
    Judgment,
    KeyFigure,
    Paragraph,
)
from recommendations.models import Recommendation

# The paragraphs of an inspection's findings, by finding and place.
Paragraphs = Mapping[tuple[int, int | None], UUID]


class _Numbering:
    """The passages of one extract, numbered as they are made."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        self._numbers = count(1)
        self._of_findings = paragraphs

    def pieces(self, introduction: str, found: Iterable[Finding]) -> tuple[Piece, ...]:
        """Unheaded text and the findings that follow it."""
        unheaded = tuple(self._passage(block) for block in blocks(introduction))
        headed = tuple(self._finding(finding) for finding in found)
        return (Piece(unheaded), *headed) if unheaded else headed

    def figures(self, rows: Iterable[KeyFigure]) -> tuple[Piece, ...]:
        """What the report prints of the body in numbers."""
        passages = tuple(self._passage(text) for text in findings.queries.figures_told(rows))
        return (Piece(passages),) if passages else ()

    def _finding(self, finding: Finding) -> Piece:
        kind = Finding.Kind(finding.kind)
        return Piece(
            heading=self._passage(finding.heading),
            label="" if kind is Finding.Kind.NARRATIVE else kind.label,
            also_about=tuple(about.body.name for about in finding.also_about.all()),
            passages=(
                *(self._passage(text) for text in opening(finding.lead, finding.parts)),
                *self._paragraphs(finding),
                *(self._recommendation(each) for each in finding.recommendations.all()),
            ),
        )

    def _paragraphs(self, finding: Finding) -> Iterable[Passage]:
        for position, block in enumerate(blocks(finding.text)):
            yield self._passage(block, self._of_findings.get((finding.pk, position)))

    def _recommendation(self, row: Recommendation) -> Passage:
        to = tuple(str(each) for each in row.outside)
        return replace(self._passage(row.text), addressees=to)

    def _passage(self, text: str, paragraph: UUID | None = None) -> Passage:
        return Passage(next(self._numbers), text, paragraph)


def contents(inspection: Inspection) -> Mapping[InspectedBody, Content]:
    """What each body of the inspection would be given to check as its rows stand now; the caller
    holds the inspection.
    """
    rows = Paragraph.objects.standing().filter(finding__inspection=inspection)
    placed = rows.values_list("finding", "position", "uuid")
    paragraphs = {(finding, position): uuid for finding, position, uuid in placed}
    regional = list(inspection.findings.regional().for_reading())
    grades = _final_grades(inspection)
    given = {}
    for chapter in inspection.inspected_bodies.select_related("body", "inspection"):
        parts = _parts(chapter, regional, _Numbering(paragraphs))
        grade = grades.get(chapter.pk, "")
        given[chapter] = Content(inspection.title, chapter.body.name, grade, parts)
    return given


def _parts(
    chapter: InspectedBody, regional: Sequence[Finding], numbered: _Numbering
) -> tuple[Part, ...]:
    """The body's own chapter first, then the region; without parts that say nothing."""
    parts = [Part(chapter.body.name, numbered.pieces(chapter.introduction, []))]
    for part in findings.queries.parts(chapter):
        parts.append(Part(part.area.name, numbered.pieces(part.introduction, part.findings)))
    parts.append(Part("Figures", numbered.figures(chapter.key_figures.printed())))
    region = numbered.pieces(chapter.inspection.regional_introduction, regional)
    parts.append(Part("The whole region", region))
    return tuple(part for part in parts if part.pieces)


def _final_grades(inspection: Inspection) -> dict[int, str]:
    """Labels of the grades that are settled, by inspected body."""
    final = Judgment.objects.filter(
        inspected_body__inspection=inspection, state=Judgment.State.FINAL, grade__isnull=False
    )
    return dict(final.values_list("inspected_body", "grade__label"))
