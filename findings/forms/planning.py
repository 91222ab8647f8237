"""The plan of an inspection: bodies, team and phases of fieldwork."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from findings.forms.base import (
    Data,
    HeadingField,
    InspectedBodiesField,
    InspectionForm,
    SeenForm,
)
from findings.models import FieldworkPhase, Inspection
from findings.queries import possible_team
from forces.models import Body, Region
from inspection_portal.core.fields import Checkboxes, DateField
from inspection_portal.core.models import User


class RegionForm(forms.Form):
    region = forms.ModelChoiceField(
        Region.objects.all(),
        to_field_name="uuid",
        label="Which region will you inspect?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose a region"},
    )


class _Team(forms.Form):
    team = forms.ModelMultipleChoiceField(
        User.objects.none(),
        to_field_name="uuid",
        label="Team",
        help_text="Who writes the report and sees its drafts.",
        widget=Checkboxes,
        error_messages={"required": "Choose at least one inspector"},
    )

    def __init__(self, data: Data = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for field in (self.fields["team"], self.fields.get("leads")):
            if isinstance(field, forms.ModelMultipleChoiceField):
                field.queryset = possible_team()


class _Leads(forms.Form):
    leads = forms.ModelMultipleChoiceField(
        User.objects.none(),
        to_field_name="uuid",
        label="Lead inspectors",
        help_text="Who of the team moves the inspection from stage to stage.",
        widget=Checkboxes,
        required=False,
    )


class _Plan(_Team):
    title = HeadingField(label="Title", error_messages={"required": "Enter a title"})
    bodies = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        to_field_name="uuid",
        label="Bodies",
        help_text="The report tells of the ROCU first, then of the forces.",
        widget=Checkboxes,
        error_messages={"required": "Choose at least one body"},
    )

    def __init__(self, region: Region, data: Data = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        bodies: Any = self.fields["bodies"]
        bodies.queryset = Body.objects.in_region(region, localdate())


class PlanForm(_Plan):
    """A new inspection of one region."""

    slug = forms.SlugField(
        label="Short name",
        help_text="Used in file names, for example south-east-2026.",
        max_length=50,
        error_messages={
            "required": "Enter a short name",
            "invalid": "Use only letters, numbers and hyphens in the short name",
        },
    )
    field_order = ("title", "slug", "bodies", "team")


class TeamForm(_Team, _Leads, SeenForm):
    """The team of an inspection, changed: what else was planned is published."""

    def __init__(self, inspection: Inspection, data: Data = None) -> None:
        super().__init__(data, initial=self.stored(inspection))

    @staticmethod
    def stored(inspection: Inspection) -> dict[str, Any]:
        members = list(inspection.team.select_related("user"))
        return {
            "team": [member.user for member in members],
            "leads": [member.user for member in members if member.is_lead],
            "seen_version": inspection.version,
        }


class PlanRevisionForm(_Plan, _Leads, SeenForm):
    """The plan of an inspection, changed."""

    field_order = ("title", "bodies", "team", "leads")

    def __init__(self, inspection: Inspection, data: Data = None) -> None:
        super().__init__(inspection.region, data, initial=self.stored(inspection))
        bodies: Any = self.fields["bodies"]
        inspected = inspection.inspected_bodies.values("body")
        bodies.queryset = Body.objects.filter(pk__in=bodies.queryset.values("pk")) | (
            Body.objects.filter(pk__in=inspected)
        )

    @staticmethod
    def stored(inspection: Inspection) -> dict[str, Any]:
        return {
            "title": inspection.title,
            "bodies": [each.body for each in inspection.inspected_bodies.select_related("body")],
            **TeamForm.stored(inspection),
        }


class PhaseForm(InspectionForm):
    """A new phase of fieldwork."""

    name = forms.CharField(
        label="Name", max_length=120, error_messages={"required": "Enter a name"}
    )
    starts_on = DateField(label="First day")
    ends_on = DateField(label="Last day", required=False)
    bodies = InspectedBodiesField(label="Bodies visited")


class PhaseRevisionForm(PhaseForm, SeenForm):
    """A phase of fieldwork, changed."""

    @staticmethod
    def stored(phase: FieldworkPhase) -> dict[str, Any]:
        return {
            "name": phase.name,
            "starts_on": phase.starts_on,
            "ends_on": phase.ends_on,
            "bodies": list(phase.bodies.select_related("body")),
            "seen_version": phase.version,
        }
