"""Disruptions that are likely missing: what was done and never recorded (domain §5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q

from disruptions.models import (
    Disruption,
    PlanAction,
    PlanActionQuerySet,
    Threat,
    ThreatQuerySet,
    ThreatResponsibility,
)
from disruptions.queries.bodies import bodies_checked
from disruptions.queries.doubles import FEWER, MOST
from disruptions.queries.standards import minimum_standards
from disruptions.standards import Standard, Standards
from forces.models import Body
from inspection_portal.core.models import User

NO_ACTIONS = "No disruption was to be recorded in this time, so no action was looked at."
NO_STANDARD = "No minimum standard was in force on {day}, so no body and no team was looked at."
NO_THREATS = (
    "On {day} there was no managed threat of a kind whose disruptions were to be recorded, so no "
    "body and no team was looked at."
)
# How many days an event and the end of the action that led to it may lie apart.
DAYS_AROUND = 28


@dataclass(frozen=True)
class Team:
    """Officers of a body in the same post, or without one, and how many managed threats they
    lead.
    """

    body: Body
    post: str
    threats: int

    @property
    def name(self) -> str:
        return self.post or "Officers without a post"


@dataclass(frozen=True)
class Missing:
    """What makes it likely that disruptions were not recorded: actions that ended with a result,
    bodies with managed threats that recorded none, and teams against none of whose threats their
    body did. What was left out is told in words; `looked_at_actions` and `looked_at_threats` say
    whether there was anything that could have been missing.
    """

    actions: Sequence[PlanAction]
    bodies: Sequence[Body]
    teams: Sequence[Team]
    left_out: str = ""
    looked_at_actions: bool = True
    looked_at_threats: bool = True


def likely_missing(
    user: User,
    *,
    since: date,
    until: date,
    body: Body | None = None,
    days: int = DAYS_AROUND,
    most: int = MOST,
) -> Missing:
    """What of the time from `since` to `until` makes missing records likely, of the bodies whose
    checks the person sees, or of one of them. Threats against which none were to be recorded on
    the last day, and actions that ended when none were, are left out.
    """
    bodies = bodies_checked(user)
    if body:
        bodies = bodies.filter(pk=body.pk)
    own = bodies.order_by().values("pk")
    loaded = minimum_standards()
    held = loaded.in_force(until)
    threats = Threat.objects.managed().filter(body__in=own, kind__in=held.kinds if held else ())
    recorded = Disruption.objects.standing().between(since, until)
    silent = bodies.filter(
        Exists(threats.filter(body=OuterRef("pk"))),
        ~Exists(recorded.filter(body=OuterRef("pk"))),
    )
    ended = PlanAction.objects.filter(_counting(loaded), ended_on__range=(since, until))
    actions = _unexplained(ended.filter(plan__threat__body__in=own), timedelta(days=days), most)
    of_its_body = recorded.filter(threat=OuterRef("threat"), body=OuterRef("officer__body"))
    teams = _teams(threats, until, Exists(of_its_body), most)
    is_cut = max(len(actions), len(teams)) > most
    no_actions = "" if _some_counted(loaded, since, until) else NO_ACTIONS
    no_threats = _why_no_threats(threats, until, held)
    cut = f"Only {most:,} of each kind are shown. {FEWER}" if is_cut else ""
    return Missing(
        actions[:most],
        list(silent),
        teams[:most],
        left_out=" ".join(filter(None, (no_actions, no_threats, cut))),
        looked_at_actions=not no_actions,
        looked_at_threats=not no_threats,
    )


def _unexplained(ended: PlanActionQuerySet, near: timedelta, most: int) -> list[PlanAction]:
    """Those with a result, and about the day on which they ended no disruption of the threat; the
    latest first, and one more than `most` where there is.
    """
    around = Disruption.objects.standing().filter(
        threat=OuterRef("plan__threat"),
        event_on__range=(OuterRef("ended_on") - near, OuterRef("ended_on") + near),
    )
    rows = ended.filter(~Exists(around), result__regex=r"\S").for_list()
    return list(rows.order_by("-ended_on", "pk")[: most + 1])


def _teams(threats: ThreatQuerySet, on: date, is_disrupted: Exists, most: int) -> list[Team]:
    """Of officers in service who lead these threats, by their post: those without a disruption."""
    leading = ThreatResponsibility.objects.leading().current(on).filter(threat__in=threats)
    serving = leading.filter(officer__left_on=None)
    rows = (
        serving.annotate(is_disrupted=is_disrupted)
        .order_by("officer__body__name", "officer__post", "officer__body")
        .values_list("officer__body", "officer__post")
        .annotate(
            threats=Count("threat", distinct=True),
            disrupted=Count("pk", filter=Q(is_disrupted=True)),
        )
    )
    silent = rows.filter(disrupted=0)[: most + 1]
    bodies = Body.objects.in_bulk({row[0] for row in silent})
    return [Team(bodies[body], post, threats) for body, post, threats, _ in silent]


def _why_no_threats(threats: ThreatQuerySet, on: date, held: Standard | None) -> str:
    """Why no body and no team was looked at; "" where some were."""
    if held and threats.exists():
        return ""
    return (NO_THREATS if held else NO_STANDARD).format(day=f"{on:%-d %B %Y}")


def _some_counted(loaded: Standards, since: date, until: date) -> bool:
    """Whether disruptions of any threat were to be recorded on a day of that time."""
    return any(
        first <= until and since < after and held.kinds for first, after, held in loaded.spans()
    )


def _counting(loaded: Standards) -> Q:
    """Actions that ended when disruptions of such a threat were to be recorded."""
    counting = Q(pk__in=())
    for first, after, held in loaded.spans():
        counting |= Q(ended_on__gte=first, ended_on__lt=after, plan__threat__kind__in=held.kinds)
    return counting
