from typing import Any

from django import forms

from findings.forms import SeenForm
from findings.forms.base import Data
from inspection_portal.core.models import User
from recommendations import permissions, queries
from recommendations.models import RegisterEntry


class EntryForm(SeenForm):
    """A change of one register entry."""

    def __init__(self, data: Data = None, *, entry: RegisterEntry, **kwargs: Any) -> None:
        initial = {"seen_version": entry.version, **self.stored(entry)}
        super().__init__(data, initial=initial, **kwargs)

    def stored(self, entry: RegisterEntry) -> dict[str, Any]:
        """What the other fields begin with."""
        return {}


class OwnerForm(EntryForm):
    """Who of the body's people is responsible; `owner` cleans to a person, or None for nobody, as
    only a lead may say.
    """

    NOBODY = "nobody"

    owner = forms.ChoiceField(
        label="Who is responsible?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who is responsible"},
    )

    def __init__(self, data: Data = None, *, entry: RegisterEntry, user: User) -> None:
        super().__init__(data, entry=entry)
        self.people = {str(person.uuid): person for person in queries.people_of(entry)}
        named = [(uuid, person.name) for uuid, person in self.people.items()]
        nobody = [(self.NOBODY, "Nobody yet")] if permissions.can_assign(user, entry) else []
        self.fields["owner"].choices = named + nobody  # type: ignore[attr-defined]

    def stored(self, entry: RegisterEntry) -> dict[str, Any]:
        return {"owner": str(entry.owner.uuid) if entry.owner else None}

    def clean_owner(self) -> User | None:
        return self.people.get(self.cleaned_data["owner"])


class StatusForm(EntryForm):
    """The other status of an open entry, and why. What closes it is asked for in another form."""

    status = forms.ChoiceField(
        label="What is its status now?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a status",
            "invalid_choice": "Choose another status: the entry has this one already",
        },
    )
    reason = forms.CharField(
        label="Why?",
        help_text="The body reads this. Say what the status rests on, and name no person.",
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": "Say why the status changes"},
    )

    def __init__(self, data: Data = None, *, entry: RegisterEntry) -> None:
        super().__init__(data, entry=entry)
        others = [each for each in RegisterEntry.OPEN if each != entry.status]
        choices = [(each.value, each.label) for each in others]
        self.fields["status"].choices = choices  # type: ignore[attr-defined]
