"""Closed passages: their words are not kept as a draft while they are typed, for they may stand in
one place only.
"""

from typing import Any

from django import forms
from django.db.models import F

from findings.forms.base import Data, ProseField, SeenForm
from findings.models import ClosedPassage, Finding, Paragraph


class AfterField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """The paragraph that the passage follows; None where it stands first."""

    def label_from_instance(self, paragraph: Any) -> str:
        words = paragraph.text.split()
        return f"After “{' '.join(words[:8])}{'…' if len(words) > 8 else ''}”"


class ClosedForm(forms.Form):
    """A new closed passage."""

    text = ProseField(
        label="Passage",
        help_text="It is not kept as a draft while you type. Save it before you leave the page.",
        error_messages={"required": "Enter the passage"},
    )
    ground = forms.ChoiceField(
        label="Why is it kept from publication?",
        choices=ClosedPassage.Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why it is kept from publication"},
    )
    after = AfterField(
        Paragraph.objects.none(),
        to_field_name="uuid",
        label="Where does it stand?",
        empty_label="First",
        required=False,
    )

    def __init__(self, finding: Finding, data: Data = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        after: Any = self.fields["after"]
        after.queryset = finding.paragraphs.order_by(F("position").asc(nulls_last=True))


class ClosedRevisionForm(ClosedForm, SeenForm):
    """A closed passage, changed by somebody who has read it."""

    @staticmethod
    def stored(closed: ClosedPassage) -> dict[str, Any]:
        return {
            "text": closed.text,
            "ground": closed.ground,
            "after": closed.after,
            "seen_version": closed.version,
        }


class ClosedReadForm(forms.Form):
    """Why somebody reads a closed passage."""

    reason = forms.CharField(
        label="Why do you need to read it?",
        help_text="Your name, the time and this reason are recorded.",
        max_length=300,
        error_messages={"required": "Enter why you need to read it"},
    )
