"""Whom a national report asks, and how what it recommends stands: read from the entries of its
addressees, never stored (domain §3.3).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, TextField, prefetch_related_objects
from django.db.models.functions import Coalesce

from forces.models import Body, LocalPolicingBody, Organisation, RoleGrant
from forces.models.bodies import holds_on
from forces.rights import Right, holds
from inspection_portal.core.keyset import Order
from inspection_portal.core.models import User
from recommendations.models import (
    AnswerState,
    NationalRecommendation,
    NationalReport,
    RegisterEntry,
)
from recommendations.queries.publication import Owed, milestones_of

Status = RegisterEntry.Status
NEWEST_REPORT = Order((F("published_at"),), descending=True)
BY_ADDRESSEE = Order(
    (Coalesce("body__name", "organisation__name", "policing_body__name", output_field=TextField()),)
)
# An addressee by the field of an entry that names it.
Named = Mapping[str, Body | Organisation | LocalPolicingBody]


def addressed_by(report: NationalReport) -> list[tuple[NationalRecommendation, list[Named]]]:
    """What the report recommends, and to whom: each addressee once, forces and ROCUs by name, then
    organisations and local policing bodies. In as many queries however many there are.
    """
    bodies = list(Body.objects.order_by("kind", "name"))
    rows = report.recommendations.order_by("number")
    rows = rows.prefetch_related(*NationalRecommendation.CHOSEN)
    return [(row, _addressees(row, bodies)) for row in rows]


def _addressees(row: NationalRecommendation, bodies: Iterable[Body]) -> list[Named]:
    every = {Body.Kind.FORCE.value: row.to_every_force, Body.Kind.ROCU.value: row.to_every_rocu}
    chosen = set(row.bodies.all())
    return [
        *({"body": body} for body in bodies if every[body.kind] or body in chosen),
        *({"organisation": other} for other in row.organisations.all()),
        *({"policing_body": office} for office in row.policing_bodies.all()),
    ]


def not_addressed(recommendation: NationalRecommendation, *, on: date) -> list[Any]:
    """Who may be asked besides those who are: forces and ROCUs, organisations, policing bodies."""
    entries = recommendation.register_entries

    def others(rows: QuerySet[Any], by: str) -> QuerySet[Any]:
        return rows.exclude(pk__in=entries.exclude(**{by: None}).values(by))

    return [
        *others(Body.objects.order_by("kind", "name"), "body"),
        *others(Organisation.objects.in_force(on), "organisation"),
        *others(LocalPolicingBody.objects.filter(holds_on(on)), "policing_body"),
    ]


def named_addressee(addressee: Body | Organisation | LocalPolicingBody) -> Named:
    match addressee:
        case Body():
            return {"body": addressee}
        case Organisation():
            return {"organisation": addressee}
    return {"policing_body": addressee}


def owed_nationally(report: NationalReport) -> list[Owed]:
    """The entries that the report asks for with their milestones, not yet saved and without
    references.
    """
    return [
        owed_by(row, named, published_at=report.published_at)
        for row, addressees in addressed_by(report)
        for named in addressees
    ]


def owed_by(row: NationalRecommendation, named: Named, *, published_at: datetime) -> Owed:
    """The entry of one addressee of a recommendation, in the same state."""
    entry = RegisterEntry(national=row, asked=row.text, published_at=published_at, **named)
    return Owed(entry, milestones_of(row))


def people_asked(report: NationalReport, *, on: date) -> QuerySet[User]:
    """Who acts on that day for an addressee of the report, or for an office that must answer it."""
    entries = RegisterEntry.objects.filter(national__report=report)
    held = RoleGrant.objects.of_people(on).filter(
        Q(body__in=entries.exclude(body=None).values("body"))
        | Q(policing_body__in=entries.exclude(policing_body=None).values("policing_body"))
        | Q(policing_body__in=report.section_55_responses.values("policing_body"))
    )
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


@dataclass(frozen=True)
class AnswerFigures:
    """How many local policing bodies were asked for an answer to a report, how many have published
    theirs, and how many are late.
    """

    asked: int
    published: int
    late: int


def answer_figures(report: NationalReport, user: User, *, on: date) -> AnswerFigures | None:
    """The answers to the report as they stand on that day; None for those who see their own."""
    if not holds(user, Right.REGISTER_READ_ALL):
        return None
    seen = report.section_55_responses.visible_to(user)
    counted = seen.aggregate(asked=Count("pk"), published=Count("answered_on"))
    return AnswerFigures(**counted, late=seen.standing_at(AnswerState.LATE, on).count())


@dataclass(frozen=True)
class Standing:
    """How a national recommendation, or all of a report, stands: from the entries of all to whom it
    is addressed.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    overdue: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def closed(self) -> int:
        return self.total - sum(self.counts.get(status, 0) for status in RegisterEntry.OPEN)

    @property
    def by_status(self) -> list[tuple[str, int]]:
        """The statuses that there are, in words, and how many entries have each."""
        return [(each.label, self.counts[each]) for each in Status if self.counts.get(each)]

    @property
    def status(self) -> Status | None:
        """Its own status, which follows from theirs: a closing one only when all are closed, and
        complete where one of them is. None where there is no entry, or none is published.
        """
        if not self.total:
            return None
        if self.closed < self.total:
            begun = self.closed or self.counts.get(Status.BEING_PROGRESSED)
            return Status.BEING_PROGRESSED if begun else Status.AWAITING_REVIEW
        closing = (Status.COMPLETE, Status.NO_FURTHER_ACTION)
        return next((each for each in closing if self.counts.get(each)), Status.SUPERSEDED)


@dataclass(frozen=True)
class NationalLine:
    """A recommendation of a national report as one reader sees it on a day: how it stands for all,
    where they read the whole register, else the entries of those whom they act for or oversee.
    """

    recommendation: NationalRecommendation
    standing: Standing | None
    entries: tuple[RegisterEntry, ...] = ()

    @property
    def to(self) -> list[str]:
        """To whom it is addressed, in words, as the report has it."""
        row = self.recommendation
        everybody = {"every force": row.to_every_force, "every regional unit": row.to_every_rocu}
        named = (*row.bodies.all(), *row.organisations.all(), *row.policing_bodies.all())
        return [*(words for words, asked in everybody.items() if asked), *map(str, named)]


def national_lines(
    recommendations: Iterable[NationalRecommendation], user: User, *, on: date
) -> list[NationalLine]:
    """These recommendations as they stand on that day for the person, in as many queries however
    many they are.
    """
    rows = list(recommendations)
    prefetch_related_objects(rows, *NationalRecommendation.CHOSEN)
    if (found := standings(user, "national", rows, on=on)) is not None:
        return [NationalLine(row, found[row.pk]) for row in rows]
    own: dict[int | None, list[RegisterEntry]] = defaultdict(list)
    seen = RegisterEntry.objects.visible_to(user).filter(national__in=rows)
    for entry in seen.for_list().order_by("pk"):
        own[entry.national_id].append(entry)
    return [NationalLine(row, None, tuple(own[row.pk])) for row in rows]


def standings(
    user: User, of: str, rows: Iterable[Any], *, on: date
) -> Mapping[int, Standing] | None:
    """How each of the rows stands on that day by its key, in one query; `of` is "national" for
    recommendations, "national__report" for reports.

    None for those who don't read the whole register: how others stand is not theirs to know, and
    what follows from their own entries alone would be wrong.
    """
    if not holds(user, Right.REGISTER_READ_ALL):
        return None
    keys = [row.pk for row in rows]
    entries = RegisterEntry.objects.visible_to(user).filter(**{f"{of}__in": keys})
    late = Count("pk", filter=Q(closed_on=None, due_on__lt=on))
    counted = entries.order_by().values_list(of, "status").annotate(n=Count("pk"), late=late)
    counts: dict[int, dict[str, int]] = {key: {} for key in keys}
    overdue: dict[int, int] = defaultdict(int)
    for key, status, number, late_ones in counted:
        counts[key][status] = number
        overdue[key] += late_ones
    return {key: Standing(counts[key], overdue[key]) for key in keys}
