"""What people type about local profiles, and about Clear, Hold, Build."""

from typing import Any

from django import forms

from disruptions.models import LocalProfile, Plan, Site, SitePhase
from disruptions.queries import plans_of
from forces.models import Body, Organisation
from inspection_portal.core.fields import Checkboxes, DateField, Radios
from inspection_portal.core.forms import KeptForm, SeenForm
from inspection_portal.core.prose import LinesField, not_above

PROFILED = (
    *("area", "dated_on", "refresh_on"),
    *("has_partner_data", "briefed_to", "actions_arising"),
)


class ProfileForm(KeptForm):
    """What a local profile is of, and what came of it."""

    area = forms.CharField(
        label="Area",
        help_text="A district, a town or the whole force.",
        max_length=120,
        validators=[not_above],
        error_messages={"required": "Say which area the profile is of"},
    )
    dated_on = DateField(label="Day of the profile")
    refresh_on = DateField(label="Day by which it is to be refreshed", required=False)
    has_partner_data = forms.BooleanField(label="It uses data of partners", required=False)
    briefed_to = LinesField(
        label="Who was briefed?",
        help_text="One group or partner on each line. Name no person.",
        required=False,
    )
    actions_arising = LinesField(
        label="Which actions arose from it?", help_text="One on each line.", required=False
    )


class ReviseProfileForm(SeenForm, ProfileForm):
    def __init__(self, data: Any = None, *, profile: LocalProfile) -> None:
        initial = {"seen_version": profile.version, **self.stored(profile)}
        super().__init__(data, initial=initial)

    @staticmethod
    def stored(profile: LocalProfile) -> dict[str, Any]:
        return {name: getattr(profile, name) for name in PROFILED}


class SiteForm(KeptForm):
    """Where it is, who takes part, and the plan for the threat there."""

    place = forms.CharField(
        label="Place",
        max_length=120,
        validators=[not_above],
        error_messages={"required": "Name the place"},
    )
    plan = forms.ModelChoiceField(
        Plan.objects.none(),
        label="4P plan",
        help_text="Of the threat that is being cleared, if there is one.",
        to_field_name="uuid",
        empty_label="None",
        required=False,
    )
    partners = forms.ModelMultipleChoiceField(
        Organisation.objects.all(),
        label="Partners",
        to_field_name="uuid",
        widget=Checkboxes,
        required=False,
    )

    def __init__(self, data: Any = None, *, body: Body, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        plans: Any = self.fields["plan"]
        plans.queryset = plans_of(body)


class PhaseFields(forms.Form):
    """Which phase a site is in, and since when."""

    phase = forms.ChoiceField(
        label="Phase",
        choices=SitePhase.Phase.choices,
        widget=Radios(
            hints={
                "clear": "Remove the group from the place",
                "hold": "Keep the place stable, and others out",
                "build": "Change the place, so that it can withstand crime",
            }
        ),
        error_messages={"required": "Choose the phase"},
    )
    began_on = DateField(label="First day of the phase")


class AddSiteForm(SiteForm, PhaseFields):
    """A new site, with the phase that it is in."""


class ReviseSiteForm(SeenForm, SiteForm):
    def __init__(self, data: Any = None, *, site: Site) -> None:
        initial = {"seen_version": site.version, **self.stored(site)}
        super().__init__(data, body=site.body, initial=initial)

    @staticmethod
    def stored(site: Site) -> dict[str, Any]:
        return {"place": site.place, "plan": site.plan, "partners": list(site.partners.all())}


class SeenSiteForm(SeenForm):
    def __init__(self, data: Any = None, *, site: Site) -> None:
        super().__init__(data, initial={"seen_version": site.version})


class MoveSiteForm(SeenSiteForm, PhaseFields):
    """The phase that follows."""


class EndWorkForm(SeenSiteForm):
    ended_on = DateField(label="Last day of the phase")
