"""The officers of bodies, and how much each answers for."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from disruptions.models import Officer, PlanSettings, Threat, ThreatResponsibility
from disruptions.models.officer import OfficerQuerySet
from disruptions.models.settings import chosen
from disruptions.queries.choices import bodies_kept_by
from forces.models import Body, RoleGrant
from forces.rights import Right, holds
from inspection_portal.core.models import User
from inspection_portal.core.natural import Natural


@dataclass(frozen=True)
class OfficerLine:
    """An officer on a day: how many managed threats they lead, and the most that their body
    allows.
    """

    officer: Officer
    leads: int
    most: int
    is_trained: bool
    has_left: bool

    @property
    def leads_too_many(self) -> bool:
        return self.leads > self.most

    @property
    def most_text(self) -> str:
        return str(self.most)


def officer_lines(officers: OfficerQuerySet, on: date) -> list[OfficerLine]:
    """The officers as lines: a fixed number of queries, however many there are."""
    rows = list(officers.order_by(Natural("reference"), "pk").for_list())
    leading = ThreatResponsibility.objects.leading().current(on)
    led = leading.filter(officer__in=[row.pk for row in rows], threat__in=Threat.objects.managed())
    counted = dict(led.order_by().values_list("officer").annotate(Count("threat", distinct=True)))
    settings = PlanSettings.objects.in_force(on)
    return [
        OfficerLine(
            row,
            counted.get(row.pk, 0),
            chosen(settings, row.body_id).most_threats,
            row.is_trained(on),
            row.has_left(on),
        )
        for row in rows
    ]


def bodies_with_officers(user: User) -> QuerySet[Body]:
    """The bodies whose officers the person sees: their own, or every one."""
    if holds(user, Right.THREATS_READ_ALL):
        return Body.objects.order_by("name")
    return bodies_kept_by(user)


def officers_for(threat: Threat, on: date) -> OfficerQuerySet:
    """Who may answer for a threat: those who serve in a body that has a part in it."""
    part = Q(body=threat.body_id) | Q(body__in=threat.supporting_bodies.all())
    return Officer.objects.serving(on).filter(part).for_list()


def people_acting_for(body: Body) -> QuerySet[User]:
    """Who acts for the body today, and may be an officer of it."""
    holders = RoleGrant.objects.of_people().filter(body=body)
    return User.objects.filter(is_active=True, pk__in=holders.values("user")).order_by("name")
