from django.db.models import QuerySet

from forces.rights import Right, holds
from inspection_portal.core.models import User


def can_manage_people(user: User) -> bool:
    return holds(user, Right.PEOPLE_MANAGE)


def people_visible_to(user: User) -> QuerySet[User]:
    """People, for those who manage them; nobody for anyone else."""
    people = User.objects.filter(kind=User.Kind.PERSON)
    return people if can_manage_people(user) else people.none()


def can_edit_lists(user: User) -> bool:
    return holds(user, Right.LISTS_EDIT)


def can_read_audit(user: User) -> bool:
    """The audit trail names people of the inspectorate: forces never see it."""
    return holds(user, Right.TRAILS_READ)


def can_audit(user: User) -> bool:
    """Auditors read the whole trail: what anybody did to anything, and who read what."""
    return holds(user, Right.AUDIT_READ)


def can_load_reference(user: User) -> bool:
    """Regions, bodies and grades come from files: a command, or an administrator, loads them."""
    return holds(user, Right.REFERENCE_LOAD)
