"""What people type about dates: another deadline, a decision on it, an event, a target, rules."""

from datetime import date

from django import forms

from findings.forms import SeenForm
from findings.forms.base import Data
from forces.models import Body
from inspection_portal.core.fields import DateField, Radios
from recommendations.models import BodyRules, DeadlineChange, Milestone, RegisterEntry
from recommendations.rag import RULES, RuleSet

LONGEST = 2000
READ_BY_BOTH = "Both sides read this. Name no person."


class DeadlineRequestForm(SeenForm):
    """That the body asks for another date."""

    to_on = DateField(
        label="New date",
        help_text="For example, 31 3 2027. It may be later or earlier.",
        error_messages={"required": "Enter the date that you ask for"},
    )
    reason = forms.CharField(
        label="Why should it move?",
        help_text=READ_BY_BOTH,
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={"required": "Say why the date should move"},
    )

    def __init__(self, data: Data = None, *, milestone: Milestone) -> None:
        super().__init__(data, initial={"seen_version": milestone.version})


class DeadlineDecisionForm(SeenForm):
    """What the inspectorate says to it."""

    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=[
            (DeadlineChange.Decision.AGREED, "Agree to the new date"),
            (DeadlineChange.Decision.REFUSED, "Keep the date as it is"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you decide"},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="The body reads this. Name no person. It is needed where the date stays.",
        widget=forms.Textarea,
        max_length=LONGEST,
        required=False,
    )

    def __init__(self, data: Data = None, *, change: DeadlineChange) -> None:
        super().__init__(data, initial={"seen_version": change.version})

    def clean(self) -> None:
        refused = self.cleaned_data.get("decision") == DeadlineChange.Decision.REFUSED
        if refused and not self.cleaned_data.get("reason"):
            self.add_error("reason", "Say why the date stays as it is")


class EventForm(SeenForm):
    """That what a deadline waits for has happened."""

    happened_on = DateField(
        label="When did it happen?",
        help_text="For example, 3 11 2026",
        error_messages={"required": "Enter when it happened"},
    )
    due_on = DateField(
        label="When is it due now?",
        help_text="For example, 31 3 2027",
        error_messages={"required": "Enter when it is due now"},
    )
    narrative = forms.CharField(
        label="What has happened?",
        help_text=READ_BY_BOTH,
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={"required": "Say what has happened"},
    )

    def __init__(self, data: Data = None, *, milestone: Milestone) -> None:
        super().__init__(data, initial={"seen_version": milestone.version})


class TargetForm(SeenForm):
    """The body's own target; version 0 is that of none."""

    target_on = DateField(
        label="Your target",
        help_text="For example, 31 3 2027. It binds nobody else, and does not change a deadline.",
        error_messages={"required": "Enter your target"},
    )

    def __init__(
        self, data: Data = None, *, entry: RegisterEntry, target: Milestone | None
    ) -> None:
        version = target.version if target else 0
        super().__init__(data, initial={"seen_version": version, "target_on": entry.target_on})


class RulesForm(SeenForm):
    """By which rules a body colours its entries, and from when on."""

    rule_set = forms.ChoiceField(
        label="Which rules?",
        choices=RuleSet.choices,
        widget=Radios(hints={name: rules.purpose for name, rules in RULES.items()}),
        error_messages={"required": "Choose the rules"},
    )
    valid_from = DateField(
        label="From which day on?",
        help_text="Today or later. What was shown before stays as it was.",
        error_messages={"required": "Enter the first day"},
    )

    def __init__(self, data: Data = None, *, body: Body, today: date) -> None:
        chosen = BodyRules.objects.filter(body=body)
        now = chosen.chosen(today).get(body.pk, RuleSet.DEADLINES)
        initial = {"seen_version": chosen.count(), "rule_set": now, "valid_from": today}
        super().__init__(data, initial=initial)
