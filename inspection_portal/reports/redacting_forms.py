"""What is to be removed from a published report, and the agreement to what would come of it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from inspection_portal.reports.actions.redacting import Plan
from inspection_portal.reports.forms import ReasonForm
from inspection_portal.reports.redaction import lines, wrong_with


class RedactForm(ReasonForm):
    """Words and parts to be removed, and why. Cleans to what the plan and the action take."""

    passages = forms.CharField(
        label="Which words must not stand in the report?",
        help_text=(
            "One passage in each line, exactly as it stands. Words that differ in case, spacing or "
            "hyphenation are shown to you before anything is done."
        ),
        widget=forms.Textarea,
        max_length=20_000,
        required=False,
    )
    parts = forms.MultipleChoiceField(
        label="Which parts go as a whole?",
        help_text="A finding goes with its recommendations. The mark stands in their place.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    field_order = ("passages", "parts", "reason", "seen_version")

    def __init__(self, *args: Any, parts: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = [(str(uuid), name) for uuid, name in parts]  # type: ignore[attr-defined]
        reason = self.fields["reason"]
        reason.label = "Why is the report redacted?"
        reason.help_text = (
            "Those who read drafts read it, and it stays in the audit trail. Say it without the "
            "words that are removed."
        )

    def clean_passages(self) -> tuple[str, ...]:
        told = lines(self.cleaned_data["passages"])
        if wrong := wrong_with(told):
            raise forms.ValidationError(wrong)
        return told

    def clean_parts(self) -> list[UUID]:
        return [UUID(each) for each in self.cleaned_data["parts"]]


class ConfirmRedactionForm(forms.Form):
    """Agreement to the plan as it is shown. What was agreed to of another plan counts for nothing:
    the form is then as if it were shown for the first time.
    """

    keep = forms.MultipleChoiceField(
        label="What may stand?",
        help_text="To remove one of these instead, give it as a passage as well.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    confirmed = forms.BooleanField(
        label="I have looked at what is removed. The report as it was can then be read by nobody "
        "but those who read drafts",
        error_messages={"required": "Confirm that you have looked at what is removed"},
    )
    text_sha256 = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, plan: Plan) -> None:
        is_of_plan = data.get("text_sha256") == plan.text_sha256
        super().__init__(data if is_of_plan else None, initial={"text_sha256": plan.text_sha256})
        if plan.standing:
            keep: Any = self.fields["keep"]
            keep.choices = [(str(each.number), each.words) for each in plan.standing]
        else:
            del self.fields["keep"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        keep = [int(number) for number in told.get("keep", ())]
        return {"keep": keep, "text_sha256": told.get("text_sha256", "")}
