"""People of the portal: who joins, what changes about them, and who leaves."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from forces import messages, permissions
from forces.actions.roles import end_roles, end_sessions, hold, keep_an_administrator
from forces.models import PersonalToken, forget_standing, standing
from inspection_portal.core import audit, drafts
from inspection_portal.core.editing import differences, refuse_invalid
from inspection_portal.core.errors import Changed, RuleBroken
from inspection_portal.core.models import User

IS_HERE = "Someone with the email address {} is here already."


@transaction.atomic
def add_person(*, name: str, email: str, by: User, at: datetime) -> User:
    """Give a person an account without a password: they choose one by "forgotten password"."""
    if not permissions.can_manage_people(by):
        raise PermissionDenied
    try:
        with transaction.atomic():
            person = User.objects.create_user(email=email, name=name)
    except IntegrityError as error:
        raise RuleBroken(IS_HERE.format(email)) from error
    audit.record("person.added", person, by=by, at=at, email=person.email)
    return person


@transaction.atomic
def revise_person(
    person: User, *, name: str, email: str, seen: tuple[str, str], by: User, at: datetime
) -> None:
    """Change a person's name or email address; `seen` is both as the page showed them.

    Whoever has the address can choose the password. So a new one must prove itself as for a
    forgotten password: the old password ends with all sessions and personal tokens, and the old
    address is told.
    """
    if not permissions.can_manage_people(by):
        raise PermissionDenied
    held = hold(person)
    if (held.name, held.email) != seen:
        raise Changed(f"{held} has changed since you read it. Look, then try again.")
    if held.kind != User.Kind.PERSON:
        raise RuleBroken(f"{held} is the portal itself.")
    changes = {"name": name.strip(), "email": email.lower()}
    if User.objects.exclude(pk=held.pk).filter(email=changes["email"]).exists():
        raise RuleBroken(IS_HERE.format(email))
    difference = differences(held, changes)
    held.name, held.email = changes["name"], changes["email"]
    if "email" in difference:
        held.set_unusable_password()
    refuse_invalid(held)
    held.save(update_fields=["name", "email", "password"])
    if "email" in difference:
        _move_to_new_address(held, old=seen[1], by=by, at=at)
    if difference:
        audit.record("person.revised", held, by=by, at=at, **difference)
    person.refresh_from_db()


def _move_to_new_address(person: User, *, old: str, by: User, at: datetime) -> None:
    end_sessions(person)
    _end_tokens(person, by=by, at=at)
    EmailAddress.objects.filter(user=person).delete()
    messages.tell_of_new_address(person, old=old, by=by, at=at)


def _end_tokens(person: User, *, by: User, at: datetime) -> None:
    """Shut out every program that acts for the person."""
    live = PersonalToken.objects.filter(user=person, revoked_at=None)
    ended = list(live)
    live.update(revoked_by=by, revoked_at=at)
    for token in ended:
        audit.record("token.revoked", token, by=by, at=at, person=str(person))


@transaction.atomic
def close_account(person: User, *, reason: str, by: User, at: datetime) -> None:
    """Let the person sign in no more: their sessions, personal tokens and roles end now, and what
    they typed and did not save is forgotten; what they did stays.

    Nobody closes their own account, and the last administrator's stays open.
    """
    if not permissions.can_manage_people(by):
        raise PermissionDenied
    if person.pk == by.pk:
        raise RuleBroken("You can’t close your own account. Ask another administrator to.")
    held = hold(person)
    if held.kind != User.Kind.PERSON or not held.is_active:
        raise RuleBroken(f"The account of {person} is closed already.")
    if standing(held).is_administrator:
        keep_an_administrator(held, by=by)
    User.objects.filter(pk=held.pk).update(is_active=False)
    end_sessions(person)
    _end_tokens(person, by=by, at=at)
    drafts.drop_all(person)
    taken = end_roles(person, by=by, at=at)
    person.refresh_from_db()
    forget_standing(person)
    audit.record("account.closed", person, by=by, at=at, reason=reason, roles=audit.in_lines(taken))


@transaction.atomic
def reopen_account(person: User, *, reason: str, by: User, at: datetime) -> None:
    """Let the person sign in again. They hold no role until they are given one."""
    if not permissions.can_manage_people(by):
        raise PermissionDenied
    closed = User.objects.filter(pk=person.pk, kind=User.Kind.PERSON, is_active=False)
    if not closed.update(is_active=True):
        raise RuleBroken(f"The account of {person} is open already.")
    person.refresh_from_db()
    forget_standing(person)
    audit.record("account.reopened", person, by=by, at=at, reason=reason)
