"""What people type about views of the register that they keep."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from findings.forms import SeenForm
from findings.forms.base import Data
from inspection_portal.core.models import User
from recommendations import queries
from recommendations.models import SavedView, ViewSubscription

LONGEST = 80

# What of the address of a list a view keeps. Raises ValidationError where it makes no sense.
Sensible = Callable[[Mapping[str, str]], dict[str, str]]


def _name() -> forms.CharField:
    return forms.CharField(
        label="Name of the view",
        max_length=LONGEST,
        error_messages={
            "required": "Give the view a name",
            "max_length": f"The name can have {LONGEST} characters at most",
        },
    )


def _circles() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Who else may open it?",
        help_text="Whoever opens it sees the entries that they may see themselves.",
        widget=forms.RadioSelect,
        required=False,
    )


def _offer(form: forms.Form, user: User, *, is_shared: bool = False) -> None:
    """The people that the person may share with; the question is not asked where there are none."""
    circles = queries.circles_of(user)
    if len(circles) > 1 or is_shared:
        choices = [(key, circle.label) for key, circle in circles.items()]
        form.fields["shared_with"].choices = choices  # type: ignore[attr-defined]
    else:
        del form.fields["shared_with"]


class LookedForForm(forms.Form):
    """What the list looks for: `query` is its address, and cleans to what is `sensible` of it."""

    query = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Data = None, *, sensible: Sensible, **initial: object) -> None:
        super().__init__(data, initial=initial)
        self.sensible = sensible

    def clean_query(self) -> dict[str, str]:
        return self.sensible(QueryDict(self.cleaned_data["query"]))


class SaveViewForm(LookedForForm):
    """What the list looks for, under a name."""

    name = _name()
    shared_with = _circles()

    def __init__(self, data: Data = None, *, query: str, user: User, sensible: Sensible) -> None:
        super().__init__(data, sensible=sensible, query=query, shared_with="")
        _offer(self, user)


class ReplaceViewForm(LookedForForm, SeenForm):
    """That one's view looks for what the list does now."""


class ChangeViewForm(SeenForm):
    """Another name, or other people who may open it."""

    name = _name()
    shared_with = _circles()

    def __init__(self, data: Data = None, *, view: SavedView, user: User) -> None:
        super().__init__(data, initial={"seen_version": view.version, **self.stored(view)})
        _offer(self, user, is_shared=bool(view.shared_with))

    @staticmethod
    def stored(view: SavedView) -> dict[str, Any]:
        return {"name": view.name, "shared_with": view.shared_with}


class SubscribeForm(forms.Form):
    """How often a person is told how much is in a view."""

    rhythm = forms.ChoiceField(
        label="How often do you want a message?",
        choices=[*ViewSubscription.Rhythm.choices, ("", "Never")],
        widget=forms.RadioSelect,
        required=False,
    )
