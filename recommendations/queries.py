"""Figures over recommendations and the register, and what keeps a report from publication."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypedDict
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate

from findings.models import Finding, InspectedBody, Inspection
from findings.queries import Problem
from forces.models import Body, RoleGrant, standing
from inspection_portal.core.models import User
from recommendations.models import DUE_SOON, Recommendation, RegisterEntry

NEXT = 5


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
        entry.asked, entry.due_on = as_published(entry).values()
    return missing


def as_published(entry: RegisterEntry) -> Published:
    """What an entry asks for and by when, as the report says it now."""
    if entry.recommendation:
        return {"asked": entry.recommendation.text, "due_on": entry.recommendation.due_on}
    return {"asked": entry.source.heading, "due_on": None}


def _addressees(finding: Finding, chapters: list[InspectedBody]) -> list[Body]:
    regional = finding.chapter_id is None
    return [each.body for each in chapters if regional or each.pk == finding.chapter_id]


def people_of(bodies: Collection[int]) -> QuerySet[User]:
    """Who acts today for any of these bodies, given by key."""
    grants = RoleGrant.objects.current().filter(body__in=bodies)
    return User.objects.filter(is_active=True, pk__in=grants.values("user"))


@dataclass(frozen=True)
class BodySummary:
    """How one body stands in the register on a day."""

    name: str
    uuid: UUID
    open: int
    overdue: int


@dataclass(frozen=True)
class Summary:
    """How the part of the register that a person sees stands on a day.

    `due_in_90` includes what is due in 30. `next` are the entries to look at first, the latest
    deadline last. `by_body` is for the inspectorate and empty for a force.
    """

    open: int
    overdue: int
    due_in_30: int
    due_in_90: int
    awaiting_owner: int
    next: tuple[RegisterEntry, ...]
    by_body: tuple[BodySummary, ...]


def summary(user: User, on: date) -> Summary:
    """The register in figures for a home page, in a fixed number of queries."""
    entries = RegisterEntry.objects.visible_to(user).open()
    soon, later = on + DUE_SOON, on + 3 * DUE_SOON
    overdue = Q(due_on__lt=on)
    figures = entries.aggregate(
        open=Count("pk"),
        overdue=Count("pk", filter=overdue),
        due_in_30=Count("pk", filter=Q(due_on__range=(on, soon))),
        due_in_90=Count("pk", filter=Q(due_on__range=(on, later))),
        awaiting_owner=Count("pk", filter=Q(owner=None)),
    )
    rows = entries.values_list("body__name", "body__uuid").order_by("body__name")
    counted = rows.annotate(open=Count("pk"), overdue=Count("pk", filter=overdue))
    by_body = counted if standing(user).is_inspectorate else counted.none()
    return Summary(
        **figures,
        next=tuple(entries.exclude(due_on=None).for_list().order_by("due_on", "pk")[:NEXT]),
        by_body=tuple(BodySummary(*row) for row in by_body),
    )
