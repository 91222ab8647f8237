"""What is written into a plan, often on a phone: few fields, and what is likely filled in."""

from typing import Any

from django import forms
from django.utils.timezone import localdate, localtime, now

from disruptions import queries
from disruptions.forms.plans import NO_NAMES
from disruptions.models import Officer, Plan, PlanAction, PlanEntry, Strand
from forces.models import Organisation
from inspection_portal.core.fields import DateField, Radios, UuidField
from inspection_portal.core.forms import Data, KeptForm, SeenForm
from inspection_portal.core.models import User
from inspection_portal.core.prose import ProseField

STRAND_HINTS = {
    Strand.PURSUE.value: "Prosecute and disrupt",
    Strand.PREVENT.value: "Stop people from engaging in it",
    Strand.PROTECT.value: "Protect people, organisations and systems",
    Strand.PREPARE.value: "Be ready for when it happens, and soften its effect",
}


class StrandForm(KeptForm):
    strand = forms.ChoiceField(
        label="Which of the four Ps?",
        choices=Strand.choices,
        widget=Radios(hints=STRAND_HINTS),
        error_messages={"required": "Choose Pursue, Prevent, Protect or Prepare"},
    )


class EntryForm(StrandForm):
    """An entry; of this moment, unless it says otherwise."""

    text = ProseField(
        label="Entry", help_text=NO_NAMES, error_messages={"required": "Write the entry"}
    )
    dated_on = DateField(label="Date")
    timed_at = forms.TimeField(
        label="Time",
        help_text="In London, for example 09:30",
        widget=forms.TextInput,
        error_messages={
            "required": "Enter the time, for example 09:30",
            "invalid": "Enter a time like 09:30",
        },
    )
    field_order = ["strand", "text", "dated_on", "timed_at"]

    def __init__(self, data: Data = None, *, strand: str = "", **kwargs: Any) -> None:
        moment = localtime(now())
        new = {"strand": strand, "dated_on": moment.date(), "timed_at": f"{moment:%H:%M}"}
        super().__init__(data, **{"initial": new} | kwargs)


class EntryRevisionForm(SeenForm, EntryForm):
    def __init__(self, data: Data = None, *, entry: PlanEntry) -> None:
        super().__init__(data, initial={**stored_entry(entry), "seen_version": entry.version})


def stored_entry(entry: PlanEntry) -> dict[str, Any]:
    """The entry as its form shows it."""
    return {
        "strand": entry.strand,
        "text": entry.text,
        "dated_on": entry.dated_on,
        "timed_at": f"{entry.timed_at:%H:%M}" if entry.timed_at else "",
    }


class ActionForm(StrandForm):
    """What is to be done, by whom and until when."""

    what = ProseField(
        label="What is to be done?",
        help_text=f"Whoever does it reads this. {NO_NAMES}",
        error_messages={"required": "Say what is to be done"},
    )
    doer = UuidField(
        label="Who does it?",
        help_text="A partner sees it once they have access to the actions of the plan.",
        widget=forms.Select,
        required=False,
    )
    due_on = DateField(label="Due date", required=False)
    is_covert = forms.BooleanField(
        label="The action is covert",
        help_text="A partner to whom a covert action is given reads what is to be done.",
        required=False,
    )
    field_order = ["strand", "what", "doer", "due_on", "is_covert"]

    def __init__(
        self, data: Data = None, *, plan: Plan, user: User, strand: str = "", **kwargs: Any
    ) -> None:
        super().__init__(data, **{"initial": {"strand": strand}} | kwargs)
        officers = queries.officers_of_plan(plan, localdate())
        outside = queries.partners(localdate())
        doer: Any = self.fields["doer"]
        doer.rows = {str(each.uuid): each for each in (*officers, *outside)}
        doer.choices = [
            ("", "Nobody yet"),
            *queries.officer_choices(officers, user),
            *((str(each.uuid), f"{each} (partner)") for each in outside),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        doer = cleaned.pop("doer", None)
        cleaned["owner"] = doer if isinstance(doer, Officer) else None
        cleaned["partner"] = doer if isinstance(doer, Organisation) else None
        return cleaned


class ActionRevisionForm(SeenForm, ActionForm):
    def __init__(self, data: Data = None, *, action: PlanAction, user: User) -> None:
        initial = {**stored_action(action), "seen_version": action.version}
        super().__init__(data, plan=action.plan, user=user, initial=initial)

    def typed(self, name: str) -> Any:
        return self.data.get("doer", "") if name == "doer" else super().typed(name)


def stored_action(action: PlanAction) -> dict[str, Any]:
    """The action as its form shows it."""
    doer = action.owner or action.partner
    return {
        "strand": action.strand,
        "what": action.what,
        "doer": str(doer.uuid) if doer else "",
        "due_on": action.due_on,
        "is_covert": action.is_covert,
    }


class ReportForm(SeenForm, KeptForm):
    """How far an action is, or what came of it."""

    GOES_ON, ENDED = "goes_on", "ended"
    reveals = {"state": {ENDED: ["ended_on"]}}

    result = ProseField(
        label="How far is it, or what came of it?",
        help_text=f"All who see the plan read this. {NO_NAMES}",
        error_messages={"required": "Say how far the action is, or what came of it"},
    )
    state = forms.ChoiceField(
        label="Has the action ended?",
        choices=[(GOES_ON, "No, it goes on"), (ENDED, "Yes, it has ended")],
        widget=Radios,
        error_messages={"required": "Say whether the action has ended"},
    )
    ended_on = DateField(label="Day on which it ended", required=False)
    field_order = ["result", "state", "ended_on"]

    def __init__(self, data: Data = None, *, action: PlanAction) -> None:
        initial = {
            "seen_version": action.version,
            "result": action.result,
            "state": self.ENDED if action.ended_on else "",
            "ended_on": action.ended_on or localdate(),
        }
        super().__init__(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        has_ended = cleaned.pop("state", "") == self.ENDED
        if has_ended and not cleaned.get("ended_on") and "ended_on" not in self.errors:
            self.add_error("ended_on", "Enter the day on which it ended")
        return {**cleaned, "ended_on": cleaned.get("ended_on") if has_ended else None}
