from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from forces.models import ApiClient, RoleGrant
from forces.rights import HOLDERS, Right, holds
from inspection_portal.core.models import Endpoint, EndpointQuerySet, User


def can_manage_people(user: User) -> bool:
    return holds(user, Right.PEOPLE_MANAGE)


def can_manage_clients(user: User) -> bool:
    """Whether the person adds clients of the API, and revokes them, tokens and webhooks of all."""
    return holds(user, Right.CLIENTS_MANAGE)


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


def can_add_endpoint(user: User, owner: User) -> bool:
    """A client adds its own."""
    is_own = user == owner and user.kind == User.Kind.CLIENT and user.is_active
    return is_own or can_manage_clients(user)


def can_keep_endpoint(user: User, endpoint: Endpoint) -> bool:
    return endpoint.owner_id == user.pk or can_manage_clients(user)


def endpoints_visible_to(user: User) -> EndpointQuerySet:
    """All, for those who manage them; for others their own."""
    rows = Endpoint.objects.all()
    return rows if can_manage_clients(user) else rows.visible_to(user)


def is_let_in(user: User, scope: str = "") -> bool:
    """Whether a client may still use the API, with that scope or at all; a person may for as long
    as the account is open.
    """
    scopes = [scope] if scope else []
    clients = ApiClient.objects.live().filter(user=user, scopes__contains=scopes)
    return user.kind == User.Kind.PERSON or clients.exists()


def keepers_of(endpoint: Endpoint) -> QuerySet[User]:
    """Whom it concerns that an endpoint is disabled: its owner, if a person, and those who manage
    all of them.
    """
    managers = RoleGrant.objects.current(localdate()).filter(role__in=HOLDERS[Right.CLIENTS_MANAGE])
    people = User.objects.filter(kind=User.Kind.PERSON, is_active=True)
    return people.filter(Q(pk=endpoint.owner_id) | Q(pk__in=managers.values("user")))
