"""What publication needs of recommendations: no problems, and an entry for each addressee."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypedDict

from django.utils.timezone import localdate

from findings.models import Finding, InspectedBody, Inspection
from findings.queries import Problem
from forces.models import Body
from recommendations.models import Recommendation, RegisterEntry


class Published(TypedDict):
    """What a register entry takes from the report."""

    asked: str
    due_on: date | None


def problems(inspection: Inspection, *, published_on: date | None = None) -> list[Problem]:
    """What in its recommendations keeps the report from publication on that day (default today)."""
    on = published_on or localdate()
    concerns = inspection.findings.filter(kind=Finding.Kind.CAUSE_OF_CONCERN)
    return [
        problem
        for concern in concerns.prefetch_related("recommendations")
        for problem in _faults(concern, on)
    ]


def _faults(concern: Finding, published_on: date) -> Iterator[Problem]:
    def problem(sentence: str) -> Problem:
        return Problem(sentence, "recommendations:recommendations", concern.uuid)

    recommendations = list(concern.recommendations.all())
    if not recommendations:
        yield problem(f"The cause of concern “{concern}” has no recommendation.")
    for recommendation in recommendations:
        due_on = recommendation.due_if_published(published_on)
        if due_on and due_on < published_on:
            yield problem(f"“{recommendation}” is due before the report is published.")


def missing_entries(
    inspection: Inspection, recommendations: Iterable[Recommendation], *, opened_on: date
) -> list[RegisterEntry]:
    """The entries, not yet saved, that the register lacks of a report: one for each addressee of a
    recommendation or area for improvement.

    A finding of a chapter addresses its body; bodies that it only mentions answer for nothing. A
    regional one addresses every body of the inspection.
    """
    chapters = list(inspection.inspected_bodies.select_related("body"))
    entries = RegisterEntry.objects.of(inspection)
    have = set(entries.values_list("recommendation", "finding", "body"))
    improvements = inspection.findings.filter(kind=Finding.Kind.AREA_FOR_IMPROVEMENT)
    owed = [
        *(
            RegisterEntry(recommendation=each, body=body, opened_on=opened_on)
            for each in recommendations
            for body in _addressees(each.finding, chapters)
        ),
        *(
            RegisterEntry(finding=each, body=body, opened_on=opened_on)
            for each in improvements
            for body in _addressees(each, chapters)
        ),
    ]
    missing = [
        entry
        for entry in owed
        if (entry.recommendation_id, entry.finding_id, entry.body_id) not in have
    ]
    for entry in missing:
        published = as_published(entry)
        entry.asked, entry.due_on = published["asked"], published["due_on"]
    return missing


def as_published(entry: RegisterEntry) -> Published:
    """What an entry asks for and by when, as the report says it now."""
    if entry.recommendation:
        return {"asked": entry.recommendation.text, "due_on": entry.recommendation.due_on}
    return {"asked": entry.source.heading, "due_on": None}


def _addressees(finding: Finding, chapters: list[InspectedBody]) -> list[Body]:
    regional = finding.chapter_id is None
    return [each.body for each in chapters if regional or each.pk == finding.chapter_id]
