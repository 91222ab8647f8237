from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from forces.models import Body, LocalPolicingBody, Organisation, RoleGrant
from forces.rights import DUTIES
from inspection_portal.core.fields import DateField, Radios

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
