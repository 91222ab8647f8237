"""The rows of a report below its title, written from its document by the actions of people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TypedDict

import findings.actions
import recommendations.actions
from findings.models import Finding, InspectedBody, Inspection, QuestionArea, Section
from forces.models import Body, LocalPolicingBody, Organisation
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from inspection_portal.reports import document
from inspection_portal.reports.reading import Reading
from recommendations.deadlines import DueKind, read_completion, read_deadline

GRADE_REASON = "As published."


class Who(TypedDict):
    """Whoever writes, and when, as every action takes them."""

    by: User
    at: datetime


@dataclass
class Loader:
    """Who loads, when, and from what reading; holds the inspection while its rows are written."""

    inspection: Inspection
    reading: Reading
    by: User
    at: datetime

    @property
    def who(self) -> Who:
        return {"by": self.by, "at": self.at}

    def write(self) -> None:
        """Write everything that the report says below its title."""
        report = self.reading.report
        for place, sections in (
            (Section.Place.INTRODUCTION, report.introduction),
            (Section.Place.APPENDIX, report.appendices),
        ):
            self._write_sections(place, sections)
        if report.regional_introduction != self.inspection.regional_introduction:
            findings.actions.introduce_region(
                self.inspection,
                text=report.regional_introduction,
                seen_version=self.inspection.version,
                **self.who,
            )
        self._write_findings(report.regional_findings)
        for body in report.bodies:
            self._write_chapter(body)

    @cached_property
    def _to_review(self) -> set[tuple[str | None, str | None, int]]:
        """Where the findings stand that a person must confirm: body, question area, position."""
        return {(each.body, each.area, each.position) for each in self.reading.reviews}

    @cached_property
    def _areas(self) -> dict[str, QuestionArea]:
        return {row.name: row for row in QuestionArea.objects.all()}

    @cached_property
    def _chapters(self) -> dict[str, InspectedBody]:
        """The inspected bodies by the names that the report uses, in its order."""
        rows = {row.body_id: row for row in self.inspection.inspected_bodies.select_related("body")}
        return {
            body.name: rows[Body.objects.named(body.name).pk] for body in self.reading.report.bodies
        }

    def _write_sections(self, place: Section.Place, sections: tuple[document.Section, ...]) -> None:
        for section in sections:
            findings.actions.add_section(
                self.inspection,
                place=place,
                heading=section.heading,
                text=section.text,
                **self.who,
            )

    def _write_chapter(self, body: document.BodyChapter) -> None:
        chapter = self._chapters[body.name]
        if body.introduction != chapter.introduction:
            findings.actions.introduce_body(
                chapter,
                text=body.introduction,
                seen_version=chapter.version,
                **self.who,
            )
        written = dict(chapter.area_introductions.values_list("question_area", "text"))
        for area in body.areas:
            row = self._areas[area.name]
            if area.introduction != written.get(row.pk, ""):
                findings.actions.introduce_area(
                    chapter,
                    question_area=row,
                    text=area.introduction,
                    seen_version=chapter.version,
                    **self.who,
                )
            self._write_findings(area.findings, body.name, row)

    def _write_findings(
        self,
        written: tuple[document.Finding, ...],
        body: str | None = None,
        area: QuestionArea | None = None,
    ) -> None:
        place = (body, area and area.name)
        for position, finding in enumerate(written):
            row = findings.actions.add_finding(
                self.inspection,
                kind=finding.kind,
                heading=finding.heading,
                text=finding.text,
                lead=finding.lead,
                parts=list(finding.parts),
                chapter=self._chapters[body] if body else None,
                question_area=area,
                also_about=[self._chapters[name] for name in finding.also_about],
                needs_review=(*place, position) in self._to_review,
                **self.who,
            )
            self._write_recommendations(finding, row)

    def _write_recommendations(self, finding: document.Finding, row: Finding) -> None:
        for each in finding.recommendations:
            recommendations.actions.add_recommendation(
                row,
                text=each.text,
                **deadline_of(each),
                **outside(each.addressees),
                **self.who,
            )

    def grade(self) -> None:
        """Record the published grades as final."""
        grades = {row.key: row for row in self.inspection.scale.grades.all()}
        for body in self.reading.report.bodies:
            if body.grade or body.outcome is not document.Outcome.GRADED:
                findings.actions.record_published_grade(
                    self._chapters[body.name],
                    grade=grades[body.grade] if body.grade else None,
                    outcome=body.outcome,
                    reason=GRADE_REASON,
                    **self.who,
                )


class _Deadline(TypedDict):
    """The deadline of a recommendation as the actions take it."""

    due_kind: str
    due_on: date | None
    due_months: int | None
    completion_kind: str
    completion_on: date | None


def deadline_of(recommendation: document.Recommendation) -> _Deadline:
    """A document tells one date of a recommendation: what is asked for at once and must be complete
    by a day is due on that day. Its words tell both.
    """
    second = read_completion(recommendation.text)
    is_second = second is not None and second.on == recommendation.due_on
    return {
        "due_kind": DueKind.IMMEDIATE if is_second else recommendation.due_kind,
        "due_on": None if is_second else recommendation.due_on,
        "due_months": read_deadline(recommendation.text, published_on=None).months,
        "completion_kind": second.kind if second else "",
        "completion_on": second.on if second else None,
    }


class _Outside(TypedDict):
    """Who is addressed besides bodies, as the actions take them."""

    organisations: list[Organisation]
    policing_bodies: list[LocalPolicingBody]


def outside(names: Iterable[str]) -> _Outside:
    """Those of these names outside the bodies."""
    found: _Outside = {"organisations": [], "policing_bodies": []}
    for name in names:
        if organisation := Organisation.objects.filter(name__iexact=name).first():
            found["organisations"].append(organisation)
        elif office := LocalPolicingBody.objects.filter(name__iexact=name).first():
            found["policing_bodies"].append(office)
        else:
            raise RuleBroken(f"“{name}” is not on the list of organisations. Add it to the list.")
    return found
