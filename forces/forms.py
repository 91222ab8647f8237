from typing import Any

from django import forms

from forces.models import Body, RoleGrant
from inspection_portal.core.fields import Radios

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


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label="Which role?",
        choices=Role.choices,
        widget=Radios(
            hints={
                Role.INSPECTOR: "Plans inspections, and writes those they are on the team of",
                Role.MODERATOR: "Moderates grades and publishes reports",
                Role.ADMINISTRATOR: "Adds people and gives roles",
                Role.FORCE_LEAD: "Sees what their force or ROCU must do, and gives it owners",
                Role.FORCE_CONTRIBUTOR: "Works on what their force or ROCU must do",
            }
        ),
        error_messages={"required": "Choose a role"},
    )
    body = forms.ModelChoiceField(
        label="For which force or ROCU?",
        help_text="Only for a force lead or a force contributor",
        queryset=Body.objects.order_by("name"),
        required=False,
        empty_label="None",
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        role, body = given.get("role"), given.get("body")
        if role in RoleGrant.OF_A_BODY and body is None and "body" not in self.errors:
            self.add_error("body", "Choose the force or ROCU they act for")
        if role and role not in RoleGrant.OF_A_BODY and body is not None:
            self.add_error("body", "Choose none: this role is held for the whole inspectorate")
        return given
