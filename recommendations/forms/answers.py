"""What a local policing body types about its answer to a report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField

from findings.forms import SeenForm
from findings.forms.base import Data, ProseField
from inspection_portal.core.fields import DateField
from inspection_portal.core.forms import KeptForm
from recommendations.actions import Said
from recommendations.models import RegisterEntry, Section55Item, Section55Response
from recommendations.queries import Asked

VERSION = "seen_version"
ACTIONS = [("", "Not answered yet"), *Section55Item.Action.choices]


class InviteForm(SeenForm):
    """By when the chief officer should comment on the report."""

    comments_wanted_by = DateField(
        label="Day by which comments are wanted",
        help_text="You choose it. The leads of the force are told.",
    )

    def __init__(self, data: Data = None, *, response: Section55Response) -> None:
        wanted_by = response.comments_wanted_by
        initial = {"seen_version": response.version, "comments_wanted_by": wanted_by}
        super().__init__(data, initial=initial)


@dataclass(frozen=True)
class Question:
    """An entry as the form asks about it, with its two fields."""

    asked: Asked
    action: BoundField
    text: BoundField


class AnswerForm(SeenForm, KeptForm):
    """The whole answer so far; whatever is left empty is left for later.

    Cleans to what `write_answer` takes: `items` holds what is said to each entry by its UUID.
    """

    comments = ProseField(
        label="Your comments on the report",
        help_text="Leave anything empty that is not written yet.",
        required=False,
    )
    chief_comments = ProseField(label="The chief officer’s comments", required=False)
    reply = ProseField(label="Your reply to those comments", required=False)

    def __init__(
        self, data: Data = None, *, response: Section55Response, asked: list[Asked]
    ) -> None:
        super().__init__(data, initial=self.stored(response, asked))
        self.asked = asked
        for each in asked:
            about = self._named(each.entry)
            self.fields[f"action_{each.entry.uuid.hex}"] = forms.ChoiceField(
                label=f"What is done about {about}?", choices=ACTIONS, required=False
            )
            self.fields[f"text_{each.entry.uuid.hex}"] = ProseField(
                label="The action, or why there is none", required=False
            )

    @staticmethod
    def stored(response: Section55Response, asked: list[Asked]) -> dict[str, Any]:
        """What its fields begin with."""
        stored: dict[str, Any] = {
            "seen_version": response.version,
            "comments": response.comments,
            "chief_comments": response.chief_comments,
            "reply": response.reply,
        }
        for each in asked:
            stored[f"action_{each.entry.uuid.hex}"] = each.item.action if each.item else ""
            stored[f"text_{each.entry.uuid.hex}"] = each.item.text if each.item else ""
        return stored

    @property
    def questions(self) -> Iterator[Question]:
        for each in self.asked:
            key = each.entry.uuid.hex
            yield Question(each, self[f"action_{key}"], self[f"text_{key}"])

    def clean(self) -> dict[str, Any]:
        self.written: Mapping[str, Any] = dict(self.cleaned_data)
        items: dict[UUID, Said] = {}
        for each in self.asked:
            key = each.entry.uuid.hex
            said = (self.cleaned_data.pop(f"{part}_{key}", "") for part in ("action", "text"))
            items[each.entry.uuid] = Said(*said)
        return {**self.cleaned_data, "items": items}

    def typed(self, name: str) -> Any:
        return self.written.get(name, "")

    def _named(self, entry: RegisterEntry) -> str:
        return f"{entry.kind.lower()} {entry.reference}"


class PublicationForm(SeenForm):
    """When and where the answer was published, and who was sent a copy."""

    answered_on = DateField(label="Day on which it was published")
    link = forms.URLField(
        label="Address where it can be read",
        help_text="For example, https://www.example.org/answer",
        max_length=500,
        assume_scheme="https",
        error_messages={
            "required": "Enter the address where it can be read",
            "invalid": "Enter a whole address, like https://www.example.org/answer",
        },
    )
    sent_to_inspectors_on = DateField(
        label="Copy sent to the inspectorate on",
        help_text="Leave it empty until it is sent.",
        required=False,
    )
    sent_to_home_secretary_on = DateField(
        label="Copy sent to the Home Secretary on",
        help_text="Leave it empty until it is sent.",
        required=False,
    )

    def __init__(self, data: Data = None, *, response: Section55Response) -> None:
        initial = {name: getattr(response, name) for name in self.base_fields if name != VERSION}
        super().__init__(data, initial={**initial, VERSION: response.version})
