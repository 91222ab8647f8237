"""What HM Inspectors type about the monitoring stages of forces."""

from typing import Any

from django import forms

from findings.forms import SeenForm
from findings.forms.base import Data, LinesField
from findings.forms.evidence import UploadField
from inspection_portal.core.fields import DateField
from inspection_portal.core.forms import KeptForm
from recommendations.forms.progress import KINDS_OF_FILE
from recommendations.models import EngageSpell

ENTERED = ("entered_on", "reasons", "link", "plan_wanted", "meets_regularly")
LEFT = ("left_on", "reasons_to_leave")
ONE_A_LINE = "One reason on each line. The force reads them. Name no person."


class StagesForm(forms.Form):
    """On which day the stages are looked at."""

    on = DateField(label="Stages on", help_text="Leave it empty for today.", required=False)


class EngageForm(KeptForm):
    """Since when a force is in the Engage stage, and why."""

    entered_on = DateField(label="Day on which it enters the stage")
    reasons = LinesField(
        label="Why does it enter the stage?",
        help_text=ONE_A_LINE,
        error_messages={"required": "Give at least one reason"},
    )
    link = forms.URLField(
        label="Address of the letter or report",
        help_text="For example, https://www.example.org/letter. A file can be added afterwards.",
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Enter a whole address, like https://www.example.org/letter"},
    )
    plan_wanted = forms.BooleanField(
        label="An improvement plan is requested urgently", required=False
    )
    meets_regularly = forms.BooleanField(label="There are regular meetings", required=False)


class LeaveForm(SeenForm, KeptForm):
    """On which day a force leaves the stage, and why."""

    left_on = DateField(label="Day on which it leaves the stage")
    reasons_to_leave = LinesField(
        label="Why does it leave?",
        help_text=ONE_A_LINE,
        error_messages={"required": "Give at least one reason"},
    )

    def __init__(self, data: Data = None, *, spell: EngageSpell) -> None:
        super().__init__(data, initial={"seen_version": spell.version})


class CorrectForm(SeenForm, EngageForm):
    """All that is recorded of a spell; of one that has ended, also how it ended."""

    left_on = DateField(
        label="Day on which it left the stage",
        help_text="Leave this and the reasons below empty if the force has not left the stage.",
        required=False,
    )
    reasons_to_leave = LinesField(label="Why did it leave?", help_text=ONE_A_LINE, required=False)

    def __init__(self, data: Data = None, *, spell: EngageSpell) -> None:
        super().__init__(data, initial={"seen_version": spell.version, **self.stored(spell)})
        if spell.is_open:
            for name in LEFT:
                del self.fields[name]

    @staticmethod
    def stored(spell: EngageSpell) -> dict[str, Any]:
        """What its fields begin with."""
        shown = ENTERED if spell.is_open else ENTERED + LEFT
        return {name: getattr(spell, name) for name in shown}


class LetterForm(forms.Form):
    """A letter or report about the stage."""

    upload = UploadField(
        label="File",
        help_text=f"{KINDS_OF_FILE} The force can download it.",
        error_messages={"required": "Choose a file"},
    )
