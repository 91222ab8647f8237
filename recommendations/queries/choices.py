"""What a person may choose from to narrow the register down; never more than the person sees."""

from django.db.models import Q, QuerySet
from django.utils.timezone import now

from findings.models import Inspection, Theme
from forces.models import Body, Region, RoleGrant, standing
from forces.rights import Right, holds
from inspection_portal.core.models import User
from recommendations.models import NationalReport, RegisterEntry

ME, NOBODY, SOMEBODY = "me", "nobody", "somebody"

Choices = list[tuple[str, str]]


def people_of(entry: RegisterEntry) -> QuerySet[User]:
    """Who acts today for the addressee of an entry; nobody for an organisation."""
    return _people(Q(body__in=[entry.body_id]) | Q(policing_body__in=[entry.policing_body_id]))


def people_of_body(body: Body) -> QuerySet[User]:
    """Who acts today for a body, and so may be responsible for its entries."""
    return _people(Q(body=body)).order_by("name", "pk")


def _people(of: Q) -> QuerySet[User]:
    holders = RoleGrant.objects.of_people().filter(of)
    return User.objects.filter(is_active=True, pk__in=holders.values("user"))


def body_choices(user: User) -> Choices:
    """The bodies whose entries the person sees, by UUID."""
    bodies = Body.objects.visible_to(user)
    if not holds(user, Right.REGISTER_READ_ALL):
        bodies = bodies.filter(pk__in=standing(user).answered_for)
    return [(str(uuid), name) for uuid, name in bodies.values_list("uuid", "name")]


def region_choices(user: User) -> Choices:
    """The regions, for those who see more than their own body."""
    if not holds(user, Right.REGISTER_READ_ALL):
        return []
    return [(str(uuid), name) for uuid, name in Region.objects.values_list("uuid", "name")]


def owner_choices(user: User) -> Choices:
    """Whom a person may look for: themselves and their colleagues, by UUID; the inspectorate asks
    only whether there is an owner.
    """
    anyone = [(NOBODY, "Nobody now"), (SOMEBODY, "Somebody")]
    bodies = standing(user).bodies
    if not bodies:
        return anyone
    owners = User.objects.filter(owned_entries__body__in=bodies).values("pk")
    colleagues = User.objects.filter(Q(pk__in=_people(Q(body__in=bodies))) | Q(pk__in=owners))
    named = colleagues.exclude(pk=user.pk).values_list("uuid", "name")
    return [(ME, "Me"), *anyone, *((str(uuid), name) for uuid, name in named)]


def report_choices(user: User) -> Choices:
    """The published inspections, then the national reports, that ask something of bodies whose
    entries the person sees.
    """
    seen = Inspection.objects.published()
    national = NationalReport.objects.filter(opened_at__isnull=False, published_at__lte=now())
    if not holds(user, Right.REGISTER_READ_ALL):
        who = standing(user)
        seen = seen.filter(inspected_bodies__body__in=who.answered_for).distinct()
        own = RegisterEntry.objects.visible_to(user).exclude(national=None)
        national = national.filter(pk__in=own.values("national__report"))
    rows = seen.order_by("-publish_at", "title").values_list("uuid", "title")
    return [(str(uuid), title) for uuid, title in (*rows, *national.values_list("uuid", "title"))]


def theme_choices(user: User) -> Choices:
    """The themes of published findings, for those who may read them: they never leave the
    inspectorate.
    """
    if not holds(user, Right.REGISTER_READ_ALL):
        return []
    themes = Theme.objects.filter(findings__inspection__in=Inspection.objects.published())
    rows = themes.distinct().order_by("name").values_list("uuid", "name")
    return [(str(uuid), name) for uuid, name in rows]
