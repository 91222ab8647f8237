"""What a person may choose from to narrow the rows of bodies down; never more than they see."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from disruptions.models import Disruption, Officer, Threat
from forces.models import Body, Region, standing
from forces.rights import Right, holds
from inspection_portal.core.models import User

Choices = list[tuple[str, str]]
SOMEBODY, NOBODY = "somebody", "nobody"
NO_REGION = "No region"


def body_choices(user: User) -> Choices:
    """The bodies whose rows the person sees, by UUID."""
    bodies = Body.objects.visible_to(user)
    if not holds(user, Right.THREATS_READ_ALL):
        bodies = bodies.filter(pk__in=standing(user).bodies)
    return [(str(uuid), name) for uuid, name in bodies.values_list("uuid", "name")]


def bodies_by_region(besides: Body, on: date) -> tuple[str, list[tuple[str, Choices]]]:
    """The region of a body, and all other bodies by UUID under theirs, the body's own first."""
    groups: dict[str, Choices] = {}
    own = NO_REGION
    rows: Any = Body.objects.with_region(on).order_by("-kind", "name")
    for uuid, name, named in rows.values_list("uuid", "name", "region_name"):
        region = named or NO_REGION
        if uuid == besides.uuid:
            own = region
        else:
            groups.setdefault(region, []).append((str(uuid), name))
    return own, sorted(groups.items(), key=lambda group: (group[0] != own, group[0]))


def region_choices(user: User) -> Choices:
    """The regions, for those who see more than their own bodies."""
    if not holds(user, Right.THREATS_READ_ALL):
        return []
    return [(str(uuid), name) for uuid, name in Region.objects.values_list("uuid", "name")]


def manager_choices(user: User) -> Choices:
    """Somebody or nobody; for people of a body also its officers who manage orders, by UUID.

    The inspectorate asks for no single officer.
    """
    anyone = [(SOMEBODY, "Somebody"), (NOBODY, "Nobody")]
    bodies = standing(user).bodies
    if not bodies:
        return anyone
    managing = Officer.objects.filter(body__in=bodies, managed_orders__isnull=False).distinct()
    return [*anyone, *((str(each.uuid), f"{each}, {each.reference}") for each in managing)]


def bodies_kept_by(user: User) -> QuerySet[Body]:
    """The bodies for which the person keeps threats, officers, orders, local profiles and sites."""
    mine = standing(user).bodies if holds(user, Right.THREATS_KEEP) else ()
    return Body.objects.filter(pk__in=mine).order_by("name")


def officers_of(body: Body, on: date, *, besides: int | None = None) -> QuerySet[Officer]:
    """Who serves in a body on that day, and the officer of the key `besides`."""
    mine = Officer.objects.filter(body=body)
    return mine.serving(on) | mine.filter(pk=besides)


def threat_choice(user: User, uuid: str) -> Choices:
    """The threat of that identifier by its reference, where the person sees it or a disruption of
    it; none where they see neither.
    """
    try:
        threats = Threat.objects.filter(uuid=UUID(uuid))
    except ValueError:
        return []
    own = Q(pk__in=Threat.objects.visible_to(user).values("pk"))
    disrupted = Exists(Disruption.objects.visible_to(user).filter(threat=OuterRef("pk")))
    return [(uuid, each.reference) for each in threats.filter(own | Q(disrupted))]
