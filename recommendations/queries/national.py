"""Whom a national report asks, and how what it recommends stands: read from the entries of its
addressees, never stored (domain §3.3).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, TextField
from django.db.models.functions import Coalesce

from forces.models import Body, LocalPolicingBody, Organisation
from forces.models.bodies import holds_on
from inspection_portal.core.keyset import Order
from inspection_portal.core.models import User
from recommendations.models import NationalRecommendation, NationalReport, RegisterEntry
from recommendations.queries.publication import Owed, milestones_of

Status = RegisterEntry.Status
NEWEST_REPORT = Order((F("published_at"),), descending=True)
BY_ADDRESSEE = Order(
    (Coalesce("body__name", "organisation__name", "policing_body__name", output_field=TextField()),)
)
# An addressee by the field of an entry that names it.
Named = Mapping[str, Body | Organisation | LocalPolicingBody]


def addressees_of(recommendation: NationalRecommendation) -> list[Named]:
    """Whom it asks, each once: forces and ROCUs by name, then organisations and policing bodies."""
    wanted = Q(pk__in=recommendation.bodies.values("pk"))
    if recommendation.to_every_force:
        wanted |= Q(kind=Body.Kind.FORCE)
    if recommendation.to_every_rocu:
        wanted |= Q(kind=Body.Kind.ROCU)
    return [
        *({"body": body} for body in Body.objects.filter(wanted).order_by("kind", "name")),
        *({"organisation": other} for other in recommendation.organisations.all()),
        *({"policing_body": office} for office in recommendation.policing_bodies.all()),
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


def addressed_by(report: NationalReport) -> list[tuple[NationalRecommendation, int]]:
    """What the report recommends, and how many entries each will have."""
    rows = report.recommendations.order_by("number")
    return [(each, len(addressees_of(each))) for each in rows]


def named_addressee(addressee: Body | Organisation | LocalPolicingBody) -> Named:
    match addressee:
        case Body():
            return {"body": addressee}
        case Organisation():
            return {"organisation": addressee}
    return {"policing_body": addressee}


def owed_nationally(
    recommendation: NationalRecommendation, addressees: Iterable[Named], *, published_at: datetime
) -> list[Owed]:
    """The entries of the addressees with their milestones, not yet saved and without references."""
    asked = {"national": recommendation, "asked": recommendation.text}
    return [
        Owed(
            RegisterEntry(**asked, published_at=published_at, **named),
            milestones_of(recommendation),
        )
        for named in addressees
    ]


@dataclass(frozen=True)
class Standing:
    """How a national recommendation stands for those of its addressees whom the reader sees."""

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
        return [(each.label, self.counts[each]) for each in Status if each in self.counts]

    @property
    def is_complete(self) -> bool:
        """Only when every entry is closed."""
        return bool(self.total) and self.closed == self.total

    @property
    def in_words(self) -> str:
        """Its own status, which follows from theirs."""
        if self.is_complete:
            return "Complete"
        if self.closed or self.counts.get(Status.BEING_PROGRESSED):
            return "Being progressed"
        return Status.AWAITING_REVIEW.label if self.total else "Not open"


@dataclass(frozen=True)
class NationalLine:
    """A recommendation of a national report, and how it stands."""

    recommendation: NationalRecommendation
    standing: Standing


def national_lines(report: NationalReport, user: User, *, on: date) -> list[NationalLine]:
    """What the report recommends, as it stands on that day for those whom the reader sees."""
    rows = list(report.recommendations.order_by("number"))
    found = standings(rows, user, on=on)
    return [NationalLine(each, found[each.pk]) for each in rows]


def standings(
    recommendations: Iterable[NationalRecommendation], user: User, *, on: date
) -> dict[int, Standing]:
    """How each stands on that day by its key, in one query."""
    rows = list(recommendations)
    entries = RegisterEntry.objects.visible_to(user).filter(national__in=rows)
    late = Count("pk", filter=Q(closed_on=None, due_on__lt=on))
    counted = entries.order_by().values("national", "status").annotate(n=Count("pk"), late=late)
    found: dict[int, list[Any]] = {each.pk: [] for each in rows}
    for line in counted:
        found[line["national"]].append(line)
    return {
        pk: Standing(
            {line["status"]: line["n"] for line in lines}, sum(line["late"] for line in lines)
        )
        for pk, lines in found.items()
    }
