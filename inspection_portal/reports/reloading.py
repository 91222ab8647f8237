"""A published report that was loaded, read again and better: its rows are brought up to the new
reading by a correction, and keep what they are. Entries of the register keep their history.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Model

import findings.actions
import recommendations.actions
from findings.models import Finding, Inspection, QuestionArea, Section
from inspection_portal.core import audit
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User
from inspection_portal.reports import actions, document, rendering, snapshot
from inspection_portal.reports.loading import Loader, deadline_of, outside
from inspection_portal.reports.models import Source
from inspection_portal.reports.reading import Reading

REASON = "Its source was read again, and better."
OTHER_FRAME = (
    "“{inspection}” is loaded with another {part}, which stays once it is issued. Correct that in "
    "the reading, or load it as a report of its own."
)
OTHER_ORDER = (
    "“{inspection}” can’t be brought up to this reading: its findings would stand in another "
    "order. Put them in order by a correction."
)
CORRECTED = (
    "“{inspection}” was corrected here after it was loaded, and stays so. Correct it again instead."
)
_Told = TypeVar("_Told")
_Row = TypeVar("_Row", bound=Model)


@transaction.atomic
def update(source: Source, reading: Reading, *, filename: str, by: User, at: datetime) -> bool:
    """Bring a loaded report up to a reading; returns whether anything in it changed.

    Raises RuleBroken, and changes nothing, where people have corrected it since, where its title,
    bodies, grades or order would change, or where something goes that is in the register.
    """
    inspection = source.inspection
    if rendering.content_hash(reading.report) == source.reading_sha256:
        return False
    before = snapshot.published(inspection)
    told = _as_stored(reading.report, before)
    if told == before:
        _remember(source, reading, filename, source.issue, at)
        return False
    if before.issue != source.issue:
        raise RuleBroken(CORRECTED.format(inspection=inspection))
    _refuse_other_frame(inspection, before, told)
    findings.actions.open_correction(inspection, reason=REASON, by=by, at=at)
    _Updater(inspection, reading, by, at).write()
    inspection.refresh_from_db()
    now = snapshot.draft(inspection)
    if _as_stored(told, now) != now:
        raise RuleBroken(OTHER_ORDER.format(inspection=inspection))
    issue = actions.publish_correction(
        inspection,
        text_sha256=rendering.content_hash(now),
        seen_version=inspection.version,
        by=by,
        at=at,
    )
    _remember(source, reading, filename, issue.number, at)
    audit.record(
        "inspection.reloaded",
        inspection,
        by=by,
        at=at,
        filename=filename,
        sha256=reading.source_sha256,
    )
    return True


def _as_stored(told: document.Report, stored: document.Report) -> document.Report:
    """What was read, as the issue of it that is stored would say it: bodies by their own names,
    marked and numbered alike.
    """
    names = {one.name: other.name for one, other in zip(told.bodies, stored.bodies, strict=False)}
    return replace(
        _renamed(told, names),
        status=stored.status,
        issue=stored.issue,
        demonstration=stored.demonstration,
        published_on=stored.published_on,
    )


def _renamed(report: document.Report, names: dict[str, str]) -> document.Report:
    def finding(each: document.Finding) -> document.Finding:
        return replace(each, also_about=tuple(names.get(name, name) for name in each.also_about))

    def area(each: document.QuestionArea) -> document.QuestionArea:
        return replace(each, findings=tuple(map(finding, each.findings)))

    bodies = tuple(
        replace(body, name=names.get(body.name, body.name), areas=tuple(map(area, body.areas)))
        for body in report.bodies
    )
    regional = tuple(map(finding, report.regional_findings))
    return replace(report, bodies=bodies, regional_findings=regional)


def _frame(report: document.Report) -> dict[str, object]:
    """What a correction can't change."""
    return {
        "title": report.title,
        "region": report.region,
        "list of bodies": [body.name for body in report.bodies],
        "grade": [(body.grade, body.outcome) for body in report.bodies],
        "scale of grades": report.scale,
    }


def _refuse_other_frame(
    inspection: Inspection, before: document.Report, told: document.Report
) -> None:
    for (part, old), new in zip(_frame(before).items(), _frame(told).values(), strict=True):
        if old != new:
            raise RuleBroken(OTHER_FRAME.format(inspection=inspection, part=part))


def _remember(source: Source, reading: Reading, filename: str, issue: int, at: datetime) -> None:
    Source.objects.filter(pk=source.pk).update(
        sha256=reading.source_sha256,
        reading_sha256=rendering.content_hash(reading.report),
        issue=issue,
        filename=filename,
        loaded_at=at,
    )


def _matched(
    rows: Iterable[_Row], told: Iterable[_Told], *, by: str
) -> tuple[list[tuple[_Row, _Told]], list[_Told], list[_Row]]:
    """Which row says what was told, by their headings first and then by their order; what is told
    anew, and the rows of which nothing is told any more.
    """
    left, new = list(rows), list(told)
    pairs: list[tuple[_Row, _Told]] = []
    for each in list(new):
        row = next((row for row in left if getattr(row, by) == getattr(each, by)), None)
        if row is not None:
            pairs.append((row, each))
            left.remove(row)
            new.remove(each)
    in_order = list(zip(left, new, strict=False))
    return [*pairs, *in_order], new[len(in_order) :], left[len(in_order) :]


class _Updater(Loader):
    """Writes what a loader writes, into rows that are there."""

    def _write_sections(self, place: Section.Place, sections: Sequence[document.Section]) -> None:
        rows = self.inspection.sections.filter(place=place).order_by("position")
        pairs, new, gone = _matched(rows, sections, by="heading")
        for row, told in pairs:
            if (row.heading, row.text) != (told.heading, told.text):
                findings.actions.revise_section(
                    row, seen_version=row.version, heading=told.heading, text=told.text, **self.who
                )
        for row in gone:
            findings.actions.delete_section(row, seen_version=row.version, **self.who)
        super()._write_sections(place, tuple(new))

    def _write_findings(
        self,
        written: Sequence[document.Finding],
        body: str | None = None,
        area: QuestionArea | None = None,
    ) -> None:
        chapter = self._chapters[body] if body else None
        rows = self.inspection.findings.filter(chapter=chapter, question_area=area)
        pairs, new, gone = _matched(rows.order_by("position"), written, by="heading")
        for row in gone:
            findings.actions.delete_finding(row, seen_version=row.version, **self.who)
        for row, told in pairs:
            self._revise(row, told)
        super()._write_findings(tuple(new), body, area)

    def _revise(self, row: Finding, told: document.Finding) -> None:
        findings.actions.revise_finding(
            row,
            seen_version=row.version,
            kind=told.kind,
            heading=told.heading,
            text=told.text,
            lead=told.lead,
            parts=list(told.parts),
            also_about=[self._chapters[name] for name in told.also_about],
            **self.who,
        )
        recommended = row.recommendations.order_by("position")
        pairs, new, gone = _matched(recommended, told.recommendations, by="text")
        for each in gone:
            recommendations.actions.delete_recommendation(
                each, seen_version=each.version, **self.who
            )
        for each, said in pairs:
            recommendations.actions.revise_recommendation(
                each,
                seen_version=each.version,
                text=said.text,
                **deadline_of(said),
                **outside(said.addressees),
                **self.who,
            )
        self._write_recommendations(replace(told, recommendations=tuple(new)), row)
