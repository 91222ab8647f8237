"""One form for what can be done to many entries of the register at once."""

from collections.abc import Callable, Collection
from datetime import datetime
from itertools import chain
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.text import Truncator

from findings.forms.base import Data, ProseField
from inspection_portal.core.fields import Checkboxes, DateField, Radios
from inspection_portal.core.forms import KeptForm
from inspection_portal.core.models import User
from recommendations import actions, permissions, queries
from recommendations.forms.progress import NO_NAMES, UuidField
from recommendations.forms.status import require, without
from recommendations.models import RegisterEntry, RegisterEntryQuerySet

# How many entries are changed at once.
MOST_AT_ONCE = 200

ASSIGN, TARGET, NOTE, ASK = "assign", "target", "note", "ask"
DEEDS = {
    ASSIGN: "Say who is responsible",
    TARGET: "Set a target of your own",
    NOTE: "Write an update or a note",
    ASK: "Ask for an update",
}

ACTIONS: dict[str, Callable[..., actions.Outcomes]] = {
    ASSIGN: actions.assign_many,
    TARGET: actions.set_targets,
    NOTE: actions.note_many,
    ASK: actions.request_updates,
}


def deeds_open_to(user: User) -> list[str]:
    """What the person may do to many entries; for each entry it is asked again."""
    if permissions.can_record_status(user):
        return [NOTE, ASK]
    leads = permissions.can_hand_over(user)
    return [
        *([ASSIGN, TARGET] if leads else []),
        *([NOTE] if permissions.can_write_some(user) else []),
    ]


class EntriesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, entry: Any) -> str:
        asked = Truncator(entry.asked).words(14)
        return f"{entry.reference} · {entry.addressee}: {asked}"


class ManyForm(KeptForm):
    """Which entries, and what is done to each; cleans to what `do` takes."""

    entries = EntriesField(
        None,
        to_field_name="uuid",
        label="Which entries?",
        widget=Checkboxes,
        error_messages={
            "required": "Choose at least one entry",
            "invalid_choice": "An entry is not among those looked for any more. Choose again.",
        },
    )
    deed = forms.ChoiceField(
        label="What do you want to do with each of them?",
        widget=Radios,
        error_messages={"required": "Choose what you want to do"},
    )
    owner = UuidField(label="Who is responsible from now on?", required=False)
    target_on = DateField(label="Target", help_text="For example, 31 3 2027", required=False)
    narrative = ProseField(
        label="How far are they?", help_text=f"Both sides read this. {NO_NAMES}", required=False
    )
    internal_note = ProseField(
        label="Internal note", help_text="Only your own side reads this.", required=False
    )
    words = ProseField(
        label="What do you want to know?",
        help_text="The body reads this. Leave it empty to ask how far it is.",
        required=False,
    )
    wanted_by = DateField(label="Day by which you want an answer", required=False)

    reveals: ClassVar = {
        "deed": {
            ASSIGN: ["owner"],
            TARGET: ["target_on"],
            NOTE: ["narrative", "internal_note"],
            ASK: ["words", "wanted_by"],
        }
    }
    needed: ClassVar = {
        ASSIGN: {"owner": "Choose who is responsible from now on"},
        TARGET: {"target_on": "Enter the target"},
        ASK: {"wanted_by": "Enter the day by which you want an answer"},
    }

    def __init__(
        self,
        data: Data = None,
        *,
        offered: RegisterEntryQuerySet,
        chosen: Collection[UUID],
        user: User,
    ) -> None:
        super().__init__(data, initial={"entries": chosen})
        fields: Any = self.fields
        fields["entries"].queryset = offered
        fields["deed"].choices = [(deed, DEEDS[deed]) for deed in deeds_open_to(user)]
        fields["owner"].offer(queries.colleagues_of(user), [("", "Choose one")])
        fields["owner"].widget = forms.Select(choices=fields["owner"].choices)

    def clean(self) -> dict[str, Any]:
        data, deed = self.cleaned_data, self.cleaned_data.get("deed", "")
        revealed = self.reveals["deed"]
        every, asked = set(chain(*revealed.values())), revealed.get(deed, [])
        without(self, *every.difference(asked))
        for name, sentence in self.needed.get(deed, {}).items():
            require(self, name, sentence)
        if deed == NOTE and not (data.get("narrative") or data.get("internal_note")):
            self.add_error("narrative", "Write an update or an internal note")
        kept = {name: data[name] for name in data if name not in every}
        return kept | {"values": {name: data.get(name) for name in asked}}

    @staticmethod
    def do(
        *,
        entries: Collection[RegisterEntry],
        deed: str,
        values: dict[str, Any],
        by: User,
        at: datetime,
    ) -> actions.Outcomes:
        """Do to each of the entries, as it now stands, what is chosen."""
        seen = {entry: None if deed == TARGET else entry.version for entry in entries}
        return ACTIONS[deed](seen, **values, by=by, at=at)
