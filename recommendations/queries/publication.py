"""What publication needs of recommendations: no problems, and an entry for each addressee."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from findings.models import Finding, InspectedBody, Inspection
from findings.queries import Problem
from forces.models import Body, LocalPolicingBody
from recommendations.models import Recommendation, RegisterEntry

# What an entry is of, and whose: the keys of its recommendation, its finding and its body.
Addressed = tuple[int | None, int | None, int]


def unanswered(inspection: Inspection) -> Iterator[Problem]:
    """Causes of concern without a recommendation (domain §2.2)."""
    answered = Recommendation.objects.filter(finding=OuterRef("pk"))
    concerns = inspection.findings.filter(~Exists(answered), kind=Finding.Kind.CAUSE_OF_CONCERN)
    for concern in concerns:
        yield _problem(concern, f"The cause of concern “{concern}” has no recommendation.")


def passed_deadlines(inspection: Inspection, *, on: date) -> Iterator[Problem]:
    """Recommendations whose deadline would have passed, were the report published on that day.

    One that was published so before stays: of an earlier issue, or of an accelerated cause of
    concern.
    """
    concerns = inspection.findings.filter(kind=Finding.Kind.CAUSE_OF_CONCERN)
    for concern in concerns.prefetch_related("recommendations__register_entries"):
        for recommendation in concern.recommendations.all():
            due_on = recommendation.due_if_published(on)
            published = {entry.due_on for entry in recommendation.register_entries.all()}
            if due_on and due_on < on and due_on not in published:
                sentence = f"“{recommendation}” is due before the report is published."
                yield _problem(concern, sentence)


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


def policing_bodies_to_answer(inspection: Inspection, *, on: date) -> QuerySet[LocalPolicingBody]:
    """Who must answer a report published on that day: those responsible for its forces then. ROCUs
    are answered for by their forces' bodies (domain §3.1).
    """
    responsible = LocalPolicingBody.objects.filter(
        body__inspected__inspection=inspection, body__kind=Body.Kind.FORCE
    )
    return responsible.filter(
        Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on)
    )


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
