"""The people of the demonstration, each given an account, a role and the printed password."""

from typing import Any

from django.contrib.auth.forms import SetPasswordForm

from forces.actions import add_person, give_role
from forces.models import Body, LocalPolicingBody, Organisation, RoleGrant
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import User, system_user
from inspection_portal.home.demo.moments import moment
from inspection_portal.home.demo.sign_ins import ADMINISTRATOR, SIGN_INS, SignIn

Cast = dict[SignIn, User]

JOINED = moment(2024, 7, 1)


def enlist() -> Cast:
    """Everyone who signs in to the demonstration; those who are here already stay as they are."""
    here = {user.email: user for user in User.objects.filter(email__endswith="@demo.example")}
    cast: Cast = {}
    for sign_in in SIGN_INS:
        by = cast.get(ADMINISTRATOR) or system_user()
        cast[sign_in] = here.get(sign_in.email) or _welcome(sign_in, by)
    return cast


def _welcome(sign_in: SignIn, by: User) -> User:
    person = add_person(name=sign_in.who, email=sign_in.email, by=by, at=JOINED)
    give_role(person, role=sign_in.role, **_bodies(sign_in), by=by, at=JOINED)
    _set_password(person, sign_in.password)
    return person


def _bodies(sign_in: SignIn) -> dict[str, Any]:
    if sign_in.role in RoleGrant.OF_A_POLICING_BODY:
        return {"policing_body": LocalPolicingBody.objects.get(body__slug=sign_in.body)}
    if sign_in.role in RoleGrant.OF_AN_ORGANISATION:
        return {"organisation": Organisation.objects.get(name=sign_in.body)}
    return {"body": Body.objects.get(slug=sign_in.body)} if sign_in.body else {}


def _set_password(person: User, password: str) -> None:
    form = SetPasswordForm(person, {"new_password1": password, "new_password2": password})
    if not form.is_valid():
        raise RuleBroken(f"The password of {person} is refused: {form.errors.as_text()}")
    form.save()
