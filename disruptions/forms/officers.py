"""What people type about officers."""

from typing import Any

from django import forms

from disruptions import queries
from disruptions.models import Officer
from forces.models import Body
from inspection_portal.core.fields import DateField
from inspection_portal.core.forms import SeenForm
from inspection_portal.core.models import User


class OfficerForm(forms.Form):
    """An officer of a body."""

    reference = forms.CharField(
        label="Reference",
        help_text="Such as a collar number. It stays within your force or unit.",
        max_length=40,
        error_messages={"required": "Give the officer a reference, such as a collar number"},
    )
    name = forms.CharField(
        label="Name",
        help_text="It stays within your force or unit. You may leave it empty.",
        max_length=120,
        required=False,
    )
    rank = forms.ChoiceField(
        label="Rank",
        choices=[("", "Choose a rank"), *Officer.Rank.choices],
        error_messages={"required": "Choose a rank"},
    )
    post = forms.CharField(
        label="Post",
        help_text="What they do, for example: economic crime. Others read this, so name nobody.",
        max_length=120,
        required=False,
    )
    trained_on = DateField(
        label="Trained as lead responsible officer on",
        help_text="Leave it empty if they have not been trained.",
        required=False,
    )
    user = forms.ModelChoiceField(
        label="How they sign in to this portal",
        queryset=User.objects.none(),
        to_field_name="uuid",
        empty_label="They don’t",
        required=False,
    )

    def __init__(self, data: Any = None, *, body: Body, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        people: Any = self.fields["user"]
        people.queryset = queries.people_acting_for(body)


class ReviseOfficerForm(SeenForm, OfficerForm):
    """What is told of an officer, put right."""

    def __init__(self, data: Any = None, *, officer: Officer) -> None:
        initial = {**self.stored(officer), "seen_version": officer.version}
        super().__init__(data, body=officer.body, initial=initial)

    @staticmethod
    def stored(officer: Officer) -> dict[str, Any]:
        """What its fields begin with."""
        names = ("reference", "name", "rank", "post", "trained_on")
        return {name: getattr(officer, name) for name in names} | {
            "user": officer.user and officer.user.uuid
        }

    @staticmethod
    def in_words(officer: Officer) -> dict[str, str]:
        """What a second editor compares."""
        return {name: getattr(officer, name) for name in ("reference", "name", "rank", "post")}


class LeftForm(SeenForm):
    """The last day on which an officer serves."""

    left_on = DateField(
        label="Last day",
        help_text="Leave it empty if they stay after all.",
        required=False,
    )

    def __init__(self, data: Any = None, *, officer: Officer) -> None:
        initial = {"left_on": officer.left_on, "seen_version": officer.version}
        super().__init__(data, initial=initial)
