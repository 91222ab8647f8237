"""The master list in lines, as one person sees it on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from disruptions import permissions
from disruptions.models import (
    Assessment,
    AssessmentDefect,
    Officer,
    PlanSettings,
    Threat,
    ThreatResponsibility,
    assessment_defects,
)
from disruptions.models.settings import chosen
from disruptions.queries.choices import NOBODY, SOMEBODY
from forces.models import Body, standing
from inspection_portal.core.listing import Choices
from inspection_portal.core.models import User

Role = ThreatResponsibility.Role


@dataclass(frozen=True)
class ThreatLine:
    """A threat as a list shows it on a day; `last` is its last assessment by then, `leading` who
    is lead responsible officer, and `investigating` who is senior investigating officer.
    """

    threat: Threat
    last: Assessment | None
    defects: tuple[AssessmentDefect, ...]
    leading: tuple[Officer, ...]
    investigating: tuple[Officer, ...]

    @property
    def lacks_a_lead(self) -> bool:
        return self.threat.is_managed() and not self.leading


def threat_lines(threats: Sequence[Threat], on: date) -> list[ThreatLine]:
    """Threats that were read `for_list`, as lines: two queries, however many there are."""
    made = Assessment.objects.filter(threat__in=[threat.pk for threat in threats])
    last = {each.threat_id: each for each in made.last_of_each(on)}
    settings = PlanSettings.objects.in_force(on)
    return [
        ThreatLine(
            threat,
            last.get(threat.pk),
            assessment_defects(
                threat, last.get(threat.pk), on, chosen(settings, threat.body_id).stale_days
            ),
            _in_role(threat, Role.LRO, on),
            _in_role(threat, Role.SIO, on),
        )
        for threat in threats
    ]


def called(officer: Officer, user: User) -> str:
    """How an officer is named to a person: by name to their own body, else by rank and post."""
    if officer.name and permissions.can_read_names(user, officer.body):
        return f"{officer.name} ({officer.title})"
    return officer.title


def owner_choices(user: User) -> Choices:
    """The bodies whose threats the person sees, by UUID."""
    owners = Threat.objects.visible_to(user).order_by().values("body")
    bodies = Body.objects.filter(pk__in=owners).order_by("name")
    return [(str(uuid), name) for uuid, name in bodies.values_list("uuid", "name")]


def leader_choices(user: User, on: date) -> Choices:
    """Whom a person may look for: the officers of their own bodies who lead; others ask only
    whether anybody does.
    """
    anyone = [(NOBODY, "Nobody"), (SOMEBODY, "Somebody")]
    bodies = standing(user).bodies
    if not bodies:
        return anyone
    leading = ThreatResponsibility.objects.leading().current(on).values("officer")
    officers = Officer.objects.filter(body__in=bodies, pk__in=leading).for_list()
    return [*anyone, *((str(each.uuid), called(each, user)) for each in officers)]


def _in_role(threat: Threat, role: str, on: date) -> tuple[Officer, ...]:
    held: Iterable[ThreatResponsibility] = threat.responsibilities.all()
    return tuple(each.officer for each in held if each.role == role and each.holds_on(on))
