"""What people type about disruptions, often on a phone, with what the standards ask beside it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from disruptions import queries, standards
from disruptions.forms.threats import SomeField
from disruptions.forms.writing import STRAND_HINTS
from disruptions.models import DISRUPTION_NOT_YET, Disruption, Moderation, Strand
from disruptions.queries import Shown
from forces.models import Body, Organisation
from inspection_portal.core.fields import DateField, Radios, UuidField
from inspection_portal.core.forms import KeptForm, SeenForm
from inspection_portal.core.models import User
from inspection_portal.core.prose import ProseField

SAID = ("event_on", "type", "strand", "category", "narrative", "evidence")
# Folded away: most events have no other agency.
OTHERS = ("supporting_bodies", "supporting_partners")
LEAD = Disruption.Type.LEAD
NAME_NOBODY = "Name no person."
SOMEBODY_ELSE = "Say which other agency led it, or choose “Lead disruption” above where yours did"
TYPES = {
    "lead": "Your force or ROCU led it. Each event is led once.",
    "support": "Another agency led it, with your help.",
    "coordinate": "You brought agencies together for it.",
}


class DisruptionForm(KeptForm):
    """A dated event that disrupted a threat. `only` is the body whose record it is; None where the
    person chooses one.
    """

    only: Body | None = None
    threat = UuidField(
        label="Which threat was disrupted?",
        widget=forms.Select,
        error_messages={"required": "Choose the threat that was disrupted"},
    )
    event_on = DateField(label="Day of the event")
    category = forms.ChoiceField(
        label="How much did it disrupt the threat?",
        choices=Disruption.Category.choices,
        error_messages={"required": "Choose major, moderate or minor"},
    )
    strand = forms.ChoiceField(
        label="Which of the four Ps?",
        choices=Strand.choices,
        widget=Radios(hints=STRAND_HINTS),
        error_messages={"required": "Choose Pursue, Prevent, Protect or Prepare"},
    )
    narrative = ProseField(label="What happened, and what changed for the threat?", required=False)
    evidence = ProseField(
        label="What shows it?",
        help_text=f"For example a charge sheet or a custody record. {NAME_NOBODY}",
        required=False,
    )
    type = forms.ChoiceField(
        label="What was your part?",
        choices=Disruption.Type.choices,
        initial=LEAD,
        widget=Radios(hints=TYPES),
        error_messages={"required": "Say whether you led, supported or co-ordinated it"},
    )
    led_by = UuidField(label="Who led it?", widget=forms.Select, required=False)
    supporting_bodies = SomeField(label="Supporting forces and ROCUs", model=Body)
    supporting_partners = SomeField(label="Supporting agencies", model=Organisation)

    def offer(self, user: User, on: date, lead: str, *, besides: Disruption | None = None) -> None:
        """What may be chosen on that day, and what `besides` already says; `lead` stands for the
        body itself.
        """
        self.on = on
        fields: dict[str, Any] = self.fields
        bodies = list(Body.objects.order_by("name"))
        partners = queries.agencies(on, besides=besides)
        threats = queries.threats_to_disrupt(user, besides=besides.threat_id if besides else None)
        fields["threat"].offer(threats.select_related("body"), [("", "Choose one")])
        fields["led_by"].offer([*bodies, *partners], [("", lead)])
        fields["supporting_bodies"].queryset = Body.objects.order_by("name")
        fields["supporting_partners"].queryset = Organisation.objects.filter(
            pk__in=[each.pk for each in partners]
        )
        self.judged_on = self.typed_day() or (besides.event_on if besides else on)
        self.tell(queries.minimum_standards(), self.judged_on)

    def typed_day(self) -> date | None:
        """The day of the event as it was typed; None where that makes no sense, or nobody did."""
        field: Any = self.fields["event_on"]
        name = self.add_prefix("event_on")
        try:
            day: date | None = field.to_python(
                field.widget.value_from_datadict(self.data, self.files, name)
            )
        except forms.ValidationError:
            return None
        return day

    def tell(self, asked: standards.Standards, on: date) -> None:
        """Put what the standards of that day ask beside the questions."""
        fields: dict[str, Any] = self.fields
        fields["threat"].help_text = standards.kinds_told(asked, on)
        fields["event_on"].help_text = standards.days_told(asked, on)
        hints = {each: standards.needs_told(asked, each, on) for each in Disruption.Category.values}
        fields["category"].widget = Radios(hints=hints, choices=fields["category"].choices)
        never = standards.never_told(asked, on)
        fields["narrative"].help_text = f"{NAME_NOBODY} {never}".strip()

    def clean_event_on(self) -> date:
        day: date = self.cleaned_data["event_on"]
        if day > self.on:
            raise forms.ValidationError(DISRUPTION_NOT_YET)
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.lead, own = cleaned.pop("led_by", None), self.only or cleaned.get("body")
        if self.lead and cleaned.get("type") == LEAD and self.lead != own:
            self.add_error("led_by", "Choose “Support” above, or leave this as it was")
        if cleaned.get("type") == Disruption.Type.SUPPORT and self.lead in (None, own):
            self.add_error("led_by", SOMEBODY_ELSE if self.lead else "Say who led it")
        is_body = isinstance(self.lead, Body)
        cleaned["lead_body"] = self.lead if is_body else None
        cleaned["lead_partner"] = None if is_body else self.lead
        return cleaned

    @property
    def names_others(self) -> bool:
        """Whether somebody is said to have supported it, or something is wrong with that."""
        return any(self[name].value() or self[name].errors for name in OTHERS)


class RecordDisruptionForm(DisruptionForm):
    """A new record; it asks for which body where the person acts for several."""

    body = UuidField(
        label="For which force or ROCU?",
        widget=Radios,
        error_messages={"required": "Choose for which force or ROCU you record it"},
    )
    field_order = ("body", "threat")

    def __init__(
        self, data: Any = None, *, user: User, bodies: Sequence[Body], on: date, threat: str = ""
    ) -> None:
        super().__init__(data, initial={"event_on": on, "threat": threat})
        self.only = bodies[0] if len(bodies) == 1 else None
        if self.only:
            del self.fields["body"]
        else:
            offered: Any = self.fields["body"]
            offered.offer(bodies, [])
        self.offer(user, on, str(self.only or "The one chosen above"))

    def clean(self) -> dict[str, Any]:
        return {"body": self.only, **super().clean()}


class EditDisruptionForm(SeenForm, DisruptionForm):
    """A record, put right before it is moderated."""

    def __init__(self, data: Any = None, *, disruption: Disruption, user: User, on: date) -> None:
        self.only = disruption.body
        stored = self.stored(disruption)
        initial = {
            **stored,
            "threat": str(disruption.threat.uuid),
            "led_by": str(disruption.lead.uuid) if stored["led_by"] else "",
            **{name: [each.uuid for each in stored[name]] for name in OTHERS},
            "seen_version": disruption.version,
        }
        super().__init__(data, initial=initial)
        self.offer(user, on, str(disruption.body), besides=disruption)

    def typed(self, name: str) -> Any:
        return self.lead or "" if name == "led_by" else super().typed(name)

    @staticmethod
    def stored(disruption: Disruption) -> dict[str, Any]:
        """What a second editor compares."""
        is_own = disruption.lead_body_id == disruption.body_id
        return {
            "threat": disruption.threat,
            **{name: getattr(disruption, name) for name in SAID},
            "led_by": "" if is_own else disruption.lead,
            **{name: list(getattr(disruption, name).all()) for name in OTHERS},
        }


class ModerateForm(SeenForm, KeptForm):
    """What a moderator decides on a record, and why."""

    reveals = {"outcome": {"downgraded": ["to_category"]}}

    outcome = forms.ChoiceField(
        label="What do you decide?",
        choices=Moderation.Outcome.decisions(),
        error_messages={"required": "Choose what you decide"},
    )
    to_category = forms.ChoiceField(
        label="To which category?",
        widget=Radios,
        required=False,
    )
    reason = ProseField(
        label="Why?",
        help_text="Whoever recorded it reads this. You may leave it empty where the record passes "
        f"as it is and fails no rule. {NAME_NOBODY}",
        required=False,
    )

    def __init__(self, data: Any = None, *, shown: Shown) -> None:
        disruption = shown.disruption
        super().__init__(data, initial={"seen_version": disruption.version})
        fields: dict[str, Any] = self.fields
        lower = disruption.lower_categories()
        fields["to_category"].choices = [(each.value, each.label) for each in lower]
        passes = "It counts."
        if shown.is_refused_as_it_is:
            passes = "Not while it fails the standard."
        elif shown.failures:
            passes = "It counts all the same. Say why."
        hints = {
            "moderated": passes,
            "returned": "Whoever recorded it mends it and sends it again.",
            "downgraded": "It counts in a lower category.",
            "refused": "It does not count, and stays as it is unless it is opened again.",
        }
        offered = Moderation.Outcome.decisions()
        choices = [each for each in offered if lower or each[0] != Moderation.Outcome.DOWNGRADED]
        fields["outcome"].choices = choices
        fields["outcome"].widget = Radios(hints=hints, choices=choices)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        outcome = cleaned.get("outcome")
        if outcome != Moderation.Outcome.DOWNGRADED:
            cleaned["to_category"] = ""
        elif not cleaned.get("to_category") and "to_category" not in self.errors:
            self.add_error("to_category", "Choose the lower category")
        if outcome not in (None, Moderation.Outcome.MODERATED) and not cleaned.get("reason"):
            self.add_error("reason", "Say why, so that whoever recorded it can act on it")
        return cleaned


class ReopenDisruptionForm(SeenForm, KeptForm):
    """Why a record that was decided is opened again."""

    reason = ProseField(
        label="Why is it opened again?",
        help_text=f"Whoever recorded it reads this, and puts the record right. {NAME_NOBODY}",
        error_messages={"required": "Say why it is opened again"},
    )

    def __init__(self, data: Any = None, *, disruption: Disruption) -> None:
        super().__init__(data, initial={"seen_version": disruption.version})


class ResubmitForm(SeenForm):
    """That a returned record goes to moderation again."""

    def __init__(self, data: Any = None, *, disruption: Disruption) -> None:
        super().__init__(data, initial={"seen_version": disruption.version})
