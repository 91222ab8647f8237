"""What publication needs of recommendations: no problems, and an entry for each addressee."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.timezone import localdate

from findings.models import Finding, InspectedBody, Inspection
from findings.queries import Problem
from forces.models import Body
from recommendations.models import Recommendation, RegisterEntry

# What an entry is of, and whose: the keys of its recommendation, its finding and its body.
Addressed = tuple[int | None, int | None, int]


def problems(
    inspection: Inspection, *, published_on: date | None = None, loaded: bool = False
) -> list[Problem]:
    """What in its recommendations keeps the report from publication on that day (default the day
    that it has been published on, or today).

    A deadline that has passed by then is a mistake, unless it was published so: in a report that is
    `loaded`, or that is corrected.
    """
    on = published_on or inspection.published_on or localdate()
    concerns = inspection.findings.filter(kind=Finding.Kind.CAUSE_OF_CONCERN)
    return [
        problem
        for concern in concerns.prefetch_related("recommendations__register_entries")
        for problem in (*_lacking(concern), *(() if loaded else _passed(concern, on)))
    ]


def _lacking(concern: Finding) -> Iterator[Problem]:
    if not concern.recommendations.all():
        yield _problem(concern, f"The cause of concern “{concern}” has no recommendation.")


def _passed(concern: Finding, on: date) -> Iterator[Problem]:
    for recommendation in concern.recommendations.all():
        due_on = recommendation.due_if_published(on)
        published = {entry.due_on for entry in recommendation.register_entries.all()}
        if due_on and due_on < on and due_on not in published:
            yield _problem(concern, f"“{recommendation}” is due before the report is published.")


def _problem(concern: Finding, sentence: str) -> Problem:
    return Problem(sentence, "recommendations:recommendations", concern.uuid)


def owed_entries(
    inspection: Inspection, *, published_at: datetime
) -> dict[Addressed, RegisterEntry]:
    """The entries, not yet saved, that a report asks for as it stands: one for each addressee of a
    recommendation or area for improvement.

    A finding of a chapter addresses its body and those that it is also about, a regional one every
    body of the inspection.
    """
    chapters = list(inspection.inspected_bodies.select_related("body"))
    found = Recommendation.objects.filter(finding__inspection=inspection)
    recommendations = found.select_related("finding").prefetch_related("finding__also_about")
    improvements = inspection.findings.filter(kind=Finding.Kind.AREA_FOR_IMPROVEMENT)
    owed = [
        *(
            RegisterEntry(
                recommendation=each,
                body=body,
                asked=each.text,
                due_on=each.due_on,
                published_at=published_at,
            )
            for each in recommendations
            for body in _addressees(each.finding, chapters)
        ),
        *(
            RegisterEntry(finding=each, body=body, asked=each.heading, published_at=published_at)
            for each in improvements.prefetch_related("also_about")
            for body in _addressees(each, chapters)
        ),
    ]
    return {_addressed(entry): entry for entry in owed}


def held_entries(inspection: Inspection) -> dict[Addressed, RegisterEntry]:
    """The entries that the register has of a report."""
    entries = RegisterEntry.objects.of(inspection).for_list()
    return {_addressed(entry): entry for entry in entries}


def _addressed(entry: RegisterEntry) -> Addressed:
    return entry.recommendation_id, entry.finding_id, entry.body_id


def _addressees(finding: Finding, chapters: list[InspectedBody]) -> list[Body]:
    if finding.chapter_id is None:
        return [each.body for each in chapters]
    about = {finding.chapter_id, *(each.pk for each in finding.also_about.all())}
    return [each.body for each in chapters if each.pk in about]
