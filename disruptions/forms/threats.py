"""What people type about threats, and about who answers for them."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from disruptions import queries
from disruptions.models import CrimeType, Officer, Threat, ThreatPhase, ThreatResponsibility
from forces.models import Body
from inspection_portal.core.fields import Checkboxes, DateField, GroupedCheckboxes, Radios
from inspection_portal.core.forms import SeenForm
from inspection_portal.core.models import User

SAID = ("reference", "kind", "tier", "is_soc", "operation_started_on")
TIERS = [("", "None"), *Threat.Tier.choices]


def tier_or_none(value: str) -> int | None:
    return int(value) if value else None


class TierField(forms.TypedChoiceField):
    """A tier as supplied, or none."""

    def __init__(self) -> None:
        super().__init__(
            label="Tier",
            choices=TIERS,
            coerce=tier_or_none,
            empty_value=None,
            required=False,
            error_messages={"invalid_choice": "Choose a tier from 1 to 5, or none"},
        )


class SomeField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Some rows, as check boxes."""

    def __init__(self, **kwargs: Any) -> None:
        model = kwargs.pop("model")
        super().__init__(
            model.objects.none(),
            to_field_name="uuid",
            required=False,
            **{"widget": Checkboxes} | kwargs,
        )


class ThreatForm(forms.Form):
    """A threat as the master list has it."""

    reference = forms.CharField(
        label="Reference on the master list",
        help_text="Name no person.",
        max_length=60,
        error_messages={"required": "Give the threat its reference on the master list"},
    )
    kind = forms.ChoiceField(
        label="What is it?",
        choices=Threat.Kind.choices,
        widget=Radios,
        error_messages={"required": "Choose what it is"},
    )
    phase = forms.ModelChoiceField(
        label="Phase",
        queryset=ThreatPhase.objects.none(),
        to_field_name="uuid",
        empty_label="None",
        required=False,
        error_messages={"invalid_choice": "Choose a phase of the list, or none"},
    )
    tier = TierField()
    is_soc = forms.BooleanField(
        label="It is flagged as SOC on the master list", initial=True, required=False
    )
    operation_started_on = DateField(
        label="Start of the operation",
        help_text="Leave it empty if there is none.",
        required=False,
    )
    crime_types = SomeField(label="Crime types", model=CrimeType)
    supporting_bodies = SomeField(
        label="Which other forces or units support it?",
        help_text="Their people see the threat, and their officers can answer for it.",
        model=Body,
        widget=GroupedCheckboxes,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        body: Body,
        on: date,
        threat: Threat | None = None,
        initial: Any = None,
    ) -> None:
        super().__init__(data, initial=initial)
        offered: dict[str, Any] = {
            "phase": _still(ThreatPhase, on, Q(threats=threat) if threat else Q()),
            "crime_types": _still(CrimeType, on, Q(threats=threat) if threat else Q()),
            "supporting_bodies": Body.objects.exclude(pk=body.pk),
        }
        for name, rows in offered.items():
            field: Any = self.fields[name]
            field.queryset = rows
        bodies: Any = self.fields["supporting_bodies"]
        own, bodies.choices = queries.bodies_by_region(body, on)
        bodies.widget.unfolded = [own]


class ReviseThreatForm(SeenForm, ThreatForm):
    """What the master list says of a threat, put right."""

    def __init__(self, data: Any = None, *, threat: Threat, on: date) -> None:
        initial = {
            **{name: getattr(threat, name) for name in SAID},
            "phase": threat.phase and threat.phase.uuid,
            "crime_types": [each.uuid for each in threat.crime_types.all()],
            "supporting_bodies": [each.uuid for each in threat.supporting_bodies.all()],
            "seen_version": threat.version,
        }
        super().__init__(data, body=threat.body, on=on, threat=threat, initial=initial)

    @staticmethod
    def in_words(threat: Threat) -> dict[str, Any]:
        """What a second editor compares."""
        return {
            **{name: getattr(threat, name) for name in ("reference", "kind", "tier")},
            "phase": threat.phase,
            "crime_types": list(threat.crime_types.all()),
            "supporting_bodies": list(threat.supporting_bodies.all()),
        }


class CloseThreatForm(SeenForm):
    closed_on = DateField(label="Day on which it was closed")


class OfficerChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of several officers; by name to people of the officer's own body."""

    reader: User

    def label_from_instance(self, officer: Any) -> str:
        return f"{queries.called(officer, self.reader)}, {officer.body}"


class ResponsibilityForm(forms.Form):
    """Who answers for a threat, as what, and since when."""

    role = forms.ChoiceField(
        label="As what?",
        choices=ThreatResponsibility.Role.choices,
        widget=Radios(
            hints={
                "lro": "Runs the response, and writes the 4P plan. A threat may have several.",
                "sio": "Runs the investigation. A threat has one at a time.",
            }
        ),
        error_messages={"required": "Choose as what the officer answers for the threat"},
    )
    officer = OfficerChoiceField(
        label="Which officer?",
        help_text="Officers of the body that owns the threat, and of those that support it.",
        queryset=Officer.objects.none(),
        to_field_name="uuid",
        empty_label="Choose an officer",
        error_messages={"required": "Choose an officer", "invalid_choice": "Choose an officer"},
    )
    since = DateField(label="First day")

    def __init__(self, data: Any = None, *, threat: Threat, user: User, on: date) -> None:
        super().__init__(data, initial={"since": on})
        officers: Any = self.fields["officer"]
        officers.reader = user
        officers.queryset = queries.officers_for(threat, on)


class EndResponsibilityForm(SeenForm):
    until = DateField(label="Last day")


def _still(items: Any, on: date, chosen: Q) -> Any:
    """The items that can be chosen on that day, and those chosen before."""
    among = items.objects.in_force(on)
    if chosen:
        among |= items.objects.filter(chosen)
    return among.distinct()
