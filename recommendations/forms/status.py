"""What people of the inspectorate type about claims, statuses asked for, and links of entries."""

from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError

from findings.forms import SeenForm
from findings.forms.base import Data, ProseField
from findings.models import Finding
from inspection_portal.core.fields import DateField, Radios
from inspection_portal.core.forms import KeptForm
from inspection_portal.core.models import User
from recommendations.actions import Found, Outcome, Reasons
from recommendations.forms.register import EntryForm
from recommendations.models import Basis, Claim, EntryLink, RegisterEntry

Status = RegisterEntry.Status

TOLD = "The body reads this. Say what was seen and what it rests on, and name no person."


class BasisField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """What it rests on, of those on the list on that day."""

    def __init__(self, **kwargs: Any) -> None:
        missing = {"required": "Choose what it rests on"}
        super().__init__(
            Basis.objects.none(),
            to_field_name="uuid",
            label="What does it rest on?",
            error_messages=missing,
            **kwargs,
        )

    def offer(self, on: date) -> None:
        self.queryset = Basis.objects.in_force(on)


class EntryField(forms.CharField):
    """Another entry by its reference; cleans to one that the person sees, or None."""

    user: User

    def clean(self, value: Any) -> Any:
        reference = super().clean(value).strip()
        if not reference:
            return None
        seen = RegisterEntry.objects.visible_to(self.user).for_list()
        entry = seen.filter(reference__iexact=reference).first()
        if entry is None:
            raise ValidationError(f"No entry has the reference “{reference}”. Check it.")
        return entry


class FindingField(forms.CharField):
    """A finding by the address of its page; cleans to one that the person reads, or None."""

    user: User

    def clean(self, value: Any) -> Any:
        address = super().clean(value).strip()
        if not address:
            return None
        *_, uuid = address.rstrip("/").split("/")
        readable = Finding.objects.visible_to(self.user)
        try:
            return readable.get(uuid=uuid)
        except (Finding.DoesNotExist, ValidationError) as error:
            sentence = "There is no finding at that address. Copy it from the finding’s page"
            raise ValidationError(sentence) from error


class NoteField(ProseField):
    """What stays in the inspectorate."""

    def __init__(self) -> None:
        super().__init__(
            label="Internal note",
            help_text="Only the inspectorate reads this. It is never told to the body.",
            required=False,
        )


def require(form: forms.Form, name: str, sentence: str) -> None:
    """Ask for a box that the choice made above it needs."""
    if not form.cleaned_data.get(name) and name not in form.errors:
        form.add_error(name, sentence)


def without(form: forms.Form, *names: str) -> None:
    """Boxes of another choice don't count, right or wrong."""
    for name in names:
        form.errors.pop(name, None)
        form.cleaned_data[name] = None


class VerifyForm(SeenForm, KeptForm):
    """What an inspector found of a claim; cleans to `found`, as the action takes it."""

    outcome = forms.ChoiceField(
        label="What did you find?",
        choices=Outcome.choices,
        widget=Radios(
            hints={
                Outcome.COMPLETE: "A second person authorises it before the entry is closed",
                Outcome.DEMONSTRATION: "The claim stays open until a day, and is verified again",
                Outcome.MORE_NEEDED: "The body gets its claim back, and claims again later",
                Outcome.REJECTED: "The body is told why, and the entry stays open",
            }
        ),
        error_messages={"required": "Choose what you found"},
    )
    basis = BasisField(required=False)
    demonstration_until = DateField(
        label="Last day of the demonstration period",
        help_text="For example, 31 3 2027",
        required=False,
    )
    verdict = ProseField(
        label="What do you tell the body?",
        help_text=TOLD,
        error_messages={"required": "Enter what you tell the body"},
    )
    internal_note = NoteField()
    reveals: ClassVar = {
        "outcome": {"complete": ["basis"], "demonstration": ["demonstration_until"]}
    }

    def __init__(self, data: Data = None, *, claim: Claim, on: date) -> None:
        super().__init__(data, initial={"seen_version": claim.version})
        cast(BasisField, self.fields["basis"]).offer(on)

    def clean(self) -> dict[str, Any]:
        outcome = self.cleaned_data.get("outcome")
        if outcome == Outcome.COMPLETE:
            require(self, "basis", "Choose what it rests on")
        else:
            without(self, "basis")
        if outcome == Outcome.DEMONSTRATION:
            require(self, "demonstration_until", "Enter the last day of the demonstration period")
        else:
            without(self, "demonstration_until")
        return as_one(self.cleaned_data, "found", Found, self.errors)


class AskingForm(EntryForm, KeptForm):
    """A status that takes two people; cleans to `status` and `reasons`, for the action."""

    status = forms.ChoiceField(
        label="Which status do you ask for?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a status"},
    )
    narrative = ProseField(
        label="Why?", help_text=TOLD, error_messages={"required": "Enter why the status changes"}
    )
    internal_note = NoteField()
    choices: ClassVar[tuple[Status, ...]] = ()

    def __init__(self, data: Data = None, *, entry: RegisterEntry, user: User, on: date) -> None:
        super().__init__(data, entry=entry)
        offered = [(each.value, each.label) for each in self.choices if each != entry.status]
        self.fields["status"].choices = offered  # type: ignore[attr-defined]
        for field in self.fields.values():
            if isinstance(field, EntryField | FindingField):
                field.user = user
            if isinstance(field, BasisField):
                field.offer(on)

    def clean(self) -> dict[str, Any]:
        return as_one(self.cleaned_data, "reasons", Reasons, self.errors)


class ClosingForm(AskingForm):
    """To close an open entry, or to close it in another way."""

    basis = BasisField()
    successor = EntryField(
        label="Reference of the entry that takes its place",
        help_text="For example, south-east-2024/7. It stands on the page of that entry.",
        required=False,
    )
    choices = (Status.COMPLETE, Status.NO_FURTHER_ACTION, Status.SUPERSEDED)
    reveals: ClassVar = {"status": {"superseded": ["successor"]}}
    field_order = ("status", "successor", "basis", "narrative", "internal_note")

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("status") == Status.SUPERSEDED:
            require(self, "successor", "Enter the reference of the entry that takes its place")
        else:
            without(self, "successor")
        return super().clean()


class ReopeningForm(AskingForm):
    """To open a closed entry again."""

    later_entry = EntryField(
        label="Reference of a later entry that shows it is not done",
        help_text="Leave it empty where there is none.",
        required=False,
    )
    later_finding = FindingField(
        label="Address of a later finding that shows it is not done",
        help_text="Copy it from the page of the finding. Leave it empty where there is none.",
        required=False,
    )
    choices = RegisterEntry.OPEN
    field_order = ("status", "later_entry", "later_finding", "narrative", "internal_note")


def as_one(data: dict[str, Any], name: str, kind: Any, errors: Any) -> dict[str, Any]:
    """What was filled in, with all that makes up a `kind` in one value of that name."""
    parts = kind.__dataclass_fields__
    rest = {key: value for key, value in data.items() if key not in parts}
    if errors:
        return data
    return {**rest, name: kind(**{key: data[key] for key in data if key in parts})}


class DeclineForm(SeenForm):
    """Why a status that somebody asked for is not given."""

    reason = ProseField(
        label="Why is the status not given?",
        help_text="Whoever asked for it reads this. The body does not.",
        error_messages={"required": "Enter why the status is not given"},
    )


class EntryLinkForm(forms.Form):
    """How an entry is linked to an earlier one."""

    kind = forms.ChoiceField(
        label="How are they linked?",
        choices=EntryLink.Kind.choices,
        widget=Radios(
            hints={
                EntryLink.Kind.REPEATS: "This entry asks again for what the earlier one asked",
                EntryLink.Kind.SUPERSEDES: "This entry takes the place of the earlier one",
            }
        ),
        error_messages={"required": "Choose how they are linked"},
    )
    other = EntryField(
        label="Reference of the earlier entry",
        help_text="For example, south-east-2024/7. It stands on the page of that entry.",
        error_messages={"required": "Enter the reference of the earlier entry"},
    )

    def __init__(self, data: Data = None, *, user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        cast(EntryField, self.fields["other"]).user = user
