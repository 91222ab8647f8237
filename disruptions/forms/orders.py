"""What people type about serious crime prevention orders."""

from datetime import date
from typing import Any

from django import forms

from disruptions.models import Officer, OrderBreach, PreventionOrder, Threat
from disruptions.queries import officers_of
from forces.models import Body
from inspection_portal.core.fields import DateField, Radios
from inspection_portal.core.forms import KeptForm, SeenForm
from inspection_portal.core.prose import ProseField

NAME_NOBODY = "Name no person."
TERMS = (
    *("reference", "court", "made_on", "in_force_on", "expires_on", "conditions"),
    *("custody", "released_on", "severity", "is_marsoc", "threat"),
)
MANAGED = ("manager", "unit", "is_actively_managed")


class OfficerField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of a body's own officers: by name, where they have one, and title."""

    def label_from_instance(self, officer: Any) -> str:
        known = officer.name or officer.reference
        return f"{known}, {officer.title}"


class ThreatField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of a body's own threats, by its reference."""

    def label_from_instance(self, threat: Any) -> str:
        return f"{threat.reference} ({threat.get_kind_display()})"


class OrderForm(KeptForm):
    """An order as the court made it, and where the person is."""

    reference = forms.CharField(
        label="Reference",
        help_text=f"Yours, as your systems know the order. {NAME_NOBODY}",
        max_length=60,
        error_messages={"required": "Give the order its reference"},
    )
    court = forms.CharField(label="Court", max_length=120, required=False)
    made_on = DateField(label="Day on which it was made")
    in_force_on = DateField(
        label="First day in force",
        help_text="Leave it empty if the order binds only from release.",
        required=False,
    )
    expires_on = DateField(label="Last day in force", required=False)
    conditions = ProseField(
        label="What it prohibits, restricts or requires", help_text=NAME_NOBODY, required=False
    )
    custody = forms.ChoiceField(
        label="Custody status",
        choices=PreventionOrder.Custody.choices,
        widget=Radios,
        error_messages={"required": "Say whether the person is in custody"},
    )
    released_on = DateField(
        label="Day of release",
        help_text="While the person is in custody, the day on which release is expected.",
        required=False,
    )
    severity = forms.ChoiceField(
        label="Severity, as you rate it",
        choices=[("", "Not rated"), *PreventionOrder.Severity.choices],
        required=False,
    )
    is_marsoc = forms.BooleanField(label="The person is in the MARSOC programme", required=False)
    threat = ThreatField(
        Threat.objects.none(),
        label="Threat",
        to_field_name="uuid",
        empty_label="None",
        required=False,
    )

    def __init__(self, data: Any = None, *, body: Body, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        threats: Any = self.fields["threat"]
        threats.queryset = Threat.objects.filter(body=body)


class ManagementFields(forms.Form):
    """Which officer and which unit manage an order, and whether actively."""

    manager = OfficerField(
        Officer.objects.none(),
        label="Manager",
        to_field_name="uuid",
        empty_label="Nobody",
        required=False,
    )
    unit = forms.CharField(label="Unit", max_length=120, required=False)
    is_actively_managed = forms.BooleanField(
        label="It is actively managed",
        help_text="Checks of databases alone are no active management.",
        required=False,
    )

    def offer(self, body: Body, on: date, *, besides: int | None = None) -> None:
        """Let an officer be chosen who serves in the body on that day, or the one of that key."""
        managers: Any = self.fields["manager"]
        managers.queryset = officers_of(body, on, besides=besides)


class AddOrderForm(OrderForm, ManagementFields):
    """A new order, with who manages it."""

    field_order = (*TERMS, *MANAGED)

    def __init__(self, data: Any = None, *, body: Body, on: date) -> None:
        super().__init__(data, body=body)
        self.offer(body, on)


class ReviseOrderForm(SeenForm, OrderForm):
    """What is recorded of an order, put right."""

    def __init__(self, data: Any = None, *, order: PreventionOrder) -> None:
        initial = {"seen_version": order.version, **self.stored(order)}
        super().__init__(data, body=order.body, initial=initial)

    @staticmethod
    def stored(order: PreventionOrder) -> dict[str, Any]:
        return {name: getattr(order, name) for name in TERMS}


class OrderStepForm(SeenForm):
    """A change of a few fields of an order; `shown` are those that it begins with."""

    shown: tuple[str, ...] = ()

    def __init__(self, data: Any = None, *, order: PreventionOrder, on: date) -> None:
        super().__init__(data, initial={"seen_version": order.version, **self.stored(order)})

    def stored(self, order: PreventionOrder) -> dict[str, Any]:
        return {name: getattr(order, name) for name in self.shown}


class ReleaseForm(OrderStepForm):
    shown = ("released_on",)

    released_on = DateField(label="Day of release")


class CheckForm(OrderStepForm):
    kind = forms.ChoiceField(
        label="How was it checked?",
        choices=PreventionOrder.Check.choices,
        widget=Radios,
        error_messages={"required": "Say how it was checked"},
    )
    checked_on = DateField(label="Day of the check")


class ManageForm(OrderStepForm, ManagementFields):
    shown = MANAGED

    def __init__(self, data: Any = None, *, order: PreventionOrder, on: date) -> None:
        super().__init__(data, order=order, on=on)
        self.offer(order.body, on, besides=order.manager_id)


class DischargeForm(OrderStepForm):
    discharged_on = DateField(label="Day of the discharge")


class BreachForm(KeptForm):
    """How and when an order was breached."""

    happened_on = DateField(label="Day of the breach")
    what = ProseField(
        label="How was the order breached?",
        help_text=NAME_NOBODY,
        error_messages={"required": "Say how the order was breached"},
    )
    outcome = ProseField(
        label="What came of it?",
        help_text="Leave it empty until you know.",
        required=False,
    )


class OutcomeForm(SeenForm, KeptForm):
    outcome = ProseField(
        label="What came of it?",
        help_text=NAME_NOBODY,
        error_messages={"required": "Say what came of it"},
    )

    def __init__(self, data: Any = None, *, breach: OrderBreach) -> None:
        initial = {"seen_version": breach.version, "outcome": breach.outcome}
        super().__init__(data, initial=initial)

    @staticmethod
    def stored(breach: OrderBreach) -> dict[str, Any]:
        return {"outcome": breach.outcome}
