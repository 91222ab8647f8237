"""Rows into the document: everything a report says, read once, with no row left in it."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime

from django.db.models import Prefetch
from django.utils.timezone import localdate

from findings.models import (
    Finding,
    InspectedBody,
    Inspection,
    Judgment,
    KeyFigure,
    Outcome,
    QuestionArea,
    Section,
)
from findings.queries import last_grades
from inspection_portal.core.dates import LONDON
from inspection_portal.core.models import User
from inspection_portal.reports import document
from inspection_portal.reports.models import Issue
from inspection_portal.reports.prose import canonical
from recommendations.models import Recommendation


def take(inspection: Inspection, *, status: document.Status, issue: int) -> document.Report:
    """The report of an inspection as its rows stand now, in the published order.

    Internal notes, authors and reviews are left behind: the document has no field for them.
    """
    findings = _findings_by_place(inspection)
    areas = list(QuestionArea.objects.all())
    return document.Report(
        title=inspection.title,
        region=inspection.region.name,
        published_on=_published_on(inspection, status),
        status=status,
        issue=issue,
        demonstration=inspection.is_demonstration,
        scale=_scale(inspection),
        introduction=_sections(inspection, Section.Place.INTRODUCTION),
        regional_introduction=canonical(inspection.regional_introduction),
        regional_findings=tuple(findings[None, None]),
        bodies=tuple(_chapter(chapter, areas, findings) for chapter in _chapters(inspection)),
        appendices=_sections(inspection, Section.Place.APPENDIX),
        counts=tuple(each.as_counts for each in inspection.printed_counts.all()),
    )


def draft(inspection: Inspection) -> document.Report:
    """The report as it would read today, numbered as the issue it would become."""
    issue = inspection.issues.published().count() + 1
    return take(inspection, status=document.Status.DRAFT, issue=issue)


def accelerated(row: Finding, *, publish_at: datetime, issue: int) -> document.Report:
    """A report of one cause of concern alone, published before the report that it belongs to."""
    inspection = row.inspection
    finding = _finding(row, inspection)
    return document.Report(
        title=f"Accelerated cause of concern. {inspection.title}",
        region=inspection.region.name,
        published_on=localdate(publish_at, LONDON),
        status=document.Status.PUBLISHED,
        issue=issue,
        demonstration=inspection.is_demonstration,
        scale=_scale(inspection),
        regional_findings=() if row.chapter else (finding,),
        bodies=(_alone(row, finding),) if row.chapter else (),
    )


def _alone(row: Finding, finding: document.Finding) -> document.BodyChapter:
    chapter, area = row.chapter, row.question_area
    if chapter is None or area is None:
        raise ValueError(f"“{row}” is of the region")
    return document.BodyChapter(
        name=chapter.body.name,
        kind=document.BodyKind(chapter.body.kind),
        grade=None,
        areas=(document.QuestionArea(name=area.name, findings=(finding,)),),
    )


def draft_for(inspection: Inspection, user: User) -> document.Report:
    """The draft without the grades of bodies that the person is still to grade blind."""
    blinded = InspectedBody.objects.graded_blind_by(user).filter(inspection=inspection)
    kept_back = set(blinded.values_list("body__name", flat=True))
    report = draft(inspection)
    bodies = (_ungraded(body) if body.name in kept_back else body for body in report.bodies)
    return replace(report, bodies=tuple(bodies))


def _ungraded(body: document.BodyChapter) -> document.BodyChapter:
    return replace(body, grade=None, outcome=document.Outcome.GRADED, standing=None)


def published(inspection: Inspection) -> document.Report:
    """The report as last published; the inspection must be."""
    return document.from_builtins(last_issue(inspection).content)


def last_issue(inspection: Inspection) -> Issue:
    """The issue of the report that was published last; there must be one."""
    return inspection.issues.published().latest("number")


def changed_since_publication(inspection: Inspection) -> list[str]:
    """The parts of the report that a correction has changed, added or taken out so far."""
    before, after = _by_name(published(inspection)), _by_name(draft(inspection))
    return [name for name in {**after, **before} if before.get(name) != after.get(name)]


def _by_name(report: document.Report) -> dict[str, object]:
    """All that a report says, each part by the name under which it is found."""
    parts: dict[str, object] = {"Title": report.title}
    parts |= {each.heading: each for each in report.introduction}
    parts["Introduction to the region"] = report.regional_introduction
    parts |= {each.heading: each for each in report.regional_findings}
    parts |= {f"Chart: {each.subject}": each for each in report.counts}
    for body in report.bodies:
        parts[f"{body.name}: grade"] = (body.grade, body.outcome, body.standing)
        parts[f"{body.name}: introduction"] = body.introduction
        parts[f"{body.name}: figures"] = body.figures
        for area in body.areas:
            parts[f"{body.name}: {area.name}"] = area.introduction
            parts |= {f"{body.name}: {each.heading}": each for each in area.findings}
    return parts | {each.heading: each for each in report.appendices}


Place = tuple[int | None, int | None]


def _findings_by_place(inspection: Inspection) -> dict[Place, list[document.Finding]]:
    rows = inspection.findings.order_by("position").prefetch_related(
        Prefetch("recommendations", Recommendation.objects.order_by("position").with_addressees()),
        "also_about__body",
    )
    places: dict[Place, list[document.Finding]] = defaultdict(list)
    for row in rows:
        places[row.chapter_id, row.question_area_id].append(_finding(row, inspection))
    return places


def _finding(row: Finding, inspection: Inspection) -> document.Finding:
    return document.Finding(
        kind=document.FindingKind(row.kind),
        heading=row.heading,
        lead=row.lead,
        parts=tuple(row.parts),
        text=canonical(row.text),
        recommendations=tuple(_recommendation(each) for each in row.recommendations.all()),
        also_about=tuple(about.body.name for about in row.also_about.all()),
        accelerated_on=_accelerated_on(row, inspection),
    )


def _accelerated_on(row: Finding, inspection: Inspection) -> date | None:
    """The day on which it was published, where that was before the report was."""
    if row.accelerated_at is None:
        return None
    if inspection.publish_at is not None and inspection.publish_at <= row.accelerated_at:
        return None
    return localdate(row.accelerated_at, LONDON)


def _recommendation(row: Recommendation) -> document.Recommendation:
    kind, due_on = row.due_kind, row.due_on
    if kind == document.DueKind.IMMEDIATE and row.completion_on:
        # Begun at once, it is due when it must be complete.
        kind, due_on = row.completion_kind, row.completion_on
    return document.Recommendation(
        text=row.text,
        due_kind=document.DueKind(kind),
        due_on=due_on,
        addressees=tuple(str(each) for each in row.outside),
    )


def _chapters(inspection: Inspection) -> list[InspectedBody]:
    return list(
        inspection.inspected_bodies.select_related("body", "judgment__grade").prefetch_related(
            "area_introductions", Prefetch("key_figures", KeyFigure.objects.printed())
        )
    )


def _chapter(
    row: InspectedBody,
    areas: list[QuestionArea],
    findings: dict[Place, list[document.Finding]],
) -> document.BodyChapter:
    introductions = {each.question_area_id: each.text for each in row.area_introductions.all()}
    judgment = getattr(row, "judgment", None)
    return document.BodyChapter(
        name=row.body.name,
        kind=document.BodyKind(row.body.kind),
        grade=judgment.grade.key if judgment and judgment.grade else None,
        outcome=document.Outcome(judgment.outcome if judgment else document.Outcome.GRADED),
        standing=_standing(row, judgment),
        introduction=canonical(row.introduction),
        areas=tuple(
            document.QuestionArea(
                name=area.name,
                introduction=canonical(introductions.get(area.pk, "")),
                findings=tuple(findings[row.pk, area.pk]),
            )
            for area in areas
        ),
        figures=tuple(_figure(each) for each in row.key_figures.all()),
    )


def _figure(row: KeyFigure) -> document.KeyFigure:
    return document.KeyFigure(
        name=row.figure.name,
        value=row.with_unit,
        as_at=row.as_at,
        source=row.source,
        counted=row.counted,
        part=row.snapshot_figure,
        sha256=row.snapshot_sha256,
    )


def _standing(row: InspectedBody, judgment: Judgment | None) -> document.EarlierGrade | None:
    """The grade that stands because the body was not inspected."""
    if judgment is None or judgment.outcome != Outcome.PREVIOUS_STANDS:
        return None
    last = last_grades([row]).get(row.pk)
    if last is None or last.inspection.published_on is None:
        return None
    return document.EarlierGrade(
        label=last.grade.label,
        report=last.inspection.title,
        published_on=last.inspection.published_on,
    )


def _sections(inspection: Inspection, place: Section.Place) -> tuple[document.Section, ...]:
    rows = inspection.sections.filter(place=place).order_by("position")
    return tuple(document.Section(heading=row.heading, text=canonical(row.text)) for row in rows)


def _scale(inspection: Inspection) -> tuple[document.Grade, ...]:
    return tuple(document.Grade(row.key, row.label) for row in inspection.scale.grades.all())


def _published_on(inspection: Inspection, status: document.Status) -> date | None:
    return inspection.published_on if status is document.Status.PUBLISHED else None
