"""Who is told of an entry, and whose entries wait for somebody else."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from forces.models import RoleGrant
from inspection_portal.core.models import User
from recommendations.models import RegisterEntry


def speakers_for(entries: Collection[RegisterEntry]) -> dict[int, list[User]]:
    """By entry (key), whom a question about it goes to: its owner, while they act for the
    addressee, and whoever speaks for that. Nobody for an organisation.
    """
    of_them = Q(body__in={entry.body_id for entry in entries})
    of_them |= Q(policing_body__in={entry.policing_body_id for entry in entries})
    grants = RoleGrant.objects.current().filter(of_them, user__is_active=True)
    held: dict[tuple[int | None, int | None], list[RoleGrant]] = {}
    for grant in grants.select_related("user").order_by("user"):
        held.setdefault((grant.body_id, grant.policing_body_id), []).append(grant)
    return {
        entry.pk: _speakers(entry, held.get((entry.body_id, entry.policing_body_id), ()))
        for entry in entries
    }


def _speakers(entry: RegisterEntry, grants: Iterable[RoleGrant]) -> list[User]:
    speaking = (*RoleGrant.LEADS, *RoleGrant.OF_A_POLICING_BODY)
    told = (each for each in grants if each.role in speaking or each.user_id == entry.owner_id)
    return list(dict.fromkeys(grant.user for grant in told))


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
