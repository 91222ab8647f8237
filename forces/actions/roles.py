"""Roles that people are given and lose."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from forces import permissions
from forces.models import Body, LocalPolicingBody, Organisation, RoleGrant, forget_standing
from inspection_portal.core import audit
from inspection_portal.core.editing import refuse_invalid
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User

Role = RoleGrant.Role


@transaction.atomic
def give_role(
    person: User,
    *,
    role: str,
    body: Body | None = None,
    policing_body: LocalPolicingBody | None = None,
    organisation: Organisation | None = None,
    ends_on: date | None = None,
    by: User,
    at: datetime,
) -> RoleGrant:
    """Give the person a role from now on, and until the end of a day where `ends_on` is given.

    A role in a force or ROCU names its `body`, one in what oversees a force its `policing_body`,
    one of a partner their `organisation`. A client of the API is given none that decides.
    """
    if not permissions.can_manage_people(by):
        raise PermissionDenied
    held = hold(person)
    if held.kind == User.Kind.SYSTEM or not held.is_active:
        raise RuleBroken(f"{held} can’t sign in, so can’t be given a role.")
    if held.kind == User.Kind.CLIENT and role not in RoleGrant.OF_CLIENTS:
        raise RuleBroken(f"A client of the API can’t be {Role(role).label}: a person decides that.")
    _refuse_another_kind(role, body)
    if ends_on and ends_on < localdate(at):
        raise RuleBroken("The last day of the role has passed. Choose today or a later day.")
    grant = RoleGrant(user=held, role=role, given_by=by, given_at=at)
    grant.body, grant.policing_body, grant.organisation = body, policing_body, organisation
    grant.ends_on = ends_on
    refuse_invalid(grant)
    grant.save()
    forget_standing(person)
    until = {"last_day": ends_on.isoformat()} if ends_on else {}
    audit.record("role.given", person, by=by, at=at, role=grant.in_words, **until)
    return grant


@transaction.atomic
def take_role(grant: RoleGrant, *, by: User, at: datetime) -> None:
    """Take the role away from now on, and end the person's sessions; that it was held stays.

    Nobody takes away their own administrator role, and the last administrator keeps theirs:
    somebody must be left who can give roles.
    """
    if not permissions.can_manage_people(by):
        raise PermissionDenied
    hold(grant.user)
    if grant.role == Role.ADMINISTRATOR and grant.user_id == by.pk:
        raise RuleBroken("You can’t take away your own administrator role. Ask another one to.")
    if grant.role == Role.ADMINISTRATOR:
        keep_an_administrator(grant.user, by=by)
    end_sessions(grant.user)
    if (
        not RoleGrant.objects.current(localdate(at))
        .filter(pk=grant.pk)
        .update(taken_by=by, taken_at=at)
    ):
        raise RuleBroken(f"This role of {grant.user} has already ended.")
    grant.refresh_from_db()
    forget_standing(grant.user)
    audit.record("role.taken_away", grant.user, by=by, at=at, role=grant.in_words)


def end_roles(person: User, *, by: User, at: datetime) -> list[str]:
    """End all roles that the person holds; returns them in words."""
    grants = list(RoleGrant.objects.current(localdate(at)).filter(user=person).for_list())
    held = RoleGrant.objects.filter(pk__in=[grant.pk for grant in grants], taken_at=None)
    held.update(taken_by=by, taken_at=at)
    forget_standing(person)
    return [grant.in_words for grant in grants]


def hold(person: User) -> User:
    """The person as they stand, locked: who gives, takes and closes does so one after the other."""
    return User.objects.select_for_update(no_key=True).get(pk=person.pk)


def end_sessions(person: User) -> None:
    """Sign the person out everywhere: their next request is led to sign in."""
    User.objects.filter(pk=person.pk).update(session_epoch=F("session_epoch") + 1)
    person.refresh_from_db(fields=["session_epoch"])


def keep_an_administrator(person: User, *, by: User) -> None:
    """Refuse to do without the administrator `person` where nobody else would be left who holds the
    role without a last day.

    Holds all administrators while one goes: two who take each other's role leave one.
    """
    current = RoleGrant.objects.current().filter(role=Role.ADMINISTRATOR, user__is_active=True)
    held = current.order_by("pk").select_for_update(of=("self",))
    holders = dict(held.values_list("user_id", "ends_on"))
    if by.kind == User.Kind.PERSON and by.pk not in holders:
        raise PermissionDenied
    lasting = {user for user, ends_on in holders.items() if ends_on is None}
    if not lasting - {person.pk}:
        raise RuleBroken("The last administrator stays: give somebody else the role first.")


def _refuse_another_kind(role: str, body: Body | None) -> None:
    kind = RoleGrant.LEADS.get(Role(role))
    if body and kind and body.kind != kind:
        fitting = next(lead for lead, led in RoleGrant.LEADS.items() if led == body.kind)
        raise RuleBroken(f"{body} has no {Role(role).label}. Choose “{fitting.label}”.")
