"""How an entry gets on, as its people type it, often on a phone: what is asked for first stands
first.
"""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.timezone import localdate

from findings.forms.base import Data, ProseField, not_above
from findings.forms.evidence import UploadField
from forces.models import Body, Organisation
from inspection_portal.core import uploads
from inspection_portal.core.fields import Checkboxes, DateField, Radios
from inspection_portal.core.fields import UuidField as UuidField
from inspection_portal.core.forms import KeptForm
from inspection_portal.core.models import User
from recommendations import permissions, queries
from recommendations.actions.claims import NO_EVIDENCE
from recommendations.forms.register import EntryForm
from recommendations.models import EntryFile, Milestone, RegisterEntry, Side

Position = RegisterEntry.Position
NO_NAMES = "Name roles, never people."
KINDS_OF_FILE = f"A {uploads.LABELS}, of 20 MB at most."
WHO_READS = {
    Side.BODY: "The inspectorate reads this, and so does whoever oversees your body.",
    Side.INSPECTORATE: "The body reads this, and so does whoever oversees it.",
}
WHOSE_NOTE = {
    Side.BODY: "Only people who act for {entry.addressee} read this.",
    Side.INSPECTORATE: "Only the inspectorate reads this.",
}


class UpdateForm(KeptForm, EntryForm):
    """How far an entry is, and how the body stands to it from now on."""

    narrative = ProseField(label="How far is it?", required=False)
    position = forms.ChoiceField(label="Where does it stand now?", required=False, widget=Radios())
    depends_on = UuidField(
        label="Which body or organisation does it depend on?",
        required=False,
        error_messages={"invalid_choice": "Choose a body or organisation of the list"},
    )
    internal_note = ProseField(label="Internal note", required=False)
    reveals = {"position": {Position.DEPENDS.value: ["depends_on"]}}

    def __init__(
        self, data: Data = None, *, entry: RegisterEntry, user: User, likely: str = ""
    ) -> None:
        super().__init__(data, entry=entry)
        side = permissions.side_of(user, entry) or Side.BODY
        self.fields["narrative"].help_text = f"{WHO_READS[side]} {NO_NAMES}"
        self.fields["internal_note"].help_text = WHOSE_NOTE[side].format(entry=entry)
        open_to = permissions.positions_open_to(user, entry)
        if open_to and not entry.claims.open().exists():
            self._offer_positions(entry, user, open_to, likely)
        else:
            del self.fields["position"], self.fields["depends_on"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.get(name) for name in ("narrative", "internal_note", "position")):
            self.add_error("narrative", "Say how far it is")
        if cleaned.get("position") in RegisterEntry.NEEDS_REASON and not cleaned.get("narrative"):
            self.add_error("narrative", "Say why it is not accepted, or does not apply")
        depends = cleaned.get("position") == Position.DEPENDS
        if depends and not cleaned.get("depends_on") and "depends_on" not in self.errors:
            self.add_error("depends_on", "Choose whom it depends on")
        return {**cleaned, "depends_on": cleaned.get("depends_on") if depends else None}

    def _offer_positions(
        self, entry: RegisterEntry, user: User, open_to: Collection[Position], likely: str
    ) -> None:
        stays = [("", f"As before: {entry.get_position_display().lower()}")]
        new = [each for each in open_to if each != entry.position or each == Position.DEPENDS]
        field: Any = self.fields["position"]
        field.choices = [*stays, *((each.value, each.label) for each in new)]
        field.initial = likely if likely in [each.value for each in new] else ""
        why = "Say why above, in words that the inspectorate reads."
        field.widget.hints = dict.fromkeys((each.value for each in RegisterEntry.NEEDS_REASON), why)
        outside = Organisation.objects.in_force(localdate())
        others: list[Model] = [*Body.objects.visible_to(user), *outside]
        depends: Any = self.fields["depends_on"]
        depends.offer([each for each in others if each != entry.addressee], [("", "Choose one")])
        depends.widget = forms.Select(choices=depends.choices)


class EntryFileForm(forms.Form):
    """A file that shows what was done."""

    upload = UploadField(
        label="File", help_text=KINDS_OF_FILE, error_messages={"required": "Choose a file"}
    )
    describes = forms.CharField(
        label="What does it show?",
        help_text=NO_NAMES,
        max_length=300,
        required=False,
        validators=[not_above],
    )


class ClaimForm(KeptForm, EntryForm):
    """What is done, from when, and what shows it."""

    ALL = ""

    milestone = UuidField(label="What is done?", required=False, widget=forms.RadioSelect)
    done = ProseField(
        label="What was done?",
        help_text=f"The inspectorate judges by this. Once sent, it can’t be changed. {NO_NAMES}",
        error_messages={"required": "Say what was done"},
    )
    done_from = DateField(
        label="Day from which it is done",
        help_text="For example, the day on which the last person was trained.",
        error_messages={"required": "Enter the day from which it is done"},
    )
    shown = forms.ModelMultipleChoiceField(
        EntryFile.objects.none(),
        to_field_name="uuid",
        label="Which files show it?",
        widget=Checkboxes,
        required=False,
    )
    upload = UploadField(label="Add a file that shows it", help_text=KINDS_OF_FILE, required=False)

    def __init__(
        self, data: Data = None, *, entry: RegisterEntry, user: User, **kwargs: Any
    ) -> None:
        super().__init__(data, entry=entry, **kwargs)
        self.entry = entry
        shown: Any = self.fields["shown"]
        shown.queryset = EntryFile.objects.visible_to(user).filter(entry=entry).for_list()
        if not shown.queryset:
            shown.widget = forms.MultipleHiddenInput()
        unmet = entry.milestones.of_the_inspectorate().filter(met_on=None)
        self._offer(list(unmet))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        upload, shown = cleaned.pop("upload", None), cleaned.pop("shown", ())
        if not upload and not shown and self.errors.keys().isdisjoint({"upload", "shown"}):
            self.add_error("upload", NO_EVIDENCE)
        if done_from := cleaned.get("done_from"):
            self._refuse_day(done_from)
        return {**cleaned, "files": list(shown), "uploads": [upload] if upload else []}

    def _refuse_day(self, done_from: Any) -> None:
        if done_from > localdate():
            self.add_error("done_from", "The day is in the future. Claim it once it is done.")
        elif done_from < self.entry.opened_on:
            self.add_error("done_from", "The day is before the publication. Enter one since then.")

    def _offer(self, unmet: list[Milestone]) -> None:
        field: Any = self.fields["milestone"]
        field.offer(unmet, [(self.ALL, "All that is asked")])
        if len(unmet) < 2:
            field.widget = forms.HiddenInput()


class AskForm(KeptForm):
    """That the inspectorate wants to know how far an entry is."""

    words = ProseField(
        label="What do you want to know?",
        help_text=f"The body reads this. Leave it empty to ask how far it is. {NO_NAMES}",
        required=False,
    )
    wanted_by = DateField(
        label="Day by which you want an answer",
        error_messages={"required": "Enter the day by which you want an answer"},
    )

    def clean_wanted_by(self) -> Any:
        wanted_by = self.cleaned_data["wanted_by"]
        if wanted_by < localdate():
            raise forms.ValidationError("The day has passed. Give the body time to answer.")
        return wanted_by


class HandOverForm(forms.Form):
    """Whose entries go to whom."""

    owner = UuidField(
        label="Whose entries?",
        widget=Radios,
        error_messages={"required": "Choose whose entries are handed over"},
    )
    successor = UuidField(
        label="Who is responsible for them from now on?",
        error_messages={"required": "Choose who is responsible from now on"},
    )

    def __init__(self, data: Data = None, *, held: Collection[queries.Held], user: User) -> None:
        super().__init__(data)
        owner: Any = self.fields["owner"]
        owner.offer([each.owner for each in held], [])
        owner.widget.hints = {str(each.owner.uuid): self._told(each) for each in held}
        successor: Any = self.fields["successor"]
        successor.offer(queries.colleagues_of(user), [("", "Choose one")])
        successor.widget = forms.Select(choices=successor.choices)

    @staticmethod
    def _told(held: queries.Held) -> str:
        number = len(held.entries)
        left = "No longer acts for the body. " if held.has_left else ""
        return f"{left}{number} open {'entry' if number == 1 else 'entries'}"
