"""Who is told of an entry, and whose entries wait for somebody else."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from findings.models import Inspection
from forces.models import RoleGrant, standing
from forces.rights import HOLDERS, Right, holds
from inspection_portal.core.models import User
from recommendations.models import RegisterEntry
from recommendations.permissions import acts_for


def speakers_for(entries: Collection[RegisterEntry]) -> dict[int, list[User]]:
    """By entry (key), whom a question about it goes to: its owner, while they act for the
    addressee, and whoever speaks for that. Nobody for an organisation.
    """
    of_them = Q(body__in={entry.body_id for entry in entries})
    of_them |= Q(policing_body__in={entry.policing_body_id for entry in entries})
    grants = RoleGrant.objects.of_people().filter(of_them)
    held: dict[tuple[int | None, int | None], list[RoleGrant]] = {}
    for grant in grants.select_related("user").order_by("user"):
        held.setdefault((grant.body_id, grant.policing_body_id), []).append(grant)
    return {
        entry.pk: _speakers(entry, held.get((entry.body_id, entry.policing_body_id), ()))
        for entry in entries
    }


def leads_told(entry: RegisterEntry, user: User) -> list[User]:
    """Who speaks for the addressee besides the owner, for its own people and the inspectorate."""
    if not (holds(user, Right.REGISTER_READ_ALL) or acts_for(user, entry)):
        return []
    return [person for person in speakers_for([entry])[entry.pk] if person.pk != entry.owner_id]


def _speakers(entry: RegisterEntry, grants: Iterable[RoleGrant]) -> list[User]:
    speaking = (*RoleGrant.LEADS, *RoleGrant.OF_A_POLICING_BODY)
    told = (each for each in grants if each.role in speaking or each.user_id == entry.owner_id)
    return list(dict.fromkeys(grant.user for grant in told))


def verifiers_for(entry: RegisterEntry) -> list[User]:
    """Who of the inspectorate is told of a claim on it: the lead inspectors of the inspection that
    asked for it, else its whole team, else the moderators; none but who verifies claims today.
    """
    able = RoleGrant.objects.of_people().filter(role__in=HOLDERS[Right.REGISTER_RECORD_STATUS])
    people = User.objects.filter(is_active=True, pk__in=able.values("user")).order_by("pk")
    if isinstance(entry.report, Inspection):
        team = entry.report.team.filter(user__in=people)
        leads = team.filter(is_lead=True) or team
        if leads:
            return list(people.filter(pk__in=[each.user_id for each in leads]))
    moderating = able.filter(role=RoleGrant.Role.MODERATOR)
    return list(people.filter(pk__in=moderating.values("user")))


def colleagues_of(user: User) -> QuerySet[User]:
    """Who acts today for one of the bodies that the person speaks for."""
    who = standing(user)
    held = RoleGrant.objects.of_people().filter(
        Q(body__in=who.led) | Q(policing_body__in=who.policing_bodies)
    )
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("name", "pk")


def owners_led_by(user: User) -> QuerySet[User]:
    """Who is responsible for what is open in the bodies that the person leads."""
    entries = RegisterEntry.objects.visible_to(user).led_by(user).open()
    return User.objects.filter(pk__in=entries.values("owner"))


@dataclass(frozen=True)
class Held:
    """What one person is responsible for; `has_left` means that they act for none of it."""

    owner: User
    entries: list[RegisterEntry]
    has_left: bool


def held_by_person(user: User) -> list[Held]:
    """Who is responsible for what is open in the bodies that the person leads; those who have left
    come first.
    """
    entries = RegisterEntry.objects.visible_to(user).led_by(user).open()
    owned = set(entries.owned().values_list("pk", flat=True))
    by_owner: dict[User, list[RegisterEntry]] = {}
    for entry in entries.exclude(owner=None).for_list().order_by("owner__name", "owner", "pk"):
        by_owner.setdefault(entry.owner, []).append(entry)  # type: ignore[arg-type]
    found = [
        Held(owner, of_them, has_left=owned.isdisjoint(entry.pk for entry in of_them))
        for owner, of_them in by_owner.items()
    ]
    return sorted(found, key=lambda held: not held.has_left)
