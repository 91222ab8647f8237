"""What publication needs of recommendations: no problems, and an entry for each addressee."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from findings.models import Finding, InspectedBody, Inspection
from findings.queries import Problem
from forces.models import Body, LocalPolicingBody
from forces.models.bodies import holds_on
from recommendations.deadlines import words_for
from recommendations.models import (
    DueKind,
    Milestone,
    Recommendation,
    RegisterEntry,
    RegisterEntryQuerySet,
)
from recommendations.models.wording import Worded

# What an entry is of, and whose: the keys of its recommendation, its finding and its addressee.
Addressed = tuple[int | None, ...]


@dataclass(frozen=True)
class Owed:
    """An entry that a report asks for, with its milestones; neither is saved yet."""

    entry: RegisterEntry
    milestones: tuple[Milestone, ...] = ()


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
    for concern in concerns.prefetch_related("recommendations__register_entries__milestones"):
        for recommendation in concern.recommendations.all():
            due_on = recommendation.due_if_published(on)
            entries = recommendation.register_entries.all()
            published = {each.original_on for entry in entries for each in entry.milestones.all()}
            if due_on and due_on < on and due_on not in published:
                sentence = f"“{recommendation}” is due before the report is published."
                yield _problem(concern, sentence)


def _problem(concern: Finding, sentence: str) -> Problem:
    return Problem(sentence, "recommendations:recommendations", concern.uuid)


def owed_entries(inspection: Inspection, *, published_at: datetime) -> dict[Addressed, Owed]:
    """The entries that a report asks for as it stands: one for each addressee of a recommendation
    or area for improvement.

    A finding of a chapter addresses its body and those that it is also about, a regional one every
    body of the inspection. A recommendation may also address somebody outside the bodies.
    """
    chapters = list(inspection.inspected_bodies.select_related("body"))
    found = Recommendation.objects.filter(finding__inspection=inspection).select_related("finding")
    recommendations = found.prefetch_related(
        "finding__also_about", "organisations", "policing_bodies"
    )
    improvements = inspection.findings.filter(kind=Finding.Kind.AREA_FOR_IMPROVEMENT)
    owed = [
        *(
            Owed(
                RegisterEntry(
                    recommendation=each, asked=each.text, published_at=published_at, **addressee
                ),
                milestones_of(each),
            )
            for each in recommendations
            for addressee in (
                *_bodies(each.finding, chapters),
                *({"organisation": other} for other in each.organisations.all()),
                *({"policing_body": office} for office in each.policing_bodies.all()),
            )
        ),
        *(
            Owed(
                RegisterEntry(
                    finding=each, asked=each.heading, published_at=published_at, **addressee
                )
            )
            for each in improvements.prefetch_related("also_about")
            for addressee in _bodies(each, chapters)
        ),
    ]
    return {_addressed(each.entry): each for each in owed}


def milestones_of(recommendation: Worded) -> tuple[Milestone, ...]:
    """The dates that its words set, not yet saved and of no entry: one, two, or none."""
    dates = [
        (recommendation.due_kind, recommendation.due_on),
        (recommendation.completion_kind, recommendation.completion_on),
    ]
    return tuple(
        Milestone(
            position=position,
            kind=kind,
            words=words_for(recommendation.text, kind),
            original_on=due_on,
        )
        for position, (kind, due_on) in enumerate(dates, start=1)
        if kind not in ("", DueKind.NONE)
    )


def policing_bodies_to_answer(inspection: Inspection, *, on: date) -> QuerySet[LocalPolicingBody]:
    """Who must answer a report published on that day: those responsible for its forces then. ROCUs
    are answered for by their forces' bodies (domain §3.1).
    """
    return policing_bodies_on(on).filter(body__inspected__inspection=inspection)


def policing_bodies_on(on: date) -> QuerySet[LocalPolicingBody]:
    """Every local policing body that is responsible for a force on that day."""
    return LocalPolicingBody.objects.filter(holds_on(on), body__kind=Body.Kind.FORCE)


def held_entries(inspection: Inspection) -> dict[Addressed, RegisterEntry]:
    """The entries that the register has of a report."""
    entries = RegisterEntry.objects.of(inspection).for_list().prefetch_related("milestones")
    return {_addressed(entry): entry for entry in entries}


def without_status(inspection: Inspection) -> RegisterEntryQuerySet:
    """Entries of a historic report that nobody has given a status here."""
    entries = RegisterEntry.objects.of(inspection).published().filter(status_changes=None)
    return entries if inspection.is_historic else entries.none()


def _addressed(entry: RegisterEntry) -> Addressed:
    return (
        *(entry.recommendation_id, entry.finding_id),
        *(entry.body_id, entry.organisation_id, entry.policing_body_id),
    )


def _bodies(finding: Finding, chapters: list[InspectedBody]) -> list[dict[str, Body]]:
    if finding.chapter_id is None:
        return [{"body": each.body} for each in chapters]
    about = {finding.chapter_id, *(each.pk for each in finding.also_about.all())}
    return [{"body": each.body} for each in chapters if each.pk in about]
