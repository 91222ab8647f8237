"""What people do on the drafting board, and what they say to each other about a finding."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from findings.forms.base import ProseField, SeenForm
from findings.models import Finding, FindingLink, InspectedBody, QuestionArea
from findings.queries import Spot
from forces.models import Body
from inspection_portal.core.fields import Radios
from inspection_portal.core.forms import KeptForm


class SpotField(forms.CharField):
    """A place on the board of a finding's chapter: a question area, and the finding after it."""

    def __init__(self, finding: Finding, **kwargs: Any) -> None:
        super().__init__(max_length=50, **kwargs)
        self.finding = finding

    def clean(self, value: Any) -> Any:
        try:
            spot = Spot.read(super().clean(value))
        except ValueError as error:
            raise ValidationError("Choose where the finding goes.") from error
        area = QuestionArea.objects.filter(position=spot.area).first()
        beside = Finding.objects.filter(inspection=self.finding.inspection)
        before = beside.filter(uuid=spot.before).first() if spot.before else None
        if (spot.area and area is None) or (spot.before and before is None):
            raise ValidationError("That place is gone. Look at the board, then move again.")
        return area, before


class ArrangeForm(SeenForm):
    """Another place on the board."""

    def __init__(self, finding: Finding, data: Any = None) -> None:
        super().__init__(data)
        self.fields["to"] = SpotField(finding)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if spot := cleaned.pop("to", None):
            cleaned["question_area"], cleaned["before"] = spot
        return cleaned


class MarkForm(SeenForm):
    """How far the writing of a finding has come."""

    state = forms.ChoiceField(choices=Finding.State.choices)


class CommentForm(KeptForm):
    """A remark for the team."""

    text = ProseField(
        label="Comment",
        help_text="Only those who read the draft see it. It is never part of the report.",
        error_messages={"required": "Enter your comment"},
    )


class AnswerForm(KeptForm):
    """What is answered to a comment."""

    answer = ProseField(label="Answer", error_messages={"required": "Enter your answer"})
    resolves = forms.BooleanField(label="This resolves the comment", required=False)


class LinkSearchForm(forms.Form):
    """Which findings to look among for one to link to."""

    words = forms.CharField(label="Words in the heading or text", max_length=200, required=False)
    body = forms.ModelChoiceField(
        Body.objects.none(),
        label="About",
        to_field_name="uuid",
        required=False,
        empty_label="Any body or region",
    )

    def __init__(self, finding: Finding, data: Any) -> None:
        self.bodies = [
            chapter.body
            for chapter in (finding.chapter, *finding.also_about.select_related("body"))
            if chapter
        ]
        initial = {"body": self.bodies[0].uuid} if self.bodies else {}
        super().__init__({**initial, **data}, initial=initial)
        offered: Any = self.fields["body"]
        offered.queryset = Body.objects.filter(
            pk__in=InspectedBody.objects.filter(inspection=finding.inspection_id).values("body")
        )


class LinkForm(forms.Form):
    """How the finding is linked to the one that was chosen."""

    kind = forms.ChoiceField(
        label="How are they linked?",
        choices=FindingLink.Kind.choices,
        widget=Radios(
            hints={
                FindingLink.Kind.REPEATS: "The older finding was made before and stands again",
                FindingLink.Kind.SUPERSEDES: "This finding takes the place of the older one",
                FindingLink.Kind.RESOLVED_BY: "What this finding asks for was found done there",
                FindingLink.Kind.EVIDENCE_FOR: "This finding is a reason for the other one",
            }
        ),
        error_messages={"required": "Choose how they are linked"},
    )
