"""What inspectors type about national reports and what those recommend."""

from typing import Any

from django import forms
from django.utils.timezone import localdate, localtime

from findings.forms import SeenForm
from findings.forms.base import Data, HeadingField, ProseField
from forces.models import Body, LocalPolicingBody, Organisation
from forces.models.bodies import holds_on
from inspection_portal.core.fields import Checkboxes
from inspection_portal.core.forms import KeptForm, MomentForm
from recommendations.forms.addressees import AddresseesField
from recommendations.forms.writing import RecommendationForm, RevisionForm
from recommendations.models import NationalRecommendation, NationalReport

EVERY_FORCE, EVERY_ROCU = "every_force", "every_rocu"
TO = [
    (EVERY_FORCE, "Every force"),
    (EVERY_ROCU, "Every regional organised crime unit"),
    ("bodies", "Some forces or units"),
    ("organisations", "Organisations"),
    ("policing_bodies", "Local policing bodies"),
]


class NationalReportForm(MomentForm, KeptForm):
    """A report that is published elsewhere."""

    moment = "published_at"

    title = HeadingField(label="Title", error_messages={"required": "Enter the title"})
    slug = forms.SlugField(
        label="Short name",
        help_text="References begin with it: for example, custody-2026.",
        max_length=50,
        error_messages={
            "required": "Enter a short name",
            "invalid": "Use letters, digits and hyphens only, like custody-2026",
        },
    )
    link = forms.URLField(
        label="Address where it can be read",
        help_text="You may leave this empty.",
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": "Enter a whole address, like https://www.example.org/report"},
    )
    field_order = ("title", "slug", "on", "clock", "link")


class NationalReportRevisionForm(SeenForm, NationalReportForm):
    """A report before its entries are open, to be changed."""

    @staticmethod
    def stored(report: NationalReport) -> dict[str, Any]:
        """What its fields begin with."""
        moment = localtime(report.published_at)
        return {
            "title": report.title,
            "slug": report.slug,
            "on": moment.date(),
            "clock": f"{moment:%H:%M}",
            "link": report.link,
            "seen_version": report.version,
        }

    @staticmethod
    def in_words(report: NationalReport) -> dict[str, str]:
        """What a second editor compares."""
        return {"title": report.title, "slug": report.slug, "link": report.link}


class NationalForm(RecommendationForm):
    """A recommendation of a national report: its words, its deadline, and to whom it is addressed.

    Cleans to what `enter_recommendation` takes.
    """

    applies_if = ProseField(
        label="Does it apply to some of them only?",
        help_text=(
            "Say to which, for example: forces without such a unit. Another one then says that it "
            "does not apply, and why. Leave it empty where it applies to all."
        ),
        required=False,
    )
    to = forms.MultipleChoiceField(
        label="To whom is it addressed?",
        choices=TO,
        widget=Checkboxes,
        initial=[EVERY_FORCE],
        error_messages={"required": "Choose to whom it is addressed"},
    )
    bodies = AddresseesField(Body.objects.order_by("kind", "name"), label="Which forces or units?")
    organisations = AddresseesField(Organisation.objects.all(), label="Which organisations?")
    policing_bodies = AddresseesField(
        LocalPolicingBody.objects.all(), label="Which local policing bodies?"
    )

    chosen = NationalRecommendation.CHOSEN
    reveals = RecommendationForm.dates | {"to": {name: [name] for name in chosen}}

    def __init__(self, data: Data = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        today = localdate()
        self.fields["organisations"].queryset = Organisation.objects.in_force(today)  # type: ignore[attr-defined]
        offices = LocalPolicingBody.objects.filter(holds_on(today))
        self.fields["policing_bodies"].queryset = offices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        to = cleaned.pop("to", [])
        for name in self.chosen:
            rows = cleaned.get(name)
            if name in to and not rows and name not in self.errors:
                self.add_error(name, "Choose at least one, or untick the box above")
            cleaned[name] = list(rows or ()) if name in to else []
        return {
            **cleaned,
            "to_every_force": EVERY_FORCE in to,
            "to_every_rocu": EVERY_ROCU in to,
        }


class NationalRevisionForm(RevisionForm, NationalForm):
    """A recommendation of a national report as it stands, to be changed."""

    @staticmethod
    def stored(recommendation: NationalRecommendation) -> dict[str, Any]:  # type: ignore[override]
        """What its fields begin with."""
        chosen = {name: list(getattr(recommendation, name).all()) for name in NationalForm.chosen}
        every = {
            EVERY_FORCE: recommendation.to_every_force,
            EVERY_ROCU: recommendation.to_every_rocu,
        }
        return {
            **RevisionForm.stored(recommendation),
            "applies_if": recommendation.applies_if,
            "to": [name for name, rows in (every | chosen).items() if rows],
            **chosen,
        }

    @staticmethod
    def in_words(recommendation: NationalRecommendation) -> dict[str, str]:  # type: ignore[override]
        """What a second editor compares."""
        words = RevisionForm.in_words(recommendation)
        return {**words, "applies_if": recommendation.applies_if}


class AddressForm(forms.Form):
    """Somebody more who is asked for what a national report recommends; cleans to `addressee`."""

    addressee = forms.ChoiceField(
        label="Who else is it addressed to?",
        error_messages={"required": "Choose who it is addressed to"},
    )

    def __init__(self, data: Data = None, *, among: list[Any]) -> None:
        super().__init__(data)
        self.among = {str(each.uuid): each for each in among}
        choices = [("", "Choose one"), *((uuid, str(each)) for uuid, each in self.among.items())]
        self.fields["addressee"].choices = choices  # type: ignore[attr-defined]

    def clean_addressee(self) -> Any:
        return self.among[self.cleaned_data["addressee"]]
