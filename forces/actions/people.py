"""People of the portal, and the roles they are given and lose."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from forces import permissions
from forces.models import Body, LocalPolicingBody, RoleGrant, forget_standing
from inspection_portal.core import audit
from inspection_portal.core.editing import refuse_invalid
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User

Role = RoleGrant.Role


@transaction.atomic
def add_person(*, name: str, email: str, by: User, at: datetime) -> User:
    """Give a person an account without a password: they choose one by "forgotten password"."""
    if not permissions.can_manage_people(by):
        raise PermissionDenied
    try:
        with transaction.atomic():
            person = User.objects.create_user(email=email, name=name)
    except IntegrityError as error:
        raise RuleBroken(f"Someone with the email address {email} is here already.") from error
    audit.record("person.added", person, by=by, at=at, email=person.email)
    return person


@transaction.atomic
def give_role(
    person: User,
    *,
    role: str,
    body: Body | None = None,
    policing_body: LocalPolicingBody | None = None,
    ends_on: date | None = None,
    by: User,
    at: datetime,
) -> RoleGrant:
    """Give the person a role from now on, and until the end of a day where `ends_on` is given.

    A role in a force or ROCU names its `body`, one in what oversees a force its `policing_body`.
    """
    if not permissions.can_manage_people(by):
        raise PermissionDenied
    held = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if held.kind != User.Kind.PERSON or not held.is_active:
        raise RuleBroken(f"{held} can’t sign in, so can’t be given a role.")
    _refuse_another_kind(role, body)
    if ends_on and ends_on < localdate(at):
        raise RuleBroken("The last day of the role has passed. Choose today or a later day.")
    grant = RoleGrant(
        user=held,
        role=role,
        body=body,
        policing_body=policing_body,
        ends_on=ends_on,
        given_by=by,
        given_at=at,
    )
    refuse_invalid(grant)
    grant.save()
    forget_standing(person)
    until = {"ends_on": ends_on.isoformat()} if ends_on else {}
    audit.record("role.given", person, by=by, at=at, role=grant.in_words, **until)
    return grant


def _refuse_another_kind(role: str, body: Body | None) -> None:
    kind = RoleGrant.LEADS.get(Role(role))
    if body and kind and body.kind != kind:
        right = next(lead for lead, kind in RoleGrant.LEADS.items() if kind == body.kind)
        raise RuleBroken(f"{body} has no {Role(role).label}. Choose the role {right.label}.")


@transaction.atomic
def take_role(grant: RoleGrant, *, by: User, at: datetime) -> None:
    """Take the role away from now on; the record that it was held stays.

    Nobody takes away their own administrator role, and the last administrator keeps theirs:
    somebody must be left who can give roles.
    """
    if not permissions.can_manage_people(by):
        raise PermissionDenied
    if grant.role == RoleGrant.Role.ADMINISTRATOR:
        _refuse_losing_administrators(grant, by)
    if not RoleGrant.objects.current().filter(pk=grant.pk).update(taken_by=by, taken_at=at):
        raise RuleBroken(f"This role of {grant.user} has already been taken away.")
    grant.refresh_from_db()
    forget_standing(grant.user)
    audit.record("role.taken_away", grant.user, by=by, at=at, role=grant.in_words)


def _refuse_losing_administrators(grant: RoleGrant, by: User) -> None:
    """Hold all administrators while one goes: two who take each other's role leave one."""
    current = RoleGrant.objects.current().filter(
        role=RoleGrant.Role.ADMINISTRATOR, user__is_active=True
    )
    held = current.order_by("pk").select_for_update(of=("self",))
    holders = set(held.values_list("user_id", flat=True))
    if grant.user_id == by.pk:
        raise RuleBroken("You can’t take away your own administrator role. Ask another one to.")
    if by.kind == User.Kind.PERSON and by.pk not in holders:
        raise PermissionDenied
    if not holders - {grant.user_id}:
        raise RuleBroken("The last administrator stays: give somebody else the role first.")
