"""Forms that people type into for a while: what they type is kept, and saved once."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, time
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar, cast
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from inspection_portal.core import drafts, submissions
from inspection_portal.core.dates import ONE_PAST_MIDNIGHT, is_skipped, london
from inspection_portal.core.fields import DateField
from inspection_portal.core.text import plain

ResultT = TypeVar("ResultT")
Data = QueryDict | None

# What a form sends besides what was typed.
OWN_FIELDS = ("csrfmiddlewaretoken", "submit_key", "draft_key")
HIDDEN = {"autocomplete": "off"}


def typed(data: MultiValueDict[str, str]) -> dict[str, list[str]]:
    """What was typed of what was sent: with the line ends that it will be compared by, and without
    secrets.
    """
    return {
        name: [_with_plain_line_ends(value) for value in values]
        for name, values in data.lists()
        if name not in OWN_FIELDS and "password" not in name
    }


def _with_plain_line_ends(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n")


class KeptForm(forms.Form):
    """A form whose text is kept as the person's own draft while it is typed, and saved once.

    `submit_key` is new at each opening of the form; the script that keeps drafts fills `draft_key`.
    """

    keeps_typing = True

    submit_key = forms.UUIDField(
        initial=uuid4, required=False, widget=forms.HiddenInput(attrs=HIDDEN)
    )
    draft_key = forms.CharField(
        max_length=120, required=False, widget=forms.HiddenInput(attrs=HIDDEN)
    )

    def full_clean(self) -> None:
        """Leave in `cleaned_data` what was filled in alone."""
        super().full_clean()
        cleaned = getattr(self, "cleaned_data", {})
        self.sitting: UUID | None = cleaned.pop("submit_key", None)
        self.key: str = cleaned.pop("draft_key", "")

    def save_once(self, action: "partial[ResultT]") -> ResultT:
        """Do `action` with what was filled in, unless the same form was saved before; its draft is
        then dropped. The action knows `by` whom and `at` what moment.
        """
        do = partial(action, **self.cleaned_data)
        if self.sitting is None:
            return do()
        user, at = action.keywords["by"], action.keywords["at"]
        try:
            result = submissions.once(do, user=user, key=self.sitting, digest=self._digest(), at=at)
        except submissions.SavedBefore:
            self._open_anew()
            raise
        drafts.drop(user, self.key, self.sitting)
        return result

    def _digest(self) -> str:
        sent = json.dumps(typed(cast(QueryDict, self.data)), sort_keys=True)
        return hashlib.sha256(sent.encode()).hexdigest()

    def _open_anew(self) -> None:
        """Shown again, the form counts as another one: to save it is then a choice."""
        data = cast(QueryDict, self.data).copy()
        data["submit_key"] = str(uuid4())
        self.data = data


class SeenForm(forms.Form):
    """A change of a row that two people may edit; on its own, one that asks for nothing else."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def differing(self, stored: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Label and stored value of each field in which `stored` differs from what was typed."""
        return [
            (str(self.fields[name].label), self.told(name, value))
            for name, value in stored.items()
            if not self.fields[name].widget.is_hidden
            and comparable(value) != comparable(self.typed(name))
        ]

    def typed(self, name: str) -> Any:
        return self.cleaned_data.get(name, "")

    def told(self, name: str, value: Any) -> str:
        """The value as the form tells it: a choice by its label."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField) and not isinstance(value, list):
            labels: dict[Any, Any] = dict(field.choices)  # type: ignore[arg-type]
            return str(labels.get(value, value))
        return _in_words(value)

    def now_seen(self, version: int) -> None:
        """The person is shown the row as it stands: saving once more means having seen it."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("seen_version")] = str(version)
        self.data = data


def comparable(value: Any) -> Any:
    """Rows in any order are the same rows, and a number is the same however it is written."""
    if isinstance(value, Model):
        return value
    words = _in_words(value)
    is_one = isinstance(value, str) or not hasattr(value, "__iter__")
    return words if is_one else sorted(words.splitlines())


def _in_words(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, Decimal):
        return plain(value)
    return "\n".join(str(each) for each in value) if hasattr(value, "__iter__") else str(value)


class MomentForm(forms.Form):
    """When everyone may read it, by the clocks of London; `moment` names what that cleans to."""

    moment = "publish_at"

    on = DateField(
        label="Publication date",
        help_text="Deadlines such as “within six months” are counted from this day.",
    )
    clock = forms.TimeField(
        label="Time",
        help_text="In London, for example 00:01 or 14:30.",
        initial=f"{ONE_PAST_MIDNIGHT:%H:%M}",
        widget=forms.TextInput,
        error_messages={
            "required": "Enter a time, for example 00:01",
            "invalid": "Enter a time like 00:01 or 14:30",
        },
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, clock = cleaned.pop("on", None), cleaned.pop("clock", None)
        if day and clock is not None:
            cleaned[self.moment] = self._moment(day, clock)
        return cleaned

    def _moment(self, day: Any, clock: time) -> datetime | None:
        """The moment, unless London's clocks skip it that night."""
        moment = london(day, clock)
        if is_skipped(moment):
            self.add_error("clock", "The clocks go forward then. Choose another time")
        return moment


class DraftForm(forms.Form):
    """What a script sends of a form that is being filled in: which form, and the version seen.

    What was `typed` is kept as it is, right or wrong: it is judged when the form is saved.
    """

    key = forms.RegexField(r"^[\w/.-]+$", max_length=120)
    submit_key = forms.UUIDField()
    seen_version = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)

    def __init__(self, data: Mapping[str, str], *, typed: Mapping[str, list[str]]) -> None:
        super().__init__(data)
        self.typed = typed

    def clean(self) -> dict[str, Any]:
        if any("\0" in text for texts in self.typed.values() for text in texts):
            raise ValidationError("Take out the characters that nobody can see.")
        return self.cleaned_data

    @property
    def to_keep(self) -> dict[str, Any]:
        """What `drafts.keep` takes."""
        return {
            "key": self.cleaned_data["key"],
            "sitting": self.cleaned_data["submit_key"],
            "seen_version": self.cleaned_data["seen_version"],
            "data": self.typed,
        }
