from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from forces.models import ApiClient, Body, LocalPolicingBody, Organisation, RoleGrant
from forces.rights import DUTIES
from forces.scopes import SCOPES
from inspection_portal.core.fields import DateField, GroupedCheckboxes, Radios
from inspection_portal.core.forms import SeenForm

# What a scope ends in, and what its group is called on a form.
VERBS = {"read": "Read", "write": "Change"}

Role = RoleGrant.Role


class BodySearchForm(forms.Form):
    name = forms.CharField(
        label="Name of a force or ROCU",
        help_text="Any name it has or had, or its abbreviation",
        max_length=100,
        required=False,
    )


class PersonForm(forms.Form):
    name = forms.CharField(
        label="Full name", max_length=120, error_messages={"required": "Enter their full name"}
    )
    email = forms.EmailField(
        label="Email address",
        help_text="They sign in with it",
        max_length=254,
        error_messages={
            "required": "Enter their email address",
            "invalid": "Enter an email address like name@example.org",
        },
    )


class RevisePersonForm(PersonForm):
    seen_name = forms.CharField(widget=forms.HiddenInput)
    seen_email = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        given["seen"] = (given.pop("seen_name", ""), given.pop("seen_email", ""))
        return given


class ReasonForm(forms.Form):
    """Why an account is closed or opened again."""

    reason = forms.CharField(
        label="Why?",
        help_text="Kept on record with who did it and when",
        max_length=300,
        widget=forms.Textarea,
    )

    def __init__(self, data: QueryDict | None, *, required: str) -> None:
        super().__init__(data)
        self.fields["reason"].error_messages["required"] = required


def _scopes_of(verb: str) -> list[tuple[str, str]]:
    return [(scope, words) for scope, words in SCOPES.items() if scope.endswith(f":{verb}")]


def scopes_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="What may it do?",
        help_text="It never does more than its user may",
        choices=[(label, _scopes_of(verb)) for verb, label in VERBS.items()],
        widget=GroupedCheckboxes(hints={scope: scope for scope in SCOPES}),
        error_messages={"required": "Choose at least one thing that it may do"},
    )


def system_field() -> forms.CharField:
    return forms.CharField(
        label="Name of the system",
        help_text="Such as “Tracker of Kent Police”: what it does is recorded by this name",
        max_length=80,
        error_messages={"required": "Enter the name of the system"},
    )


def last_day_field() -> DateField:
    return DateField(label="Last day", help_text="It ends with that day, within a year from now")


class TokenForm(forms.Form):
    name = forms.CharField(
        label="What is it for?",
        help_text="The name of the program, by which you know the token again",
        max_length=80,
        error_messages={"required": "Enter what it is for"},
    )
    scopes = scopes_field()
    expires_on = last_day_field()


class ReviseClientForm(SeenForm):
    name = system_field()
    scopes = scopes_field()
    expires_on = last_day_field()

    def __init__(self, data: QueryDict | None, *, client: ApiClient) -> None:
        super().__init__(data, initial={**self.stored(client), "seen_version": client.version})

    @staticmethod
    def stored(client: ApiClient) -> dict[str, Any]:
        """What its fields begin with."""
        return {name: getattr(client, name) for name in ("name", "scopes", "expires_on")}


class RoleForm(forms.Form):
    reveals: ClassVar = {
        "role": {Role.POLICING_BODY: ["policing_body"], Role.PARTNER: ["organisation"]}
    }

    role = forms.ChoiceField(
        label="Which role?",
        choices=Role.choices,
        widget=Radios(hints=DUTIES),
        error_messages={"required": "Choose a role"},
    )
    body = forms.ModelChoiceField(
        label="For which force or ROCU?",
        help_text="Only for a force lead, a force contributor or a ROCU lead",
        queryset=Body.objects.order_by("name"),
        required=False,
        empty_label="None",
    )
    policing_body = forms.ModelChoiceField(
        label="For which local policing body?",
        queryset=LocalPolicingBody.objects.order_by("name"),
        required=False,
        empty_label="None",
    )
    organisation = forms.ModelChoiceField(
        label="From which organisation?",
        queryset=Organisation.objects.order_by("name"),
        required=False,
        empty_label="None",
    )
    ends_on = DateField(
        label="Last day",
        help_text="Where they have the role for a time only. The role ends with that day.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        role = given.get("role")
        if role and role not in RoleGrant.OF_A_POLICING_BODY:
            given["policing_body"] = None
        elif role and not given.get("policing_body"):
            self.add_error("policing_body", "Choose the local policing body they act for")
        if role and role not in RoleGrant.OF_AN_ORGANISATION:
            given["organisation"] = None
        elif role and not given.get("organisation"):
            self.add_error("organisation", "Choose the organisation they are a partner from")
        if role in RoleGrant.OF_A_BODY and given.get("body") is None and "body" not in self.errors:
            self.add_error("body", "Choose the force or ROCU they act for")
        if role and role not in RoleGrant.OF_A_BODY and given.get("body") is not None:
            self.add_error("body", "Choose none: this role is not held for a force or ROCU")
        return given


class AddClientForm(RoleForm):
    """A client with the role that it acts in, if it has one."""

    field_order = ("name", "role", "body", "policing_body", "organisation", "scopes", "expires_on")

    name = system_field()
    scopes = scopes_field()
    expires_on = last_day_field()

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        del self.fields["ends_on"]
        role: Any = self.fields["role"]
        role.required, role.label = False, "Which role does it act in?"
        none = ("", "None: it reads what everybody does who is signed in")
        role.choices = [none, *((each.value, each.label) for each in RoleGrant.OF_CLIENTS)]
