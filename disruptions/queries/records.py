"""Disruptions that may count twice, and those that are likely missing (domain §5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from disruptions.checks.base import several
from disruptions.models import (
    Disruption,
    Plan,
    PlanAction,
    PlanActionQuerySet,
    Threat,
    ThreatQuerySet,
    ThreatResponsibility,
)
from disruptions.queries.standards import minimum_standards
from disruptions.standards import Standards
from forces.models import Body
from inspection_portal.core.models import User

# How many days two bodies' records of one event may lie apart, and how many an event and the end of
# the action that led to it.
DAYS_APART, DAYS_AROUND = 3, 28
MOST = 500
LEAD = Disruption.Type.LEAD


@dataclass(frozen=True)
class DoubleCount:
    """A record that may be of the same event as an earlier one."""

    record: Disruption
    earlier: Disruption

    @property
    def is_of_two_bodies(self) -> bool:
        return self.record.body_id != self.earlier.body_id

    @property
    def why(self) -> str:
        if not self.is_of_two_bodies:
            return f"{self.record.body} recorded two of this day, strand and type."
        days = abs((self.record.event_on - self.earlier.event_on).days)
        apart = f"{several(days, 'day')} apart" if days else "on the same day"
        both = f"{self.earlier.body} and {self.record.body}"
        return f"{both} both recorded that they led it, {apart}."


@dataclass(frozen=True)
class Team:
    """Officers of a body in the same post, and how many managed threats they lead."""

    body: Body
    post: str
    threats: int


@dataclass(frozen=True)
class Missing:
    """What makes it likely that disruptions were not recorded: actions that ended with a result,
    bodies with managed threats that recorded none, and teams none of whose threats has any.
    """

    actions: Sequence[PlanAction]
    bodies: Sequence[Body]
    teams: Sequence[Team]


def possible_double_counts(
    user: User, *, since: date, until: date, days: int = DAYS_APART, most: int = MOST
) -> list[DoubleCount]:
    """Records of events from `since` to `until` that may be of the same event as an earlier record,
    the latest first; at most so many. The person sees both records of each.

    Two bodies that both led an event against one threat within `days`, or one body with two records
    against it of the same day, strand and type. Support never counts twice.
    """
    near = timedelta(days=days)
    seen = Disruption.objects.visible_to(user).standing()
    before = seen.filter(threat=OuterRef("threat"), pk__lt=OuterRef("pk")).order_by("-pk")
    elsewhere = before.exclude(body=OuterRef("body")).filter(
        type=LEAD, event_on__range=(OuterRef("event_on") - near, OuterRef("event_on") + near)
    )
    alike = {name: OuterRef(name) for name in ("body", "event_on", "strand", "type")}
    twice = Subquery(before.filter(**alike).values("pk")[:1])
    both = Case(When(type=LEAD, then=Subquery(elsewhere.values("pk")[:1])))
    rows = seen.between(since, until).annotate(earlier=Coalesce(twice, both))
    pairs = dict(rows.filter(earlier__isnull=False).values_list("pk", "earlier")[:most])
    shown = Disruption.objects.for_list().in_bulk({*pairs, *pairs.values()})
    return [DoubleCount(shown[record], shown[earlier]) for record, earlier in pairs.items()]


def likely_missing(
    user: User, *, since: date, until: date, days: int = DAYS_AROUND, most: int = MOST
) -> Missing:
    """What of the time from `since` to `until` makes missing records likely, of all that the person
    sees. Threats against which none were to be recorded on that day are left out.
    """
    loaded = minimum_standards()
    held = loaded.in_force(until)
    threats = Threat.objects.visible_to(user).managed()
    threats = threats.filter(kind__in=held.kinds if held else ())
    recorded = Disruption.objects.standing().between(since, until)
    silent = Body.objects.filter(
        Exists(threats.filter(body=OuterRef("pk"))),
        ~Exists(recorded.filter(body=OuterRef("pk"))),
    )
    ended = PlanAction.objects.filter(
        _counting(loaded),
        plan__in=Plan.objects.visible_to(user),
        ended_on__range=(since, until),
    )
    return Missing(
        _unexplained(ended, timedelta(days=days), most),
        list(silent),
        _teams(threats, until, Exists(recorded.filter(threat=OuterRef("threat")))),
    )


def _unexplained(ended: PlanActionQuerySet, near: timedelta, most: int) -> Sequence[PlanAction]:
    """Those with a result, and about the day on which they ended no disruption of the threat."""
    around = Disruption.objects.standing().filter(
        threat=OuterRef("plan__threat"),
        event_on__range=(OuterRef("ended_on") - near, OuterRef("ended_on") + near),
    )
    rows = ended.filter(~Exists(around), result__regex=r"\S").for_list()
    return list(rows.order_by("-ended_on", "pk")[:most])


def _teams(threats: ThreatQuerySet, on: date, is_disrupted: Exists) -> list[Team]:
    """Of officers in service who lead these threats, by their post: those without a disruption."""
    leading = ThreatResponsibility.objects.leading().current(on).filter(threat__in=threats)
    serving = leading.filter(officer__left_on=None).exclude(officer__post="")
    rows = (
        serving.annotate(is_disrupted=is_disrupted)
        .order_by("officer__body", "officer__post")
        .values_list("officer__body", "officer__post")
        .annotate(
            threats=Count("threat", distinct=True),
            disrupted=Count("pk", filter=Q(is_disrupted=True)),
        )
    )
    silent = [row for row in rows if not row[-1]]
    bodies = Body.objects.in_bulk({row[0] for row in silent})
    return [Team(bodies[body], post, threats) for body, post, threats, _ in silent]


def _counting(loaded: Standards) -> Q:
    """Actions that ended when disruptions of such a threat were to be recorded."""
    begins = sorted({each.valid_from for each in loaded.versions})
    counting = Q(pk__in=())
    for first, after in zip(begins, [*begins[1:], date.max], strict=True):
        held = loaded.in_force(first)
        counting |= Q(
            ended_on__gte=first,
            ended_on__lt=after,
            plan__threat__kind__in=held.kinds if held else (),
        )
    return counting
