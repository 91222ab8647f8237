"""What the pages of bodies and people show that no single row says."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from forces import names
from forces.models import Body, Region, RegionMembership, RoleGrant
from forces.models.bodies import holds_on
from inspection_portal.core.models import AuditEvent, User


@dataclass(frozen=True)
class RegionBodies:
    """A region with its bodies, the ROCU first."""

    region: Region
    bodies: list[Body]


def bodies_by_region(user: User, *, on: date, name: str = "") -> list[RegionBodies]:
    """The bodies that belong to a region on that day, region by region.

    With `name` only those that are, or were, called something that holds it.
    """
    bodies = Body.objects.visible_to(user).for_list()
    if name:
        bodies = bodies.filter(names__key__contains=names.key(name)).distinct()
    known = {body.pk: body for body in bodies}
    places = RegionMembership.objects.filter(holds_on(on), body__in=known)
    placed = places.values_list("region", "body").order_by("-body__kind", "body__name")
    in_region: dict[int, list[Body]] = {}
    for region, body in placed:
        in_region.setdefault(region, []).append(known[body])
    regions = Region.objects.filter(pk__in=in_region)
    return [RegionBodies(region, in_region[region.pk]) for region in regions]


def with_roles(people: QuerySet[User]) -> QuerySet[User]:
    """Adds `held`, the roles that each person holds today."""
    current = RoleGrant.objects.current().for_list().order_by("role", "body__name")
    return people.prefetch_related(Prefetch("role_grants", current, to_attr="held"))


@dataclass(frozen=True)
class Names:
    """What a body is called besides its official name, and what it was called before."""

    other: list[str]
    former: list[str]


def names_of(body: Body, *, on: date) -> Names:
    """The further names of a body as they stand on that day, in alphabetical order."""
    other: list[str] = []
    former: list[str] = []
    for row in body.names.exclude(name=body.name):
        ended = row.valid_to is not None and row.valid_to < on
        (former if ended else other).append(row.name)
    return Names(other, former)


def region_of(body: Body, *, on: date) -> Region | None:
    """The region that a body belongs to on that day, if any."""
    membership = RegionMembership.objects.filter(holds_on(on), body=body)
    return Region.objects.filter(memberships__in=membership).first()


def leads_of(body: Body) -> QuerySet[User]:
    """The people who lead a force or ROCU today: they speak for it."""
    grants = RoleGrant.objects.of_people().filter(role__in=RoleGrant.LEADS, body=body)
    return User.objects.filter(is_active=True, pk__in=grants.values("user"))


@dataclass(frozen=True)
class Account:
    """How a person's account stands: who closed it or opened it last and why, and when the sessions
    were last ended for them; None where that never happened.
    """

    turned: AuditEvent | None
    ended_sessions: AuditEvent | None


def account_of(person: User) -> Account:
    events = AuditEvent.objects.about(person).for_list()
    return Account(
        turned=events.filter(verb__in=["account.closed", "account.reopened"]).first(),
        ended_sessions=events.filter(
            Q(verb__in=["account.closed", "role.taken_away"])
            | Q(verb="person.revised", detail__has_key="email")
        ).first(),
    )
